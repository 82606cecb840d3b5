package result

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var estimateHeads = []string{"cohort", "endpoint", "by", "group", "time", "unit", "n", "at_risk", "events", "competing",
	"estimate", "std_err", "lower", "upper", "interval", "reason"}

// estimateRows are the rows of estimates.csv after its header.
func estimateRows(t *testing.T, r *Results) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := EncodeEstimates(&b, r); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) == 0 || !slices.Equal(rows[0], estimateHeads) {
		t.Fatalf("%v, rows %q", err, rows)
	}
	return rows[1:]
}

// Every estimate of results.json is a row, in its order, and every number reads back
// as the same float.
func TestEstimatesAreThoseOfTheResults(t *testing.T) {
	r := filled()
	for i := range r.Cohorts {
		for j := range r.Cohorts[i].Endpoints {
			r.Cohorts[i].Endpoints[j].Reason = ""
		}
	}
	read, err := Decode(bytes.NewReader(encoded(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	rows := estimateRows(t, r)
	for _, c := range read.Cohorts {
		for _, e := range c.Endpoints {
			for _, g := range e.Groups {
				for _, at := range g.At {
					if len(rows) == 0 {
						t.Fatal("rows are missing")
					}
					row := rows[0]
					rows = rows[1:]
					texts := []string{c.ID, e.ID, g.By, g.Group, at.Unit, at.Interval, at.Reason}
					if got := slices.Concat(row[:4], row[5:6], row[14:]); !slices.Equal(got, texts) {
						t.Errorf("texts %q, want %q", got, texts)
					}
					numbers := []float64{at.Asked, float64(g.Cases), float64(at.AtRisk), float64(at.Events),
						float64(at.Competing), float64(at.Estimate), float64(at.StdErr), float64(at.Lower),
						float64(at.Upper)}
					for k, cell := range slices.Concat(row[4:5], row[6:14]) {
						if x, err := strconv.ParseFloat(cell, 64); err != nil || x != numbers[k] {
							t.Errorf("number %d is %s, want %v", k, cell, numbers[k])
						}
					}
				}
			}
		}
	}
	if len(rows) > 0 {
		t.Errorf("%d rows are of no estimate", len(rows))
	}
}

// What is not there is an empty cell with its reason, and an endpoint that is not
// computed has a row that says so.
func TestEstimatesThatAreNotThere(t *testing.T) {
	point := Point{AtRisk: 0, Events: 2, Estimate: Missing(), StdErr: Missing(), Lower: Missing(), Upper: Missing(),
		Reason: "beyond_last_follow_up"}
	r := &Results{Cohorts: []Cohort{{ID: "a", Endpoints: []Endpoint{
		{ID: "os", Groups: []Group{{Group: "=1+1", Cases: 3, At: []Estimate{
			{Point: point, AskedTime: AskedTime{Asked: 2, Unit: "years"}}}}}},
		{ID: "efs", Reason: "column_absent"}}}}}
	var got []string
	for _, row := range estimateRows(t, r) {
		got = append(got, strings.Join(row, ","))
	}
	want := []string{"a,os,,'=1+1,2,years,3,0,2,0,,,,,,beyond_last_follow_up", "a,efs,,all,,,,,,,,,,,,column_absent"}
	if !slices.Equal(got, want) {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
