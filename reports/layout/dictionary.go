package layout

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// dictionarySheet says what every sheet and column of the workbook and every
// column and code of listing.csv and issues.csv is. What a column means stands
// on the column.
func (b *builder) dictionarySheet(sheets []document.Sheet) document.Sheet {
	w := b.Words
	s := document.Sheet{ID: "dictionary", Name: w.Text("dictionary.sheet_name"), Title: w.Text("dictionary.title"),
		Wide: true, Filter: true}
	d := dictionary{grid: b.grid(page.Sheet, "dictionary-columns", "", "described_place", "described_column",
		"described_meaning", "described_unit")}
	s.Blocks = []document.Block{page.Paragraph(document.Note, w.Text("dictionary.note")), {Table: d.Table()}}
	kinds := make(map[string]*describedKind)
	for _, sheet := range append(slices.Clone(sheets), s) {
		id, _, _ := strings.Cut(sheet.ID, ":")
		kind, again := kinds[id]
		if again {
			d.heading(sheet.Name, sheet.ID, w.Text("dictionary.as", kind.name))
		} else {
			kind = &describedKind{name: sheet.Name, columns: make(map[document.Column]bool)}
			kinds[id] = kind
			meaning, ok := w.Find("dictionary.sheet." + id)
			if !ok {
				meaning = sheet.Title
			}
			d.heading(sheet.Name, sheet.ID, meaning)
		}
		for _, block := range sheet.Blocks {
			if block.Table != nil {
				d.columns(block.Table.Columns, kind)
			}
		}
	}
	d.files()
	d.Table()
	return s
}

// describedKind is a kind of sheet, of which there is one a cohort or only one:
// the name of the first, and the columns that were described so far.
type describedKind struct {
	name    string
	columns map[document.Column]bool
}

// codeSheet says what each code means.
func (b *builder) codeSheet() document.Sheet {
	w := b.Words
	return document.Sheet{ID: "codes", Name: w.Text("dictionary.codes"), Title: w.Text("dictionary.codes_title"),
		Filter: true,
		Blocks: []document.Block{page.Paragraph(document.Note, w.Text("dictionary.codes_note")),
			{Table: b.codeTable()}}}
}

type dictionary struct {
	*grid
	place string // the sheet or file being described
}

func (d *dictionary) heading(place, id, meaning string) {
	d.place = place
	d.Row()
	d.Text("described_place", place).Link = id
	d.Text("described_meaning", meaning)
}

func (d *dictionary) column(c document.Column) {
	d.Row()
	d.Text("described_place", d.place)
	d.Text("described_column", c.Head)
	d.Text("described_meaning", c.Meaning)
	d.Text("described_unit", c.Unit)
}

// columns describes each column of a kind of sheet once. Columns side by side
// with one meaning, such as those of the ticks of an axis, are described as one,
// whatever their heads.
func (d *dictionary) columns(all []document.Column, kind *describedKind) {
	for len(all) > 0 {
		c, n := all[0], 1
		for n < len(all) && all[n].Meaning == c.Meaning {
			n++
		}
		is := document.Column{Key: c.Key, Meaning: c.Meaning}
		if !isRepeated(c.Key) {
			is.Head = c.Head
		}
		if !kind.columns[is] {
			kind.columns[is] = true
			if n > 1 {
				c.Head += " … " + all[n-1].Head
			}
			d.column(c)
		}
		all = all[n:]
	}
}

// isRepeated reports whether a column's head is that of a chart, which has its
// own on each sheet of charts.
func isRepeated(key string) bool { return key == "curve" || key == "tick" }

// files describes the columns of the files beside the workbook.
func (d *dictionary) files() {
	w := d.builder.Words
	d.heading("listing.csv", "", w.Text("dictionary.sheet.listing_csv"))
	for _, name := range slices.Concat(listingColumns[:4], []string{"groups"}, listingColumns[4:], listingPlace,
		[]string{listingStates}) {
		d.column(d.builder.Head("listing_" + name))
	}
	d.heading("issues.csv", "", w.Text("dictionary.sheet.issues_csv"))
	named := func(name, key string) {
		c := d.builder.Head(key)
		c.Head = name
		d.column(c)
	}
	for _, c := range []struct{ name, key string }{{"severity", "severity"}, {"code", "issue_code"}, {"file", "file"},
		{"line", "line"}, {"column", "column"}, {"case", "case"}} {
		named(c.name, c.key)
	}
	for _, language := range d.builder.Results.Study.Languages {
		named("what_"+language, "what")
		named("next_"+language, "next")
	}
	d.heading("results.json", "", w.Text("dictionary.sheet.results_json"))
}

// codeTable says what each code means that the machine-read columns can hold
// in this study.
func (b *builder) codeTable() *document.Table {
	w := b.Words
	var all []describedCode
	seen := make(map[describedCode]bool)
	add := func(column, code, meaning string) {
		if is := (describedCode{column, code, meaning}); !seen[is] {
			seen[is] = true
			all = append(all, is)
		}
	}
	for i := range b.Results.Cohorts {
		add("cohort", b.Results.Cohorts[i].ID, b.CohortName(b.Results.Cohorts[i].ID))
	}
	b.EachEndpoint(func(e *result.Endpoint) { add("endpoint", e.ID, b.EndpointName(e)) })
	for status := result.SetAside; status <= 1; status++ {
		add("status", strconv.Itoa(status), w.Text("status."+page.StatusCode(status)))
	}
	b.EachEndpoint(func(e *result.Endpoint) {
		for i, item := range b.Items(e.Definition.Competing) {
			add("status", strconv.Itoa(i+2), w.Text("dictionary.competing", b.EndpointName(e), item))
		}
	})
	b.EachEndpoint(func(e *result.Endpoint) {
		b.decidingCodes(e, func(code, meaning string) { add("code", code, meaning) })
	})
	b.EachEndpoint(func(e *result.Endpoint) {
		for _, g := range e.Groups {
			if g.By != "" {
				add(groupColumn(g.By), g.Group, b.Group(g.By, g.Group))
			}
		}
	})
	for _, severity := range []string{"error", "warning"} {
		add("severity", severity, w.Text("severity."+severity))
	}
	for _, c := range page.CountIssues(b.Results.Issues) {
		add("issues.csv: code", c.Code, b.IssueText(c.Code, "title", nil))
	}
	if slices.ContainsFunc(b.Results.Issues, func(i result.Issue) bool { return i.Code == code.MoreIssues }) {
		add("issues.csv: code", code.MoreIssues, b.IssueText(code.MoreIssues, "title", nil))
	}
	t := b.grid(page.Sheet, "dictionary-codes", "", "code_column", "code", "code_meaning")
	b.sortCodes(all)
	for _, c := range all {
		t.Row()
		t.Text("code_column", c.column)
		t.Text("code", c.code)
		t.Text("code_meaning", c.meaning)
	}
	return t.Table()
}

// describedCode is a code in a column, with what it means.
type describedCode struct{ column, code, meaning string }

// sortCodes puts the codes of long lists in the order of their meanings, by the
// alphabet. Levels and statuses keep theirs.
func (b *builder) sortCodes(all []describedCode) {
	for first := 0; first < len(all); {
		column, end := all[first].column, first
		for end < len(all) && all[end].column == column {
			end++
		}
		if column == "code" || column == "issues.csv: code" {
			slices.SortStableFunc(all[first:end],
				func(x, y describedCode) int { return b.Words.Compare(x.meaning, y.meaning) })
		}
		first = end
	}
}

// decidingCodes are the milestones that can decide an endpoint, the ends of
// observation and the reasons for which cases were set aside.
func (b *builder) decidingCodes(e *result.Endpoint, add func(code, meaning string)) {
	for _, items := range [][]result.Item{e.Definition.Event, e.Definition.Competing} {
		for _, item := range items {
			add(item.Milestone, b.Milestone(item.Milestone))
		}
	}
	for _, name := range append(slices.Clone(e.Definition.Censor), "closing_date", "next_transplant", "last_value", "last_assessment") {
		add(name, b.Milestone(name))
	}
	if slices.ContainsFunc(e.Definition.Event,
		func(it result.Item) bool { return it.Milestone == "poor_graft_function" }) {
		add("last_graft_count", b.Milestone("last_graft_count"))
	}
	for _, g := range e.Groups {
		for _, x := range g.Excluded {
			add(x.Code, b.Words.Text("exclusion."+x.Code))
		}
	}
}
