package survival_test

import (
	"math"
	"slices"
	"testing"

	"graftstat/analysis/survival"
	"graftstat/analysis/verify"
)

// heart: Stanford transplants. R: score of coxph(Surv(start, stop, event) ~
// transplant, ties = "exact").
func TestMantelByarEqualsVerifiedValues(t *testing.T) {
	columns, err := verify.Columns("heart")
	if err != nil {
		t.Fatal(err)
	}
	var o survival.Observations
	for i := range columns["start"] {
		o.Entry = append(o.Entry, comparisonNumber(t, columns["start"][i]))
		o.Time = append(o.Time, comparisonNumber(t, columns["stop"][i]))
		o.Cause = append(o.Cause, uint8(comparisonNumber(t, columns["event"][i])))
		o.Group = append(o.Group, int32(comparisonNumber(t, columns["transplant"][i])))
	}
	table := comparisonTable(t, o, 2, 1)
	r := survival.MantelByar([]*survival.Table{table})
	if r.Name != "mantel-byar" {
		t.Errorf("name %q", r.Name)
	}
	comparisonClose(t, "statistic", r.Statistic, comparisonHeart(t, "logrank", "chisq", "", ""))
	for _, group := range []string{"0", "1"} {
		for _, day := range []string{"30", "100", "365"} {
			g := int(comparisonNumber(t, group))
			i, _ := slices.BinarySearch(table.Times, comparisonNumber(t, day))
			comparisonClose(t, "at risk", float64(table.AtRisk(i, g)), comparisonHeart(t, "km", "n_risk", group, day))
		}
	}
}

func comparisonHeart(t *testing.T, analysis, quantity, group, at string) float64 {
	t.Helper()
	values, err := verify.Values("heart")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range values {
		if v.Analysis == analysis && v.Quantity == quantity && v.Group == group && v.At == at {
			return v.Value
		}
	}
	t.Fatalf("no %s %s %s %s", analysis, quantity, group, at)
	return 0
}

func TestSplitAtState(t *testing.T) {
	nan := math.NaN()
	o := survival.Observations{
		Time:  []float64{50, 60, 70, 80, 90, 0},
		Cause: []uint8{1, 1, 0, 2, 1, 0},
		Entry: []float64{0, 0, 0, 0, 30, 0},
	}
	rows, from := survival.SplitAtState(o, []float64{nan, 20, 70, 0, 10, nan})
	want := survival.Observations{
		Entry: []float64{0, 0, 20, 0, 0, 30, 0},
		Time:  []float64{50, 20, 60, 70, 80, 90, 0},
		Cause: []uint8{1, 0, 1, 0, 2, 1, 0},
		Group: []int32{0, 0, 1, 0, 1, 1, 0},
	}
	if !slices.Equal(rows.Entry, want.Entry) || !slices.Equal(rows.Time, want.Time) ||
		!slices.Equal(rows.Cause, want.Cause) || !slices.Equal(rows.Group, want.Group) ||
		!slices.Equal(from, []int{0, 1, 1, 2, 3, 4, 5}) {
		t.Errorf("got %+v from %v", rows, from)
	}
}

// T21: an event on the day on which the state was entered is not the state's.
// At risk are people, not rows: on day 20 the second case is still outside.
func TestT21StateIsKnownBeforeTheEvent(t *testing.T) {
	o := survival.Observations{Time: []float64{20, 60}, Cause: []uint8{1, 1}}
	rows, _ := survival.SplitAtState(o, []float64{20, 20})
	table := comparisonTable(t, rows, 2, 1)
	if table.Events(0, 0, 1) != 1 || table.Events(0, 1, 1) != 0 {
		t.Error("the event on the day of entry is not in group 0")
	}
	if table.AtRisk(0, 0) != 2 || table.AtRisk(0, 1) != 0 || table.AtRisk(1, 0) != 0 || table.AtRisk(1, 1) != 1 {
		t.Error("a case is at risk twice or not at all")
	}
}

// Days 10 (outside 3, inside 0), 20 (outside 1, inside 1, the event outside),
// 30 (inside 1): E_0 = 1 + 1/2, V = 1/4, so (2 - 3/2)² / (1/4) = 1.
func TestMantelByarByHand(t *testing.T) {
	o := survival.Observations{Time: []float64{10, 20, 30}, Cause: []uint8{1, 1, 1}}
	rows, _ := survival.SplitAtState(o, []float64{math.NaN(), math.NaN(), 15})
	r := survival.MantelByar([]*survival.Table{comparisonTable(t, rows, 2, 1)})
	comparisonClose(t, "expected", r.Expected[0], 3./2)
	comparisonClose(t, "statistic", r.Statistic, 1)
}
