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
			blocks = append(blocks, page.Paragraph(document.Body,
				b.Words.Text("paper.missing.all_complete", b.CohortName(c.ID), strings.Join(complete, "; "))))
		}
		blocks = append(blocks, page.Tables(t, b.completeTable(c))...)
	}
	if a := b.Results.Paper.Anonymity; a != nil && a.Patients > 0 && len(a.Columns) > 0 {
		blocks = append(blocks, page.Paragraph(document.Body, b.anonymitySentence(a)))
		if a.Smallest < a.K {
			blocks = append(blocks, page.Paragraph(document.Warning,
				b.Words.Text("paper.anonymity.below", b.Words.Count("count.patients", a.BelowK), b.Words.Integer(a.K))))
		}
	}
	return blocks
}

// missingTable has a line for each characteristic and each endpoint of which
// anything is missing; it names the complete ones in a note.
func (b *Builder) missingTable(c *result.Cohort) (table *document.Table, complete []string) {
	w := b.Words
	t := b.grid(page.Paper, "missing-"+c.ID, w.Text("paper.missing.caption", b.CohortName(c.ID)), "variable")
	t.Figures("n", "missing_share")
	t.Columns("needed_for")
	t.Note(w.Text("paper.missing.note"))
	for _, kind := range []struct {
		head       string
		isEndpoint bool
	}{{"characteristic", false}, {"endpoint", true}} {
		first := true
		for _, m := range b.Results.Paper.Missing {
			if m.Cohort != c.ID || (m.Endpoint != "") != kind.isEndpoint {
				continue
			}
			name := b.Column(m.Column)
			if kind.isEndpoint {
				name = b.EndpointNamed(m.Cohort, m.Endpoint)
			}
			if m.Missing == 0 {
				complete = append(complete, name)
				continue
			}
			if first {
				t.Heading(b.HeadText(kind.head))
				first = false
			}
			t.Row()
			t.Text("variable", name).Indent = 1
			t.Count("n", m.N)
			t.Text("missing_share", b.countWithShare(m.Missing, m.N, m.N))
			t.Text("needed_for", b.usedIn(c, m.Used))
		}
	}
	if len(complete) > 0 {
		t.Note(w.Text("paper.missing.complete", strings.Join(complete, "; ")))
	}
	return t.Table(), complete
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
	t := b.grid(page.Paper, "complete-"+c.ID, w.Text("paper.complete.caption", b.CohortName(c.ID)), "paper_model")
	t.Figures("cases", "complete_cases", "paper_left", "paper_events", "coefficients", "events_each")
	name := func(endpoint string, m *result.Model) string {
		return w.Text("model.caption", endpoint, w.Text("model_kind."+string(m.Kind)))
	}
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		for j := range e.Models {
			t.completeCases(name(b.EndpointName(e), &e.Models[j]), &e.Models[j])
		}
	}
	for i := range b.Results.Paper.Univariable {
		if u := &b.Results.Paper.Univariable[i]; u.Cohort == c.ID && u.Multivariable != nil {
			t.completeCases(name(b.EndpointNamed(u.Cohort, u.Endpoint), u.Multivariable), u.Multivariable)
		}
	}
	return t.Table()
}

// completeCases is the row of a model.
func (t *grid) completeCases(name string, m *result.Model) {
	b, w := t.builder, t.builder.Words
	t.Row()
	t.Text("paper_model", name)
	t.Count("cases", m.Cases+m.NMissing)
	t.Count("complete_cases", m.Cases)
	t.Count("paper_left", m.NMissing)
	t.Count("paper_events", m.Events)
	if len(m.Terms) == 0 {
		dash := b.Dash(b.absentReason(m, ""))
		t.Set("coefficients", dash)
		t.Set("events_each", dash)
		return
	}
	t.Count("coefficients", len(m.Terms))
	each := t.Number("events_each", m.EventsPerParameter, document.Decimal, 1)
	if m.TooManyTerms {
		each.Mark = document.Attention
		t.Note(w.Text("paper.complete.few", w.Integer(code.EventsPerParameter)))
	}
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
	return w.Text("paper.anonymity.sentence", b.List(names, "and"), w.Count("count.patients", a.Patients),
		w.Integer(a.Cells), w.Integer(a.Smallest), w.Integer(a.Unique))
}
