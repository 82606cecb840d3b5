package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// scoreStudy has a case a patient, infused on day 10000; the closing date is day
// 10000 + closing. A score is "case day instrument value".
func scoreStudy(t *testing.T, cases int, closing float64, deaths map[int]float64, scores ...string) *cohort {
	t.Helper()
	d := &registry.Data{AsOf: 10000 + closing, Patients: cases, Milestones: map[string]*registry.Milestone{},
		Categories: map[string]*registry.Category{}, Numbers: map[string]*registry.Number{}}
	death := &registry.Milestone{}
	for row := range cases {
		d.CaseID = append(d.CaseID, fmt.Sprint("C", row))
		d.Patient = append(d.Patient, int32(row))
		d.TransplantDate = append(d.TransplantDate, 10000)
		d.Infused = append(d.Infused, true)
		death.Time, death.Status = append(death.Time, math.NaN()), append(death.Status, registry.Blank)
		if day, dead := deaths[row]; dead {
			death.Time[row], death.Status[row] = day, registry.Yes
		}
	}
	d.Milestones["death"] = death
	for _, s := range scores {
		var e registry.LogEntry
		if _, err := fmt.Sscan(s, &e.Row, &e.Day, &e.Kind, &e.Value); err != nil {
			t.Fatal(err)
		}
		d.Scores = append(d.Scores, e)
	}
	return scoreCohort(d)
}

func scoreCohort(d *registry.Data) *cohort {
	p := &plan.Plan{TimeUnit: plan.Days, Intervals: plan.Intervals{Level: 0.95}}
	return newCohort(p, d, endpoint.NewHistories(p, d), &plan.Cohort{ID: "all"})
}

// missing are the patients without a pair, as "reason n".
func missing(s result.Scores) string {
	var all []string
	for _, m := range s.Missing {
		all = append(all, fmt.Sprint(m.Reason, " ", m.Patients))
	}
	return strings.Join(all, ", ")
}

// By hand: the changes are 10, 0, -5, 20 and 12.5. R 4.2.2, t.test(x): mean 7.5,
// -4.9166399820376423 to 19.916639982037644; se sqrt(20).
func TestScoreChangeByHand(t *testing.T) {
	c := scoreStudy(t, 8, 1000, map[int]float64{5: 400, 6: 10},
		"0 -20 lansky 70", "0 -3 lansky 80", "0 365 lansky 90", // the last before counts
		"1 0 lansky 60", "1 100 lansky 50", "1 500 lansky 60", // day 0 is before; the last after counts
		"2 -1 lansky 100", "2 280 lansky 95",
		"3 -1 lansky 80", "3 440 lansky 100",
		"4 -1 lansky 50", "4 700 lansky 62.5",
		"5 -1 lansky 50", "5 300 lansky 70", // died after a year
		"6 -1 lansky 50", "6 9 lansky 100", // died within it
		"7 5 lansky 100", // nothing before
	)
	all := c.scores()
	if len(all) != 2 || all[0].FollowUp != "last" || all[1].FollowUp != "one_year" {
		t.Fatalf("%+v", all)
	}
	last, year := all[0], all[1]
	if last.Pairs != 5 || last.Patients != 8 || missing(last) != "dead 2, no_baseline 1" {
		t.Errorf("last: %d pairs of %d, %s", last.Pairs, last.Patients, missing(last))
	}
	m := last.Mean
	for _, v := range []struct{ got, want float64 }{
		{float64(m.Estimate), 7.5}, {float64(m.StdErr), math.Sqrt(20)}, {float64(m.Lower), -4.9166399820376423},
		{float64(m.Upper), 19.916639982037644},
		{float64(last.Change.Q1), 0}, {float64(last.Change.Median), 10}, {float64(last.Change.Q3), 12.5},
		{float64(last.Before.Median), 80}, {float64(last.After.Median), 90}, {float64(last.Days.Median), 440},
	} {
		if !(math.Abs(v.got-v.want) < 1e-9) {
			t.Errorf("last: %v, want %v", v.got, v.want)
		}
	}
	// At one year: 10, -5, 20, and 20 of the patient who was alive on day 365.
	if year.Pairs != 4 || year.Mean.Estimate != 11.25 || missing(year) != "dead 1, no_baseline 1, not_done 2" {
		t.Errorf("one year: %d pairs, mean %v, %s", year.Pairs, year.Mean.Estimate, missing(year))
	}
}

func TestScoreAtOneYear(t *testing.T) {
	for _, c := range []struct {
		name    string
		closing float64
		scores  []string
		want    float64 // NaN: no pair
		reason  string
	}{
		{"the nearest", 1000, []string{"0 0 x 0", "0 300 x 1", "0 360 x 2", "0 380 x 3"}, 2, ""},
		{"of two the earlier", 1000, []string{"0 0 x 0", "0 364 x 1", "0 366 x 2"}, 1, ""},
		{"on the first day", 1000, []string{"0 0 x 0", "0 270 x 1"}, 1, ""},
		{"before it", 1000, []string{"0 0 x 0", "0 269 x 1"}, math.NaN(), "not_done 1"},
		{"on the last day", 1000, []string{"0 0 x 0", "0 450 x 1"}, 1, ""},
		{"after it", 1000, []string{"0 0 x 0", "0 451 x 1"}, math.NaN(), "not_done 1"},
		{"the window is open", 449, []string{"0 0 x 0", "0 200 x 1"}, math.NaN(), "not_due 1"},
		{"the window is over", 450, []string{"0 0 x 0", "0 200 x 1"}, math.NaN(), "not_done 1"},
		{"in an open window", 300, []string{"0 0 x 0", "0 290 x 1"}, 1, ""},
		{"of one day the last", 1000, []string{"0 0 x 7", "0 0 x 0", "0 365 x 1", "0 365 x 2"}, 2, ""},
	} {
		s := scoreStudy(t, 1, c.closing, nil, c.scores...).scores()[1]
		if got := float64(s.Mean.Estimate); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) ||
			missing(s) != c.reason {
			t.Errorf("%s: %v, %q; want %v, %q", c.name, got, missing(s), c.want, c.reason)
		}
	}
}

// A death after the closing date is not known yet, one of unknown status or day
// leaves open who survived.
func TestScoresOfThoseWhoDied(t *testing.T) {
	scores := []string{"0 0 x 1", "0 365 x 2"}
	for _, c := range []struct {
		name       string
		time       float64
		status     registry.Status
		last, year string
	}{
		{"alive", math.NaN(), registry.No, "", ""},
		{"died on day 365", 365, registry.Yes, "dead 1", "dead 1"},
		{"died on day 366", 366, registry.Yes, "dead 1", ""},
		{"after the closing date", 1001, registry.Yes, "", ""},
		{"undated", math.NaN(), registry.Yes, "dead 1", "death_unknown 1"},
		{"unreadable", math.NaN(), registry.Unreadable, "dead 1", "death_unknown 1"},
		{"unknown", math.NaN(), registry.Unknown, "death_unknown 1", "death_unknown 1"},
	} {
		k := scoreStudy(t, 1, 1000, map[int]float64{0: c.time}, scores...)
		k.data.Milestones["death"].Status[0] = c.status
		all := k.scores()
		if missing(all[0]) != c.last || missing(all[1]) != c.year {
			t.Errorf("%s: %q, %q; want %q, %q", c.name, missing(all[0]), missing(all[1]), c.last, c.year)
		}
	}
}

// A tandem patient is one patient: what was scored after the second infusion
// counts from the first.
func TestScoresOfATandemPatient(t *testing.T) {
	k := scoreStudy(t, 2, 1000, nil, "0 -5 pedsql 50", "1 -10 pedsql 40", "1 275 pedsql 70")
	k.data.Patient, k.data.Patients = []int32{0, 0}, 1
	k.data.TransplantDate[1] = 10090
	s := scoreCohort(k.data).scores()[1]
	if s.Pairs != 1 || s.Days.Median != 365 || s.Mean.Estimate != 20 || s.Patients != 1 {
		t.Errorf("%+v", s)
	}
}

func TestMeanChangeWithoutInterval(t *testing.T) {
	for reason, change := range map[string][]float64{"no_pair": nil, "one_pair": {10}, "no_variation": {10, 10, 10}} {
		m := meanChange(change, 0.95)
		if m.Reason != reason || !m.Lower.IsMissing() || !m.Upper.IsMissing() ||
			m.Estimate.IsMissing() != (len(change) == 0) {
			t.Errorf("%v: %+v, want %s", change, m, reason)
		}
	}
}

// Whatever the scores: every patient is a pair or has one reason, a shift of all
// scores changes nothing, and turned scores give the turned change.
func TestEveryPatientIsAPairOrHasAReason(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2))
	for range 200 {
		deaths := map[int]float64{}
		var scores, shifted, turned []string
		for row := range 12 {
			if random.IntN(4) == 0 {
				deaths[row] = float64(random.IntN(800))
			}
			for _, instrument := range []string{"lansky", "other"} {
				days := make([]int, random.IntN(4))
				for i := range days {
					days[i] = random.IntN(900) - 200
				}
				slices.Sort(days)
				for _, day := range days {
					x := random.IntN(100)
					scores = append(scores, fmt.Sprint(row, " ", day, " ", instrument, " ", x))
					shifted = append(shifted, fmt.Sprint(row, " ", day, " ", instrument, " ", x+50))
					turned = append(turned, fmt.Sprint(row, " ", day, " ", instrument, " ", -x))
				}
			}
		}
		of := func(list []string) []result.Scores { return scoreStudy(t, 12, 700, deaths, list...).scores() }
		all, up, down := of(scores), of(shifted), of(turned)
		for i, s := range all {
			n := s.Pairs
			for _, m := range s.Missing {
				n += m.Patients
			}
			if n != 12 || s.Change.N != s.Pairs {
				t.Fatalf("%d of 12 patients: %+v", n, s)
			}
			if s.Mean.Reason != "" {
				continue
			}
			if !(s.Mean.Lower < s.Mean.Estimate && s.Mean.Estimate < s.Mean.Upper) ||
				math.Abs(float64(up[i].Mean.Lower-s.Mean.Lower)) > 1e-9 ||
				math.Abs(float64(down[i].Mean.Lower+s.Mean.Upper)) > 1e-9 {
				t.Fatalf("%+v, shifted %+v, turned %+v", s.Mean, up[i].Mean, down[i].Mean)
			}
		}
	}
}
