package message

import "testing"

func TestTextIsSaidInOneLanguage(t *testing.T) {
	vietnamese := func(form string) string {
		return map[string]string{"%d of %s": "%[2]s: %[1]d", "cases": "ca"}[form]
	}
	text := Of("%d of %s", 3, Of("cases"))
	if got := text.String(); got != "3 of cases" {
		t.Errorf("in English %q", got)
	}
	if got := text.In(vietnamese); got != "ca: 3" {
		t.Errorf("in Vietnamese %q", got)
	}
}

func TestEmptyTextSaysNothing(t *testing.T) {
	if got := (Text{}).String(); got != "" || !(Text{}).IsEmpty() || Of("a word").In(nil) != "a word" {
		t.Errorf("says %q", got)
	}
}
