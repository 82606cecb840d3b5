package main

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"graftstat/analysis"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Each fault of the newer logs is found where it was planted: the program names the
// line, but for a grade, of which it names that of the case row.
func TestFaultsOfLogsAreFound(t *testing.T) {
	p, err := plan.Read(filepath.Join("..", "faulty.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := analysis.Load(context.Background(), p, func(string, int) {})
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{"grade_contradiction": "gvhd_grade_differs", "typing_after_end": "log_after_follow_up",
		"stage_of_5": "log_unreadable_stage", "per_mille": "unit_suspect"}
	sought := 0
	for _, planted := range records(t, "..", "faulty", "planted.csv") {
		code, of := codes[planted["fault"]]
		if !of {
			continue
		}
		sought++
		if !slices.ContainsFunc(d.Issues, func(i registry.Issue) bool {
			line := strconv.Itoa(i.Line)
			if code == "gvhd_grade_differs" {
				return i.Code == code && i.Case == planted["case_id"] && slices.Equal(i.Args,
					[]string{planted["file"], planted["line"]})
			}
			return i.Code == code && i.File == planted["file"] && line == planted["line"]
		}) {
			t.Errorf("%s on line %s of %s was not found", planted["fault"], planted["line"], planted["file"])
		}
	}
	if sought != len(codes) {
		t.Errorf("%d faults of logs are planted, want %d", sought, len(codes))
	}
}

// In one of the two desensitised children red cells come in time, in the other IgG
// rises again and they come late; both take the donor's group between days 100 and 200.
func TestTheTwoDesensitisedChildren(t *testing.T) {
	first := func(c *Case, is func(Typing) bool) Day {
		if i := slices.IndexFunc(c.Typings, is); i >= 0 {
			return c.Typings[i].Day
		}
		return never
	}
	var late []bool
	for _, c := range made(t, 60, defaultSeed) {
		if c.TitreBaseline == 0 {
			continue
		}
		recovered := never
		for _, v := range valuesOf(c.Counts, "reticulocytes") {
			if v.Value >= 1 && !recovered.happened() {
				recovered = v.Day
			}
		}
		rebound := slices.ContainsFunc(c.Titres, func(x Titre) bool { return x.Day > 40 && x.Titre >= 8 })
		converted := first(c, func(x Typing) bool { return x.Forward == c.DonorABO })
		if c.Typings[0].Forward != c.RecipientABO || converted < 100 || converted > 200 {
			t.Errorf("%s: group of the donor from day %d on", c.ID, converted)
		}
		isLate := recovered >= 70 && recovered <= 90
		if !isLate && recovered > 50 || rebound != isLate {
			t.Errorf("%s: reticulocytes on day %d, rebound %v", c.ID, recovered, rebound)
		}
		late = append(late, isLate)
	}
	if !slices.Equal(late, []bool{false, true}) {
		t.Errorf("late recovery %v, want the second of two", late)
	}
}

// Nobody takes the group of a graft that was lost, and nobody is typed whose donor has
// the same group.
func TestTypings(t *testing.T) {
	lost, converted := 0, 0
	for _, c := range made(t, 2000, 3) {
		if len(c.Typings) > 0 && c.RecipientABO == c.DonorABO {
			t.Errorf("%s: typed, and the donor has the same group", c.ID)
		}
		for _, x := range c.Typings {
			if x.Day > c.LastContact {
				t.Errorf("%s: typed on day %d, after the last contact", c.ID, x.Day)
			}
			if x.Forward == c.DonorABO {
				converted++
				if c.GraftFailure.happened() {
					t.Errorf("%s: group of the donor on day %d of a graft that was lost", c.ID, x.Day)
				}
			}
		}
		if len(c.Typings) > 0 && c.GraftFailure.happened() {
			lost++
		}
	}
	if lost == 0 || converted == 0 {
		t.Errorf("%d grafts lost, %d typings of the donor's group: nothing was looked at", lost, converted)
	}
}
