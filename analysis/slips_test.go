package analysis

import (
	"errors"
	"maps"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
	"graftstat/analysis/table"
)

// Single slips of the hand in the files of the sample: of those that change a
// number at least nine in ten have an issue at their place, which is an issue of
// that case (or of a row of its patient), of that row of a log, or, where a whole
// column or file slipped, of that column or file. Of a whole file none is silent.
//
// No program can tell some, and they are counted apart: a level for another that
// exists, a date inside the time at risk and in the right order among the dates of
// its row, an event or a row of a log that was not entered, a row of a log on another
// true case, and a number that is as likely as the one before. Which slips these are
// is said by the kind or by inOrder and isLikely, never by whether they were noticed.
func TestSlipsAreNoticedAtTheirPlace(t *testing.T) {
	c := newSlipCentre(t)
	slips := c.makeSlips(t)
	clean := c.outcomeOf(t, nil)
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // what each run leaves is small, and to collect it costs a fifth
	var wait sync.WaitGroup
	for at := range 2 {
		wait.Go(func() {
			for i := at; i < len(slips); i += 2 {
				slips[i].judge(clean, c.outcomeOf(t, &slips[i]))
			}
		})
	}
	wait.Wait()
	reportSlips(t, slips)
}

// slipCentre is the sample without what takes long and has no number of its own: the
// comparisons, and the counts that decide nothing.
type slipCentre struct {
	plan   *plan.Plan
	folder string
	files  map[string][][]string
}

func newSlipCentre(t *testing.T) slipCentre {
	p := planOf(t, "../sample-data/study.yaml")
	p.Monitor.Off = true
	for i := range p.Cohorts {
		p.Cohorts[i].Compare = nil
	}
	c := slipCentre{plan: p, files: map[string][][]string{}}
	for _, file := range []string{"cases.csv", "counts.csv", "transfusions.csv", "titres.csv", "scores.csv", "typing.csv",
		"gvhd.csv"} {
		c.files[file] = cellsOf(t, "../sample-data/"+file)
	}
	transplanted := map[string]time.Time{}
	for _, row := range c.files["cases.csv"][1:] {
		transplanted[row[0]], _ = time.Parse(time.DateOnly, row[14])
	}
	c.files["counts.csv"] = slices.DeleteFunc(c.files["counts.csv"], func(row []string) bool {
		day, err := time.Parse(time.DateOnly, row[1])
		late := err == nil && day.Sub(transplanted[row[0]]) > 32*24*time.Hour
		return late || row[2] == "wbc" || row[2] == "reticulocytes" || row[2] == "hb" && row[0][0] == 'A'
	})
	c.folder = t.TempDir()
	for file, cells := range c.files {
		writeCells(t, filepath.Join(c.folder, file), cells)
	}
	return c
}

// A slip is one mistake: the files that it changed and where it stands.
type slip struct {
	kind     string
	beyond   bool // no program can tell
	whole    bool // of a column or a file
	identity bool // of a case_id
	files    map[string][][]string
	file     string
	line     int      // of the cell; 0: the whole file
	cases    []string // whose issues notice it
	columns  []string // whose issues notice it where it is whole

	changed, noticed bool
}

// An outcome is what a study gives of files.
type slipOutcome struct {
	numbers *result.Results
	issues  map[issuePlace][]registry.Issue
	refused *table.Error
	empty   bool // a cohort has no case any more
}

type issuePlace struct{ code, file, column, caseID, args string }

func (c slipCentre) outcomeOf(t *testing.T, s *slip) slipOutcome {
	p := *c.plan
	p.Dir = t.TempDir()
	for file := range c.files {
		if s != nil && s.files[file] != nil {
			writeCells(t, filepath.Join(p.Dir, file), s.files[file])
		} else if err := os.Link(filepath.Join(c.folder, file), filepath.Join(p.Dir, file)); err != nil {
			t.Error(err)
		}
	}
	defer os.RemoveAll(p.Dir)
	r, _, err := runIn(&p)
	var refused *table.Error
	var empty *EmptyCohortError
	switch {
	case errors.As(err, &refused):
		return slipOutcome{refused: refused}
	case errors.As(err, &empty):
		return slipOutcome{empty: true}
	case err != nil:
		t.Errorf("%s: %v", s.kind, err)
		return slipOutcome{}
	}
	o := slipOutcome{issues: map[issuePlace][]registry.Issue{}}
	for _, i := range r.Issues {
		at := issuePlace{i.Code, i.File, i.Column, i.Case, strings.Join(i.Args, " ")}
		o.issues[at] = append(o.issues[at], registry.Issue{Code: i.Code, File: i.File, Line: i.Line,
			Column: i.Column, Case: i.Case, Args: i.Args})
	}
	r.Issues, r.Inputs, r.Signals = nil, nil, nil
	o.numbers = r
	return o
}

// same reports whether two results hold the same; a missing number equals another.
func same(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Float64:
		return a.Float() == b.Float() || math.IsNaN(a.Float()) && math.IsNaN(b.Float())
	case reflect.Pointer:
		return a.IsNil() == b.IsNil() && (a.IsNil() || same(a.Elem(), b.Elem()))
	case reflect.Struct:
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		for i := range a.Len() {
			if i == b.Len() || !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return a.Len() == b.Len()
	case reflect.Map:
		return reflect.DeepEqual(a.Interface(), b.Interface())
	}
	return a.Equal(b)
}

// judge says whether a slip changed a number and was noticed at its place.
func (s *slip) judge(clean, slipped slipOutcome) {
	s.changed = slipped.numbers == nil || !same(reflect.ValueOf(*clean.numbers), reflect.ValueOf(*slipped.numbers))
	if slipped.refused != nil || slipped.empty {
		s.noticed = slipped.empty || slipped.refused.File == s.file
		return
	}
	for at, issues := range slipped.issues {
		if len(issues) > len(clean.issues[at]) {
			s.noticed = s.noticed || slices.ContainsFunc(issues, s.isPlace)
		}
	}
}

func (s *slip) isPlace(i registry.Issue) bool {
	if s.whole {
		names := append([]string{i.Column, contradicts[i.Column]}, i.Args...)
		if s.file != "cases.csv" && slices.Contains(names, s.file) || i.File == s.file && i.Column == "" {
			return true
		}
		return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(s.columns, name) })
	}
	if s.identity && i.Column == "case_id" { // rows of a log that have no case any more
		return true
	}
	return slices.Contains(s.cases, i.Case) || i.File == s.file && s.line > 0 && i.Line == s.line
}

// contradicts are columns whose cell is told where it contradicts another's.
var contradicts = map[string]string{"cause_of_death": "relapse_date", "death_date": "death_status"}

// slipTally has the figures of one kind.
type slipTally struct{ made, changed, noticed int }

func (n *slipTally) add(s slip) {
	n.made++
	if s.changed {
		n.changed++
		if s.noticed {
			n.noticed++
		}
	}
}

func (n slipTally) share() float64 { return float64(n.noticed) / float64(n.changed) }

func reportSlips(t *testing.T, slips []slip) {
	kinds := map[string]*slipTally{}
	var tellable, all, beyond slipTally
	for _, s := range slips {
		name := s.kind
		if s.beyond {
			name = "beyond: " + name
		}
		if kinds[name] == nil {
			kinds[name] = &slipTally{}
		}
		kinds[name].add(s)
		all.add(s)
		if s.beyond {
			beyond.add(s)
		} else {
			tellable.add(s)
		}
		if s.whole && s.changed && !s.noticed && !s.beyond {
			t.Errorf("%s of %s %v is silent", s.kind, s.file, s.columns)
		}
		if s.changed && !s.noticed {
			t.Logf("silent: %s, %s line %d, %v %v", name, s.file, s.line, s.columns, s.cases)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		t.Logf("%s: %d made, %d changed a number, %d of them noticed", name, kinds[name].made, kinds[name].changed,
			kinds[name].noticed)
	}
	t.Logf("%d slips of %d kinds. Of %d that change a number %d are noticed at their place (%.1f %%); of those that a "+
		"program can tell %d of %d (%.1f %%), of the others %d of %d", all.made, len(kinds), all.changed, all.noticed,
		100*all.share(), tellable.noticed, tellable.changed, 100*tellable.share(), beyond.noticed, beyond.changed)
	if tellable.made < 300 || len(kinds) < 25 || tellable.changed < 150 {
		t.Errorf("%d slips of %d kinds, %d change a number: too few", tellable.made, len(kinds), tellable.changed)
	}
	if tellable.share() < 0.9 {
		t.Errorf("%.1f %% of the slips that change a number are noticed at their place, want 90 %%", 100*tellable.share())
	}
}
