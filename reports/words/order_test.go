package words_test

import (
	"slices"
	"testing"

	"graftstat/reports/words"
)

func TestOrderOfTheAlphabet(t *testing.T) {
	for language, want := range map[string][]string{
		"vi": {"an", "ăn", "ấm", "da", "Đà Nẵng", "Điện Biên", "em", "tia", "tỉa", "u đặc", "xơ"},
		"en": {"acute", "Chronic", "death", "éclair", "relapse"},
	} {
		w, err := words.New(language)
		if err != nil {
			t.Fatal(err)
		}
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, w.Compare)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", language, got)
		}
	}
}
