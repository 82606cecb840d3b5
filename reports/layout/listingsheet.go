package layout

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
)

// listingColumns are those that a program reads: names and codes as in
// listing.csv, the groups of each column to compare in a column of their own.
var listingColumns = []string{"case", "patient", "cohort", "endpoint", "entry", "time", "status", "code"}

// listingPlace says which cell decided.
var listingPlace = []string{"file", "line", "column"}

// listingSheet says of every case and endpoint who counted as what, and which
// cell decided it: first as programs read it, from the first row on, then in
// words. A case set aside has neither time nor status.
func (b *builder) listingSheet() Sheet {
	w := b.words
	s := Sheet{ID: "listing", Name: w.Text("sheet.listing"), Title: w.Text("listing.title"), Wide: true, Filter: true}
	if n := b.listing.Len(); n > mostRows {
		s.Blocks = []Block{b.tooLong(n)}
		return s
	}
	l := listingTable{builder: b, bys: b.listing.GroupColumns(), endpoints: make(map[string]string), cohorts: make(map[string]string)}
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		l.cohorts[c.ID] = b.cohortName(c.ID)
		for j := range c.Endpoints {
			l.endpoints[c.ID+"/"+c.Endpoints[j].ID] = b.endpointName(&c.Endpoints[j])
		}
	}
	t := &Table{ID: "listing", Columns: l.columns(), Rows: make([]Row, 0, b.listing.Len())}
	for r := range b.listing.All() {
		t.Rows = append(t.Rows, l.row(&r))
	}
	s.Bare, s.Blocks = true, []Block{{Table: t}}
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

func (l *listingTable) columns() []Column {
	var columns []Column
	machine := func(c Column) {
		c.Machine = true
		columns = append(columns, c)
	}
	for _, name := range listingColumns {
		machine(l.head("listing_" + name))
	}
	for _, by := range l.bys {
		machine(l.head("listing_group", groupColumn(by), l.column(by)))
	}
	for _, name := range listingPlace {
		machine(l.head("listing_" + name))
	}
	return append(columns, l.heads(listingWords...)...)
}

// listingWords are the columns that people read.
var listingWords = []string{"cohort_words", "endpoint_words", "group_words", "status_words", "code_words"}

func (l *listingTable) row(r *result.ListingRow) Row {
	w := l.words
	entry, time, status, decided, mark := text(""), text(""), text(""), "", NoMark
	if r.Status < 0 {
		mark, decided = Attention, w.Text("exclusion."+r.Code)
	} else {
		entry, time = number(r.Entry, General, w.Plain(r.Entry)), number(r.Time, General, w.Plain(r.Time))
		status, decided = number(float64(r.Status), General, w.Integer(r.Status)), l.milestone(r.Code)
	}
	cells := make([]Cell, 0, len(listingColumns)+len(l.bys)+len(listingPlace)+len(listingWords))
	cells = append(cells, text(r.Case), text(r.Patient), text(r.Cohort), text(r.Endpoint), entry, time, status, text(r.Code))
	for _, by := range l.bys {
		cells = append(cells, text(groupOf(r, by)))
	}
	line := text("")
	if r.Decided.Line > 0 {
		line = number(float64(r.Decided.Line), General, w.Integer(r.Decided.Line))
	}
	cells = append(cells, text(r.Decided.File), line, text(r.Decided.Column), text(l.cohorts[r.Cohort]), text(l.endpoints[r.Cohort+"/"+r.Endpoint]),
		text(l.groups(r)), text(w.Text("status."+statusCode(r.Status))), text(decided))
	return Row{Mark: mark, Cells: cells}
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
		names[i] = l.group(g.By, g.Group)
	}
	return strings.Join(names, "; ")
}

func statusCode(status int) string {
	switch status {
	case -1:
		return "set_aside"
	case 0:
		return "censored"
	case 1:
		return "event"
	}
	return "competing"
}
