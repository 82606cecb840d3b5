package layout

import (
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

// estimateMeanings are the columns of sheetEstimateColumns.
var estimateMeanings = []string{"cohort", "endpoint", "by", "group", "cases", "events_in_all", "time_asked", "time", "at_risk", "events_to", "competing_to", "censored_to",
	"estimate", "lower", "upper", "std_err", "interval", "reason"}

// tableMeanings are the codes of what each column of a table means, by the
// table's ID, or its start or end. The last code is also that of all columns
// after it. Columns of a table that is not here are named only.
var tableMeanings = map[string][]string{
	"summary-estimates":   estimateMeanings,
	"estimates":           estimateMeanings,
	"curves":              {"cohort", "endpoint", "by", "group", "cases", "time", "at_risk", "events_at", "competing_at", "censored_at", "estimate", "lower", "upper", "std_err", "interval", "reason"},
	"-flow":               {"step", "transplants", "patients"},
	"-baseline":           {"characteristic", "level", "n", "share", "missing", "least", "first_quartile", "median", "third_quartile", "most"},
	"-days":               {"endpoint", "days_n", "days_least", "days_first_quartile", "days_median", "days_third_quartile", "days_most"},
	pointsTable:           {"cohort", "chart", "group", "part", "axis", "axis_time", "estimate", "lower", "upper"},
	"issue-list":          {"severity", "issue_code", "file", "line", "column", "case", "what", "next"},
	"definitions-cohorts": {"cohort", "where"},
	"definitions-rules":   {"rule", "threshold", "rule_value"},
	"definitions-":        {"endpoint", "definition"},
	"dictionary-codes":    {"code_column", "code", "code_meaning"},
	"provenance":          {"item", "item_value"},
	"inputs":              {"file", "rows", "read_as", "sha256"},
	"scores": {"cohort", "instrument", "compared", "score_patients", "pairs", "score_before", "score_after", "score_days", "mean_change", "lower", "upper", "std_err",
		"median_change", "first_quartile", "third_quartile", "score_reason"},
	"table1-rows": {"cohort", "by", "group", "characteristic", "level", "n", "share", "missing", "least", "first_quartile", "median", "third_quartile", "most",
		"paper_smd", "paper_test", "paper_p", "paper_reason"},
	"comparison-tests":       {"cohort", "endpoint", "by", "paper_groups", "paper_test", "paper_statistic", "paper_df", "paper_p", "paper_holm", "paper_reason"},
	"comparison-differences": {"cohort", "endpoint", "by", "paper_groups", "paper_measure", "time", "paper_difference", "std_err", "lower", "upper", "paper_p", "paper_method", "paper_reason"},
	"univariable-terms": {"cohort", "endpoint", "paper_model", "paper_fit", "paper_term", "paper_complete", "paper_events", "paper_left", "paper_coefficient", "paper_coefficient_error",
		"paper_ratio", "lower", "upper", "paper_p", "paper_reason"},
	"sensitivity-variants": {"variant", "variant_changes", "variant_study", "variant_instead"},
	"sensitivity-numbers": {"variant", "cohort", "endpoint", "time", "variant_study", "variant_instead", "variant_study", "variant_instead", "variant_study", "lower", "upper",
		"variant_instead", "lower", "upper", "variant_difference", "reason"},
}

// tableKind is what tables of one form share: the key of their meanings.
func tableKind(id string) string {
	if _, ok := tableMeanings[id]; ok {
		return id
	}
	for _, end := range []string{"-flow", "-baseline", "-days"} {
		if strings.HasSuffix(id, end) {
			return end
		}
	}
	for _, start := range []string{"definitions-", "risk:"} {
		if strings.HasPrefix(id, start) {
			return start
		}
	}
	return id
}

// dictionarySheet says what every sheet and column of the workbook and every
// column and code of listing.csv and issues.csv is.
func (b *builder) dictionarySheet(sheets []Sheet) Sheet {
	w := b.words
	s := Sheet{ID: "dictionary", Name: w.Text("dictionary.sheet_name"), Title: w.Text("dictionary.title"), Wide: true, Filter: true}
	columns := &Table{ID: "dictionary-columns", Columns: []Column{
		{Head: w.Text("dictionary.place")}, {Head: w.Text("dictionary.column_head")}, {Head: w.Text("dictionary.meaning")}, {Head: w.Text("dictionary.unit_head")}}}
	d := dictionary{builder: b, table: columns}
	described := make(map[string]string)
	for _, sheet := range append(slices.Clone(sheets), s) {
		kind, _, _ := strings.Cut(sheet.ID, ":")
		if as, again := described[kind]; again {
			d.heading(sheet.Name, sheet.ID, w.Text("dictionary.as", as))
			continue
		}
		described[kind] = sheet.Name
		meaning, ok := w.Find("dictionary.sheet." + kind)
		if !ok {
			meaning = sheet.Title
		}
		d.heading(sheet.Name, sheet.ID, meaning)
		d.sheet(sheet)
	}
	d.files()
	s.Blocks = []Block{paragraph(Note, w.Text("dictionary.note")), {Table: columns}}
	return s
}

// codeSheet says what each code means.
func (b *builder) codeSheet() Sheet {
	w := b.words
	return Sheet{ID: "codes", Name: w.Text("dictionary.codes"), Title: w.Text("dictionary.codes_title"), Filter: true,
		Blocks: []Block{paragraph(Note, w.Text("dictionary.codes_note")), {Table: b.codeTable()}}}
}

type dictionary struct {
	*builder
	table *Table
	place string // the sheet or file being described
}

func (d *dictionary) heading(place, id, meaning string) {
	d.place = place
	d.table.Rows = append(d.table.Rows, Row{Mark: NoMark, Cells: []Cell{{Text: place, Link: id}, {}, text(meaning), {}}})
}

// column is described by a code, with the study's unit of time where it asks.
func (d *dictionary) column(head, code string, args ...string) {
	unit := text("")
	if _, ok := d.words.Find("dictionary.unit." + code); ok {
		unit.Text = d.words.Text("dictionary.unit."+code, d.unit(d.results.Study.TimeUnit))
	}
	d.table.Rows = append(d.table.Rows, Row{Cells: []Cell{text(d.place), text(head), text(d.words.Text("dictionary.column."+code, args...)), unit}})
}

// sheet describes the columns of each kind of table on a sheet once.
func (d *dictionary) sheet(s Sheet) {
	done := make(map[string]bool)
	for _, block := range s.Blocks {
		t := block.Table
		if t == nil || done[tableKind(t.ID)] {
			continue
		}
		done[tableKind(t.ID)] = true
		switch kind := tableKind(t.ID); kind {
		case "listing":
			d.listing(t)
		case "risk:":
			d.column(t.Columns[0].Head, "curve")
			d.column(t.Columns[1].Head+" … "+t.Columns[len(t.Columns)-1].Head, "tick")
		default:
			d.columns(t, tableMeanings[kind])
		}
	}
}

func (d *dictionary) columns(t *Table, codes []string) {
	for j, c := range t.Columns {
		if len(codes) == 0 {
			d.table.Rows = append(d.table.Rows, Row{Cells: []Cell{text(d.place), text(c.Head), {}, {}}})
			continue
		}
		d.column(c.Head, codes[min(j, len(codes)-1)])
	}
}

func (d *dictionary) listing(t *Table) {
	groups := len(t.Columns) - len(listingColumns) - len(listingPlace) - len(listingWords)
	for j, c := range t.Columns {
		switch k := j - len(listingColumns); {
		case k < 0:
			d.column(c.Head, "listing_"+c.Head)
		case k < groups:
			d.column(c.Head, "listing_group", d.builder.column(strings.TrimPrefix(c.Head, "group_")))
		case k < groups+len(listingPlace):
			d.column(c.Head, "listing_"+c.Head)
		default:
			d.column(c.Head, "words")
		}
	}
}

// files describes the columns of the files beside the workbook.
func (d *dictionary) files() {
	w := d.words
	d.heading("listing.csv", "", w.Text("dictionary.sheet.listing_csv"))
	for _, name := range listingColumns[:4] {
		d.column(name, "listing_"+name)
	}
	d.column("groups", "listing_groups")
	for _, name := range listingColumns[4:] {
		d.column(name, "listing_"+name)
	}
	for _, name := range listingPlace {
		d.column(name, "listing_"+name)
	}
	d.heading("issues.csv", "", w.Text("dictionary.sheet.issues_csv"))
	for _, c := range []struct{ name, code string }{{"severity", "severity"}, {"code", "issue_code"}, {"file", "file"}, {"line", "line"}, {"column", "column"}, {"case", "case"}} {
		d.column(c.name, c.code)
	}
	for _, language := range d.results.Study.Languages {
		d.column("what_"+language, "what")
		d.column("next_"+language, "next")
	}
	d.heading("results.json", "", w.Text("dictionary.sheet.results_json"))
}

// codeTable says what each code means that the machine-read columns can hold
// in this study.
func (b *builder) codeTable() *Table {
	w := b.words
	t := &Table{ID: "dictionary-codes", Columns: []Column{
		{Head: w.Text("dictionary.column_head")}, {Head: w.Text("dictionary.code")}, {Head: w.Text("dictionary.meaning")}}}
	seen := make(map[[3]string]bool)
	add := func(column, code, meaning string) {
		if key := [3]string{column, code, meaning}; !seen[key] {
			seen[key] = true
			t.Rows = append(t.Rows, Row{Cells: []Cell{text(column), text(code), text(meaning)}})
		}
	}
	for i := range b.results.Cohorts {
		add("cohort", b.results.Cohorts[i].ID, b.cohortName(b.results.Cohorts[i].ID))
	}
	b.eachEndpoint(func(e *result.Endpoint) { add("endpoint", e.ID, b.endpointName(e)) })
	for status := result.SetAside; status <= 1; status++ {
		add("status", strconv.Itoa(status), w.Text("status."+statusCode(status)))
	}
	b.eachEndpoint(func(e *result.Endpoint) {
		for i, item := range b.items(e.Definition.Competing) {
			add("status", strconv.Itoa(i+2), w.Text("dictionary.competing", b.endpointName(e), item))
		}
	})
	b.eachEndpoint(func(e *result.Endpoint) {
		b.decidingCodes(e, func(code, meaning string) { add("code", code, meaning) })
	})
	b.eachEndpoint(func(e *result.Endpoint) {
		for _, g := range e.Groups {
			if g.By != "" {
				add(groupColumn(g.By), g.Group, b.group(g.By, g.Group))
			}
		}
	})
	for _, severity := range []string{"error", "warning"} {
		add("severity", severity, w.Text("severity."+severity))
	}
	for _, c := range countIssues(b.results.Issues) {
		add("issues.csv: code", c.code, b.issueText(c.code, "title", nil))
	}
	if slices.ContainsFunc(b.results.Issues, func(i result.Issue) bool { return i.Code == code.MoreIssues }) {
		add("issues.csv: code", code.MoreIssues, b.issueText(code.MoreIssues, "title", nil))
	}
	b.sortCodes(t.Rows)
	return t
}

// sortCodes puts the codes of long lists in the order of their meanings, by the
// alphabet. Levels and statuses keep theirs.
func (b *builder) sortCodes(rows []Row) {
	for first := 0; first < len(rows); {
		column, end := rows[first].Cells[0].Text, first
		for end < len(rows) && rows[end].Cells[0].Text == column {
			end++
		}
		if column == "code" || column == "issues.csv: code" {
			slices.SortStableFunc(rows[first:end], func(x, y Row) int { return b.words.Compare(x.Cells[2].Text, y.Cells[2].Text) })
		}
		first = end
	}
}

func (b *builder) eachEndpoint(do func(*result.Endpoint)) {
	for i := range b.results.Cohorts {
		for j := range b.results.Cohorts[i].Endpoints {
			do(&b.results.Cohorts[i].Endpoints[j])
		}
	}
}

// decidingCodes are the milestones that can decide an endpoint, the ends of
// observation and the reasons for which cases were set aside.
func (b *builder) decidingCodes(e *result.Endpoint, add func(code, meaning string)) {
	for _, items := range [][]result.Item{e.Definition.Event, e.Definition.Competing} {
		for _, item := range items {
			add(item.Milestone, b.milestone(item.Milestone))
		}
	}
	for _, name := range append(slices.Clone(e.Definition.Censor), "closing_date", "next_transplant", "last_value") {
		add(name, b.milestone(name))
	}
	for _, g := range e.Groups {
		for _, x := range g.Excluded {
			add(x.Code, b.words.Text("exclusion."+x.Code))
		}
	}
}
