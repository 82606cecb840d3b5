package paper

import (
	"slices"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// missingBlocks say what is not known of how many patients, how many cases each
// model has, and how small a cell of those who may be recognised is.
func (b *Builder) missingBlocks() []document.Block {
	var blocks []document.Block
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		t, complete := b.missingTable(c)
		if len(t.Rows) == 0 && len(complete) > 0 {
			blocks = append(blocks, page.Paragraph(document.Body, b.Words.Text("paper.missing.all_complete", b.CohortName(c.ID), strings.Join(complete, "; "))))
		}
		blocks = append(blocks, page.Tables(t, b.completeTable(c))...)
	}
	if a := b.Results.Paper.Anonymity; a != nil && a.Patients > 0 && len(a.Columns) > 0 {
		blocks = append(blocks, page.Paragraph(document.Body, b.anonymitySentence(a)))
		if a.Smallest < a.K {
			blocks = append(blocks, page.Paragraph(document.Warning, b.Words.Text("paper.anonymity.below", b.Words.Count("count.patients", a.BelowK), b.Words.Integer(a.K))))
		}
	}
	return blocks
}

// missingTable has a line for each characteristic and each endpoint of which
// anything is missing; it names the complete ones in a note.
func (b *Builder) missingTable(c *result.Cohort) (t *document.Table, complete []string) {
	w := b.Words
	t = &document.Table{ID: "missing-" + c.ID, Caption: w.Text("paper.missing.caption", b.CohortName(c.ID)), Columns: []document.Column{{Head: w.Text("paper.missing.variable")},
		{Head: "n", Number: true}, {Head: w.Text("paper.missing.missing"), Number: true}, {Head: w.Text("paper.missing.used")}}, Notes: []string{w.Text("paper.missing.note")}}
	heads := []string{"baseline.characteristic", "headline.endpoint"}
	for k, isEndpoint := range []bool{false, true} {
		first := true
		for _, m := range b.Results.Paper.Missing {
			if m.Cohort != c.ID || (m.Endpoint != "") != isEndpoint {
				continue
			}
			name := b.Column(m.Column)
			if isEndpoint {
				name = b.EndpointNamed(m.Cohort, m.Endpoint)
			}
			if m.Missing == 0 {
				complete = append(complete, name)
				continue
			}
			if first {
				heading := document.Row{Heading: true, Cells: make([]document.Cell, 4)}
				heading.Cells[0].Text = w.Text(heads[k])
				t.Rows, first = append(t.Rows, heading), false
			}
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: name, Indent: 1}, b.Integer(m.N), page.Text(b.countWithShare(m.Missing, m.N)), page.Text(b.usedIn(c, m.Used))}})
		}
	}
	if len(complete) > 0 {
		t.Notes = append(t.Notes, w.Text("paper.missing.complete", strings.Join(complete, "; ")))
	}
	return t, complete
}

// usedIn names what needs a characteristic; a model by its endpoint.
func (b *Builder) usedIn(c *result.Cohort, codes []string) string {
	var names []string
	for _, code := range codes {
		name, ok := b.Words.Find("paper.used." + code)
		if !ok {
			name = b.modelUsing(c, code)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, "; ")
}

func (b *Builder) modelUsing(c *result.Cohort, id string) string {
	for i := range c.Endpoints {
		for _, m := range c.Endpoints[i].Models {
			if m.ID == id {
				return b.Words.Text("paper.used_model", page.Lowered(b.EndpointName(&c.Endpoints[i])))
			}
		}
	}
	return b.Words.Text("paper.used.univariable")
}

// completeTable has the cases of each model that have every value it needs.
func (b *Builder) completeTable(c *result.Cohort) *document.Table {
	w := b.Words
	t := &document.Table{ID: "complete-" + c.ID, Caption: w.Text("paper.complete.caption", b.CohortName(c.ID)), Columns: []document.Column{{Head: w.Text("paper.sheet.model")},
		{Head: w.Text("paper.complete.asked"), Number: true}, {Head: w.Text("paper.complete.complete"), Number: true}, {Head: w.Text("paper.missing.left"), Number: true},
		{Head: w.Text("estimate.events"), Number: true}, {Head: w.Text("paper.complete.coefficients"), Number: true}, {Head: w.Text("paper.complete.ratio"), Number: true}}}
	add := func(name string, m *result.Model) {
		row := document.Row{Cells: []document.Cell{page.Text(name), b.Integer(m.Cases + m.NMissing), b.Integer(m.Cases), b.Integer(m.NMissing), b.Integer(m.Events), {}, {}}}
		if n := len(m.Terms); n == 0 {
			row.Cells[5], row.Cells[6] = b.Dash(b.absentReason(m, "")), b.Dash(b.absentReason(m, ""))
		} else {
			ratio := float64(m.EventsPerParameter)
			row.Cells[5], row.Cells[6] = b.Integer(n), page.Number(ratio, document.Decimal, w.Decimal(ratio, 1))
			if m.TooManyTerms {
				row.Cells[6].Mark = document.Attention
				t.Notes = page.AppendNew(t.Notes, w.Text("paper.complete.few", w.Integer(code.EventsPerParameter)))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		for j := range e.Models {
			add(w.Text("model.caption", b.EndpointName(e), w.Text("model_kind."+string(e.Models[j].Kind))), &e.Models[j])
		}
	}
	for i := range b.Results.Paper.Univariable {
		if u := &b.Results.Paper.Univariable[i]; u.Cohort == c.ID && u.Multivariable != nil {
			add(w.Text("model.caption", b.EndpointNamed(u.Cohort, u.Endpoint), w.Text("model_kind."+string(u.Kind))), u.Multivariable)
		}
	}
	return t
}

// anonymitySentence says how many patients share what an outsider may know of them.
func (b *Builder) anonymitySentence(a *result.Anonymity) string {
	w := b.Words
	names := make([]string, len(a.Columns))
	for i, column := range a.Columns {
		names[i] = page.Lowered(b.Column(column))
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
	return w.Text("paper.anonymity.sentence", b.List(names, "and"), w.Count("count.patients", a.Patients), w.Integer(a.Cells), w.Integer(a.Smallest), w.Integer(a.Unique))
}
