package recovery

import (
	"regexp"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"

	"graftstat/analysis/registry"
	"graftstat/templates"
)

// Every code has its sentences in both languages, with the same gaps.
func TestEveryIssueHasItsSentences(t *testing.T) {
	codes := []string{
		logDiffers, logDatesDiffer, logWithoutEvent, logAfterFollowUp, countsMissing, implausibleCount, recoveryUndated,
		plateletsUnderivable,
		recoveryAfterGraftFailure, transfusionsMissing, indicationMissing, dependenceUnknown, implausibleScore,
		boundUndecided, boundLeftOut, titreBoundOpen,
		logEmpty, coverageUndeclared, logEndsEarly, logLacksCases, countsEndEarly,
		countSpike, logCut, antibodyOfOwnGroup,
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

// What leaves a count open is told once, whatever its thresholds: as an error where
// one of them is not answered by the row.
func TestCountIsToldOnceForAllThresholds(t *testing.T) {
	low := func() *study {
		return newStudy(2).transfuse(0, "platelets", "", 3).daily(0, "platelets", 0, 15, 15, 15)
	}

	s := low().derive(t)
	s.wantIssues(t, "error counts_missing counts.csv 0 value C2 platelets")
	for _, name := range []string{"platelet_engraftment_20", "platelet_engraftment_50"} {
		s.want(t, name, 1, nan, registry.Unknown, 0)
	}
	low().milestone("platelet_engraftment_20", 1, 17).derive(t).
		wantIssues(t, "error counts_missing counts.csv 0 value C2 platelets")

	const implausible = " implausible_count counts.csv 5 value C2 platelets"
	low().count(1, "platelets", 10, 20000).derive(t).wantIssues(t, "error"+implausible)
	stated := low().milestone("platelet_engraftment_20", 1, 17).count(1, "platelets", 10, 20000)
	stated.derive(t).wantIssues(t, "error"+implausible)
	stated = low().milestone("platelet_engraftment_20", 1, 17).milestone("platelet_engraftment_50", 1, 19)
	stated.count(1, "platelets", 10, 20000).derive(t).wantIssues(t, "warning"+implausible)

	// Both thresholds may have been passed in the first twelve days, which have no value.
	late := low().daily(1, "platelets", 12, 60, 61, 62, 63).derive(t)
	late.wantIssues(t, "error recovery_undated counts.csv 8 value C2 platelets")
}

// A log that lacks over a tenth of the cases, and at least two, is told.
func TestCasesThatALogLacks(t *testing.T) {
	transfused := func(cases, lacking int) *study {
		s := newStudy(cases)
		for row := lacking; row < cases; row++ {
			s.transfuse(row, "rbc", "supportive", 10)
		}
		return s.derive(t)
	}
	for _, c := range []struct {
		cases, lacking int
		want           []string
	}{
		{3, 1, nil}, {20, 2, nil},
		{19, 2, []string{"warning log_lacks_case transfusions.csv 0   2 19"}},
		{20, 3, []string{"warning log_lacks_case transfusions.csv 0   3 20"}},
	} {
		s := transfused(c.cases, c.lacking)
		var got []string
		for _, i := range s.d.Issues {
			if i.Code == logLacksCases {
				got = append(got, i.Code)
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%d of %d: issues %v, want %v", c.lacking, c.cases, got, c.want)
		}
		s.wantIssues(t, c.want...)
		s.want(t, "rbc_independence", 0, 60, registry.Yes, 0) // who has no entry was never transfused
	}
}
