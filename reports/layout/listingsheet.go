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
	s := document.Sheet{ID: "listing", Name: w.Text("sheet.listing"), Title: w.Text("listing.title"), Wide: true,
		Filter: true}
	if n := b.Listing.Len(); n > maxSheetRows {
		s.Blocks = []document.Block{b.tooLong(n)}
		return s
	}
	l := listingTable{grid: b.grid(page.Sheet, "listing", ""), bys: b.Listing.GroupColumns(),
		endpoints: make(map[string]string), cohorts: make(map[string]string)}
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		l.cohorts[c.ID] = b.CohortName(c.ID)
		for j := range c.Endpoints {
			l.endpoints[c.ID+"/"+c.Endpoints[j].ID] = b.EndpointName(&c.Endpoints[j])
		}
	}
	l.columns()
	for r := range b.Listing.All() {
		l.row(&r)
	}
	s.Bare, s.Blocks = true, []document.Block{{Table: l.Table()}}
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
	*grid
	bys                []string
	endpoints, cohorts map[string]string // names, by ID
}

func (l *listingTable) columns() {
	for _, name := range listingColumns {
		l.Machine("listing_" + name)
	}
	for _, by := range l.bys {
		name := groupColumn(by)
		l.Repeat("group "+by, "listing_group", name, l.builder.Column(by))
		l.Machine("group " + by)
	}
	for _, name := range listingPlace {
		l.Machine("listing_" + name)
	}
	l.Columns("cohort_words", "endpoint_words", "group_words", "status_words", "code_words") // for people
}

func (l *listingTable) row(r *result.ListingRow) {
	w, row := l.builder.Words, l.Row()
	l.Text("listing_case", r.Case)
	l.Text("listing_patient", r.Patient)
	l.Text("listing_cohort", r.Cohort)
	l.Text("listing_endpoint", r.Endpoint)
	if r.Status < 0 {
		row.Mark = document.Attention
		l.Word("code_words", "exclusion", r.Code)
	} else {
		l.Set("listing_entry", page.Number(r.Entry, document.General, w.Plain(r.Entry)))
		l.Set("listing_time", page.Number(r.Time, document.General, w.Plain(r.Time)))
		l.Set("listing_status", page.Number(float64(r.Status), document.General, w.Integer(r.Status)))
		l.Text("code_words", l.builder.Milestone(r.Code))
	}
	l.Text("listing_code", r.Code)
	for _, by := range l.bys {
		l.Text("group "+by, groupOf(r, by))
	}
	l.Text("listing_file", r.Decided.File)
	if r.Decided.Line > 0 {
		l.Set("listing_line", page.Number(float64(r.Decided.Line), document.General, w.Integer(r.Decided.Line)))
	}
	l.Text("listing_column", r.Decided.Column)
	l.Text("cohort_words", l.cohorts[r.Cohort])
	l.Text("endpoint_words", l.endpoints[r.Cohort+"/"+r.Endpoint])
	l.Text("group_words", l.groups(r))
	l.Word("status_words", "status", page.StatusCode(r.Status))
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
		names[i] = l.builder.Group(g.By, g.Group)
	}
	return strings.Join(names, "; ")
}
