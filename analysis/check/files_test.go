package check

import (
	"math"
	"strconv"
	"testing"

	"graftstat/analysis/registry"
)

// fileExamples are counter-examples of slips of a column or a file.
func fileExamples() []example {
	nan := math.NaN()
	return []example{
		{
			code: "recoveries_swapped",
			fault: func(c centre) {
				c.manyCases(10)
				c.recoveries(6)
			},
			want: []string{"warning recoveries_swapped 1 :neutrophil_engraftment  :platelet_engraftment_20 6 10"},
			near: func(c centre) {
				c.manyCases(10)
				c.recoveries(5)
			},
		},
		{
			code: "sorted_alone",
			fault: func(c centre) {
				c.manyCases(10)
				c.numbers("age_years", 3, 3, 4, 5, 6, 7, 8, 9, 10, 11)
				c.TransplantDate = []float64{200, 201, 202, 203, 204, 205, 206, 207, 208, 209}
				c.levels("sex", "female", "female", "female", "female", "male", "male", "male", "male", "male", "male")
			},
			want: []string{"warning sorted_alone 1 :age_years  10", "warning sorted_alone 1 :sex  10"},
			near: func(c centre) {
				c.manyCases(10)
				c.numbers("age_years", 3, 3, 4, 5, 6, 7, 8, 9, 11, 10)
				c.levels("cell_source", "a", "a", "b", "b", "b", "b", "b", "b", "c", "c")
				c.levels("sex", "female", "male", "female", "female", "male", "male", "male", "male", "male", "male")
			},
		},
		{
			code: "diagnosis_group",
			fault: func(c centre) {
				c.manyCases(10)
				c.levels("diagnosis", "x", "x", "x", "x", "x", "x", "x", "x", "x", "x")
				c.levels("disease_group", "s", "s", "s", "s", "s", "s", "t", "s", "s", "s")
			},
			want: []string{"warning diagnosis_group 8 :disease_group G :diagnosis 9 10"},
			near: func(c centre) {
				c.manyCases(9)
				c.levels("diagnosis", "x", "x", "x", "x", "x", "x", "x", "x", "x")
				c.levels("disease_group", "s", "s", "s", "s", "s", "s", "t", "s", "s")
			},
		},
		{
			code: "blank_cell",
			fault: func(c centre) {
				c.manyCases(9)
				c.levels("cell_source", "b", "b", "b", "b", "", "b", "b", "b", "b")
				c.numbers("cd34_e6_kg", nan, 4, 5, 3, 4, 5, 4, 3, 4)
			},
			want: []string{"warning blank_cell 2 :cd34_e6_kg A 8 8", "warning blank_cell 6 :cell_source E 8 8"},
			near: func(c centre) {
				c.manyCases(9)
				c.levels("cell_source", "b", "b", "b", "b", "", "b", "", "b", "b")
				c.numbers("cd34_e6_kg", 4, 4, 5, 3, nan, 5, 4, 3, 4)
				c.numbers("lansky_last", 90, 90, 80, 90, 100, 90, 100, 80, nan)
			},
		},
		{
			code: "one_blood_group",
			fault: func(c centre) {
				c.levels("recipient_abo", "", "O", "")
				c.levels("donor_abo", "A", "", "")
			},
			want: []string{"warning one_blood_group 2 :recipient_abo C1 :donor_abo",
				"warning one_blood_group 3 :donor_abo C2 :recipient_abo"},
			near: func(c centre) {
				c.levels("recipient_abo", "A", "", "")
				c.levels("donor_abo", "A", "", "")
			},
		},
	}
}

// recoveries gives all cases a day of neutrophils, in so many after platelets.
func (c centre) recoveries(later int) {
	c.addTimes("neutrophil_engraftment", func(row int) float64 {
		if row < later {
			return 30
		}
		return 12
	})
	c.addTimes("platelet_engraftment_20", func(int) float64 { return 20 })
}

// A file that is sorted by a column stands in no other order.
func TestSortedAsAWhole(t *testing.T) {
	c := cleanCentre()
	c.manyCases(10)
	for row := range 10 { // identifiers and transplants in no order
		c.CaseID[row] = strconv.Itoa(row * 7 % 10)
		c.PatientID[row], c.TransplantDate[row] = c.CaseID[row], 200+float64(row*3%10)
	}
	c.numbers("age_years", 3, 3, 4, 5, 6, 7, 8, 9, 10, 11)
	for _, i := range Run(testPlan(), c.Data) {
		if i.Code == "sorted_alone" {
			t.Error("a file sorted by age is told")
		}
	}
}

// What is blank because it could not be read is told once.
func TestUnreadableIsNoBlankCell(t *testing.T) {
	c := cleanCentre()
	c.manyCases(9)
	c.levels("cell_source", "b", "b", "b", "b", "", "b", "b", "b", "b")
	told := c.run()
	c.Issues = append(c.Issues, issueAt("cases.csv", 6, ":cell_source"))
	if after := c.run(); len(told) != 1 || len(after) != 0 {
		t.Errorf("issues %v, and %v where the cell could not be read", told, after)
	}
}

func issueAt(file string, line int, column string) registry.Issue {
	return registry.Issue{File: file, Line: line, Column: column}
}

// addTimes adds a milestone of every case.
func (c centre) addTimes(milestone string, day func(row int) float64) {
	m := &registry.Milestone{Header: ":" + milestone, Status: make([]registry.Status, c.Rows())}
	for row := range c.Rows() {
		m.Time = append(m.Time, day(row))
	}
	c.Milestones[milestone] = m
}
