package casefile

import (
	"slices"
	"strconv"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// readings say of each file of cases which columns were read, which were not, and what
// it has no column of. The columns of a milestone stand under its name where the study
// file maps it, else under their own.
func (r *reader) readings() []registry.Reading {
	var list []registry.Reading
	for i, t := range r.table.every() {
		one := readingOf{t: t, used: map[int]bool{}, name: map[string]bool{},
			Reading: registry.Reading{Role: casesStage, File: t.file, Rows: t.rows, HeaderLine: t.headerLine}}
		at := func(c *column) int { return c.field }
		if w := r.table.whole; w != nil {
			at = func(c *column) int { return w.parts[i].field[c.field] }
		}
		r.readCanonical(&one, at)
		for _, s := range r.sources {
			if one.hasForm(s.milestone) {
				continue
			}
			for _, c := range append(s.columns(), s.conditions()...) {
				if c != nil {
					one.add(s.milestone, at(c))
				}
			}
		}
		for _, b := range r.boxes {
			for _, c := range slices.Concat(b.boxes...) {
				one.add(b.name, at(c))
			}
		}
		r.findLacks(&one)
		list = append(list, one.finish())
	}
	return list
}

// readCanonical adds the columns that are found by one of our names.
func (r *reader) readCanonical(one *readingOf, at func(*column) int) {
	if field, ok := r.table.find(r.plan, caseIDColumn); ok {
		one.add(caseIDColumn, at(&column{field: field}))
	}
	var names []string
	for _, c := range plan.Columns() {
		names = append(names, c.Name)
	}
	names = append(names, aboMatchColumn)
	for _, m := range r.use.milestones {
		for _, form := range milestoneForms() {
			names = append(names, m+form)
		}
	}
	names = append(names, sortedKeys(r.use.need)...)
	for _, name := range names {
		field, ok := r.table.find(r.plan, name)
		if c := r.byField[field]; ok && c != nil && !one.name[name] {
			one.add(name, at(c))
		}
	}
}

// findLacks adds the names that no column of the file answers.
func (r *reader) findLacks(one *readingOf) {
	lack := func(name string) {
		if !one.name[name] && !r.derived(name) {
			one.name[name] = true
			one.Lacking = append(one.Lacking, registry.Lack{Name: name, Named: r.use.named[name]})
		}
	}
	forms := map[string]bool{}
	for _, m := range r.use.milestones {
		one.name[m] = one.name[m] || one.hasForm(m)
		for _, form := range milestoneForms() {
			forms[m+form] = true
		}
	}
	for _, c := range plan.Columns() {
		if !forms[c.Name] {
			lack(c.Name)
		}
	}
	for _, m := range r.use.milestones {
		lack(m)
	}
	for _, name := range sortedKeys(r.use.named) {
		lack(name)
	}
}

// conditions are the columns by whose values a milestone happened.
func (s *source) conditions() []*column {
	var list []*column
	for _, c := range s.when {
		list = append(list, c.column)
	}
	return list
}

// A readingOf is the reading of one file as it is put together.
type readingOf struct {
	registry.Reading
	t    *dataFile
	used map[int]bool    // fields of the file
	name map[string]bool // names that have a column
}

// hasForm reports whether the file has a column of its own of a milestone.
func (o *readingOf) hasForm(milestone string) bool {
	return slices.ContainsFunc(milestoneForms(), func(form string) bool { return o.name[milestone+form] })
}

// milestoneForms are the ends of the names of a milestone's own columns.
func milestoneForms() []string { return []string{"_date", "_day", "_status"} }

// add says which column answers a name; a negative one is none of the file.
func (o *readingOf) add(name string, field int) {
	if field < 0 {
		return
	}
	header, own := o.t.header[field], field
	if w := o.t.wide; w != nil && field < len(w.other) {
		own = w.other[field]
	}
	if own >= o.t.own {
		header = ""
	}
	o.used[field], o.name[name] = true, true
	o.Used = append(o.Used, registry.ReadColumn{Name: name, Header: header})
}

// finish adds the headers that nothing reads.
func (o *readingOf) finish() registry.Reading {
	for field, header := range o.t.header {
		if !o.used[field] && header != "" {
			o.Ignored = append(o.Ignored, header)
		}
	}
	return o.Reading
}

// reading says which columns of a log were read. The days of a wide one are one column.
func (r *logReader) reading() registry.Reading {
	t := r.table
	one := readingOf{t: t, used: map[int]bool{}, name: map[string]bool{}, Reading: registry.Reading{
		Role: string(r.form.log), File: t.file, Rows: t.rows, HeaderLine: t.headerLine}}
	one.add(caseIDColumn, r.caseField)
	if t.wide == nil {
		one.add(dateColumnName, r.date)
		one.add(dayColumnName, r.day)
	}
	if len(r.form.row) > 0 {
		for i, kind := range r.form.row {
			if one.add(kind.name, r.rowFields[i]); r.rowFields[i] < 0 {
				one.Lacking = append(one.Lacking, registry.Lack{Name: kind.name})
			}
		}
		return one.finish()
	}
	if t.wide == nil {
		one.add(r.form.value, r.valueField)
	}
	for _, c := range []struct {
		name  string
		field int
	}{{r.form.kind, r.kind}, {r.form.class, r.class}, {r.form.volume, r.volume}, {r.form.group, r.group}} {
		if one.add(c.name, c.field); c.field < 0 && c.name != "" {
			one.Lacking = append(one.Lacking, registry.Lack{Name: c.name})
		}
	}
	if heads := t.heads(); t.wide != nil && len(heads) > 0 {
		one.used[t.wide.value], one.used[t.wide.value-1] = true, true
		one.Used = append(one.Used, registry.ReadColumn{Name: r.form.value,
			Header: heads[0] + " … " + heads[len(heads)-1] + " (" + strconv.Itoa(len(heads)) + ")"})
	} else if r.valueField < 0 {
		one.Lacking = append(one.Lacking, registry.Lack{Name: r.form.value})
	}
	return one.finish()
}
