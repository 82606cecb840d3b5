package printable_test

import (
	"testing"

	"graftstat/analysis/printable"
)

func TestTextShowsWhatCannotBePrinted(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "",
		"neuroblastoma":            "neuroblastoma",
		"U nguyên bào thần kinh ≥": "U nguyên bào thần kinh ≥",
		"thâ\u0300n":               "thâ\u0300n", // composes to a letter of the font
		"two\nlines":               "two\nlines",
		"a\tb":                     "a[U+0009]b",
		"a\x00\x1b[31mb":           "a[U+0000][U+001B][31mb",
		"a\u2028b":                 "a[U+2028]b",
		"a\ufffdb":                 "a[U+FFFD]b",
		"a\xffb":                   "a[U+FFFD]b",
		"😀":                        "[U+1F600]",
		"白血":                       "[U+767D][U+8840]",
		"ไทย":                      "[U+0E44][U+0E17][U+0E22]",
		"سرطان":                    "[U+0633][U+0631][U+0637][U+0627][U+0646]",
		"a\u202eb":                 "a[U+202E]b",
		"a\u200bb":                 "a[U+200B]b", // the font has it, and nobody sees it
		"a\u00adb":                 "a[U+00AD]b",
		"a\x7fb":                   "a[U+007F]b",
	} {
		if got := printable.Text(text); got != want {
			t.Errorf("%q is printed as %q, want %q", text, got, want)
		}
		if got := printable.Is(text); got != (text == want) {
			t.Errorf("%q is printable: %v", text, got)
		}
		if !printable.Is(printable.Text(text)) {
			t.Errorf("what stands for %q cannot be printed either", text)
		}
	}
}
