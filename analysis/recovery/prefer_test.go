package recovery

import (
	"errors"
	"math"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/registry"
)

// recovering is a log with neutrophil engraftment on day 4; failing one without.
func recovering() []float64 { return []float64{3, .1, .1, .1, .6, .7, .8} }
func failing() []float64    { return []float64{3, .1, .1, .1, .1, .1, .1, .1, .1, .1, .1} }

func TestLogBesideCaseRow(t *testing.T) {
	const name = "neutrophil_engraftment"
	const differs = "warning log_differs cases.csv 2 neutrophil_engraftment_date C1 counts.csv 6"
	const without = "warning log_without_event cases.csv 2 neutrophil_engraftment_date C1 counts.csv"
	never := []float64{5, 4, 3, 2, 1, .9, .8, .7, .6, .6, .7, .8, .9, 1, 1.2}
	type row struct {
		time   float64
		status registry.Status
	}
	for _, c := range []struct {
		title    string
		values   []float64
		row      row
		byLog    row
		line     int // -1: the case row
		prefer   row // with rules.prefer: case
		caseLine int
		issue    string
	}{
		{"blank", recovering(), row{nan, registry.Blank}, row{4, registry.Yes}, 6, row{4, registry.Yes}, 6, ""},
		{"equal", recovering(), row{4, registry.Blank}, row{4, registry.Yes}, 6, row{4, registry.Yes}, 6, ""},
		{"less than a day apart", recovering(), row{4.4, registry.Yes}, row{4, registry.Yes}, 6, row{4, registry.Yes},
			6, ""},
		{"a day apart", recovering(), row{5, registry.Blank}, row{4, registry.Yes}, 6, row{5, registry.Blank}, -1,
			"warning log_dates_differ cases.csv 2 neutrophil_engraftment_date C1 counts.csv 6 1"},
		{"yes without a day", recovering(), row{nan, registry.Yes}, row{4, registry.Yes}, 6, row{4, registry.Yes}, 6,
			""},
		{"unknown", recovering(), row{nan, registry.Unknown}, row{4, registry.Yes}, 6, row{4, registry.Yes}, 6, ""},
		{"unreadable", recovering(), row{nan, registry.Unreadable}, row{4, registry.Yes}, 6, row{4, registry.Yes}, 6,
			""},
		{"no", recovering(), row{nan, registry.No}, row{4, registry.Yes}, 6, row{nan, registry.No}, -1, differs},
		{"never below", recovering(), row{nan, registry.NeverBelow}, row{4, registry.Yes}, 6,
			row{nan, registry.NeverBelow}, -1, differs},

		{"both never below", never, row{nan, registry.NeverBelow}, row{nan, registry.NeverBelow}, 11,
			row{nan, registry.NeverBelow}, 11, ""},
		{"log never below, row dated", never, row{10, registry.Blank}, row{nan, registry.NeverBelow}, 11,
			row{10, registry.Blank}, -1,
			"warning log_differs cases.csv 2 neutrophil_engraftment_date C1 counts.csv 11"},

		{"none, and blank", failing(), row{nan, registry.Blank}, row{nan, registry.Blank}, -1, row{nan, registry.Blank},
			-1, ""},
		{"none, the row within the log", failing(), row{9, registry.Blank}, row{nan, registry.No}, 12,
			row{9, registry.Blank}, -1, without},
		{"none, on the log's last day", failing(), row{10, registry.Blank}, row{nan, registry.No}, 12,
			row{10, registry.Blank}, -1, without},
		{"none, the row after the log", failing(), row{11, registry.Blank}, row{11, registry.Blank}, -1,
			row{11, registry.Blank}, -1, ""},
		{"none, yes without a day", failing(), row{nan, registry.Yes}, row{nan, registry.Yes}, -1,
			row{nan, registry.Yes}, -1, ""},
		{"none, unknown", failing(), row{nan, registry.Unknown}, row{nan, registry.Unknown}, -1,
			row{nan, registry.Unknown}, -1, ""},
		{"none, unreadable", failing(), row{nan, registry.Unreadable}, row{nan, registry.Unreadable}, -1,
			row{nan, registry.Unreadable}, -1, ""},
		{"none, never below", failing(), row{nan, registry.NeverBelow}, row{nan, registry.No}, 12,
			row{nan, registry.NeverBelow}, -1, without},
		{"none seen to fall, never below", []float64{5, 4, 3}, row{nan, registry.NeverBelow},
			row{nan, registry.NeverBelow}, -1, row{nan, registry.NeverBelow}, -1, ""},

		{"a run that is open", recovering()[:6], row{4, registry.Blank}, row{4, registry.Blank}, -1,
			row{4, registry.Blank}, -1, ""},
		{"before a run that is open", recovering()[:6], row{3, registry.Blank}, row{nan, registry.No}, 7,
			row{3, registry.Blank}, -1, without},
		{"no values", nil, row{9, registry.Blank}, row{9, registry.Blank}, -1, row{9, registry.Blank}, -1, ""},
	} {
		t.Run(c.title, func(t *testing.T) {
			for _, prefer := range []code.Preference{code.PreferLog, code.PreferCase} {
				want, line := c.byLog, c.line
				if prefer == code.PreferCase {
					want, line = c.prefer, c.caseLine
				}
				s := newStudy(1).daily(0, "anc", 0, c.values...).milestone(name, 0, c.row.time, c.row.status)
				s.p.Rules.Prefer = prefer
				s.derive(t).want(t, name, 0, want.time, want.status, line)
				if c.issue == "" {
					s.wantIssues(t)
				} else {
					s.wantIssues(t, c.issue)
				}
			}
		})
	}
}

// The record ends before the log's last value: past it the log says nothing.
func TestLogIsSilentPastTheRecord(t *testing.T) {
	s := newStudy(1).daily(0, "anc", 0, failing()...).milestone("neutrophil_engraftment", 0, 9).
		milestone("counts_complete_to", 0, 8).derive(t)
	s.want(t, "neutrophil_engraftment", 0, 9, registry.Blank, -1)
	s.wantIssues(t)
}

func TestIndependenceBesideCaseRow(t *testing.T) {
	const name = "rbc_independence"
	s := newStudy(1).transfuse(0, "rbc", "", 10).milestone(name, 0, 65).derive(t)
	s.want(t, name, 0, 70, registry.Yes, 2)
	s.wantIssues(t, "warning log_dates_differ cases.csv 2 rbc_independence_date C1 transfusions.csv 2 5")

	pending := func(day float64) *study {
		return newStudy(1).transfuse(0, "rbc", "", 10).milestone("transfusions_complete_to", 0, 50).
			milestone(name, 0, day).derive(t)
	}
	s = pending(70) // after the record: the row knows more
	s.want(t, name, 0, 70, registry.Blank, -1)
	s.wantIssues(t)
	s = pending(40)
	s.want(t, name, 0, nan, registry.No, 2)
	s.wantIssues(t, "warning log_without_event cases.csv 2 rbc_independence_date C1 transfusions.csv")
}

func TestDecidingCell(t *testing.T) {
	s := newStudy(1).daily(0, "anc", 0, recovering()...).transfuse(0, "rbc", "", 10)
	s.p.Data.Columns = map[string]string{"value": "Kết quả"}
	s.derive(t)
	if got, want := s.d.Cell("neutrophil_engraftment", 0),
		(registry.Cell{File: "counts.csv", Line: 6, Column: "Kết quả"}); got != want {
		t.Errorf("decided by %+v, want %+v", got, want)
	}
	if got, want := s.d.Cell("rbc_independence", 0),
		(registry.Cell{File: "transfusions.csv", Line: 2, Column: "product"}); got != want {
		t.Errorf("decided by %+v, want %+v", got, want)
	}
}

func TestFaultsOfTheCaller(t *testing.T) {
	s := newStudy(1)
	r := New(s.p, s.d)
	e := registry.LogEntry{Line: 2, Day: 5, Kind: "anc", Value: 1}
	for _, bad := range []registry.LogEntry{{Row: 1, Line: 2}, {Row: -1, Line: 2}, {Line: 2, Day: math.NaN()},
		{Line: 2, Day: math.Inf(1)}, {}} {
		if err := r.Transfusion(bad); !errors.Is(err, ErrEntry) {
			t.Errorf("%+v: %v, want ErrEntry", bad, err)
		}
	}
	if err := r.Count(e); err != nil {
		t.Fatal(err)
	}
	e.Day = 4
	if err := r.Count(e); !errors.Is(err, ErrOrder) {
		t.Errorf("an earlier day: %v, want ErrOrder", err)
	}
	if err := r.Transfusion(e); !errors.Is(err, ErrOrder) {
		t.Errorf("a transfusion after counts: %v, want ErrOrder", err)
	}
}
