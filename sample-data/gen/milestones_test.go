package main

import "testing"

// series makes counts of one test on days 0, 1, 2, …
func series(test string, values ...float64) []Count {
	counts := make([]Count, len(values))
	for i, v := range values {
		counts[i] = Count{Day(i), test, v}
	}
	return counts
}

// CIBMTR, Forms Instruction Manual, initial platelet recovery: the first worked
// example has no transfusion, the second a last one on day 0.
func TestPlateletEngraftmentWorkedExamples(t *testing.T) {
	first := series("platelets", 10, 35, 30, 25, 10, 15, 19, 23, 25, 40, 50)
	second := series("platelets", 10, 30, 25, 10, 15, 19, 23, 25, 40, 50, 56, 65, 72)
	for _, c := range []struct {
		name       string
		values     []Count
		threshold  float64
		transfused []Day
		want       Day
	}{
		{"at 20 after the nadir", first, 20, nil, 7},
		{"at 20, last transfusion plus seven", second, 20, []Day{0}, 7},
		{"at 50, last transfusion plus seven", second, 50, []Day{0}, 9},
		{"a transfusion on the first day of the run", second, 20, []Day{0, 6}, never},
		{"only two values", first, 40, nil, never},
	} {
		if got := engraftment(c.values, c.threshold, c.transfused); got != c.want {
			t.Errorf("%s: day %d, want %d", c.name, got, c.want)
		}
	}
}

func TestNeutrophilEngraftment(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []Count
		want   Day
	}{
		{"exactly 0.5 counts", series("anc", 2, 0.1, 0.5, 0.5, 0.5), 2},
		{"a fall starts the run again", series("anc", 2, 0.1, 0.6, 0.6, 0.4, 0.6, 0.6, 0.6), 5},
		{"values before the nadir do not count", series("anc", 3, 2, 1, 0.1, 0.6, 0.7, 0.8), 4},
		{"the last day of the lowest value is the nadir", series("anc", 0, 0.6, 0.7, 0.8, 0, 0.5, 0.6, 0.7), 5},
		{"days need not follow one another", []Count{{3, "anc", 0.1}, {10, "anc", 0.6}, {12, "anc", 0.7},
			{15, "anc", 0.9}}, 10},
		{"a value before day 0 is no nadir", []Count{{-1, "anc", 0}, {0, "anc", 0.6}, {1, "anc", 0.7}, {2, "anc", 0.8},
			{3, "anc", 0.9}}, 1},
		{"no recovery", series("anc", 2, 0.1, 0.2, 0.6, 0.7), never},
		{"no values", nil, never},
	} {
		if got := engraftment(c.values, neutrophilThreshold, nil); got != c.want {
			t.Errorf("%s: day %d, want %d", c.name, got, c.want)
		}
	}
}

func TestIndependence(t *testing.T) {
	for _, c := range []struct {
		name       string
		transfused []Day
		until      Day
		want       Day
	}{
		{"never transfused", nil, 400, 60},
		{"after the last one", []Day{2, 20, 31}, 400, 91},
		{"in the first gap, whatever comes later", []Day{10, 200}, 400, 70},
		{"a transfusion on the last day of the gap", []Day{10, 70}, 400, 130},
		{"a transfusion on the day after the gap", []Day{10, 71}, 400, 70},
		{"the gap was not seen whole", []Day{10}, 69, never},
		{"the gap was just seen whole", []Day{10}, 70, 70},
	} {
		if got := independence(c.transfused, c.until); got != c.want {
			t.Errorf("%s: day %d, want %d", c.name, got, c.want)
		}
	}
}

func TestDependence(t *testing.T) {
	log := []Transfusion{
		{10, "rbc", 1, "supportive", 0}, {80, "platelets", 1, "thalassemia", 0}, {90, "rbc", 1, "other", 0},
		{150, "rbc", 1, "thalassemia", 0}, {175, "rbc", 1, "thalassemia", 0},
	}
	if got := dependence(log, 70); got != 150 {
		t.Errorf("day %d, want 150", got)
	}
	if got := dependence(log, never); got != never {
		t.Errorf("without independence: day %d, want never", got)
	}
}
