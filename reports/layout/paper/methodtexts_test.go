package paper

import (
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/survival"
	"graftstat/reports/words"
)

// Every text of a kind of code stands in its table, and every code of a table has
// its text and its references, in both languages.
func TestMethodTextsAreComplete(t *testing.T) {
	kinds := []methodTexts{estimatorTexts(), intervalTexts(), meanTexts(), testTexts(), comparisonTexts(),
		differenceTexts(),
		modelTexts()}
	for _, language := range []string{"en", "vi"} {
		texts, err := words.Texts(language)
		if err != nil {
			t.Fatal(err)
		}
		known := make(map[string]bool)
		for _, kind := range kinds {
			for _, x := range kind.texts {
				known[kind.prefix+x.code] = true
				if texts[kind.prefix+x.code] == "" {
					t.Errorf("%s: no text %s%s", language, kind.prefix, x.code)
				}
				for _, key := range x.cite {
					if texts["paper.reference."+key] == "" {
						t.Errorf("%s: %s%s cites %s, which is no reference", language, kind.prefix, x.code, key)
					}
				}
			}
		}
		for key := range texts {
			for _, prefix := range []string{"paper.interval.", "paper.test.", "paper.methods.mean.",
				"paper.methods.difference."} {
				if strings.HasPrefix(key, prefix) && !known[key] {
					t.Errorf("%s: %s is said of no code", language, key)
				}
			}
		}
		for _, x := range ruleTexts() {
			rule := "rule." + x.rule + "."
			if texts["paper.methods.rule."+x.key] == "" || texts[rule+x.values[0]] == "" ||
				texts[rule+x.values[1]] == "" {
				t.Errorf("%s: %+v has no text", language, x)
			}
		}
	}
}

// What the estimators can put in the results has a text.
func TestCodesOfTheEstimatorsHaveTheirText(t *testing.T) {
	for _, c := range []struct {
		kind  methodTexts
		codes []string
	}{
		{testTexts(), []string{survival.TestLogRank, survival.TestPetoPeto, survival.TestLogRankStratified,
			survival.TestLogRankTrend,
			survival.TestLogRankPermutation, survival.TestLogRankStratifiedPermutation, survival.TestGray,
			survival.TestGrayStratified,
			survival.TestGrayPermutation, survival.TestGrayStratifiedPermutation, survival.TestMantelByar}},
		{differenceTexts(), []string{string(survival.ComplementaryLogLog), string(survival.MeldedBetaProduct),
			string(survival.NormalDifference)}},
		{meanTexts(), []string{string(survival.Normal), string(survival.BetaProductArea)}},
		{intervalTexts(), []string{string(survival.LogLog), string(survival.Log), string(survival.Plain),
			string(survival.Arcsine),
			string(survival.Logit), string(survival.BetaProduct), string(survival.BetaProductMidP),
			string(survival.ClopperPearson)}},
	} {
		for _, code := range c.codes {
			if !slices.ContainsFunc(c.kind.texts, func(x methodText) bool { return x.code == code }) {
				t.Errorf("%s has no text %s", code, c.kind.prefix)
			}
		}
	}
}
