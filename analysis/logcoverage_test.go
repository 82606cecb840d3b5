package analysis

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/result"
)

// coverageStudy asks for what the logs of three children answer.
//
// T1 is transfused on day 4 (platelets) and 6 (red cells), T2 on day 4 (platelets),
// T3 on day 4 (red cells). The neutrophils of T1 and T2 recover on day 12, their
// platelets on day 13; T1 is independent on day 66, T2 on day 60. T3 dies on day 25
// without any of the three, five days after its last count. So each incidence is
// 2/3 of three cases.
const coverageStudy = `as_of: 2025-06-30
data: {cases: cases.csv, dates: ymd, counts: counts.csv, transfusions: %s}
cohorts: [{id: all}]
endpoints:
  - {id: independence, kind: incidence, event: [rbc_independence], competing: [death], times: [365]}
  - {id: neutrophils, kind: incidence, event: [neutrophil_engraftment], competing: [death], times: [28]}
  - {id: platelets, kind: incidence, event: [platelet_engraftment_20], competing: [death], times: [100]}
`

const coverageCases = `case_id,transplant_date,death_date,last_contact_date
T1,2024-01-10,,2025-06-20
T2,2024-02-10,,2025-06-20
T3,2024-03-10,2024-04-04,2024-04-04
`

// coverageTransfusions end with an entry of plasma, so that the log does not end early.
const coverageTransfusions = `case_id,date,product,units,indication
T1,2024-01-14,platelets,1,supportive
T1,2024-01-16,rbc,1,supportive
T1,2025-06-01,plasma,1,supportive
T2,2024-02-14,platelets,1,supportive
T3,2024-03-14,rbc,1,supportive
`

const coverageCounts = `case_id,date,test,value
T1,2024-01-10,anc,2.0
T1,2024-01-10,platelets,100
T1,2024-01-16,anc,0.1
T1,2024-01-16,platelets,15
T1,2024-01-22,anc,0.6
T1,2024-01-22,platelets,16
T1,2024-01-23,anc,0.8
T1,2024-01-23,platelets,25
T1,2024-01-24,anc,1.0
T1,2024-01-24,platelets,30
T1,2024-01-25,platelets,40
T2,2024-02-10,anc,2.0
T2,2024-02-10,platelets,100
T2,2024-02-16,anc,0.1
T2,2024-02-16,platelets,15
T2,2024-02-22,anc,0.6
T2,2024-02-22,platelets,16
T2,2024-02-23,anc,0.8
T2,2024-02-23,platelets,25
T2,2024-02-24,anc,1.0
T2,2024-02-24,platelets,30
T2,2024-02-25,platelets,40
T3,2024-03-10,anc,2.0
T3,2024-03-10,platelets,100
T3,2024-03-15,anc,0.1
T3,2024-03-15,platelets,15
T3,2024-03-22,anc,0.2
T3,2024-03-22,platelets,12
T3,2024-03-30,anc,0.2
T3,2024-03-30,platelets,12
`

const (
	toTheEnd   = "{file: transfusions.csv, complete_to: as_of}"
	twoThirds  = "2/3 of 3"
	half       = "1/2 of 2"
	everyOfTwo = "1/1 of 2"
)

// coverageLoss is what the files lack, and what the run then says: its issues as
// "severity code file line column case args", and of each endpoint the estimate with
// its cases or why it has none. A case that is set aside is named with its reason.
type coverageLoss struct {
	transfusions                         string // the source; "" complete to the closing date
	files                                map[string]string
	issues                               []string
	independence, neutrophils, platelets string
	aside                                []string
}

// What each code about the reach of a log says, whom it sets aside and what is left.
func TestReachOfLogsByHand(t *testing.T) {
	for name, loss := range map[string]coverageLoss{
		"nothing is lacking": {independence: twoThirds, neutrophils: twoThirds, platelets: twoThirds},
		"counts without a row": {
			files:        map[string]string{"counts.csv": head(coverageCounts)},
			issues:       []string{"warning log_empty counts.csv 0  "},
			independence: twoThirds, neutrophils: "log_empty neutrophil_engraftment",
			platelets: "log_empty platelet_engraftment_20",
		},
		"transfusions without a row": {
			files:        map[string]string{"transfusions.csv": head(coverageTransfusions)},
			issues:       []string{"warning log_empty transfusions.csv 0  "},
			independence: "log_empty rbc_independence", neutrophils: twoThirds,
			platelets: "log_empty platelet_engraftment_20",
		},
		"transfusions of unknown cases alone": {
			files: map[string]string{"transfusions.csv": head(coverageTransfusions) +
				"T8,2024-01-16,rbc,1,supportive\nT9,2024-01-16,rbc,1,supportive\n"},
			issues: []string{"warning log_case_unknown transfusions.csv 2 case_id ",
				"warning log_case_unknown transfusions.csv 3 case_id ",
				"warning log_empty transfusions.csv 0  "},
			independence: "log_empty rbc_independence", neutrophils: twoThirds,
			platelets: "log_empty platelet_engraftment_20",
		},
		"rows of unknown cases": {
			files: map[string]string{"transfusions.csv": coverageTransfusions + "T9,2024-01-16,rbc,1,supportive\n",
				"counts.csv": coverageCounts + "T9,2024-01-16,anc,1\n,2024-01-16,anc,1\n"},
			issues: []string{"warning log_case_unknown transfusions.csv 7 case_id ",
				"warning log_case_unknown counts.csv 32 case_id ",
				"warning log_case_missing counts.csv 33 case_id "},
			independence: twoThirds, neutrophils: twoThirds, platelets: twoThirds,
		},
		"no end declared": {
			transfusions: "transfusions.csv",
			issues:       []string{"warning log_coverage_undeclared transfusions.csv 0  "},
			independence: "log_coverage_undeclared rbc_independence", neutrophils: twoThirds,
			platelets: "log_coverage_undeclared platelet_engraftment_20",
		},
		"no end declared of one case": {
			transfusions: "transfusions.csv",
			files: map[string]string{"cases.csv": `case_id,transplant_date,death_date,last_contact_date,transfusions_complete_to_date
T1,2024-01-10,,2025-06-20,2025-06-20
T2,2024-02-10,,2025-06-20,
T3,2024-03-10,2024-04-04,2024-04-04,2024-04-04
`},
			issues:       []string{"error log_coverage_undeclared transfusions.csv 0  T2"},
			independence: half, neutrophils: twoThirds, platelets: half,
			aside: []string{"independence T2 unknown_status", "platelets T2 unknown_status"},
		},
		"the last entry 90 days before the end": {
			files: map[string]string{"transfusions.csv": strings.Replace(coverageTransfusions, "2025-06-01",
				"2025-03-22", 1)},
			independence: twoThirds, neutrophils: twoThirds, platelets: twoThirds,
		},
		"the last entry 91 days before the end": {
			files: map[string]string{"transfusions.csv": strings.Replace(coverageTransfusions, "2025-06-01",
				"2025-03-21", 1)},
			issues:       []string{"warning log_ends_early transfusions.csv 0   91"},
			independence: twoThirds, neutrophils: twoThirds, platelets: twoThirds,
		},
		"no entry of one case": {
			files:        map[string]string{"transfusions.csv": rowsWithout(coverageTransfusions, "T2")},
			independence: twoThirds, neutrophils: twoThirds, platelets: twoThirds,
		},
		"no entry of two cases": {
			files:        map[string]string{"transfusions.csv": rowsWithout(coverageTransfusions, "T2", "T3")},
			issues:       []string{"warning log_lacks_case transfusions.csv 0   2 3"},
			independence: twoThirds, neutrophils: twoThirds, platelets: twoThirds,
		},
		"a transfusion that the row alone states": {
			files: map[string]string{"transfusions.csv": rowsWithout(coverageTransfusions, "T2"), "cases.csv": `case_id,transplant_date,death_date,last_contact_date,last_rbc_transfusion_date
T1,2024-01-10,,2025-06-20,2024-01-16
T2,2024-02-10,,2025-06-20,2024-02-20
T3,2024-03-10,2024-04-04,2024-04-04,2024-03-14
`},
			issues:       []string{"error transfusions_missing transfusions.csv 0  T2 last_rbc_transfusion_date"},
			independence: half, neutrophils: twoThirds, platelets: half,
			aside: []string{"independence T2 unknown_status", "platelets T2 unknown_status"},
		},
		"no count of one case": {
			files: map[string]string{"counts.csv": rowsWithout(coverageCounts, "T2")},
			issues: []string{"error counts_missing counts.csv 0 value T2 anc",
				"error counts_missing counts.csv 0 value T2 platelets"},
			independence: twoThirds, neutrophils: half, platelets: half,
			aside: []string{"neutrophils T2 unknown_status", "platelets T2 unknown_status"},
		},
		"no count of one case, whose row answers for the neutrophils": {
			files: map[string]string{"counts.csv": rowsWithout(coverageCounts, "T2"), "cases.csv": `case_id,transplant_date,death_date,last_contact_date,neutrophil_engraftment_date
T1,2024-01-10,,2025-06-20,2024-01-22
T2,2024-02-10,,2025-06-20,2024-02-22
T3,2024-03-10,2024-04-04,2024-04-04,
`},
			issues:       []string{"error counts_missing counts.csv 0 value T2 platelets"},
			independence: twoThirds, neutrophils: twoThirds, platelets: half,
			aside: []string{"platelets T2 unknown_status"},
		},
		"no count of the one who died": {
			files: map[string]string{"counts.csv": rowsWithout(coverageCounts, "T3")},
			issues: []string{"error counts_missing counts.csv 0 value T3 anc",
				"error counts_missing counts.csv 0 value T3 platelets"},
			independence: twoThirds, neutrophils: everyOfTwo, platelets: everyOfTwo,
			aside: []string{"neutrophils T3 unknown_status", "platelets T3 unknown_status"},
		},
	} {
		t.Run(name, func(t *testing.T) { loss.compare(t) })
	}
}

// head is a file with its header alone.
func head(file string) string { return file[:strings.Index(file, "\n")+1] }

// rowsWithout are the rows of a log that are of no such case.
func rowsWithout(file string, cases ...string) string {
	var left strings.Builder
	for row := range strings.Lines(file) {
		if id, _, _ := strings.Cut(row, ","); !slices.Contains(cases, id) {
			left.WriteString(row)
		}
	}
	return left.String()
}

func (l *coverageLoss) compare(t *testing.T) {
	c := l.compute(t)
	var issues []string
	for _, i := range c.Issues {
		if strings.HasPrefix(i.Code, "log_") || strings.HasSuffix(i.Code, "_missing") {
			issues = append(issues,
				strings.Join(append([]string{i.Severity, i.Code, i.File, strconv.Itoa(i.Line), i.Column, i.Case},
					i.Args...), " "))
		}
	}
	if !slices.Equal(sorted(issues), sorted(l.issues)) {
		t.Errorf("issues\n\t%q\nwant\n\t%q", sorted(issues), sorted(l.issues))
	}
	var aside []string
	for key, o := range c.outcome {
		if o.Status == result.SetAside {
			aside = append(aside, key.endpoint+" "+key.caseID+" "+o.Code)
		}
	}
	if !slices.Equal(sorted(aside), sorted(l.aside)) {
		t.Errorf("set aside %q, want %q", sorted(aside), sorted(l.aside))
	}
	for i, want := range []string{l.independence, l.neutrophils, l.platelets} {
		e := &c.Cohorts[0].Endpoints[i]
		if got := said(e, want); got != want {
			t.Errorf("%s: %s, want %s", e.ID, got, want)
		}
		if e.Reason != "" && !isAbsence(c.Results, "all", e.ID) {
			t.Errorf("%s is %s without the line that says so", e.ID, e.Reason)
		}
	}
}

// said is what an endpoint says, in the form of want.
func said(e *result.Endpoint, want string) string {
	if e.Reason != "" {
		return e.Reason + " " + strings.Join(e.Missing, " ")
	}
	var had, of, cases float64
	if _, err := fmt.Sscanf(want, "%v/%v of %v", &had, &of, &cases); err == nil {
		if g := e.Groups[0]; g.Cases == int(cases) && math.Abs(float64(g.At[0].Estimate)-had/of) < 1e-12 {
			return want
		}
	}
	return fmt.Sprintf("%v of %d", e.Groups[0].At[0].Estimate, e.Groups[0].Cases)
}

func (l *coverageLoss) compute(t *testing.T) *computed {
	t.Helper()
	source := l.transfusions
	if source == "" {
		source = toTheEnd
	}
	files := map[string]string{"cases.csv": coverageCases, "transfusions.csv": coverageTransfusions,
		"counts.csv": coverageCounts}
	maps.Copy(files, l.files)
	p := studyOf(t, fmt.Sprintf(coverageStudy, source), files)
	c, err := computeIn(p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }
