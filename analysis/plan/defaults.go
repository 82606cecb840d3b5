package plan

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"graftstat/analysis/code"
)

// setDefaults gives the keys of a struct the values of their tags default, those
// of structs in it too. It comes before decoding, so that a zero of the file
// stays. A list is in words, or all codes of a closed list: @section.
func setDefaults(v reflect.Value) {
	for _, f := range fieldsOf(v.Type()) {
		target := v.FieldByIndex(f.Index)
		text, ok := f.Tag.Lookup("default")
		switch {
		case target.Kind() == reflect.Struct && text != "-":
			setDefaults(target)
		case ok && text != "-":
			setDefault(target, text) // a test reads every tag
		}
	}
}

func setDefault(target reflect.Value, text string) error {
	switch target.Kind() {
	case reflect.String:
		target.SetString(text)
	case reflect.Bool:
		b, err := strconv.ParseBool(text)
		target.SetBool(b)
		return err
	case reflect.Int:
		i, err := strconv.Atoi(text)
		target.SetInt(int64(i))
		return err
	case reflect.Float64:
		x, err := strconv.ParseFloat(text, 64)
		target.SetFloat(x)
		return err
	case reflect.Slice:
		words := defaultList(text)
		target.Set(reflect.MakeSlice(target.Type(), len(words), len(words)))
		for i, word := range words {
			if err := setDefault(target.Index(i), word); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("no default for %s", target.Type())
	}
	return nil
}

func defaultList(text string) []string {
	if name, all := strings.CutPrefix(text, "@"); all {
		return code.List(name)
	}
	return strings.Fields(text)
}

// fillDefaults gives a checked plan the defaults that depend on other keys.
func (d *decoder) fillDefaults(p *Plan) {
	fillList(&p.Data.Missing, "")
	d.fillIntervals(&p.Intervals)
	if p.Paper != nil && !d.given("outputs.formats") { // tables to paste, parts to edit and the bundle to re-run
		p.Outputs.Formats = append(p.Outputs.Formats, "tables", "manuscript", "reproduce")
	}
	for i := range p.Endpoints {
		p.Endpoints[i].fillDefaults(p.TimeUnit)
	}
	for i := range p.Monitor.Benchmarks {
		if b := &p.Monitor.Benchmarks[i]; b.Use != "" {
			b.Origin = "" // the preset's
		}
	}
}

// fillIntervals takes the methods of R (survfit) or SAS (LIFETEST) where the
// study asks to be compatible. A method that the study names itself stays.
func (d *decoder) fillIntervals(i *Intervals) {
	method := map[code.Compatible]string{code.R: "log", code.SAS: "log-log"}[i.Compatible]
	if method != "" && !d.given("intervals.survival") {
		i.Survival = method
	}
	if method != "" && !d.given("intervals.incidence") {
		i.Incidence = method
	}
}

func (e *Endpoint) fillDefaults(unit TimeUnit) {
	fill(&e.Unit, unit)
	fillList(&e.Censor, e.censoredBy()...)
	e.Good = e.Good || e.recovers()
}

// recovers reports whether every event of an incidence is a recovery, which is good
// without being called so.
func (e *Endpoint) recovers() bool {
	if e.Kind != code.Incidence || len(e.Event) == 0 {
		return false
	}
	for _, item := range e.Event {
		if !IsRecovery(item.Milestone) {
			return false
		}
	}
	return true
}

// censoredBy is the default of Censor: last contact, and the last day to which
// the record that the event is read from is complete.
func (e *Endpoint) censoredBy() []string {
	for _, item := range e.Event {
		if record := RecordOf(item.Milestone); record != "" {
			return []string{"last_contact", record}
		}
	}
	return []string{"last_contact"}
}

// fillConventions gives the endpoints and models of a resolved plan the
// variance of incidences and the ties of Cox models: Aalen and Efron, or what R
// (survfit's infinitesimal jackknife) or SAS (PHREG's Breslow) take by default
// where the study asks to be compatible.
func fillConventions(p *Plan) {
	variance, ties := "aalen", code.Efron
	switch p.Intervals.Compatible {
	case code.R:
		variance = "delta"
	case code.SAS:
		ties = code.Breslow
	}
	incidence := func(list []Endpoint) {
		for i := range list {
			if list[i].Kind == code.Incidence {
				fill(&list[i].Variance, variance)
			}
		}
	}
	incidence(p.Endpoints)
	for i := range p.Cohorts {
		incidence(p.Cohorts[i].Resolved)
		for j := range p.Cohorts[i].Models {
			p.Cohorts[i].Models[j].fillDefaults(ties)
		}
	}
}

func (m *Model) fillDefaults(ties code.TieRule) {
	fill(&m.ID, string(m.Kind)+"-"+m.Endpoint)
	if m.Kind == code.Cox {
		fill(&m.Ties, ties)
	}
	fill(&m.Ties, code.Breslow)
}

func fill[T comparable](target *T, value T) {
	var zero T
	if *target == zero {
		*target = value
	}
}

func fillList[T any](target *[]T, values ...T) {
	if len(*target) == 0 {
		*target = values
	}
}
