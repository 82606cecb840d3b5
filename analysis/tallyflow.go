package analysis

import (
	"graftstat/analysis/code"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// talliedFlow has the numbers of patients and infusions, and the flow to them.
// Tallies without a flow begin with the cases that they count.
func (c *talliedCohort) talliedFlow(r *result.Cohort) {
	rows, patients := c.flowCounts(registry.TallyRows), c.flowCounts(registry.TallyPatients)
	for _, step := range flowSteps() {
		if rows[step] > 0 || rows != nil && (step == "read" || step == "analysed") {
			r.Flow = append(r.Flow, result.Flow{Step: step, Cases: rows[step], Patients: patients[step]})
		}
	}
	if rows != nil && patients != nil {
		r.Cases, r.Patients = rows["analysed"], patients["analysed"]
		return
	}
	for _, e := range c.plan.Resolved {
		n := c.talliedUnits(e.ID)
		if e.Per == code.PerTransplant {
			r.Cases = n
		} else {
			r.Patients = n
		}
	}
	if r.Patients == 0 {
		r.Patients = r.Cases
	}
	r.Cases = max(r.Cases, r.Patients)
	r.Flow = []result.Flow{{Step: "read", Cases: r.Cases, Patients: r.Patients},
		{Step: "analysed", Cases: r.Cases, Patients: r.Patients}}
}

// flowCounts are the numbers by step; nil where the tallies have none.
func (c *talliedCohort) flowCounts(name string) map[string]int {
	var counts map[string]int
	for _, row := range c.rows[name] {
		if counts == nil {
			counts = make(map[string]int)
		}
		counts[c.cell(row).Code] += int(c.summed.Rows[row].N)
	}
	return counts
}

// talliedUnits is the number of cases that an endpoint counts or sets aside.
func (c *talliedCohort) talliedUnits(id string) int {
	n := 0
	for _, row := range c.rows[id] {
		if cell := c.cell(row); cell.By == "" && cell.Status != registry.TallyReached {
			n += int(c.summed.Rows[row].N)
		}
	}
	return n
}
