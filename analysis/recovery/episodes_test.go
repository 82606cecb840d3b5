package recovery

import (
	"math"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// episodesOf are starts and ends of a row, in turn.
func (s *study) episodesOf(name string, row int) []float64 {
	var days []float64
	for _, e := range s.d.Episodes[name].Of(row) {
		days = append(days, e.Start, e.End)
	}
	return days
}

func (s *study) wantEpisodes(t *testing.T, name string, row int, want ...float64) {
	t.Helper()
	got := s.episodesOf(name, row)
	if len(got) != len(want) {
		t.Errorf("%s of row %d: %v, want %v", name, row, got, want)
		return
	}
	for i := range want {
		if got[i] != want[i] && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
			t.Errorf("%s of row %d: %v, want %v", name, row, got, want)
			return
		}
	}
}

func TestEpisodesOfAcuteGVHD(t *testing.T) {
	s := gvhdStudy(6)
	// resolved and active again; III ends below II only
	s.assess(0, 20, 1, 0, 0, 0)
	s.assess(0, 25, 1, 2, 0, 0) // III
	s.assess(0, 30, 1, 1, 0, 0) // II is not below II
	s.assess(0, 35, 2, 0, 0, 0) // I
	s.assess(0, 40, 0, 0, 0, 0)
	s.assess(0, 60, 0, 0, 1, 0) // II again, by the upper gut
	// no resolution is recorded: active at the last assessment
	s.assess(1, 20, 4, 0, 0, 0)
	s.assess(1, 50, 3, 0, 0, 0)
	// a blank organ does not resolve 29 days after it was seen, and does 28 days after
	s.assess(2, 20, 1, 0, 0, 0)
	s.assess(2, 49, 0, 0, 0, -1)
	s.assess(3, 20, 1, 0, 0, 0)
	s.assess(3, 48, 0, 0, 0, -1)
	// a range from I to III leaves open whether III ended; I does not
	s.assess(4, 20, 0, 2, 0, 0)
	s.assess(4, 49, 1, -1, 0, 0)
	s.assess(4, 55, 1, 0, 0, 0)
	// no GVHD
	s.assess(5, 20, 0, 0, 0, 0)
	s.derive(t)
	s.wantEpisodes(t, "acute_gvhd", 0, 20, 40, 60, nan)
	s.wantEpisodes(t, "acute_gvhd_3", 0, 25, 35)
	s.wantEpisodes(t, "acute_gvhd", 1, 20, nan)
	s.wantEpisodes(t, "acute_gvhd_3", 1, 20, nan)
	s.wantEpisodes(t, "acute_gvhd", 2, 20, nan)
	s.wantEpisodes(t, "acute_gvhd", 3, 20, 48)
	s.wantEpisodes(t, "acute_gvhd_3", 4, 20, 55)
	s.wantEpisodes(t, "acute_gvhd", 5)
	m := s.d.Milestones["acute_gvhd_resolved"]
	for row, want := range []float64{40, nan, nan, 48, nan, nan} {
		if got := m.Time[row]; got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("row %d resolved on day %v, want %v", row, got, want)
		}
	}
	if k := s.d.Episodes["acute_gvhd"].Known; k[0] != 60 || k[1] != 50 || k[5] != 20 {
		t.Errorf("known to %v", k)
	}
	if e := s.d.Episodes["acute_gvhd"].Of(3)[0]; e.StartLine == 0 || e.EndLine != e.StartLine+1 {
		t.Errorf("lines %+v", e)
	}
}

// Where the row stands against the log there are no episodes of the log.
func TestEpisodesOfWhatTheRowStates(t *testing.T) {
	s := gvhdStudy(2)
	s.p.Rules.Prefer = "case"
	s.milestone("acute_gvhd", 0, 10)
	for row := range 2 {
		s.assess(row, 20, 1, 0, 0, 0)
		s.assess(row, 40, 0, 0, 0, 0)
	}
	s.derive(t)
	s.wantEpisodes(t, "acute_gvhd", 0)
	s.wantEpisodes(t, "acute_gvhd", 1, 20, 40)
	if k := s.d.Episodes["acute_gvhd"].Known; !math.IsNaN(k[0]) || k[1] != 40 {
		t.Errorf("known to %v", k)
	}
}

// W is 60. Row 0: free from day 5, independent on day 65, transfused for the disease on
// days 100 and 130, free again on day 190, lost on day 300. Row 1: the second gap is
// of 60 days, one too few. Row 2: of 61 days. Row 3: an unlabelled one ends what is known.
// Row 4: another reason does not end the second episode. Row 5: never lost.
func TestIndependenceWonAgain(t *testing.T) {
	s := newStudy(6)
	s.p.Data.Counts, s.p.Data.Titres = plan.LogSource{}, plan.LogSource{}
	s.transfuse(0, "rbc", "supportive", 5).transfuse(0, "rbc", thalassemia, 100, 130, 300)
	s.transfuse(1, "rbc", thalassemia, 100, 160, 220, 280, 340, 400, 460, 520, 580, 640, 700, 760, 820, 880, 940, 1000)
	s.transfuse(2, "rbc", thalassemia, 100, 161)
	s.transfuse(3, "rbc", thalassemia, 100).transfuse(3, "rbc", "", 200).transfuse(3, "rbc", thalassemia, 300)
	s.transfuse(4, "rbc", thalassemia, 100).transfuse(4, "rbc", "unrelated", 200).transfuse(4, "rbc", thalassemia, 900)
	s.transfuse(5, "rbc", "supportive", 5)
	s.derive(t)
	s.wantEpisodes(t, independence, 0, 65, 100, 190, 300, 360, nan)
	s.wantEpisodes(t, independence, 1, 60, 100)
	s.wantEpisodes(t, independence, 2, 60, 100, 160, 161, 221, nan)
	s.wantEpisodes(t, independence, 3, 60, 100, 160, nan)
	s.wantEpisodes(t, independence, 4, 60, 100, 160, 900, 960, nan)
	s.wantEpisodes(t, independence, 5, 65, nan)
	if k := s.d.Episodes[independence].Known; k[3] != 200 || k[0] != 1000 {
		t.Errorf("known to %v", k)
	}
}

// The haemoglobin of the rule is asked for each time, between the window's end and the
// next transfusion.
func TestIndependenceWonAgainWaitsForTheHaemoglobin(t *testing.T) {
	s := newStudy(2)
	s.p.Rules.TransfusionIndependence.Haemoglobin.AtLeast = 9
	for row := range 2 {
		s.transfuse(row, "rbc", thalassemia, 100)
		s.count(row, "hb", 70, 9)
	}
	s.count(0, "hb", 159, 10).count(0, "hb", 165, 9) // day 160 ends the window
	s.count(1, "hb", 165, 8.9)
	s.derive(t)
	s.wantEpisodes(t, independence, 0, 70, 100, 165, nan)
	s.wantEpisodes(t, independence, 1, 70, 100)
}

func TestEpisodesOfARow(t *testing.T) {
	e := &registry.Episodes{All: []registry.Episode{{Row: 1, Start: 1}, {Row: 1, Start: 5}, {Row: 3, Start: 2}}}
	for row, want := range []int{0, 2, 0, 1, 0} {
		if got := len(e.Of(row)); got != want {
			t.Errorf("row %d: %d episodes, want %d", row, got, want)
		}
	}
	if (*registry.Episodes)(nil).Of(0) != nil {
		t.Error("no log has an episode")
	}
}
