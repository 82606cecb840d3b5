package layout

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// listingColumns are those that a program reads: names and codes as in
// listing.csv, the groups of each column to compare in a column of their own.
var listingColumns = []string{"case", "patient", "cohort", "endpoint", "entry", "time", "status", "code"}

// listingPlace says which cell decided.
var listingPlace = []string{"file", "line", "column"}

// listingStates is the column of listing.csv alone with the states of each patient.
const listingStates = "states"

// listingSheet says of every case and endpoint who counted as what, and which
// cell decided it: first as programs read it, from the first row on, then in
// words. A case set aside has neither time nor status.
func (b *builder) listingSheet() document.Sheet {
	w := b.Words
	s := document.Sheet{ID: "listing", Name: w.Text("sheet.listing"), Title: w.Text("listing.title"), Wide: true, Filter: true}
	if n := b.Listing.Len(); n > mostRows {
		s.Blocks = []document.Block{b.tooLong(n)}
		return s
	}
	l := listingTable{builder: b, bys: b.Listing.GroupColumns(), endpoints: make(map[string]string), cohorts: make(map[string]string)}
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		l.cohorts[c.ID] = b.CohortName(c.ID)
		for j := range c.Endpoints {
			l.endpoints[c.ID+"/"+c.Endpoints[j].ID] = b.EndpointName(&c.Endpoints[j])
		}
	}
	t := &document.Table{ID: "listing", Columns: l.columns(), Rows: make([]document.Row, 0, b.Listing.Len())}
	for r := range b.Listing.All() {
		t.Rows = append(t.Rows, l.row(&r))
	}
	s.Bare, s.Blocks = true, []document.Block{{Table: t}}
	return s
}

// groupColumn is the name of the column with the groups by a column of the
// cases: its own, unless the listing has one of that name.
func groupColumn(by string) string {
	if slices.Contains(listingColumns, by) || slices.Contains(listingPlace, by) {
		return "group_" + by
	}
	return by
}

type listingTable struct {
	*builder
	bys                []string
	endpoints, cohorts map[string]string // names, by ID
}

func (l *listingTable) columns() []document.Column {
	var columns []document.Column
	machine := func(c document.Column) {
		c.Machine = true
		columns = append(columns, c)
	}
	for _, name := range listingColumns {
		machine(l.Head("listing_" + name))
	}
	for _, by := range l.bys {
		machine(l.Head("listing_group", groupColumn(by), l.Column(by)))
	}
	for _, name := range listingPlace {
		machine(l.Head("listing_" + name))
	}
	return append(columns, l.Heads(listingWords...)...)
}

// listingWords are the columns that people read.
var listingWords = []string{"cohort_words", "endpoint_words", "group_words", "status_words", "code_words"}

func (l *listingTable) row(r *result.ListingRow) document.Row {
	w := l.Words
	entry, time, status, decided, mark := page.Text(""), page.Text(""), page.Text(""), "", document.NoMark
	if r.Status < 0 {
		mark, decided = document.Attention, w.Text("exclusion."+r.Code)
	} else {
		entry, time = page.Number(r.Entry, document.General, w.Plain(r.Entry)), page.Number(r.Time, document.General, w.Plain(r.Time))
		status, decided = page.Number(float64(r.Status), document.General, w.Integer(r.Status)), l.Milestone(r.Code)
	}
	cells := make([]document.Cell, 0, len(listingColumns)+len(l.bys)+len(listingPlace)+len(listingWords))
	cells = append(cells, page.Text(r.Case), page.Text(r.Patient), page.Text(r.Cohort), page.Text(r.Endpoint), entry, time, status, page.Text(r.Code))
	for _, by := range l.bys {
		cells = append(cells, page.Text(groupOf(r, by)))
	}
	line := page.Text("")
	if r.Decided.Line > 0 {
		line = page.Number(float64(r.Decided.Line), document.General, w.Integer(r.Decided.Line))
	}
	cells = append(cells, page.Text(r.Decided.File), line, page.Text(r.Decided.Column), page.Text(l.cohorts[r.Cohort]), page.Text(l.endpoints[r.Cohort+"/"+r.Endpoint]),
		page.Text(l.groups(r)), page.Text(w.Text("status."+page.StatusCode(r.Status))), page.Text(decided))
	return document.Row{Mark: mark, Cells: cells}
}

func groupOf(r *result.ListingRow, by string) string {
	for _, g := range r.Groups {
		if g.By == by {
			return g.Group
		}
	}
	return ""
}

func (l *listingTable) groups(r *result.ListingRow) string {
	names := make([]string, len(r.Groups))
	for i, g := range r.Groups {
		names[i] = l.Group(g.By, g.Group)
	}
	return strings.Join(names, "; ")
}
