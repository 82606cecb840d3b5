package analysis

import (
	"context"
	"testing"

	"graftstat/analysis/plan"
)

// Every patient and every transplant of a cohort is accounted for in every
// endpoint: analysed, or set aside with a reason; and every row of the file in
// the flow of every cohort.
func TestEveryCaseIsAccountedFor(t *testing.T) {
	for _, study := range []string{"study", "faulty", "bmt137"} {
		p, err := plan.Read("../sample-data/" + study + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		quiet := func(string, int) {}
		d, err := Load(context.Background(), p, quiet)
		if err != nil {
			t.Fatal(err)
		}
		r, l, err := Run(context.Background(), p, d, "test", quiet)
		if err != nil {
			t.Fatal(err)
		}
		listed := map[string]int{}
		aside := 0
		for row := range l.All() {
			listed[row.Cohort+"/"+row.Endpoint]++
			if row.Status < 0 {
				aside++
				if row.Code == "" {
					t.Errorf("%s: %s is set aside from %s without a reason", study, row.Case, row.Endpoint)
				}
			}
		}
		for _, c := range r.Cohorts {
			read, rest := 0, 0
			for _, f := range c.Flow {
				if f.Step == "read" {
					read = f.Cases
				} else {
					rest += f.Cases
				}
			}
			if read != d.Rows() || rest != read {
				t.Errorf("%s, %s: %d rows read, %d accounted for, of %d", study, c.ID, read, rest, d.Rows())
			}
			for _, e := range c.Endpoints {
				want := c.Patients
				if e.Definition.Per == "transplant" {
					want = c.Cases
				}
				got := e.Groups[0].Cases
				for _, x := range e.Groups[0].Excluded {
					got += x.Cases
				}
				if got != want || listed[c.ID+"/"+e.ID] != want {
					t.Errorf("%s, %s, %s: %d counted and %d listed, want %d", study, c.ID, e.ID, got,
						listed[c.ID+"/"+e.ID], want)
				}
			}
		}
		if study == "faulty" && aside == 0 {
			t.Error("the faulty centre sets nobody aside")
		}
	}
}
