package recovery

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

var nan = math.NaN()

// A study is invented data and the logs beside them. Lines of a log are
// numbered as they are added, from 2.
type study struct {
	p                            *plan.Plan
	d                            *registry.Data
	transfusions, counts, titres []registry.LogEntry
	typings, stages              []registry.LogEntry

	headers bool // a log without entries is a file with its header only, and not one of other cases
}

// newStudy has so many cases, each of its own patient, infused on day 10000 and
// last seen 1000 days later.
func newStudy(cases int) *study {
	s := &study{
		p: &plan.Plan{
			Checks: plan.DefaultChecks(),
			File:   "study.yaml", TimeUnit: plan.Days,
			Data: plan.Data{Counts: plan.LogSource{File: plan.Files("counts.csv")},
				Titres: plan.LogSource{File: plan.Files("titres.csv")},
				Transfusions: plan.LogSource{File: plan.Files("transfusions.csv"),
					CompleteTo: plan.CompleteTo{AsOf: true}}},
			Rules: plan.Rules{
				Prefer:                "log",
				NeutrophilEngraftment: plan.NeutrophilRule{AtLeast: 0.5, Consecutive: 3, NadirWithin: 14},
				PlateletEngraftment: plan.PlateletRule{AtLeast: []float64{20, 50}, Consecutive: 3,
					TransfusionFreeDays: 7},
				TransfusionIndependence: plan.IndependenceRule{WindowDays: 60, Date: "window_end", AlsoWindows: []float64{90}},
				TI12:                    plan.TI12Rule{AfterDays: 60, AtLeast: 9, Days: 365, Values: 5, GapDays: 183},
				GraftFailure: plan.GraftFailureRule{Day: 30, DayCord: 42, SecondaryBelow: 0.5,
					SecondaryConsecutive: 3, ExplainedDays: 30, ChimerismBelow: 5},
				Titre: plan.TitreRule{Below: 32},
				PoorGraftFunction: plan.PoorGraftRule{FromDay: 28, NeutrophilsBelow: 0.5, PlateletsBelow: 20,
					HaemoglobinBelow: 7, Consecutive: 3, Lineages: 2, SupportedDays: 7, GapDays: 30, ChimerismAbove: 95,
					ChimerismDays: 30},
				ReticulocyteRecovery: plan.ReticulocyteRule{AtLeast: 1, AtLeastAbs: 30, Consecutive: 2, WithinDays: 14,
					NeverBelowBy: 30},
				ABOConversion: plan.ConversionRule{RedCellDays: 120, ReverseFromMonths: 6},
				RedCellAplasia: plan.AplasiaRule{Below: 1, BelowAbs: 20, FromDay: 46, ToDay: 90, ApartDays: 7,
					RedCellDays: 30, NotBefore: 60},
			},
		},
		d: &registry.Data{
			File: "cases.csv", TransplantHeader: "transplant_date", AsOf: 20000, Patients: cases,
			Numbers: map[string]*registry.Number{}, Categories: map[string]*registry.Category{},
			Milestones: map[string]*registry.Milestone{},
		},
	}
	for row := range cases {
		s.d.Line = append(s.d.Line, int32(row+2))
		s.d.CaseID = append(s.d.CaseID, "C"+strconv.Itoa(row+1))
		s.d.Patient = append(s.d.Patient, int32(row))
		s.d.TransplantDate = append(s.d.TransplantDate, 10000)
		s.d.Infused = append(s.d.Infused, true)
		s.milestone("last_contact", row, 1000)
	}
	return s
}

// milestone is what a case row says; a milestone that is named has its column.
func (s *study) milestone(name string, row int, time float64, status ...registry.Status) *study {
	m := s.d.Milestones[name]
	if m == nil {
		m = &registry.Milestone{Header: name + "_date"}
		s.d.Milestones[name] = m
	}
	for len(m.Time) < max(s.d.Patients, row+1) {
		m.Time, m.Status = append(m.Time, nan), append(m.Status, registry.Blank)
	}
	m.Time[row] = time
	if len(status) > 0 {
		m.Status[row] = status[0]
	}
	return s
}

func (s *study) category(name string, row int, level string) *study {
	c := s.d.Categories[name]
	if c == nil {
		c = &registry.Category{Header: name, Code: slices.Repeat([]int32{-1}, s.d.Rows())}
		s.d.Categories[name] = c
	}
	if !slices.Contains(c.Levels, level) {
		c.Levels = append(c.Levels, level)
	}
	c.Code[row] = int32(slices.Index(c.Levels, level))
	return s
}

func (s *study) count(row int, test string, day, x float64) *study {
	s.counts = append(s.counts, registry.LogEntry{Row: int32(row), Line: int32(len(s.counts) + 2), Day: day, Kind: test,
		Value: x, Volume: nan})
	return s
}

// daily are values of consecutive days.
func (s *study) daily(row int, test string, from float64, values ...float64) *study {
	for i, x := range values {
		s.count(row, test, from+float64(i), x)
	}
	return s
}

func (s *study) transfuse(row int, product, indication string, days ...float64) *study {
	for _, day := range days {
		s.transfusions = append(s.transfusions, registry.LogEntry{
			Row: int32(row), Line: int32(len(s.transfusions) + 2), Day: day, Kind: product, Class: indication, Value: 1,
			Volume: nan})
	}
	return s
}

func (s *study) titre(row int, antibody, class string, day, titre, volume float64) *study {
	s.titres = append(s.titres, registry.LogEntry{
		Row: int32(row), Line: int32(len(s.titres) + 2), Day: day, Kind: antibody, Class: class, Value: titre,
		Volume: volume})
	return s
}

// derive feeds the logs and finishes. Unless headers says so, a log of
// transfusions without entries stands for one that has those of other cases, and
// another log without entries is none.
func (s *study) derive(t testing.TB) *study {
	t.Helper()
	if !s.headers && len(s.counts) == 0 {
		s.p.Data.Counts.File = nil
	}
	if !s.headers && len(s.titres) == 0 {
		s.p.Data.Titres.File = nil
	}
	r := New(s.p, s.d)
	for _, log := range []struct {
		entries []registry.LogEntry
		take    func(registry.LogEntry) error
	}{{s.transfusions, r.Transfusion}, {s.counts, r.Count}, {s.titres, r.Titre}, {s.typings, r.Typing}, {s.stages, r.Stage}} {
		for _, e := range log.entries {
			if err := log.take(e); err != nil {
				t.Fatal(err)
			}
		}
	}
	r.transfusions.begun = r.transfusions.begun || !s.headers && s.p.Data.Transfusions.File != nil
	r.Finish()
	return s
}

// want compares time, status and deciding line of a milestone; line 0 is the
// log as a whole, -1 the case row.
func (s *study) want(t testing.TB, name string, row int, time float64, status registry.Status, line int) {
	t.Helper()
	m := s.d.Milestones[name]
	if m == nil {
		t.Errorf("there is no %s", name)
		return
	}
	cell, byLog := m.Source[row]
	if !byLog {
		cell.Line = -1
	}
	same := m.Time[row] == time || math.IsNaN(m.Time[row]) && math.IsNaN(time)
	if !same || m.Status[row] != status || cell.Line != line {
		t.Errorf("%s of row %d: time %v, status %d, line %d; want %v, %d, %d", name, row, m.Time[row], m.Status[row],
			cell.Line, time, status, line)
	}
}

// wantIssues compares the issues: severity code file line column case args. What
// says how far a log reaches is left out unless it is wanted: studies of one case
// and of a few days reach nowhere.
func (s *study) wantIssues(t testing.TB, want ...string) {
	t.Helper()
	var got []string
	for _, i := range s.d.Issues {
		reach := slices.Contains([]string{logEndsEarly, logLacksCases, countsEndEarly}, i.Code)
		if reach && !slices.ContainsFunc(want, func(w string) bool { return strings.Contains(w, i.Code) }) {
			continue
		}
		got = append(got, strings.Join(append([]string{string(i.Severity), i.Code, i.File, strconv.Itoa(i.Line),
			i.Column, i.Case}, i.Args...), " "))
	}
	if !slices.Equal(got, want) {
		t.Errorf("issues\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}
