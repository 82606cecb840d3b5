package change_test

import (
	"bytes"
	"math"
	"reflect"
	"slices"
	"testing"

	"graftstat/analysis/change"
	"graftstat/analysis/result"
)

// row is one case of the only endpoint of these reports, overall survival.
type row struct {
	id     string
	time   float64
	status int
	code   string
	column string
	group  string
}

func alive(id string, time float64) row {
	return row{id: id, time: time, code: "last_contact", column: "last_contact_date", group: "a"}
}

func dead(id string, time float64) row {
	return row{id: id, time: time, status: 1, code: "death", column: "death_date", group: "a"}
}

// report is a whole report of a few cases, with its estimate at day 100.
type report struct {
	rows         []row
	estimate     float64
	lower, upper float64
	interval     string
}

// four cases, of which one died before day 100: S(100) = 3/4.
func september() report {
	return report{rows: []row{alive("C1", 150), dead("C2", 50), alive("C3", 120), dead("C4", 200)}, estimate: 3. / 4,
		lower: 0.19, upper: 0.99, interval: "beta-product"}
}

func (r report) results() *result.Results {
	events, by := 0, 0
	sizes := map[string]int{}
	deaths := map[string]int{}
	n := 0
	for _, x := range r.rows {
		if x.status < 0 {
			continue
		}
		n++
		sizes[x.group]++
		if x.status == 1 {
			events++
			deaths[x.group]++
			if x.time <= 100 {
				by++
			}
		}
	}
	at := result.Estimate{Point: result.Point{Time: 100, Events: by, Estimate: result.Number(r.estimate),
		Lower: result.Number(r.lower), Upper: result.Number(r.upper), Interval: r.interval}}
	groups := []result.Group{{Group: "all", Cases: n, Events: events, Interval: r.interval, At: []result.Estimate{at}}}
	for _, g := range []string{"a", "b"} {
		groups = append(groups, result.Group{By: "abo_match", Group: g, Cases: sizes[g], Events: deaths[g],
			Interval: r.interval})
	}
	return &result.Results{
		Schema: result.Schema, AsOf: "2026-09-30", Tool: result.Tool{Name: "graftstat", Version: "1.0"},
		Study: result.Study{Title: result.Text{"en": "Our transplants"}, TimeUnit: "days",
			Intervals: result.Intervals{Level: 0.95, Survival: "auto", Incidence: "auto"},
			Mapping:   "x",
			Rules: []result.Rule{{Rule: "transfusion_independence", Key: "window_days", Value: "60"},
				{Rule: "reading", Key: "prefer", Value: "log"}},
			Cohorts: []result.StudyCohort{{ID: "thalassemia", Compare: []result.Compare{{Column: "abo_match"}},
				Endpoints: []string{"os"}}}},
		Inputs: []result.Input{{File: "cases.csv", SHA256: "9a", Rows: len(r.rows)}},
		Cohorts: []result.Cohort{{ID: "thalassemia", Cases: len(r.rows), Patients: len(r.rows),
			FollowUp: result.FollowUp{Median: 150, Lower: 120, Upper: result.Missing()},
			Endpoints: []result.Endpoint{{ID: "os", Kind: "survival", Method: "kaplan-meier", Variance: "greenwood",
				Unit: "days", Times: []float64{100},
				Definition: result.Definition{From: "transplant", Event: []result.Item{{Milestone: "death"}},
					Censor: []string{"last_contact"}, Per: "patient"},
				Groups: groups}}}},
	}
}

func (r report) listing() *result.Listing {
	l := &result.Listing{}
	e := l.AddEndpoint("thalassemia", "os", len(r.rows))
	for i, x := range r.rows {
		unit := l.Unit(x.id, "P"+x.id, l.Groups([]result.GroupValue{{By: "abo_match", Group: x.group}}))
		e.Add(unit, result.Outcome{Time: x.time, Status: x.status, Code: x.code,
			Decided: result.Place{File: "cases.csv", Line: i + 2, Column: x.column}})
	}
	return l
}

// october is a later month: other bytes of the file, a later closing date.
func october(r report) (*result.Results, *result.Listing) {
	now := r.results()
	now.AsOf, now.Inputs[0].SHA256 = "2026-10-31", "9b"
	return now, r.listing()
}

func since(t *testing.T, r report) *result.Changes {
	t.Helper()
	before := september()
	now, listing := october(r)
	return checked(t, change.Between(before.results(), before.listing(), now, listing))
}

// checked holds what is true of all changes: they can be written, every number
// has a cause, and only an unexplained one is a signal.
func checked(t *testing.T, c *result.Changes) *result.Changes {
	t.Helper()
	if err := result.Encode(&bytes.Buffer{}, &result.Results{Schema: result.Schema, Changes: c}); err != nil {
		t.Fatal(err)
	}
	unexplained := 0
	for _, n := range c.Numbers {
		if len(n.Causes) == 0 {
			t.Errorf("%s %s has no cause", n.Measure, n.Endpoint)
		} else if n.Causes[0].Code == "unexplained" {
			unexplained++
		}
	}
	if (unexplained > 0) != (len(change.Signals(c)) > 0) {
		t.Errorf("%d unexplained numbers, signals %v", unexplained, change.Signals(c))
	}
	return c
}

func causesOf(c *result.Changes, measure string) []result.ChangeCause {
	for _, n := range c.Numbers {
		if n.Measure == measure {
			return n.Causes
		}
	}
	return nil
}

func TestAddedCase(t *testing.T) {
	r := september()
	r.rows = append(r.rows, dead("C5", 20))
	r.estimate, r.lower = 3./5, 0.14
	c := since(t, r)
	want := result.ChangeCounts{NewPatients: 1, NewDeaths: 1, NewCases: 1}
	if c.Counts != want {
		t.Errorf("counts %+v", c.Counts)
	}
	if got := causesOf(c, "estimate"); !slices.Equal(got, []result.ChangeCause{{Code: "new", Cases: 1}}) {
		t.Errorf("causes %v", got)
	}
	n := c.Numbers[0]
	if n.Before.Cases != 4 || n.After.Cases != 5 || n.Before.Events != 1 || n.After.Events != 2 ||
		math.Abs(float64(n.Difference)+0.15) > 1e-12 {
		t.Errorf("number %+v", n)
	}
	if len(c.Cases) != 1 || c.Cases[0].Case != "C5" || c.Cases[0].Kind != "new" || len(c.Cases[0].Endpoints) != 0 {
		t.Errorf("cases %+v", c.Cases)
	}
	if want := (result.GroupCount{Cohort: "thalassemia", Endpoint: "os", By: "abo_match", Group: "a", CasesBefore: 4,
		CasesAfter: 5, EventsBefore: 2, EventsAfter: 3}); len(c.Groups) != 1 || c.Groups[0] != want {
		t.Errorf("groups %+v", c.Groups)
	}
	if c.Unchanged != 1 || len(c.Definitions) != 0 || c.Inputs[0].State != "changed" || c.AsOf != "2026-09-30" {
		t.Errorf("changes %+v", c)
	}
}

// Each way in which one of the four cases may differ a month later.
func TestKindsOfCases(t *testing.T) {
	for name, x := range map[string]struct {
		at   int
		now  row
		kind string
		want result.ChangeCounts
	}{
		"longer":                  {0, alive("C1", 181), "followed_longer", result.ChangeCounts{FollowedLonger: 1}},
		"a death afterwards":      {0, dead("C1", 160), "new_event", result.ChangeCounts{NewDeaths: 1}},
		"a death on the last day": {0, dead("C1", 150), "new_event", result.ChangeCounts{NewDeaths: 1}},
		"a death reported late": {0, dead("C1", 140), "late_event",
			result.ChangeCounts{NewDeaths: 1, LateEvents: 1}},
		"a corrected date":    {1, dead("C2", 60), "corrected", result.ChangeCounts{Corrected: 1}},
		"a death taken back":  {1, alive("C2", 300), "corrected", result.ChangeCounts{Corrected: 1}},
		"a shorter follow-up": {2, alive("C3", 110), "corrected", result.ChangeCounts{Corrected: 1}},
		"set aside": {3, row{id: "C4", time: math.NaN(), status: -1, code: "unreadable_cell",
			column: "death_date", group: "a"}, "set_aside", result.ChangeCounts{SetAside: 1}},
		"another line of the file": {3, dead("C4", 200), "", result.ChangeCounts{}},
	} {
		r := september()
		r.rows[x.at] = x.now
		c := since(t, r)
		if c.Counts != x.want {
			t.Errorf("%s: counts %+v", name, c.Counts)
		}
		if x.kind == "" {
			if len(c.Cases) != 0 {
				t.Errorf("%s: cases %+v", name, c.Cases)
			}
			continue
		}
		if len(c.Cases) != 1 || c.Cases[0].Kind != x.kind || len(c.Cases[0].Endpoints) != 1 {
			t.Fatalf("%s: cases %+v", name, c.Cases)
		}
		if e := c.Cases[0].Endpoints[0]; e.After.Column != x.now.column || e.After.Line != x.at+2 || e.Before == nil {
			t.Errorf("%s: endpoint %+v", name, e)
		}
	}
}

func TestCountedAgain(t *testing.T) {
	before := september()
	before.rows[3] = row{id: "C4", time: math.NaN(), status: -1, code: "no_follow_up", group: "a"}
	now, listing := october(september())
	c := checked(t, change.Between(before.results(), before.listing(), now, listing))
	if c.Counts != (result.ChangeCounts{CountedAgain: 1}) {
		t.Errorf("counts %+v", c.Counts)
	}
}

func TestCorrectedDateMovesTheEstimate(t *testing.T) {
	r := september()
	r.rows[1] = dead("C2", 110) // after day 100
	r.estimate = 1
	c := since(t, r)
	if got := causesOf(c, "estimate"); !slices.Equal(got, []result.ChangeCause{{Code: "corrected", Cases: 1}}) {
		t.Errorf("causes %v", got)
	}
	e := c.Cases[0].Endpoints[0]
	if e.Before.Time != 50 || e.After.Time != 110 || e.Before.Column != "death_date" || e.Before.File != "cases.csv" {
		t.Errorf("from %+v to %+v", e.Before, e.After)
	}
}

// A case whose follow-up grows past day 100 moves the limits at day 100 though
// neither a count nor the estimate changes.
func TestLongerFollowUpMovesTheLimits(t *testing.T) {
	before := september()
	before.rows[0] = alive("C1", 90)
	now := september()
	now.lower = 0.2
	results, listing := october(now)
	c := checked(t, change.Between(before.results(), before.listing(), results, listing))
	if got := causesOf(c, "estimate"); !slices.Equal(got, []result.ChangeCause{{Code: "followed_longer", Cases: 1}}) {
		t.Errorf("causes %v", got)
	}
}

func TestRemovedCase(t *testing.T) {
	r := september()
	r.rows = slices.Delete(r.rows, 1, 2)
	r.estimate = 1
	c := since(t, r)
	if c.Counts != (result.ChangeCounts{LeftCases: 1}) || c.Cases[0].Case != "C2" || c.Cases[0].Kind != "left" {
		t.Errorf("counts %+v, cases %+v", c.Counts, c.Cases)
	}
	if got := causesOf(c, "estimate"); !slices.Equal(got, []result.ChangeCause{{Code: "left", Cases: 1}}) {
		t.Errorf("causes %v", got)
	}
}

func TestChangedGroup(t *testing.T) {
	r := september()
	r.rows[1].group = "b"
	c := since(t, r)
	if len(c.Cases) != 1 || c.Cases[0].Kind != "regrouped" || c.Cases[0].By != "abo_match" || c.Cases[0].From != "a" ||
		c.Cases[0].To != "b" {
		t.Errorf("cases %+v", c.Cases)
	}
	if len(c.Groups) != 2 || c.Counts.Regrouped != 1 || len(c.Numbers) != 0 {
		t.Errorf("groups %+v, counts %+v, numbers %+v", c.Groups, c.Counts, c.Numbers)
	}
}

// What cannot have moved an estimate does not explain it: a death on day 300 is
// after day 100.
func TestLaterEventExplainsNothingBefore(t *testing.T) {
	r := september()
	r.rows[0] = dead("C1", 300)
	r.estimate = 0.7
	c := since(t, r)
	if got := causesOf(c, "estimate"); !slices.Equal(got, []result.ChangeCause{{Code: "unexplained"}}) {
		t.Errorf("causes %v", got)
	}
	want := []result.Signal{{Code: "unexplained_change", Cohort: "thalassemia", Endpoint: "os", Args: []string{"1"}}}
	if got := change.Signals(c); !reflect.DeepEqual(got, want) {
		t.Errorf("signals %+v", got)
	}
}

// The same moved estimate, with what explains it beside it.
func TestMethodsAndVersions(t *testing.T) {
	for name, x := range map[string]struct {
		change func(*result.Results)
		want   string
	}{
		"nothing": {func(*result.Results) {}, "unexplained"},
		// it decides nothing here
		"another rule": {func(r *result.Results) { r.Study.Rules[0].Value = "90" }, "unexplained"},
		// it moves no estimate
		"another level":        {func(r *result.Results) { r.Study.Intervals.Level = 0.9 }, "unexplained"},
		"another version":      {func(r *result.Results) { r.Tool.Version = "1.1" }, "version"},
		"another kind":         {func(r *result.Results) { r.Cohorts[0].Endpoints[0].Kind = "incidence" }, "kind"},
		"other conventions":    {func(r *result.Results) { r.Study.Intervals.Compatible = "sas" }, "compatible"},
		"another closing date": {func(r *result.Results) { r.AsOf = "2026-11-30" }, "unexplained"},
	} {
		r := september()
		r.estimate, r.lower = 0.7, 0.2
		now, listing := october(r)
		x.change(now)
		before := september()
		c := checked(t, change.Between(before.results(), before.listing(), now, listing))
		if got := causesOf(c, "estimate"); len(got) != 1 || got[0].Code != x.want {
			t.Errorf("%s: causes %v, want %s", name, got, x.want)
		}
	}
}

func TestLimitsMovedByTheIntervals(t *testing.T) {
	for name, x := range map[string]struct {
		change func(*report, *result.Results)
		want   []string
	}{
		"nothing":       {func(*report, *result.Results) {}, []string{"unexplained"}},
		"another level": {func(_ *report, r *result.Results) { r.Study.Intervals.Level = 0.9 }, []string{"level"}},
		"another choice": {func(_ *report, r *result.Results) { r.Study.Intervals.Survival = "log" },
			[]string{"survival_intervals"}},
		"the incidence": {func(_ *report, r *result.Results) { r.Study.Intervals.Incidence = "log" },
			[]string{"unexplained"}},
		"another method": {func(p *report, _ *result.Results) { p.interval = "log-log" }, []string{"interval_method"}},
	} {
		r := september()
		r.lower = 0.2
		x.change(&r, &result.Results{Study: result.Study{}})
		now, listing := october(r)
		x.change(&r, now)
		before := september()
		c := checked(t, change.Between(before.results(), before.listing(), now, listing))
		got := []string{}
		for _, cause := range causesOf(c, "estimate") {
			got = append(got, cause.Code)
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: causes %v, want %v", name, got, x.want)
		}
		if name == "another method" && (len(c.Definitions) == 0 || c.Definitions[0].Code != "interval_method" ||
			c.Definitions[0].Before != "beta-product") {
			t.Errorf("definitions %+v", c.Definitions)
		}
	}
}

// The last digits may differ by processor; a part in a million may not.
func TestRounding(t *testing.T) {
	r := september()
	r.estimate = math.Nextafter(r.estimate, 1)
	if c := since(t, r); len(c.Numbers) != 0 || c.Rounding != 1 || c.Unchanged != 2 {
		t.Errorf("%d numbers, %d rounded, %d unchanged", len(c.Numbers), c.Rounding, c.Unchanged)
	}
	r.estimate *= 1 + 1e-6
	if c := since(t, r); len(c.Numbers) != 1 || c.Rounding != 0 {
		t.Errorf("%d numbers, %d rounded", len(c.Numbers), c.Rounding)
	}
}

func TestRedefinedAndReread(t *testing.T) {
	r := september()
	r.rows[1] = dead("C2", 60)
	r.estimate = 0.8
	for name, x := range map[string]struct {
		change func(*result.Results)
		want   string
	}{
		"a rule that reads the data": {func(r *result.Results) { r.Study.Rules[1].Value = "case" }, "redefined"},
		"another mapping":            {func(r *result.Results) { r.Study.Mapping = "y" }, "redefined"},
		"a rule of another endpoint": {func(r *result.Results) { r.Study.Rules[0].Value = "90" }, "reread"},
		"a definition":               {func(r *result.Results) { r.Cohorts[0].Endpoints[0].Definition.SameDay = "event" }, "redefined"},
		"nothing":                    {func(*result.Results) {}, "reread"},
	} {
		before, now := september(), r.results() // the same file and closing date
		now.Inputs = before.results().Inputs
		x.change(now)
		c := checked(t, change.Between(before.results(), before.listing(), now, r.listing()))
		if got := causesOf(c, "estimate"); len(got) != 1 || got[0].Code != x.want {
			t.Errorf("%s: causes %v, want %s", name, got, x.want)
		}
	}
}

func TestChangedDefinitions(t *testing.T) {
	before, now := september().results(), september().results()
	under := 16.0
	now.Study.Rules[0].Value = "90"
	now.Study.Rules = append(now.Study.Rules, result.Rule{Rule: "titre", Key: "below", Value: "32"})
	now.Study.Cohorts[0].Where = []result.Condition{{Column: "age_years", LT: &under}}
	now.Study.Cohorts[0].Compare[0].Cut = []float64{2, 7}
	now.Study.Cohorts[0].Preset = "thalassemia"
	e := &now.Cohorts[0].Endpoints[0]
	e.Definition.Competing = []result.Item{{Milestone: "relapse"}}
	e.Times = []float64{100, 365}
	now.Cohorts = append(now.Cohorts, result.Cohort{ID: "solid-tumor"})
	c := checked(t, change.Between(before, nil, now, nil))
	var got []string
	for _, d := range c.Definitions {
		got = append(got, d.Code+" "+d.Key+d.Before+">"+d.After)
	}
	want := []string{"rule transfusion_independence.window_days60>90", "rule titre.below>32", "preset >thalassemia",
		"where >",
		"compare abo_match>abo_match:2 7", "definition >", "times 100 days>100, 365 days", "cohort_added >"}
	if !slices.Equal(got, want) {
		t.Errorf("definitions %q", got)
	}
	if d := c.Definitions[5]; d.DefinitionBefore.Competing != nil ||
		d.DefinitionAfter.Competing[0].Milestone != "relapse" {
		t.Errorf("definition %+v", d)
	}
}

func TestBackDated(t *testing.T) {
	before, now := september(), september()
	// C4 is not transplanted yet
	now.rows = []row{{id: "C1", time: 90, code: "closing_date", column: "as_of", group: "a"}, dead("C2", 50),
		alive("C3", 120)}
	r := now.results()
	r.AsOf = "2026-07-31"
	c := checked(t, change.Between(before.results(), before.listing(), r, now.listing()))
	if !c.BackDated || c.Counts != (result.ChangeCounts{BackDated: 2}) {
		t.Errorf("back-dated %v, counts %+v", c.BackDated, c.Counts)
	}
}

func TestWithoutListings(t *testing.T) {
	r := september()
	r.rows = append(r.rows, dead("C5", 20))
	r.estimate = 3. / 5
	now, _ := october(r)
	c := checked(t, change.Between(september().results(), nil, now, r.listing()))
	if c.ByCase || c.NotByCase != "no_listing" || len(c.Cases) != 0 || c.Counts != (result.ChangeCounts{}) {
		t.Errorf("changes %+v", c)
	}
	want := []result.ChangeCause{{Code: "new", Cases: 1}, {Code: "new_event", Cases: 1}}
	if got := causesOf(c, "estimate"); !slices.Equal(got, want) {
		t.Errorf("causes %v", got)
	}
	if c.Cohorts[0] != (result.CohortCount{Cohort: "thalassemia", CasesBefore: 4, CasesAfter: 5, PatientsBefore: 4,
		PatientsAfter: 5}) {
		t.Errorf("cohorts %+v", c.Cohorts)
	}

	same := september() // nothing but the number changed
	same.estimate = 0.7
	c = checked(t, change.Between(september().results(), nil, same.results(), nil))
	if got := causesOf(c, "estimate"); len(got) != 1 || got[0].Code != "unexplained" {
		t.Errorf("causes %v", got)
	}
	moved := same.results()
	moved.Inputs[0].SHA256 = "9b"
	c = checked(t, change.Between(september().results(), nil, moved, nil))
	if got := causesOf(c, "estimate"); len(got) != 1 || got[0].Code != "file" {
		t.Errorf("causes %v", got)
	}
}

// A listing that another run has written is not compared case by case.
func TestListingOfOtherResults(t *testing.T) {
	r := september()
	r.rows = append(r.rows, dead("C5", 20))
	c := checked(t, change.Between(september().results(), r.listing(), september().results(), september().listing()))
	if c.ByCase || c.NotByCase != "listing_differs" || len(c.Cases) != 0 {
		t.Errorf("changes %+v", c)
	}
}

func TestNotComparable(t *testing.T) {
	other := september()
	for i := range other.rows {
		other.rows[i].id = "X" + other.rows[i].id
	}
	for name, x := range map[string]struct {
		change  func(*result.Results)
		listing *result.Listing
		want    string
	}{
		"another schema": {func(r *result.Results) { r.Schema = "graftstat.results/2" }, nil,
			"other_schema"},
		"no cohort in common": {func(r *result.Results) { r.Cohorts[0].ID = "solid-tumor" }, nil,
			"other_study"},
		"another title": {func(r *result.Results) { r.Study.Title = result.Text{"en": "Theirs"} }, nil,
			""},
		"another title and centre":      {func(r *result.Results) { rename(r) }, nil, "other_study"},
		"the same, with the same cases": {func(r *result.Results) { rename(r) }, september().listing(), ""},
		"the same, with other cases":    {func(r *result.Results) { rename(r) }, other.listing(), "other_study"},
		"another unit": {func(r *result.Results) { r.Study.TimeUnit = "months" }, nil,
			"other_time_unit"},
		"itself": {func(*result.Results) {}, nil, ""},
	} {
		before := september().results()
		before.Study.Centre = result.Text{"en": "Our centre"}
		now := september().results()
		now.Study.Centre = before.Study.Centre
		x.change(before)
		c := checked(t, change.Between(before, x.listing, now, september().listing()))
		if c.Reason != x.want {
			t.Errorf("%s: %q, want %q", name, c.Reason, x.want)
		}
	}
	if c := change.Between(nil, nil, september().results(), nil); c.Reason != "no_earlier_report" {
		t.Errorf("first report: %q", c.Reason)
	}
}

func rename(r *result.Results) {
	r.Study.Title, r.Study.Centre = result.Text{"en": "Theirs"}, result.Text{"en": "Their centre"}
}

func TestIssues(t *testing.T) {
	issue := func(code string, line int, id string) result.Issue {
		return result.Issue{Code: code, File: "cases.csv", Line: line, Column: "death_date", Case: id}
	}
	before, now := september().results(), september().results()
	before.Issues = []result.Issue{issue("bad_date", 2, "C1"), issue("bad_date", 3, "C2"), issue("gap", 4, "C3"),
		issue("gap", 5, "C3")}
	// C1 stands a line lower
	now.Issues = []result.Issue{issue("bad_date", 3, "C1"), issue("gap", 9, "C3"), issue("late", 2, "C9")}
	c := checked(t, change.Between(before, nil, now, nil))
	want := result.IssueChanges{Mended: []result.Issue{issue("bad_date", 3, "C2"), issue("gap", 5, "C3")},
		New: []result.Issue{issue("late", 2, "C9")}, Open: 2}
	if !reflect.DeepEqual(c.Issues, want) {
		t.Errorf("issues %+v", c.Issues)
	}
	for i := range now.Issues { // a monthly export has another name each month
		now.Issues[i].File = "cases-10.csv"
	}
	now.Inputs[0].File = "cases-10.csv"
	if c := change.Between(before, nil, now, nil); c.Issues.Open != 2 || len(c.Inputs) != 2 ||
		c.Inputs[0].State != "new" || c.Inputs[1].State != "gone" {
		t.Errorf("renamed: open %d, inputs %+v", c.Issues.Open, c.Inputs)
	}
}

// Of a code with more issues than are kept nobody knows which are new.
func TestIssuesThatAreOnlyCounted(t *testing.T) {
	issue := func(code, id string, args ...string) result.Issue {
		return result.Issue{Code: code, File: "cases.csv", Case: id, Args: args}
	}
	before, now := september().results(), september().results()
	before.Issues = []result.Issue{issue("bad_date", "C1"), issue("gap", "C3")}
	now.Issues = []result.Issue{issue("more_issues", "", "bad_date", "70"), issue("bad_date", "C2"),
		issue("late", "C9")}
	c := checked(t, change.Between(before, nil, now, nil))
	want := result.IssueChanges{Mended: []result.Issue{issue("gap", "C3")}, New: []result.Issue{issue("late", "C9")},
		Open: 71}
	if !reflect.DeepEqual(c.Issues, want) {
		t.Errorf("issues %+v, want %+v", c.Issues, want)
	}
}

// What a check no longer finds because the study has switched it off, or gave it
// another threshold, was not mended, and what it finds again is not new.
func TestIssuesOfChecksThatAreSetOtherwise(t *testing.T) {
	issue := func(code, id string) result.Issue { return result.Issue{Code: code, File: "cases.csv", Case: id} }
	before, now := september().results(), september().results()
	before.Issues = []result.Issue{issue("gvhd_late", "C1"), issue("gap", "C3")}
	now.Issues = []result.Issue{issue("late_recovery", "C2"), issue("late", "C9")}
	now.Study.Checks = []result.Check{{Check: "gvhd_late", Value: "off", Default: "on"},
		{Check: "late_recovery", Key: "neutrophils_days", Value: "60", Default: "100"}}
	c := checked(t, change.Between(before, nil, now, nil))
	want := result.IssueChanges{Mended: []result.Issue{issue("gap", "C3")}, New: []result.Issue{issue("late", "C9")},
		Open: 1}
	if !reflect.DeepEqual(c.Issues, want) {
		t.Errorf("issues %+v, want %+v", c.Issues, want)
	}
	definitions := []result.DefinitionChange{{Code: "check", Key: "gvhd_late", Before: "on", After: "off"},
		{Code: "check", Key: "late_recovery.neutrophils_days", Before: "100", After: "60"}}
	if !reflect.DeepEqual(c.Definitions, definitions) {
		t.Errorf("definitions %+v", c.Definitions)
	}
	c = checked(t, change.Between(now, nil, before, nil))
	want = result.IssueChanges{Mended: []result.Issue{issue("late", "C9")}, New: []result.Issue{issue("gap", "C3")},
		Open: 1}
	if !reflect.DeepEqual(c.Issues, want) || len(c.Definitions) != 2 || c.Definitions[0].After != "on" {
		t.Errorf("the other way: %+v, %+v", c.Issues, c.Definitions)
	}
}

// A case that another cohort takes over is neither new nor gone.
func TestMovedToAnotherCohort(t *testing.T) {
	two := func(first, second []row) (*result.Results, *result.Listing) {
		a, b := report{rows: first, estimate: 1}, report{rows: second, estimate: 1}
		r, other := a.results(), b.results()
		other.Cohorts[0].ID = "solid-tumor"
		r.Cohorts = append(r.Cohorts, other.Cohorts[0])
		l := a.listing()
		e := l.AddEndpoint("solid-tumor", "os", len(second))
		for i, x := range second {
			e.Add(l.Unit(x.id, "P"+x.id, l.Groups(nil)), result.Outcome{Time: x.time, Status: x.status, Code: x.code,
				Decided: result.Place{File: "cases.csv", Line: i + 2, Column: x.column}})
		}
		return r, l
	}
	before, beforeListing := two([]row{alive("C1", 150), alive("C2", 150)}, []row{alive("C3", 150)})
	now, nowListing := two([]row{alive("C1", 150)}, []row{alive("C2", 150), alive("C3", 150)})
	now.Inputs[0].SHA256 = "9b"
	c := checked(t, change.Between(before, beforeListing, now, nowListing))
	if c.Counts != (result.ChangeCounts{Moved: 1}) || len(c.Cases) != 2 || c.Cases[0].Kind != "moved_out" ||
		c.Cases[1].Kind != "moved_in" {
		t.Errorf("counts %+v, cases %+v", c.Counts, c.Cases)
	}
}

// A second transplant of a patient is a new case of no new patient.
func TestNewTransplantOfAKnownPatient(t *testing.T) {
	r := september()
	now, _ := october(r)
	now.Cohorts[0].Endpoints[0].Groups[0].Cases = 5
	listing := r.listing()
	e := listing.AddEndpoint("thalassemia", "os", 1)
	e.Add(listing.Unit("C1b", "PC1", listing.Groups(nil)), result.Outcome{Time: 10, Code: "last_contact"})
	before := september()
	c := checked(t, change.Between(before.results(), before.listing(), now, listing))
	if c.Counts != (result.ChangeCounts{NewCases: 1}) {
		t.Errorf("counts %+v", c.Counts)
	}
}

func TestFollowUpThatNothingExplains(t *testing.T) {
	before, now := september().results(), september().results()
	now.Cohorts[0].FollowUp.Median = 151
	c := checked(t, change.Between(before, september().listing(), now, september().listing()))
	want := []result.Signal{{Code: "unexplained_follow_up", Cohort: "thalassemia", Args: []string{}}}
	if got := change.Signals(c); !reflect.DeepEqual(got, want) {
		t.Errorf("signals %+v", got)
	}
	now.Inputs[0].SHA256 = "9b"
	c = checked(t, change.Between(before, september().listing(), now, september().listing()))
	if got := causesOf(c, "follow_up"); !slices.Equal(got, []result.ChangeCause{{Code: "file"}}) {
		t.Errorf("causes %v", got)
	}
}

// An event on the day of an estimate is in it.
func TestEventOnTheDayOfTheEstimate(t *testing.T) {
	r := september()
	r.rows[3] = dead("C4", 100) // day 200 before
	r.estimate = 2. / 4
	if got := causesOf(since(t, r), "estimate"); !slices.Equal(got,
		[]result.ChangeCause{{Code: "corrected", Cases: 1}}) {
		t.Errorf("causes %v", got)
	}
}

// Events are part of a number, even where the estimate stays.
func TestEventsMoveANumber(t *testing.T) {
	r := september()
	r.rows[0] = dead("C1", 90)
	if c := since(t, r); len(c.Numbers) != 1 || c.Numbers[0].Difference != 0 || c.Numbers[0].After.Events != 2 {
		t.Errorf("numbers %+v", c.Numbers)
	}
}

// Where the cuts of a column changed its groups are others, not the cases.
func TestOtherCutsRegroupNobody(t *testing.T) {
	r := september()
	r.rows[1].group = "b"
	now, listing := october(r)
	now.Study.Cohorts[0].Compare[0].Cut = []float64{5}
	c := checked(t, change.Between(september().results(), september().listing(), now, listing))
	if len(c.Cases) != 0 || len(c.Definitions) != 1 || c.Definitions[0].Code != "compare" {
		t.Errorf("cases %+v, definitions %+v", c.Cases, c.Definitions)
	}
}

// Two rows of one case are matched whatever their order.
func TestRowsOfOneCase(t *testing.T) {
	before, now := september(), september()
	before.rows = append(before.rows, alive("C1", 300))
	now.rows = append([]row{alive("C1", 300)}, now.rows...)
	c := checked(t, change.Between(before.results(), before.listing(), now.results(), now.listing()))
	if len(c.Cases) != 0 || !c.ByCase {
		t.Errorf("cases %+v", c.Cases)
	}
}
