package analysis

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// A closing date may lie twelve months after the newest day of the cases and the
// logs, and not a day more.
func TestClosingDateByHand(t *testing.T) {
	const cases = "case_id,transplant_date,death_date,last_contact_date\nA,2024-01-10,,2024-03-01\nB,2024-02-29,,2024-02-29\n"
	const counts = "case_id,date,test,value\nA,2024-06-30,anc,1\n"
	for name, c := range map[string]struct {
		asOf, data string
		newest     string // "": accepted
	}{
		"twelve months after the newest contact": {"2025-03-01", "{cases: cases.csv}", ""},
		"a day later":                            {"2025-03-02", "{cases: cases.csv}", "2024-03-01"},
		"twelve months after the log's newest":   {"2025-06-30", "{cases: cases.csv, counts: counts.csv}", ""},
		"a day after that": {"2025-07-01", "{cases: cases.csv, counts: counts.csv}",
			"2024-06-30"},
		"a slip of the century": {"2124-03-01", "{cases: cases.csv, counts: counts.csv}",
			"2024-06-30"},
	} {
		study := "as_of: " + c.asOf + "\ndata: " + c.data + "\ncohorts: [{id: all}]\n" +
			"endpoints: [{id: os, kind: survival, event: [death], times: [100]}]\n"
		p := studyOf(t, study, map[string]string{"cases.csv": cases, "counts.csv": counts})
		_, err := Load(context.Background(), p, quiet)
		var slip *ClosingDateError
		switch errors.As(err, &slip) {
		case true:
			if slip.AsOf != c.asOf || slip.Newest != c.newest || !strings.Contains(slip.Error(), "--as-of") {
				t.Errorf("%s: %v", name, slip)
			}
		case false:
			if err != nil || c.newest != "" {
				t.Errorf("%s: error %v", name, err)
			}
		}
	}
}
