package recovery

import (
	"fmt"
	"math"
	"testing"

	"graftstat/analysis/criteria"
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
	igG := wantTitres{"anti-A", "IgG", 64, -10, 0, -4, 6, -4}
	igM := wantTitres{"anti-A", "IgM", 128, -10, 32, 0, 2, -4}
	other := wantTitres{"anti-B", "", nan, nan, nan, nan, nan, 5}
	cases := TitreCases(s.p, s.d)
	if len(cases) != 2 || len(cases[0].Series) != 2 || len(cases[1].Series) != 1 {
		t.Fatalf("%+v", cases)
	}
	igG.check(t, cases[0].Series[0])
	igM.check(t, cases[0].Series[1])
	other.check(t, cases[1].Series[0])
	other.check(t, cases[1].Highest)
	// both classes were measured on days -10 and -4 alone
	wantTitres{"", "", 128, -10, 16, -4, 3, -4}.check(t, cases[0].Highest)
	if days := cases[0].Highest.Days; len(days) != 5 || days[0].Class != "IgM" || !days[0].Whole || days[1].Whole {
		t.Errorf("days of the highest: %+v", days)
	}
	if c := cases[0]; c.Infusions != 3 || c.VolumeML != 35 || cases[1].Infusions != 0 {
		t.Errorf("%d infusions of %v mL", c.Infusions, c.VolumeML)
	}
	for i, day := range []float64{-10, -10, -10, -10, -10, -9, -9, -4, -4, -2, 0, 14} {
		if s.d.Titres[i].Row != 0 || s.d.Titres[i].Day != day {
			t.Errorf("entry %d is of row %d, day %v", i, s.d.Titres[i].Row, s.d.Titres[i].Day)
		}
	}
}

// wantTitres are the numbers of a summary.
type wantTitres struct {
	antibody, class                                                           string
	baseline, baselineTime, atTransplant, atTransplantTime, steps, firstBelow float64
}

func (want wantTitres) check(t *testing.T, s TitreSummary) {
	t.Helper()
	got := wantTitres{s.Antibody, s.Class, s.Baseline, s.BaselineTime, s.AtTransplant, s.AtTransplantTime,
		s.StepsDropped, s.Below.Time}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// The threshold itself is not below it.
func TestFirstTitreBelow(t *testing.T) {
	s := newStudy(1).titre(0, "anti-A", "IgM", -5, 64, nan).titre(0, "anti-A", "IgM", -3, 32, nan).derive(t)
	if got := TitreCases(s.p, s.d)[0].Highest.Below; got.Answer != criteria.No || !math.IsNaN(got.Time) {
		t.Errorf("below on %v, want never", got)
	}
	if s.d.Titres[0].Line != 2 || s.d.Titres[0].Kind != "anti-A" {
		t.Errorf("entry %+v", s.d.Titres[0])
	}
	if m := s.d.Milestones["graft_failure"]; m != nil && m.Status[0] != registry.Blank {
		t.Error("titres decided a milestone")
	}
}
