package recovery

import (
	"math"
	"testing"

	"graftstat/analysis/registry"
)

func TestTitresAgainstTheDonorOnly(t *testing.T) {
	for _, c := range []struct{ recipient, donor, kept string }{
		{"O", "A", "anti-A"}, {"O", "B", "anti-B"}, {"O", "AB", "anti-A anti-B"}, {"A", "B", "anti-B"},
		{"A", "AB", "anti-B"},
		{"A", "O", ""}, {"B", "B", ""}, {"AB", "A", ""}, {"", "A", "anti-A anti-B anti-D"},
		{"O", "", "anti-A anti-B anti-D"},
	} {
		s := newStudy(1)
		if c.recipient != "" {
			s.category("recipient_abo", 0, c.recipient)
		}
		if c.donor != "" {
			s.category("donor_abo", 0, c.donor)
		}
		s.titre(0, "anti-A", "IgM", -3, 64, nan).titre(0, "anti-B", "IgM", -3, 64, nan).
			titre(0, "anti-D", "IgG", -3, 64, nan).derive(t)
		kept := ""
		for i, e := range s.d.Titres {
			if i > 0 {
				kept += " "
			}
			kept += e.Kind
		}
		if kept != c.kept {
			t.Errorf("recipient %q, donor %q: kept %q, want %q", c.recipient, c.donor, kept, c.kept)
		}
	}
}

func TestTitreSummaries(t *testing.T) {
	s := newStudy(2).category("recipient_abo", 0, "O").category("donor_abo", 0, "A")
	s.titre(1, "anti-B", "", 5, 8, nan). // another case, not desensitised
						titre(0, "anti-B", "IgM", -10, 512, 5). // not against the donor: only its volume counts
						titre(0, "anti-A", "IgM", -10, 128, 5).
						titre(0, "anti-A", "IgG", -10, 32, 5).titre(0, "anti-A", "IgG", -10, 64, 5).
						titre(0, "anti-A", "IgG", -10, 16, 5).
						titre(0, "anti-A", "IgM", -9, 64, 10).
						titre(0, "anti-A", "IgM", -9, 256, 8). // the same day again
						titre(0, "anti-A", "IgM", -4, 16, nan).
						titre(0, "anti-A", "IgG", -4, 0, nan).
						titre(0, "anti-A", "IgM", -2, nan, 20).
						titre(0, "anti-A", "IgM", 0, 32, 0).
						titre(0, "anti-A", "IgM", 14, 4, 30)
	s.derive(t)
	want := []TitreSummary{
		{Row: 0, Antibody: "anti-A", Class: "IgG", Baseline: 64, BaselineTime: -10, AtTransplant: 0,
			AtTransplantTime: -4, StepsDropped: 7, FirstBelow: -4, Infusions: 3, VolumeML: 35},
		{Row: 0, Antibody: "anti-A", Class: "IgM", Baseline: 128, BaselineTime: -10, AtTransplant: 32,
			AtTransplantTime: 0, StepsDropped: 2, FirstBelow: -4, Infusions: 3, VolumeML: 35},
		{Row: 1, Antibody: "anti-B", Baseline: nan, BaselineTime: nan, AtTransplant: nan, AtTransplantTime: nan,
			StepsDropped: nan, FirstBelow: 5},
	}
	got := TitreSummaries(s.p, s.d)
	if len(got) != len(want) {
		t.Fatalf("%d summaries, want %d: %+v", len(got), len(want), got)
	}
	for i := range got {
		if !sameSummary(got[i], want[i]) {
			t.Errorf("got %+v\nwant %+v", got[i], want[i])
		}
	}
	for i, day := range []float64{-10, -10, -10, -10, -10, -9, -9, -4, -4, -2, 0, 14} {
		if s.d.Titres[i].Row != 0 || s.d.Titres[i].Day != day {
			t.Errorf("entry %d is of row %d, day %v", i, s.d.Titres[i].Row, s.d.Titres[i].Day)
		}
	}
}

func sameSummary(a, b TitreSummary) bool {
	x := []float64{a.Baseline, a.BaselineTime, a.AtTransplant, a.AtTransplantTime, a.StepsDropped, a.FirstBelow}
	y := []float64{b.Baseline, b.BaselineTime, b.AtTransplant, b.AtTransplantTime, b.StepsDropped, b.FirstBelow}
	for i := range x {
		if x[i] != y[i] && !(math.IsNaN(x[i]) && math.IsNaN(y[i])) {
			return false
		}
	}
	return a.Row == b.Row && a.Antibody == b.Antibody && a.Class == b.Class && a.Infusions == b.Infusions &&
		a.VolumeML == b.VolumeML
}

// The threshold itself is not below it.
func TestFirstTitreBelow(t *testing.T) {
	s := newStudy(1).titre(0, "anti-A", "IgM", -5, 64, nan).titre(0, "anti-A", "IgM", -3, 32, nan).derive(t)
	if got := TitreSummaries(s.p, s.d)[0].FirstBelow; !math.IsNaN(got) {
		t.Errorf("below on %v, want never", got)
	}
	if s.d.Titres[0].Line != 2 || s.d.Titres[0].Kind != "anti-A" {
		t.Errorf("entry %+v", s.d.Titres[0])
	}
	if m := s.d.Milestones["graft_failure"]; m != nil && m.Status[0] != registry.Blank {
		t.Error("titres decided a milestone")
	}
}
