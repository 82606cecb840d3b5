package layout

import (
	"maps"
	"slices"
	"testing"

	"graftstat/analysis/code"
)

// A part of the one list is made, and nothing else is: a part that is added to
// the list and not made stops the report, in whichever order it stands.
func TestEverySectionOfTheListIsMade(t *testing.T) {
	listed := slices.Sorted(slices.Values(code.Sections()))
	if made := slices.Sorted(maps.Keys(sectionMakers)); !slices.Equal(made, listed) || len(made) < 13 {
		t.Errorf("made are %q, the list has %q", made, listed)
	}
}
