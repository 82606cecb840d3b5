package templates_test

import (
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/reports/words"
)

// Every key of the study file has its meaning in both languages, and no meaning
// is of a key that is no more.
func TestKeysHaveTheirMeaning(t *testing.T) {
	known := map[string]bool{}
	for _, k := range plan.Keys() {
		known["key."+k.Path] = true
	}
	for _, language := range []string{"en", "vi"} {
		texts, err := words.Texts(language)
		if err != nil {
			t.Fatal(err)
		}
		for key := range known {
			if texts[key] == "" {
				t.Errorf("%s: no text %s", language, key)
			}
		}
		for code := range texts {
			if strings.HasPrefix(code, "key.") && !known[code] {
				t.Errorf("%s: %s is the meaning of no key", language, code)
			}
		}
	}
}
