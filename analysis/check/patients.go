package check

import (
	"cmp"
	"math"
	"slices"
)

// duplicatePatient: two patients of the same sex and age who were transplanted on
// the same day for the same disease, and weighed the same, are one under two
// identifiers. What one of the rows lacks does not tell them apart, but the sex and
// the age.
func duplicatePatient(c *cases) []fault {
	sex, age := c.data.Categories["sex"], c.data.Numbers["age_years"]
	if sex == nil || age == nil {
		return nil
	}
	var rows []int32 // those alike stand together, in the order of the file
	for row, date := range c.data.TransplantDate {
		if sex.Code[row] >= 0 && !math.IsNaN(age.Value[row]) && !math.IsNaN(date) {
			rows = append(rows, int32(row))
		}
	}
	compare := func(a, b int32) int {
		return cmp.Or(cmp.Compare(c.data.TransplantDate[a], c.data.TransplantDate[b]),
			cmp.Compare(age.Value[a], age.Value[b]), cmp.Compare(sex.Code[a], sex.Code[b]))
	}
	slices.SortFunc(rows, func(a, b int32) int { return cmp.Or(compare(a, b), cmp.Compare(a, b)) })
	var faults []fault
	first := 0
	for i, row := range rows {
		if compare(rows[first], row) != 0 {
			first = i
		}
		for _, earlier := range rows[first:i] {
			if c.data.Patient[earlier] != c.data.Patient[row] && c.alike(int(earlier), int(row)) {
				faults = append(faults, fault{row: int(row), column: c.patientHeader(),
					args: []string{c.line(int(earlier))}})
				break
			}
		}
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
func (c *cases) patientHeader() string { return c.headerOf("patient_id") }

// headerOf is the header of a column by our name.
func (c *cases) headerOf(name string) string { return cmp.Or(c.plan.Data.Columns[name], name) }

// patientDiffers: two rows of a patient differ in what a patient keeps.
func patientDiffers(c *cases, rows []int) []fault {
	var faults []fault
	for _, column := range []string{"sex", "disease_group", "diagnosis", "disease_stage", "recipient_abo"} {
		first := -1
		for _, row := range rows {
			level := c.level(column, row)
			switch {
			case level == "":
			case first < 0:
				first = row
			case level != c.level(column, first):
				faults = append(faults, fault{row: row, column: c.data.Categories[column].Header,
					args: []string{c.line(first)}})
			}
		}
	}
	return faults
}
