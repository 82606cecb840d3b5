package layout

import (
	"slices"
	"strings"
	"testing"

	"graftstat/reports/words"
)

// Every sentence of the methods is said of a code or always, and each has its text.
func TestSentencesOfTheMethodsAreComplete(t *testing.T) {
	keys := append([]string{"methods.title", "methods.origin"}, alwaysSaid()...)
	for _, code := range methodTexts() {
		keys = append(keys, "methods."+code)
	}
	for _, language := range []string{"en", "vi"} {
		texts, err := words.Texts(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			if texts[key] == "" {
				t.Errorf("%s: no text %s", language, key)
			}
		}
		for key := range texts {
			if strings.HasPrefix(key, "methods.") && !slices.Contains(keys, key) {
				t.Errorf("%s: %s is never said", language, key)
			}
		}
	}
}
