package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"graftstat/analysis/code"
)

// Redcap is an export of REDCap, in place of the files of cases and logs: its file,
// the data dictionary of the project, and what the rows of each event and of each
// repeating instrument are. An export without events needs none: its rows that do not
// repeat are the cases.
type Redcap struct {
	Export      string                `yaml:"export" is:"needed"`
	Dictionary  string                `yaml:"dictionary" is:"needed"`
	Events      map[string]RedcapUses `yaml:"events"`
	Instruments map[string]RedcapUses `yaml:"instruments"`
}

// RedcapUse is one thing that the rows of an event or of a repeating instrument are.
// In the study file it is the word alone, or a mapping of its keys.
type RedcapUse struct {
	As         string            `yaml:"as" is:"needed @redcap_use"`
	Columns    map[string]string `yaml:"columns"` // our name: field; of cases and transplants these alone are taken
	Set        map[string]Scalar `yaml:"set"`     // our name: what each row has, of a log
	Fields     map[string]string `yaml:"fields"`  // test, product, antibody or instrument: field with its value, of a log
	CompleteTo CompleteTo        `yaml:"complete_to"`
}

// What rows of an export are beside logs, which have the names of their keys.
const (
	RedcapCases       = "cases"       // each record is a case, or each of its transplants is
	RedcapTransplants = "transplants" // each row is a case
	RedcapIgnored     = "ignore"
)

func (u *RedcapUse) decodeForm(d *decoder, n ast.Node, path string) error {
	if _, ok := n.(*ast.MappingNode); ok {
		return d.decode(n, (*redcapUseKeys)(u), path)
	}
	return d.decode(n, &u.As, path)
}

type redcapUseKeys RedcapUse // without its form

func (RedcapUse) schema() []any { return []any{"text", redcapUseKeys{}} }

// RedcapUses are all that the rows of an event are: one use, or a list of them.
type RedcapUses []RedcapUse

func (u *RedcapUses) decodeForm(d *decoder, n ast.Node, path string) error {
	if _, isList := n.(*ast.SequenceNode); isList {
		return d.decode(n, (*[]RedcapUse)(u), path)
	}
	*u = RedcapUses{{}}
	return d.decode(n, &(*u)[0], path)
}

func (RedcapUses) schema() []any { return []any{RedcapUse{}, []RedcapUse{}} }

// uses visits every use in the order of their names.
func (r *Redcap) uses(visit func(path string, use RedcapUse)) {
	for _, of := range []struct {
		key string
		all map[string]RedcapUses
	}{{"events", r.Events}, {"instruments", r.Instruments}} {
		for _, name := range slices.Sorted(maps.Keys(of.all)) {
			for i, use := range of.all[name] {
				path := join("data.redcap."+of.key, name)
				if len(of.all[name]) > 1 {
					path = index(path, i)
				}
				visit(path, use)
			}
		}
	}
}

// Has reports whether rows of the export are of a use.
func (r *Redcap) Has(as string) bool {
	has := false
	r.uses(func(_ string, use RedcapUse) { has = has || use.As == as })
	return has
}

// Line is a key beside a use, as it stands under data; "" where no row is of that use.
func (r *Redcap) Line(as, key string) string {
	line := ""
	r.uses(func(path string, use RedcapUse) {
		if use.As == as && line == "" {
			parts := strings.SplitN(path, ".", 4)
			line = "redcap: {" + parts[2] + ": {" + parts[3] + ": {as: " + as + ", " + key + "}}}"
		}
	})
	return line
}

// readRedcap puts the export in the place of the files of cases and logs.
func (d *Data) readRedcap() {
	r := d.Redcap
	if r == nil {
		return
	}
	d.Cases = Sources{{File: r.Export, Redcap: RedcapCases}}
	r.uses(func(_ string, use RedcapUse) {
		if log := d.log(use.As); log != nil {
			log.File = Sources{{File: r.Export, Redcap: use.As}}
			if use.CompleteTo.Declared() {
				log.CompleteTo = use.CompleteTo
			}
		}
	})
}

// log is the log of a name; nil where there is none.
func (d *Data) log(name string) *LogSource {
	switch name {
	case "counts":
		return &d.Counts
	case "transfusions":
		return &d.Transfusions
	case "titres":
		return &d.Titres
	case "scores":
		return &d.Scores
	case "typing":
		return &d.Typing
	case "gvhd":
		return &d.GVHD
	}
	return nil
}

// redcap checks what the study file says of an export of REDCap.
func (c *checker) redcap(d *Data) {
	const path = "data.redcap"
	r := d.Redcap
	if r == nil {
		return
	}
	for _, of := range []struct{ key, file string }{{"export", r.Export}, {"dictionary", r.Dictionary}} {
		if at := join(path, of.key); c.given(at) && strings.TrimSpace(of.file) == "" {
			c.add(at, say("Name a file, relative to the study file."), "names no file")
		} else if (Source{File: of.file}).IsPattern() {
			c.add(at, say("Name one file: an export is of the whole project."), "is a pattern")
		}
	}
	for _, key := range []string{"cases", "tallies"} {
		if c.given(join("data", key)) {
			c.add(join("data", key), say("Keep one of the two."), "stands beside redcap, which has the cases")
		}
	}
	holdsCases, complete := false, ""
	for _, name := range slices.Sorted(maps.Keys(r.Events)) {
		if len(r.Events[name]) == 0 {
			c.add(join(path+".events", name), say("Write what its rows are, or ignore."), "says nothing of its rows")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.Instruments)) {
		if len(r.Instruments[name]) == 0 {
			c.add(join(path+".instruments", name), say("Write what its rows are, or ignore."), "says nothing of its rows")
		}
	}
	r.uses(func(at string, use RedcapUse) {
		holdsCases = holdsCases || use.As == RedcapCases || use.As == RedcapTransplants
		c.redcapUse(at, use, d)
		if use.CompleteTo.Declared() {
			if complete != "" {
				c.add(join(at, "complete_to"), say("Keep one of them."), "complete_to stands twice, first at %s", complete)
			}
			complete = at
		}
	})
	if len(r.Events) > 0 && !holdsCases {
		c.add(path+".events", say("Write cases behind the event, or events, with the fields of a case."),
			"no event holds the cases")
	}
}

// redcapUse checks one use.
func (c *checker) redcapUse(path string, use RedcapUse, d *Data) {
	isLog := d.log(use.As) != nil
	if list := code.List("redcap_use"); !slices.Contains(list, use.As) {
		c.add(path, choices(use.As, list), "%q is no value of this key", use.As)
	}
	if use.As == RedcapCases && strings.HasPrefix(path, "data.redcap.instruments") {
		c.add(path, say("Write transplants where each row is a transplant, or the log that its rows are."),
			"rows of a repeating instrument are not one case a record")
	}
	if isLog && c.given(join("data", use.As)) {
		c.add(join("data", use.As), say("Keep one of the two."), "stands beside redcap, which has this log")
	}
	for _, name := range slices.Sorted(maps.Keys(use.Columns)) {
		at := join(path+".columns", name)
		c.snake(at, name)
		if strings.TrimSpace(use.Columns[name]) == "" {
			c.add(at, say("Write our name: the field."), "names no field")
		}
		if _, twice := d.Columns[name]; twice && !isLog {
			c.add(at, say("Keep it under one of the two."), "%s stands under data: columns too", name)
		}
	}
	for _, of := range []struct {
		key   string
		given bool
	}{{"set", len(use.Set) > 0}, {"fields", len(use.Fields) > 0}} {
		if of.given && !isLog {
			c.add(join(path, of.key), say("Remove it."), "is of a log only")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(use.Set)) {
		c.set(join(path+".set", name), name, Source{Set: use.Set, Columns: use.Columns})
	}
	for _, name := range slices.Sorted(maps.Keys(use.Fields)) {
		if strings.TrimSpace(use.Fields[name]) == "" {
			c.add(join(path+".fields", name), say("Write what was measured: the field with its value."), "names no field")
		}
	}
	if use.CompleteTo.Declared() && use.As != "transfusions" {
		c.add(join(path, "complete_to"), say("Remove it."), "is declared for transfusions only")
	}
}
