package analysis

import (
	"math"
	"strings"
	"testing"

	"graftstat/analysis/result"
)

const unseenStudy = `as_of: 2025-06-30
data: {cases: cases.csv, dates: ymd, counts: counts.csv}
cohorts: [{id: all}]
endpoints: [{id: neutrophils, kind: incidence, event: [neutrophil_engraftment], competing: [death], times: [40]}]
`

// unseenCounts recover T1 on day 12 and T2 on day 29; those of T3 end on day 20.
const unseenCounts = `case_id,day,test,value
T1,0,anc,2.0
T1,6,anc,0.1
T1,12,anc,0.6
T1,13,anc,0.8
T1,14,anc,1.0
T2,0,anc,2.0
T2,6,anc,0.1
T2,14,anc,0.1
T2,20,anc,0.2
T2,29,anc,0.6
T2,30,anc,0.8
T2,31,anc,1.0
T3,0,anc,2.0
T3,6,anc,0.1
T3,14,anc,0.1
T3,20,anc,0.2
`

// A death on day 27, the seventh after the last count, competes: 1/3 on day 12 and
// 1/3 on day 29. On day 28 the child was censored on day 20, so that the second
// recovery is of the only child left: 1/3 + 2/3. Nothing in the data says whether it
// recovered unseen, which is told; where its row says no, the death competes again.
func TestDeathAfterTheLastCount(t *testing.T) {
	for name, c := range map[string]struct {
		died, status    string
		estimate        float64
		competing, told int
	}{
		"on the seventh day":              {"2024-04-06", "", 2. / 3, 1, 0},
		"on the eighth":                   {"2024-04-07", "", 1, 0, 1},
		"on the eighth, without recovery": {"2024-04-07", "no", 2. / 3, 1, 0},
		// still at risk on day 29: 1/3 + 2/3 of 1/2
		"a year later, and the row says no":   {"2025-04-06", "no", 2. / 3, 0, 0},
		"a year later, and the row is silent": {"2025-04-06", "", 1, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			cases := `case_id,transplant_date,death_date,last_contact_date,neutrophil_engraftment_status
T1,2024-01-10,,2025-06-20,
T2,2024-02-10,,2025-06-20,
T3,2024-03-10,DIED,DIED,STATUS
`
			cases = strings.NewReplacer("DIED", c.died, "STATUS", c.status).Replace(cases)
			_, r := runText(t, unseenStudy, map[string]string{"cases.csv": cases, "counts.csv": unseenCounts})
			e := r.Cohorts[0].Endpoints[0]
			if at := e.Groups[0].At[0]; math.Abs(float64(at.Estimate)-c.estimate) > 1e-12 ||
				at.Competing != c.competing || e.DeathsAfterCounts != c.told {
				t.Errorf("%v with %d competing, %d deaths after the counts; want %v, %d, %d", at.Estimate, at.Competing,
					e.DeathsAfterCounts, c.estimate, c.competing, c.told)
			}
			if got := signalsOf(r, "death_after_counts"); got != c.told {
				t.Errorf("%d signals, want %d", got, c.told)
			}
		})
	}
}

func signalsOf(r *result.Results, code string) int {
	n := 0
	for _, s := range r.Signals {
		if s.Code == code {
			n++
		}
	}
	return n
}
