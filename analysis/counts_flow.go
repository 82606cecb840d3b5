package analysis

import (
	"graftstat/analysis/code"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// countFlow has the numbers of patients and infusions, and the flow to them.
// Tables without a flow begin with the cases that they count.
func (c *countedCohort) countFlow(r *result.Cohort) {
	rows, patients := c.flowCounts(registry.CountedRows), c.flowCounts(registry.CountedPatients)
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
		n := c.countedUnits(e.ID)
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
	r.Flow = []result.Flow{{Step: "read", Cases: r.Cases, Patients: r.Patients}, {Step: "analysed", Cases: r.Cases, Patients: r.Patients}}
}

// flowCounts are the numbers by step; nil where the tables have none.
func (c *countedCohort) flowCounts(name string) map[string]int {
	var counts map[string]int
	for _, row := range c.rows[name] {
		if counts == nil {
			counts = make(map[string]int)
		}
		counts[c.cell(row).Code] += int(c.table.Rows[row].N)
	}
	return counts
}

// countedUnits is the number of cases that an endpoint counts or sets aside.
func (c *countedCohort) countedUnits(id string) int {
	n := 0
	for _, row := range c.rows[id] {
		if cell := c.cell(row); cell.By == "" && cell.Status != registry.CountReached {
			n += int(c.table.Rows[row].N)
		}
	}
	return n
}
