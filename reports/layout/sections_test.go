package layout

import (
	"errors"
	"slices"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
)

func names(sections []section) []string {
	names := make([]string, len(sections))
	for i, s := range sections {
		names[i] = s.id
	}
	return names
}

// A part of the one list is made, and nothing else is: a part that is added to
// the list and not made stops the report, in whichever order it stands.
func TestEverySectionOfTheListIsMade(t *testing.T) {
	made, listed := names(appendixSections()), code.Sections()
	if !slices.Equal(made, listed) || len(made) < 13 {
		t.Errorf("made are %q, the list has %q", made, listed)
	}
	month := names(monthSections())
	for i, name := range month {
		if !slices.Contains(listed, name) || slices.Index(month, name) != i {
			t.Errorf("a month has %q, the list %q", month, listed)
		}
	}
}

// What needs something of the results makes no page without it, and all that has
// a need has one that can fail.
func TestSectionsWithoutWhatTheyNeed(t *testing.T) {
	b := testBuilder(t, &result.Results{})
	needy := 0
	for _, s := range slices.Concat(appendixSections(), monthSections()) {
		if s.needs == nil {
			continue
		}
		needy++
		if pages := s.pages(b); pages != nil {
			t.Errorf("%s makes %d pages of nothing", s.id, len(pages))
		}
	}
	if needy < 8 {
		t.Errorf("only %d sections need anything", needy)
	}
}

func TestUnknownSection(t *testing.T) {
	r := &result.Results{}
	r.Study.Report.Sections = []string{"summary", "weather"}
	if _, err := Build(r, nil, "en"); !errors.Is(err, ErrSection) {
		t.Errorf("%v", err)
	}
}
