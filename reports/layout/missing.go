package layout

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// missingBlocks say what is not known of how many patients, how many cases each
// model has, and how small a cell of those who may be recognised is.
func (b *builder) missingBlocks() []Block {
	var blocks []Block
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		t, complete := b.missingTable(c)
		if len(t.Rows) == 0 && len(complete) > 0 {
			blocks = append(blocks, paragraph(Body, b.words.Text("paper.missing.all_complete", b.cohortName(c.ID), strings.Join(complete, "; "))))
		}
		blocks = append(blocks, tables(t, b.completeTable(c))...)
	}
	if a := b.results.Paper.Anonymity; a != nil && a.Patients > 0 && len(a.Columns) > 0 {
		blocks = append(blocks, paragraph(Body, b.anonymitySentence(a)))
		if a.Smallest < a.K {
			blocks = append(blocks, paragraph(Warning, b.words.Text("paper.anonymity.below", b.words.Count("count.patients", a.BelowK), b.words.Integer(a.K))))
		}
	}
	return blocks
}

// missingTable has a line for each characteristic and each endpoint of which
// anything is missing; it names the complete ones in a note.
func (b *builder) missingTable(c *result.Cohort) (t *Table, complete []string) {
	w := b.words
	t = &Table{ID: "missing-" + c.ID, Caption: w.Text("paper.missing.caption", b.cohortName(c.ID)), Columns: []Column{{Head: w.Text("paper.missing.variable")},
		{Head: "n", Number: true}, {Head: w.Text("paper.missing.missing"), Number: true}, {Head: w.Text("paper.missing.used")}}, Notes: []string{w.Text("paper.missing.note")}}
	heads := []string{"baseline.characteristic", "key.endpoint"}
	for k, isEndpoint := range []bool{false, true} {
		first := true
		for _, m := range b.results.Paper.Missing {
			if m.Cohort != c.ID || (m.Endpoint != "") != isEndpoint {
				continue
			}
			name := b.column(m.Column)
			if isEndpoint {
				name = b.endpointNamed(m.Cohort, m.Endpoint)
			}
			if m.Missing == 0 {
				complete = append(complete, name)
				continue
			}
			if first {
				heading := Row{Heading: true, Cells: make([]Cell, 4)}
				heading.Cells[0].Text = w.Text(heads[k])
				t.Rows, first = append(t.Rows, heading), false
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: name, Indent: 1}, b.integer(m.N), text(b.countWithShare(m.Missing, m.N)), text(b.usedIn(c, m.Used))}})
		}
	}
	if len(complete) > 0 {
		t.Notes = append(t.Notes, w.Text("paper.missing.complete", strings.Join(complete, "; ")))
	}
	return t, complete
}

// usedIn names what needs a characteristic; a model by its endpoint.
func (b *builder) usedIn(c *result.Cohort, codes []string) string {
	var names []string
	for _, code := range codes {
		name, ok := b.words.Find("paper.used." + code)
		if !ok {
			name = b.modelUsing(c, code)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, "; ")
}

func (b *builder) modelUsing(c *result.Cohort, id string) string {
	for i := range c.Endpoints {
		for _, m := range c.Endpoints[i].Models {
			if m.ID == id {
				return b.words.Text("paper.used_model", lowered(b.endpointName(&c.Endpoints[i])))
			}
		}
	}
	return b.words.Text("paper.used.univariable")
}

// completeTable has the cases of each model that have every value it needs.
func (b *builder) completeTable(c *result.Cohort) *Table {
	w := b.words
	t := &Table{ID: "complete-" + c.ID, Caption: w.Text("paper.complete.caption", b.cohortName(c.ID)), Columns: []Column{{Head: w.Text("paper.sheet.model")},
		{Head: w.Text("paper.complete.asked"), Number: true}, {Head: w.Text("paper.complete.complete"), Number: true}, {Head: w.Text("paper.missing.left"), Number: true},
		{Head: w.Text("estimate.events"), Number: true}, {Head: w.Text("paper.complete.coefficients"), Number: true}, {Head: w.Text("paper.complete.ratio"), Number: true}}}
	add := func(name string, m *result.Model) {
		row := Row{Cells: []Cell{text(name), b.integer(m.Cases + m.NMissing), b.integer(m.Cases), b.integer(m.NMissing), b.integer(m.Events), text(words.None), text(words.None)}}
		if n := len(m.Terms); n > 0 {
			ratio := float64(m.EventsPerParameter)
			row.Cells[5], row.Cells[6] = b.integer(n), number(ratio, Decimal, w.Decimal(ratio, 1))
			if m.TooManyTerms {
				row.Cells[6].Mark = Attention
				t.Notes = appendNew(t.Notes, w.Text("paper.complete.few"))
			}
		} else {
			t.Notes = appendNew(t.Notes, name+": "+b.modelStatus(m))
		}
		t.Rows = append(t.Rows, row)
	}
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		for j := range e.Models {
			add(w.Text("model.caption", b.endpointName(e), w.Text("model_kind."+e.Models[j].Kind)), &e.Models[j])
		}
	}
	for i := range b.results.Paper.Univariable {
		if u := &b.results.Paper.Univariable[i]; u.Cohort == c.ID && u.Multivariable != nil {
			add(w.Text("model.caption", b.endpointNamed(u.Cohort, u.Endpoint), w.Text("model_kind."+u.Kind)), u.Multivariable)
		}
	}
	return t
}

// anonymitySentence says how many patients share what an outsider may know of them.
func (b *builder) anonymitySentence(a *result.Anonymity) string {
	w := b.words
	names := make([]string, len(a.Columns))
	for i, column := range a.Columns {
		names[i] = lowered(b.column(column))
		if column == "transplant_year" { // no column of the cases
			names[i] = w.Text("paper.anonymity.transplant_year")
		}
		if column == "age_years" && len(a.AgeBands) > 0 {
			bands := make([]string, len(a.AgeBands))
			for j, age := range a.AgeBands {
				bands[j] = w.Plain(age)
			}
			names[i] = w.Text("paper.anonymity.bands", names[i], strings.Join(bands, "; "))
		}
	}
	return w.Text("paper.anonymity.sentence", b.list(names, "and"), w.Count("count.patients", a.Patients), w.Integer(a.Cells), w.Integer(a.Smallest), w.Integer(a.Unique))
}
