package analysis

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Six units by hand: two alike, one that enters late, one whose event has no day,
// one set aside though its event is known, one without a group.
func TestTallyByHand(t *testing.T) {
	o := &endpoint.Observations{}
	for i, u := range []endpoint.Unit{
		{Row: 3, Time: 20, Cause: 1, InDays: true, Decided: "death"},
		{Row: 0, Time: 10, Decided: "last_contact", InDays: true},
		{Row: 4, Time: math.NaN(), Decided: endpoint.EventWithoutDate, EventKnown: true, EventFree: 7},
		{Row: 1, Time: 20, Cause: 1, InDays: true, Decided: "death"},
		{Row: 2, Time: 20, Cause: 1, InDays: false, Decided: "neutrophil_engraftment"},
		{Row: 5, Time: 10, Decided: "last_contact", InDays: true},
	} {
		o.Add(u)
		o.Entry = append(o.Entry, []float64{0, -1, math.NaN(), 0, 0, 4}[i])
	}
	group := grouping{by: "donor", levels: []string{"haplo", "sibling"},
		code: func(row int32) int32 { return []int32{1, 0, 1, 0, 0, -1}[row] }}
	stratify := grouping{by: "stage", levels: []string{"I", "II"},
		code: func(row int32) int32 { return []int32{0, 1, 0, 1, 0, -1}[row] }}
	c := &cohort{plan: &plan.Cohort{}, data: &registry.Data{AsOf: math.NaN()}}
	x := c.newOutcomes(o, []float64{0}, stratify)
	wantCells(t, "by donor", x.tally(group, math.NaN()),
		"haplo I - 7 -1 event_without_date 1",
		"haplo II - 20 1  2",
		"sibling I - 10 0  1",
		"sibling I - 20 1 never_below 1",
		"  4 10 0  1")
	whole := x.tally(everyone(), math.NaN())
	wantCells(t, "all", whole,
		"all  - 7 -1 event_without_date 1",
		"all  - 10 0  1",
		"all  4 10 0  1",
		"all  - 20 1  2",
		"all  - 20 1 never_below 1")
	wantCells(t, "after day 10", whole.later(10), "all  - 20 1  2", "all  - 20 1 never_below 1")
	single, stratum, ok := whole.singly([][]tallyCell{whole.cells[2:4], whole.cells[:2]}, 4)
	if !ok || !slices.Equal(single.Time, []float64{10, 20, 20, 10}) || !slices.Equal(stratum, []int32{0, 0, 0, 1}) {
		t.Errorf("one by one %v, in strata %v", single.Time, stratum)
	}
	if _, _, ok := whole.singly([][]tallyCell{whole.cells}, 4); ok {
		t.Error("five cases are not more than four")
	}
}

// wantCells compares cells as group, stratum, entry, time, status, code and n.
func wantCells(t *testing.T, what string, got *tally, want ...string) {
	t.Helper()
	if cells := cellsAsText(got); !slices.Equal(cells, want) {
		t.Errorf("%s: %s", what, firstDifference([]byte(strings.Join(cells, "\n")), []byte(strings.Join(want, "\n"))))
	}
}

func cellsAsText(t *tally) []string {
	text := []string{}
	for i := range t.cells {
		x := &t.cells[i]
		entry := "-"
		if x.entry > 0 {
			entry = fmt.Sprint(x.entry)
		}
		text = append(text, fmt.Sprintf("%s %s %s %v %d %s %d", name(t.groups, x.group), name(t.strata, x.stratum),
			entry, x.time, x.status, t.code(x), x.n))
	}
	return text
}

// Units in any order, with times that differ in every byte, come out in order.
func TestUnitsAreSorted(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	times := []float64{registry.NoTime, 0, math.SmallestNonzeroFloat64, 1, 1 + 1e-15, 255, 256, 1e300}
	for range 3000 {
		times = append(times, float64(random.IntN(400)), random.Float64()*random.Float64()*4000)
	}
	random.Shuffle(len(times), func(i, j int) { times[i], times[j] = times[j], times[i] })
	s := newUnitSort(len(times))
	s.by(func(i int32) uint64 { return sortable(times[i]) })
	inOrder := slices.IsSortedFunc(s.order, func(a, b int32) int {
		switch {
		case times[a] < times[b], times[a] == times[b] && a < b:
			return -1
		}
		return 1
	})
	if !inOrder {
		t.Error("not in order of time, and of the units where times are equal")
	}
}

// The tally of the cases is the tally that is read back from the file they give,
// cell by cell, of every endpoint by every grouping.
func TestTallyOfCasesIsThatOfTheirFile(t *testing.T) {
	p := invented(t)
	file := filepath.Join(t.TempDir(), "site.csv")
	if err := os.WriteFile(file, tallyOf(t, p), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); err != nil || !bytes.Contains(text, []byte(endpoint.ConditionUnknown)) {
		t.Fatalf("no case of which the kind of the event is unknown: %v", err)
	}
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	summed := *p
	summed.Data.Tallies = []string{file}
	read, err := Load(context.Background(), &summed, quiet)
	if err != nil {
		t.Fatal(err)
	}
	rows, histories, compared := tallyRows(read.Tally), endpoint.NewHistories(p, d), 0
	for i := range p.Cohorts {
		ofCases := newCohort(p, d, histories, &p.Cohorts[i])
		ofFile := newTalliedCohort(&summed, read.Tally, &summed.Cohorts[i], rows[p.Cohorts[i].ID])
		for _, e := range p.Cohorts[i].Resolved {
			from := ofCases.casesOf(e, endpoint.Derive(p, histories, e, ofCases.patients))
			for k, g := range ofCases.groupings {
				got, want := ofFile.tally(e, ofFile.groupings[k], ofFile.strata), from.tally(g, ofCases.landmarkDay(e))
				what := fmt.Sprintf("cohort %s, endpoint %s by %q", p.Cohorts[i].ID, e.ID, g.by)
				if got.by != want.by || !slices.Equal(got.groups, want.groups) ||
					!slices.Equal(got.strata, want.strata) || got.isStratified != want.isStratified ||
					got.hasEntry != want.hasEntry {
					t.Errorf("%s: of %v by %v, want %v by %v", what, got.groups, got.strata, want.groups, want.strata)
				}
				wantCells(t, what, got, cellsAsText(want)...)
				if !slices.Equal(got.reached, want.reached) || len(want.reached) == 0 {
					t.Errorf("%s: reached %v, want %v", what, got.reached, want.reached)
				}
				compared += len(want.cells)
			}
		}
	}
	if compared < 10_000 {
		t.Errorf("%d cells were compared", compared)
	}
}

// The order of the rows of the cases file is no part of a tally: not one byte of
// its file depends on it.
func TestTallyOfPermutedRows(t *testing.T) {
	p := invented(t)
	want := tallyOf(t, p)
	source := filepath.Join(p.Dir, p.Data.Cases.Name())
	text, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(rows)-1, func(i, j int) { rows[i+1], rows[j+1] = rows[j+1], rows[i+1] })
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(source, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(b.Bytes(), text) {
		t.Fatal("the rows are as they were")
	}
	if got := tallyOf(t, p); !bytes.Equal(got, want) {
		t.Error(firstDifference(got, want))
	}
}

// A landmark analysis is of those at risk after its day: an event or a censoring on
// the day itself is out, as is who was set aside, and the clock is kept.
func TestLaterIsStrict(t *testing.T) {
	all := &tally{groups: []string{"all"}, codes: []string{"", endpoint.NoFollowUp}, cells: []tallyCell{
		{time: 120, n: 1, status: registry.TallySetAside, code: 1},
		{time: 100, n: 2}, {time: 400, entry: 150, n: 3},
		{time: 99, n: 4, status: 1}, {time: 100, n: 5, status: 1}, {time: 101, n: 6, status: 1},
	}}
	wantCells(t, "after day 100", all.later(100), "all  150 400 0  3", "all  - 101 1  6")
	if none := all.later(400); len(none.cells) != 0 || !none.isLater {
		t.Errorf("after the last time: %+v", none)
	}
}

// A time before or since a milestone is no time to the event, and the opportunity
// to reach a time is that of cases, not of their parts.
func TestSplitTally(t *testing.T) {
	o := &endpoint.Observations{}
	o.Add(endpoint.Unit{Row: 0, Time: 10, Cause: 1, InDays: true, Decided: "death"})
	o.Add(endpoint.Unit{Row: 1, Time: 12, InDays: true, Decided: "last_contact"})
	o.Add(endpoint.Unit{Row: 2, Time: 14, InDays: true, Decided: "last_contact"}) // it had it, nobody knows when
	m := &registry.Milestone{Time: []float64{4, math.NaN(), math.NaN()},
		Status: []registry.Status{registry.Yes, registry.No, registry.Yes}}
	c := &cohort{plan: &plan.Cohort{}, study: &plan.Plan{TimeUnit: plan.Days}, data: &registry.Data{AsOf: math.NaN()}}
	e := plan.Endpoint{ID: "os", Kind: code.Survival, Times: []float64{5}, Unit: plan.Days, DaysToEvent: true}
	k, err := c.splitAt(e, o, byMilestone("acute_gvhd", m))
	if err != nil {
		t.Fatal(err)
	}
	wantCells(t, "split", k.tally, "no  - 4 0  1", "no  - 12 0  1", "yes  4 10 1  1", "  - -1 -1  1")
	if k.daysToEvent(1).N != 0 || k.mature(0)(5) {
		t.Error("a part of a case's time is counted as a case")
	}
}
