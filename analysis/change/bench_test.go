package change_test

import (
	"fmt"
	"testing"

	"graftstat/analysis/change"
	"graftstat/analysis/result"
)

// Two months of 100,000 cases in eight endpoints, every tenth followed longer.
func BenchmarkBetween(b *testing.B) {
	before, beforeListing := registry(0)
	now, nowListing := registry(30)
	b.ReportAllocs()
	for b.Loop() {
		if c := change.Between(before, beforeListing, now, nowListing); c.Counts.FollowedLonger == 0 {
			b.Fatal("nobody was followed longer")
		}
	}
}

func registry(later float64) (*result.Results, *result.Listing) {
	const cases = 100_000
	r := &result.Results{AsOf: "2026-09-30", Cohorts: []result.Cohort{{ID: "all", Cases: cases}},
		Inputs: []result.Input{{File: "cases.csv", SHA256: fmt.Sprint(later)}}}
	l := &result.Listing{}
	units := make([]int32, cases)
	for i := range units {
		id := fmt.Sprintf("C%06d", i)
		units[i] = l.Unit(id, id, l.Groups(nil))
	}
	for k := range 8 {
		id := fmt.Sprintf("endpoint-%d", k)
		r.Cohorts[0].Endpoints = append(r.Cohorts[0].Endpoints,
			result.Endpoint{ID: id, Groups: []result.Group{{Group: "all", Cases: cases}}})
		e := l.AddEndpoint("all", id, cases)
		for i, unit := range units {
			time := float64(100 + i%900)
			if i%10 == 0 {
				time += later
			}
			e.Add(unit, result.Outcome{Time: time, Code: "last_contact",
				Decided: result.Place{File: "cases.csv", Line: i + 2, Column: "last_contact_date"}})
		}
	}
	return r, l
}
