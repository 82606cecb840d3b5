package recovery

import (
	"regexp"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"

	"graftstat/templates"
)

// Every code has its sentences in both languages, with the same gaps.
func TestEveryIssueHasItsSentences(t *testing.T) {
	codes := []string{
		logDiffers, logWithoutEvent, logAfterFollowUp, countsMissing, implausibleCount, recoveryUndated, plateletsUnderivable,
		recoveryAfterGraftFailure, transfusionsMissing, indicationMissing, dependenceUnknown, implausibleScore,
		logEmpty, coverageUndeclared, logEndsEarly, logLacksCases, countsEndEarly,
	}
	gap := regexp.MustCompile(`\{\d\}`)
	gaps := map[string][]string{}
	for _, language := range []string{"en", "vi"} {
		content, err := templates.Texts.ReadFile("text/" + language + "/recovery.yaml")
		if err != nil {
			t.Fatal(err)
		}
		var texts struct {
			Issue map[string]struct{ Title, Next string }
		}
		if err := yaml.Unmarshal(content, &texts); err != nil {
			t.Fatal(err)
		}
		if len(texts.Issue) != len(codes) {
			t.Errorf("%s: %d texts for %d codes", language, len(texts.Issue), len(codes))
		}
		for _, code := range codes {
			text := texts.Issue[code]
			if text.Title == "" || text.Next == "" {
				t.Errorf("%s: %s has no sentences", language, code)
			}
			found := gap.FindAllString(text.Title+text.Next, -1)
			if language == "en" {
				gaps[code] = found
			} else if !slices.Equal(found, gaps[code]) {
				t.Errorf("%s: gaps %v in English, %v here", code, gaps[code], found)
			}
		}
	}
}
