package casefile

import (
	"slices"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/redcap"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// redcapRows are rows of an export of REDCap: cases or entries of a log.
type redcapRows interface {
	table.Rows
	Header() []string
	HeaderLine() int
}

// openRedcap opens what an export has of the cases or of a log.
func openRedcap(p *plan.Plan, t *dataFile, source plan.Source, wanted []string) (*dataFile, error) {
	o := redcap.Options{Plan: p, DecimalComma: t.decimalComma, Choose: newChooser(p).choose,
		Tell: func(f redcap.Finding) {
			if f.Code == raggedRow || f.Code == badQuote {
				t.rows++
			}
			t.issues.add(f.Code, place{line: f.Line, column: f.Column, caseID: f.Record}, f.Args...)
		}}
	var rows redcapRows
	var err error
	t.issues.limit = logIssues
	if source.Redcap == plan.RedcapCases {
		t.issues.limit = code.MaxIssues
		o.Used = usedHeaders(p, source)
		for _, log := range registry.Logs() {
			o.LogColumns = append(o.LogColumns, logColumns(log)...)
		}
		t.redcapCases, err = redcap.Cases(o)
		rows = t.redcapCases
	} else {
		form, _ := formOf(registry.Log(source.Redcap), plan.Data{})
		o.LogColumns, o.Kind, o.Value = logColumns(form.log), form.kind, form.value
		t.redcapLog, err = redcap.Log(o, source.Redcap)
		rows = t.redcapLog
	}
	if err != nil {
		return nil, err
	}
	t.Rows = rows
	t.format = t.Form()
	if set := t.Assumed(); set != "" {
		t.issues.add(encodingAssumed, place{}, set)
	}
	if !hasHeader(rows.Header(), wanted) {
		err = noHeader(t.file, rows.Header(), rows.HeaderLine(), wanted[0], true)
	} else {
		err = t.setHeader(rows.Header(), rows.HeaderLine(), wanted)
	}
	if err != nil {
		t.Close()
		return nil, err
	}
	t.own = len(t.header)
	return t, nil
}

// entry is row of a log: its headers are those of the export in the variant at hand.
func (t *dataFile) entry() (cells []string, line int, err error) {
	cells, line, err = t.longRow()
	if err != nil {
		return nil, 0, err
	}
	shown := t.redcapLog.Shown(t.redcapLog.Variant())
	for i, ours := range t.redcapLog.Header() {
		if header, ok := shown[ours]; ok {
			t.header[i] = header
		}
	}
	return cells, line, nil
}

// severalRows stands for a row of the cases where a patient has several.
const severalRows = -1

// addRecords adds the records of an export whose rows are transplants: that of one
// transplant stands for it.
func (l *logFiles) addRecords() {
	r := l.plan.Data.Redcap
	if r == nil || !r.Has(plan.RedcapTransplants) {
		return
	}
	for row, patient := range l.data.Patient {
		record := l.data.PatientID[patient]
		known, ok := l.cases[record]
		switch {
		case !ok:
			l.cases[record] = int32(row)
		case known == severalRows || l.data.CaseID[known] != record:
			l.cases[record] = severalRows
		}
	}
}

// logColumns are our columns of a log beside case_id.
func logColumns(log registry.Log) []string {
	form, _ := formOf(log, plan.Data{})
	names := append([]string{dateColumnName, dayColumnName}, form.columns()...)
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// usedHeaders are the headers that the study reads from the cases.
func usedHeaders(p *plan.Plan, source plan.Source) map[string]bool {
	used := knownHeaders(p, source, logForm{}).names
	add := func(name string) { used[headerOf(p, name)], used[table.HeaderText(name)] = true, true }
	u := columnsInUse(p)
	for name := range u.need {
		add(name)
	}
	for _, milestone := range u.milestones {
		for _, form := range []string{"_date", "_day", "_status"} {
			add(milestone + form)
		}
	}
	for _, m := range p.Milestones {
		for _, name := range append(sortedKeys(m.When), m.Date, m.Day) {
			add(name)
		}
	}
	for _, levels := range p.Data.Checkboxes {
		for _, level := range levels {
			for _, header := range level.As {
				add(string(header))
			}
		}
	}
	for _, name := range []string{birthDateColumn, aboMatchColumn, aboMajorColumn} {
		add(name)
	}
	for _, log := range registry.Logs() { // their fields are none of a case
		for _, name := range logColumns(log) {
			if _, isNeeded := u.need[name]; !isNeeded {
				delete(used, name)
				delete(used, headerOf(p, name))
			}
		}
	}
	return used
}

// A chooser tells whether the study file writes a choice of a field as its code or as
// its label.
type chooser struct {
	plan    *plan.Plan
	written map[string][]plan.Scalar // by our name or the header: values of the study file
	number  map[string]bool          // that are read as numbers
}

func newChooser(p *plan.Plan) *chooser {
	c := &chooser{plan: p, written: map[string][]plan.Scalar{}, number: map[string]bool{}}
	add := func(name string, values ...plan.Scalar) {
		for _, at := range []string{name, headerOf(p, name)} {
			c.written[at] = append(c.written[at], values...)
		}
	}
	for name, levels := range p.Data.Values {
		for _, level := range levels {
			add(name, level.As...)
		}
	}
	for _, m := range p.Milestones {
		for name, values := range m.When {
			add(name, values...)
		}
	}
	for _, cohort := range p.Cohorts {
		for _, w := range cohort.Where {
			for _, value := range append(slices.Clone(w.In), w.Not...) {
				add(w.Column, plan.Scalar(value))
			}
		}
	}
	for name, need := range columnsInUse(p).need {
		if need == asNumber {
			c.number[name], c.number[headerOf(p, name)] = true, true
		}
	}
	for _, log := range registry.Logs() {
		form, _ := formOf(log, plan.Data{})
		c.number[form.value], c.number[form.volume] = true, true
	}
	return c
}

// choose is the code of a choice where the study file writes that and not the label,
// and where a number is read and the label is none; else the label.
func (c *chooser) choose(column, choice, label string) string {
	values := slices.Concat(c.written[column], c.plan.Data.Missing, c.plan.Data.Never)
	isWritten := func(text string) bool {
		return slices.ContainsFunc(values, func(v plan.Scalar) bool { return v.Match(text) })
	}
	isNumber := func(text string) bool {
		_, ok := parseTitre(text, false)
		return ok
	}
	switch {
	case isWritten(label):
		return label
	case isWritten(choice), c.number[column] && !isNumber(label) && isNumber(choice):
		return choice
	}
	return label
}

// addDictionary adds the data dictionary to what was read.
func (t *dataFile) addDictionary(d *registry.Data) {
	if t.whole == nil || t.whole.parts[0].redcapCases == nil {
		return
	}
	of := t.whole.parts[0].redcapCases.Dictionary()
	d.Inputs = append(d.Inputs, registry.Input{File: of.File, SHA256: of.SHA256, Rows: of.Fields,
		Format: strings.Join(of.Form, ", ")})
}

// withoutDoubles drops what reading says of a cell that stands for some which differ:
// that they do is told.
func (t *dataFile) withoutDoubles(list []registry.Issue) []registry.Issue {
	if t.whole == nil || t.whole.parts[0].redcapCases == nil {
		return list
	}
	cases := t.whole.parts[0].redcapCases
	return slices.DeleteFunc(list, func(i registry.Issue) bool {
		return cases.IsContradiction(redcap.Cell{Line: i.Line, Column: i.Column}) &&
			(strings.HasPrefix(i.Code, "unreadable_") || i.Code == formulaError || i.Code == missingPatientID)
	})
}

// addRedcapParts keeps where the entries of a log stand in the export. A row may be
// several entries: those of each variant have lines of their own in the whole.
func addRedcapParts(p *plan.Plan, d *registry.Data, name string, f *dataFile, source plan.Source, lines int) {
	for variant := range f.redcapLog.Variants() {
		one := newPart(p, f, source, variant*(lines+1))
		for ours, header := range f.redcapLog.Shown(variant) {
			one.Header[ours] = header
		}
		d.AddPart(name, one)
	}
}

// ownLine brings a line of an entry of a log to that of its variant.
func (t *dataFile) ownLine(line, lines int) int {
	if t.redcapLog == nil {
		return line
	}
	return line + t.redcapLog.Variant()*(lines+1)
}
