package check

import "math"

// duplicatePatient: two patients of the same sex and age who were transplanted on
// the same day for the same disease, and weighed the same, are one under two
// identifiers. What one of the rows lacks does not tell them apart, but the sex and
// the age.
func duplicatePatient(c *cases) []fault {
	type person struct {
		sex       string
		age, date float64
	}
	seen := map[person][]int{}
	var faults []fault
	for row := range c.data.Rows() {
		p := person{c.level("sex", row), c.number("age_years", row), c.data.TransplantDate[row]}
		if p.sex == "" || math.IsNaN(p.age) || math.IsNaN(p.date) {
			continue
		}
		for _, earlier := range seen[p] {
			if c.data.Patient[earlier] != c.data.Patient[row] && c.alike(earlier, row) {
				faults = append(faults, fault{row: row, column: c.patientHeader(), args: []string{c.line(earlier)}})
				break
			}
		}
		seen[p] = append(seen[p], row)
	}
	return faults
}

// alike says that nothing else tells two rows apart.
func (c *cases) alike(a, b int) bool {
	for _, column := range []string{"disease_group", "diagnosis", "transplant_type"} {
		if x, y := c.level(column, a), c.level(column, b); x != "" && y != "" && x != y {
			return false
		}
	}
	x, y := c.number("weight_kg", a), c.number("weight_kg", b)
	return math.IsNaN(x) || math.IsNaN(y) || x == y
}

// patientHeader is the header of the patients' identifiers.
func (c *cases) patientHeader() string {
	if header, ok := c.plan.Data.Columns["patient_id"]; ok {
		return header
	}
	return "patient_id"
}

// patientDiffers: two rows of a patient differ in what a patient keeps.
func patientDiffers(c *cases, rows []int) []fault {
	var faults []fault
	for _, column := range []string{"sex", "disease_group", "diagnosis"} {
		first := -1
		for _, row := range rows {
			level := c.level(column, row)
			switch {
			case level == "":
			case first < 0:
				first = row
			case level != c.level(column, first):
				faults = append(faults, fault{row: row, column: c.data.Categories[column].Header, args: []string{c.line(first)}})
			}
		}
	}
	return faults
}
