package change

import (
	"slices"
	"testing"

	"graftstat/analysis/result"
)

// What is no longer computed is named with what is missing, in both languages, in
// the section and on the sheet.
func TestNotComputedIsNamed(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"all; relapse-rate", "computed before, not computed now", "column relapse absent, column Donor absent",
			"all; relapse-rate, day 100, indicator", "all; relapse-rate, model cox-os", "computed now, not before",
			"a level has no event, or all of them",
			"all; groups by Donor", "all; Donor: Matched sibling", "no case has it",
			"all; relapse-rate, of hue.csv", "it is not in the tallies"},
		"vi": {"trước tính được, nay không tính được", "nay tính được, trước không tính được", "không có ca nào"},
	} {
		both := []string{"relapse", "donor_type"}
		r := &result.Results{Study: result.Study{TimeUnit: "days"}, Cohorts: []result.Cohort{{ID: "all"}},
			Changes: &result.Changes{ByCase: true, Computed: []result.ComputedChange{
				{State: "lost", What: "endpoint", Cohort: "all", Endpoint: "relapse-rate", Reason: "column_absent",
					Missing: both},
				{State: "lost", What: "indicator", Cohort: "all", Endpoint: "relapse-rate",
					AskedTime: result.AskedTime{Asked: 100, Unit: "days"}, Reason: "column_absent", Missing: both},
				{State: "gained", What: "model", Cohort: "all", Endpoint: "relapse-rate", Name: "cox-os",
					Reason: "separation"},
				{State: "lost", What: "table", Cohort: "all", Endpoint: "relapse-rate", Name: "hue.csv",
					Reason: "not_counted"},
				{State: "lost", What: "groups", Cohort: "all", By: "donor_type", Reason: "column_absent",
					Missing: both[1:]},
				{State: "gained", What: "group", Cohort: "all", By: "donor_type", Name: "matched_sibling",
					Reason: "no_group"},
			}}}
		b := changesBuilder(t, r, language)
		section := b.ChangesSection()
		sheet, _ := b.ChangesSheet()
		month := b.MonthSection()
		for name, texts := range map[string][]string{"section": textsOf(section.Blocks), "month": textsOf(month.Blocks),
			"sheet": textsOf(sheet.Blocks)} {
			for _, text := range want {
				if !slices.Contains(texts, text) {
					t.Errorf("%s, %s: no %q in %q", language, name, text, texts)
				}
			}
		}
		if missing := b.Words.Missing(); len(missing) > 0 {
			t.Errorf("%s: no text of %v", language, missing)
		}
	}
}
