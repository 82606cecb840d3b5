package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// A measure of what became of a transplant: a milestone, or a number by row.
type measure struct {
	code      string
	milestone *registry.Milestone
	number    []float64
}

// courseMeasures are those that the data have, in the order in which the field
// tells them: recovery, red cells, haemolysis, toxicity.
func courseMeasures(p *plan.Plan, d *registry.Data) []measure {
	milestones := []string{"neutrophil_engraftment"}
	for _, threshold := range p.Rules.PlateletEngraftment.AtLeast {
		milestones = append(milestones, plan.PlateletMilestone(threshold))
	}
	var all []measure
	take := func(names ...string) {
		for _, name := range names {
			if m := d.Milestones[name]; m != nil {
				all = append(all, measure{code: name, milestone: m})
			}
		}
	}
	take(append(milestones, "rbc_independence", "last_rbc_transfusion")...)
	for _, n := range []measure{{code: "rbc_units", number: d.RBCUnits}, {code: "ldh_peak", number: d.PeakLDH}} {
		if n.number != nil {
			all = append(all, n)
		}
	}
	take("prca", "sos_vod")
	return all
}

func (m measure) course(row int) result.Course {
	c := result.Course{Measure: m.code, Value: result.Missing()}
	if m.milestone == nil {
		c.State, c.Value = "known", result.Number(m.number[row])
		if c.Value.IsMissing() {
			c.State = "unknown"
		}
		return c
	}
	switch status := m.milestone.Status[row]; {
	case status == registry.Unknown, status == registry.Unreadable:
		c.State = "unknown"
	case status == registry.NeverBelow:
		c.State = "never_below"
	case m.milestone.Happened(row):
		c.State, c.Value = "happened", result.Number(m.milestone.Time[row])
	default:
		c.State = "not_happened"
	}
	return c
}

// beside gives each desensitised case its course and describes that of the
// ABO-matched transplants of the same cohorts. A dozen cases that were treated
// for being different are described beside others, not tested against them.
func beside(p *plan.Plan, d *registry.Data, t *result.Titres, cohorts map[int]string) {
	measures := courseMeasures(p, d)
	rowOf := make(map[string]int, d.Rows())
	for row, id := range d.CaseID {
		rowOf[id] = row
	}
	titrated := make(map[int]bool, len(t.Cases))
	var described []string
	for i := range t.Cases {
		c := &t.Cases[i]
		c.Course = []result.Course{}
		for _, m := range measures {
			c.Course = append(c.Course, m.course(rowOf[c.Case]))
		}
		titrated[rowOf[c.Case]] = true
		if c.Cohort != "" && !slices.Contains(described, c.Cohort) {
			described = append(described, c.Cohort)
		}
	}
	for _, cohort := range described {
		var rows []int
		for row := range d.Rows() {
			if cohorts[row] == cohort && level(d, "abo_match", row) == "match" && !titrated[row] {
				rows = append(rows, row)
			}
		}
		t.Compatible = append(t.Compatible, compatible(cohort, measures, rows))
	}
}

func compatible(cohort string, measures []measure, rows []int) result.Compatible {
	c := result.Compatible{Cohort: cohort, Cases: len(rows), Measures: []result.Measured{}}
	for _, m := range measures {
		found := result.Measured{Measure: m.code}
		var values []float64
		for _, row := range rows {
			course := m.course(row)
			if course.State == "unknown" {
				continue
			}
			found.Known++
			if course.State != "not_happened" {
				found.Happened++
			}
			if x := float64(course.Value); !math.IsNaN(x) {
				values = append(values, x)
			}
		}
		found.Values = quartiles(values)
		switch {
		case len(values) > 0:
		case found.Known == 0:
			found.Reason = "no_case"
		case found.Happened == 0:
			found.Reason = "no_event"
		default:
			found.Reason = "no_day"
		}
		c.Measures = append(c.Measures, found)
	}
	return c
}
