package main

import (
	"fmt"
	"slices"
	"testing"
)

// made are all cases of a centre.
func made(t testing.TB, cases int, seed uint64) []*Case {
	t.Helper()
	var all []*Case
	err := newCentre(cases, seed).each(func(c *Case) error {
		all = append(all, c)
		return nil
	})
	if err != nil || len(all) != cases {
		t.Fatalf("%d cases, %v; want %d", len(all), err, cases)
	}
	return all
}

func count(cases []*Case, is func(*Case) bool) int {
	n := 0
	for _, c := range cases {
		if is(c) {
			n++
		}
	}
	return n
}

// The committed centre has the size and the shape of the first one.
func TestCommittedCentreShape(t *testing.T) {
	all := made(t, 60, defaultSeed)
	patients := map[string]bool{}
	for _, c := range all {
		patients[c.PatientID] = true
	}
	allogeneic := func(c *Case) bool { return c.Type == "allogeneic" }
	autologous := func(c *Case) bool { return c.Type == "autologous" }
	dead := func(c *Case) bool { return c.Death.happened() }
	for _, want := range []struct {
		name string
		got  int
		n    int
	}{
		{"patients", len(patients), 54},
		{"allografts", count(all, allogeneic), 10},
		{"autografts", count(all, autologous), 50},
		{"planned tandems", count(all, func(c *Case) bool { return c.Intent == "planned_tandem" }), 6},
		{"desensitised", count(all, func(c *Case) bool {
			return c.Desensitisation == "donor_rbc" &&
				c.RBCDepletion == "no"
		}), 2},
		{"desensitised and independent of transfusion",
			count(all, func(c *Case) bool { return c.Desensitisation == "donor_rbc" && c.RBCIndependence.happened() }),
			2},
		{"major mismatches",
			count(all, func(c *Case) bool { return allogeneic(c) && majorMismatch(c.RecipientABO, c.DonorABO) }), 2},
		{"haploidentical", count(all, func(c *Case) bool { return c.DonorType == "haploidentical" }), 3},
		{"deaths after an allograft", count(all, func(c *Case) bool { return allogeneic(c) && dead(c) }), 0},
		{"rejections with return to transfusion", count(all, func(c *Case) bool {
			return c.GraftFailure.happened() && c.TransfusionDependence > c.RBCIndependence
		}), 1},
		{"allografts still waiting for independence",
			count(all, func(c *Case) bool { return allogeneic(c) && !c.RBCIndependence.happened() }), 1},
		{"patients dead of an autograft", count(all, func(c *Case) bool {
			return autologous(c) && c.TransplantNumber == 1 &&
				slices.Contains([]string{"infection", "toxicity"}, c.CauseOfDeath)
		}), 3},
		{"of these after the second infusion", count(all, func(c *Case) bool {
			return c.TransplantNumber == 2 && slices.Contains([]string{"infection", "toxicity"}, c.CauseOfDeath)
		}), 1},
		{"patients lost for over a year", count(all, func(c *Case) bool {
			return c.TransplantNumber == 1 && !dead(c) && asOf-c.Transplant-c.LastContact > 365
		}), 1},
	} {
		if want.got != want.n {
			t.Errorf("%s: %d, want %d", want.name, want.got, want.n)
		}
	}
	neuroblastoma := count(all, func(c *Case) bool { return c.Diagnosis == "neuroblastoma" })
	if neuroblastoma <= 25 {
		t.Errorf("%d autografts for neuroblastoma, want most of 50", neuroblastoma)
	}
}

// Recovery days lie where published series have them.
func TestRecoveryDays(t *testing.T) {
	all := made(t, 1000, 1)
	for _, c := range []struct {
		kind, name string
		day        func(*Case) Day
		low, high  Day
	}{
		{"autologous", "neutrophils", func(c *Case) Day { return c.NeutrophilEngraftment }, 10, 13},
		{"autologous", "platelets at 20", func(c *Case) Day { return c.PlateletEngraftment20 }, 13, 18},
		{"allogeneic", "neutrophils", func(c *Case) Day { return c.NeutrophilEngraftment }, 11, 16},
		{"allogeneic", "platelets at 20", func(c *Case) Day { return c.PlateletEngraftment20 }, 14, 18},
	} {
		var days []Day
		for _, made := range all {
			if d := c.day(made); made.Type == c.kind && d.happened() {
				days = append(days, d)
			}
		}
		slices.Sort(days)
		if len(days) < 100 {
			t.Fatalf("%s %s: only %d recovered", c.kind, c.name, len(days))
		}
		if median := days[len(days)/2]; median < c.low || median > c.high {
			t.Errorf("%s %s: median day %d, want %d to %d", c.kind, c.name, median, c.low, c.high)
		}
	}
}

// No case contradicts itself, whatever the size and the seed.
func TestCasesAgreeWithThemselves(t *testing.T) {
	for _, size := range []int{1, 2, 7, 60, 1000} {
		for seed := range uint64(3) {
			t.Run(fmt.Sprintf("%d/%d", size, seed), func(t *testing.T) {
				all := made(t, size, seed)
				for i, c := range all {
					checkTimes(t, c)
					checkOrder(t, c)
					if c.TransplantNumber == 2 {
						checkTandem(t, all[i-1], c)
					}
				}
			})
		}
	}
}

func checkTimes(t *testing.T, c *Case) {
	t.Helper()
	if c.Transplant < firstAutograft || c.Transplant+c.LastContact > asOf || c.LastContact < 0 {
		t.Errorf("%s: transplant or last contact outside the centre's life", c.ID)
	}
	m := c.Milestones
	for name, day := range map[string]Day{
		"neutrophils": m.NeutrophilEngraftment, "platelets 20": m.PlateletEngraftment20,
		"platelets 50": m.PlateletEngraftment50,
		"independence": m.RBCIndependence, "last red cells": m.LastRBCTransfusion,
		"dependence":    m.TransfusionDependence,
		"graft failure": m.GraftFailure, "relapse": m.Relapse, "progression": m.Progression, "acute GVHD": m.AcuteGVHD,
		"acute GVHD II": m.AcuteGVHD2, "acute GVHD III": m.AcuteGVHD3, "chronic GVHD": m.ChronicGVHD, "SOS": m.SOS,
		"PRCA":  m.PRCA,
		"death": m.Death, "assessment": m.LastAssessment, "counts": m.CountsComplete,
		"transfusions": m.TransfusionsComplete,
	} {
		if day.happened() && (day < 0 || day > c.LastContact) {
			t.Errorf("%s: %s on day %d, followed to %d", c.ID, name, day, c.LastContact)
		}
	}
	if m.Death.happened() && m.Death != c.LastContact || m.Death.happened() != (m.CauseOfDeath != "") {
		t.Errorf("%s: death, its cause and the last contact do not agree", c.ID)
	}
	if before(m.PlateletEngraftment50, m.PlateletEngraftment20-1) || before(m.AcuteGVHD3, m.AcuteGVHD2-1) ||
		before(m.AcuteGVHD2, m.AcuteGVHD-1) {
		t.Errorf("%s: a higher threshold or grade came first", c.ID)
	}
	for _, x := range c.Transfusions {
		if x.Product == "rbc" && m.RBCIndependence.happened() && x.Day > m.RBCIndependence &&
			!m.TransfusionDependence.happened() {
			t.Errorf("%s: red cells on day %d after independence without return to dependence", c.ID, x.Day)
		}
	}
}

// checkOrder holds the logs to the order in which they can be streamed.
func checkOrder(t *testing.T, c *Case) {
	t.Helper()
	inOrder := slices.IsSortedFunc(c.Counts, func(a, b Count) int { return int(a.Day - b.Day) }) &&
		slices.IsSortedFunc(c.Transfusions, func(a, b Transfusion) int { return int(a.Day - b.Day) }) &&
		slices.IsSortedFunc(c.Titres, func(a, b Titre) int { return int(a.Day - b.Day) }) &&
		slices.IsSortedFunc(c.Scores, func(a, b Score) int { return int(a.Day - b.Day) }) &&
		slices.IsSortedFunc(c.Typings, func(a, b Typing) int { return int(a.Day - b.Day) }) &&
		slices.IsSortedFunc(c.Stages, func(a, b Stages) int { return int(a.Day - b.Day) })
	if !inOrder {
		t.Errorf("%s: a log is not in order of day", c.ID)
	}
	for _, x := range c.Counts {
		if x.Day > c.CountsComplete && !slices.Contains([]string{"hb", "ferritin", "chimerism", "chimerism_myeloid", "chimerism_t"}, x.Test) {
			t.Errorf("%s: %s after the day to which counts are complete", c.ID, x.Test)
		}
	}
	for _, x := range c.Transfusions {
		if x.Day > c.TransfusionsComplete {
			t.Errorf("%s: a transfusion after the day to which they are complete", c.ID)
		}
	}
}

func checkTandem(t *testing.T, first, second *Case) {
	t.Helper()
	gap := second.Transplant - first.Transplant
	if first.PatientID != second.PatientID || gap < 60 || gap > 110 {
		t.Errorf("%s and %s: no tandem, %d days apart", first.ID, second.ID, gap)
	}
	if first.Relapse.happened() || first.Progression.happened() {
		t.Errorf("%s: a second infusion after relapse", first.ID)
	}
	if first.LastContact-second.LastContact != gap || first.Death.happened() != second.Death.happened() {
		t.Errorf("%s and %s: facts of the patient differ", first.ID, second.ID)
	}
	if before(gap, first.CountsComplete) {
		t.Errorf("%s: counts reach into the next infusion", first.ID)
	}
}

// The donor-group red cells rise until the titre is below the goal.
func TestDesensitisation(t *testing.T) {
	seen := 0
	for _, c := range made(t, 1000, 1) {
		if c.Desensitisation != "donor_rbc" {
			continue
		}
		seen++
		var volumes []float64
		for _, x := range c.Titres {
			if x.InfusionML > 0 {
				volumes = append(volumes, x.InfusionML)
			}
			if x.Day == 0 && x.Titre >= titreGoal {
				t.Errorf("%s: %s 1:%d on day 0", c.ID, x.Class, x.Titre)
			}
			if x.Antibody != "anti-"+missingAntigen(c.RecipientABO, c.DonorABO) {
				t.Errorf("%s: %s is not against the donor's antigen", c.ID, x.Antibody)
			}
		}
		if len(volumes) < 7 || !slices.IsSorted(volumes) {
			t.Errorf("%s: volumes %v do not rise over a week or more", c.ID, volumes)
		}
		if c.TitreBaseline < 128 || c.TitreTransplant >= titreGoal || c.DesensitisationStart > -7 ||
			c.DesensitisationStart < -14 {
			t.Errorf("%s: from 1:%d to 1:%d in %d days", c.ID, c.TitreBaseline, c.TitreTransplant,
				-c.DesensitisationStart)
		}
	}
	if seen < 20 {
		t.Fatalf("only %d desensitised", seen)
	}
}

// Every cell of the 4 x 4 table of recipient and donor.
func TestABOMatch(t *testing.T) {
	donors := []string{"O", "A", "B", "AB"}
	for recipient, row := range map[string][]string{
		"O":  {"match", "major", "major", "major"},
		"A":  {"minor", "match", "bidirectional", "major"},
		"B":  {"minor", "bidirectional", "match", "major"},
		"AB": {"minor", "minor", "minor", "match"},
	} {
		for i, want := range row {
			if got := typedMatch(&Case{Type: "allogeneic", RecipientABO: recipient, DonorABO: donors[i]}); got != want {
				t.Errorf("recipient %s, donor %s: %s, want %s", recipient, donors[i], got, want)
			}
		}
	}
	if got := typedMatch(&Case{Type: "autologous"}); got != "" {
		t.Errorf("autologous: %q, want none", got)
	}
}

func BenchmarkCentre(b *testing.B) {
	for b.Loop() {
		if err := newCentre(1000, 1).each(func(*Case) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
