package recovery

import (
	"slices"
	"testing"

	"graftstat/analysis/registry"
)

// Platelets over 100 and four times both neighbours, at most four days away.
func TestCountSpike(t *testing.T) {
	spikes := func(days, values []float64) []string {
		s := newStudy(1)
		for i, day := range days {
			s.count(0, "platelets", day, values[i])
		}
		return codesOf(s.derive(t), countSpike)
	}
	for _, c := range []struct {
		name         string
		days, values []float64
		want         []string
	}{
		{"48 typed 480", []float64{20, 21, 22}, []float64{45, 480, 50}, []string{"C1"}},
		{"a rise that stays", []float64{20, 21, 22}, []float64{45, 480, 450}, nil},
		{"four times", []float64{20, 21, 22}, []float64{45, 200, 50}, nil},
		{"low", []float64{20, 21, 22}, []float64{5, 100, 5}, nil},
		{"five days before", []float64{16, 21, 22}, []float64{45, 480, 50}, nil},
		{"five days after", []float64{20, 21, 26}, []float64{45, 480, 50}, nil},
		{"twice is told once", []float64{20, 21, 22, 23, 24}, []float64{45, 480, 50, 480, 50}, []string{"C1"}},
	} {
		if got := spikes(c.days, c.values); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// The last five of ten cases have no counts; of four nothing is said, nor where the
// cases before them have as few.
func TestLogCut(t *testing.T) {
	cut := func(with ...int) bool {
		s := newStudy(10)
		for _, row := range with {
			s.count(row, "anc", 5, 0.1)
		}
		return len(codesOf(s.derive(t), logCut)) > 0
	}
	if !cut(0, 1, 2, 3, 4) || !cut(0) || !cut(0, 1, 2, 4) {
		t.Error("a log that lacks its last cases is not told")
	}
	if cut(0, 1, 2, 3, 4, 5) || cut(0, 1, 4) || cut(9) {
		t.Error("a log that has gaps is told to be cut")
	}
}

// A recipient of group A has no anti-A.
func TestAntibodyOfOwnGroup(t *testing.T) {
	told := func(group, antibody string, titre float64) bool {
		s := newStudy(1)
		s.d.Categories["recipient_abo"] = &registry.Category{Header: "recipient", Levels: []string{group}, Code: []int32{0}}
		s.titres = append(s.titres, registry.LogEntry{Line: 2, Day: -9, Kind: antibody, Class: "IgM",
			Value: titre, Volume: nan})
		return len(codesOf(s.derive(t), antibodyOfOwnGroup)) > 0
	}
	if !told("A", "anti-A", 64) || !told("AB", "anti-B", 2) {
		t.Error("an antibody against the own group is not told")
	}
	if told("O", "anti-A", 64) || told("B", "anti-A", 64) || told("A", "anti-A", 0) || told("A", "other", 64) {
		t.Error("an antibody that the recipient may have is told")
	}
}

// codesOf are the cases of the issues of a code.
func codesOf(s *study, code string) []string {
	var cases []string
	for _, i := range s.d.Issues {
		if i.Code == code {
			cases = append(cases, i.Case)
		}
	}
	return cases
}
