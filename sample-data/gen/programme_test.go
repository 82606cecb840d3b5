package main

import (
	"context"
	"flag"
	"path/filepath"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/change"
	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// everyMonth runs all sixty months, not each third.
var everyMonth = flag.Bool("every-month", false, "run every month of the simulated programme")

// programmeSeed is the first in which no chart signals before mortality has doubled.
// How often charts signal, and how late, is measured on
// 10,000 programmes in analysis/monitor.
const programmeSeed = 2

// Five years of months in sequence: whatever moves from one to the next has its
// reason, and the chart signals in the fourth year or the fifth.
func TestSimulatedProgramme(t *testing.T) {
	dir := t.TempDir()
	if err := writeProgramme(dir, programmeSeed); err != nil {
		t.Fatal(err)
	}
	step := 3
	if *everyMonth {
		step = 1
	}
	var before *result.Results
	var listed *result.Listing
	signal, moved := "", 0
	for month := step - 1; month < programmeMonths; month += step {
		name := monthEnd(month).iso()
		r, l := runMonth(t, filepath.Join(dir, name[:len("2022-01")], "study.yaml"))
		changes := change.Between(before, listed, r, l)
		if found := change.Signals(changes); len(found) > 0 {
			t.Errorf("%s: %+v", name, found)
		}
		moved += len(changes.Numbers)
		for _, s := range r.Signals {
			if s.Code == "cusum_signal" && signal == "" {
				signal = name
			}
		}
		before, listed = r, l
	}
	if worse := firstOf(worseFrom).iso(); signal <= worse {
		t.Errorf("signal in the report of %q, mortality doubled from %s on", signal, worse)
	}
	if moved < 50 {
		t.Errorf("only %d numbers moved in five years", moved)
	}
	t.Logf("mortality doubled from %s on, signal in the report of %s", firstOf(worseFrom).iso(), signal)
}

func runMonth(t *testing.T, study string) (*result.Results, *result.Listing) {
	t.Helper()
	p, err := plan.Read(study)
	if err != nil {
		t.Fatal(err)
	}
	quiet := func(string, int) {}
	d, err := analysis.Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	r, l, err := analysis.Run(context.Background(), p, d, "test", quiet)
	if err != nil {
		t.Fatal(err)
	}
	return r, l
}
