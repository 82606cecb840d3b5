package plan

import (
	"slices"
	"strings"
	"testing"
)

// The names that tallies had are read as those of today, and each is told with its line.
func TestOlderNamesOfTallies(t *testing.T) {
	study := strings.Replace(minimal, "data: {cases: cases.csv}", "data:\n  counts_of: [hue.csv, region/counts.csv]",
		1) +
		"outputs:\n  formats:\n    - pdf\n    - counts\n"
	if study == minimal {
		t.Fatal("the study names its cases otherwise")
	}
	p := decode(t, study)
	if !slices.Equal(p.Data.Tallies, []string{"hue.csv", "region/counts.csv"}) ||
		!slices.Equal(p.Outputs.Formats, []string{"pdf", "tally"}) {
		t.Errorf("tallies %v, formats %v", p.Data.Tallies, p.Outputs.Formats)
	}
	line := func(text string) int { return strings.Count(study[:strings.Index(study, text)], "\n") + 1 }
	want := []Renamed{
		{line("counts_of"), "data.counts_of", "counts_of", "tallies"},
		{line("- counts"), "outputs.formats", "counts", "tally"},
		{line("region/counts.csv"), "data.tallies", "counts.csv", "tally.csv"},
	}
	if !slices.Equal(p.Renamed, want) {
		t.Errorf("renamed %+v, want %+v", p.Renamed, want)
	}
	today := strings.NewReplacer("counts_of", "tallies", "- counts", "- tally", "counts.csv", "tally.csv").
		Replace(study)
	if p := decode(t, today); len(p.Renamed) != 0 || !slices.Equal(p.Data.Tallies,
		[]string{"hue.csv", "region/tally.csv"}) {
		t.Errorf("under the names of today: %v, renamed %+v", p.Data.Tallies, p.Renamed)
	}
	if p := decode(t, minimal+"outputs: {formats: counts}\n"); len(p.Renamed) != 1 ||
		p.Renamed[0].Line != strings.Count(minimal, "\n")+1 {
		t.Errorf("without brackets: %+v", p.Renamed)
	}
}
