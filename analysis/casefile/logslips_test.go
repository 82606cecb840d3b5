package casefile

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// The values of three cases over ten days each, told where they are in order of number
// or of text and the rows are not; a file sorted as a whole is in its own order.
func TestColumnOfALogSortedAlone(t *testing.T) {
	var values []string
	for i := range 30 {
		values = append(values, strconv.Itoa(17*i%31))
	}
	byNumber := slices.Clone(values)
	slices.SortFunc(byNumber, func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return x - y
	})
	byText := slices.Sorted(slices.Values(values))
	falling := slices.Clone(byNumber)
	slices.Reverse(falling)
	told := []string{"warning log_sorted_alone 1 value  30"}
	for _, c := range []struct {
		name   string
		values []string
		want   []string
	}{
		{"as measured", values, nil}, {"by number", byNumber, told},
		{"falling", falling, told}, {"by text", byText, told},
	} {
		wantIssues(t, sortedLog(t, c.values, func(i int) string {
			return fmt.Sprintf("C%d,2025-01-%02d,anc", i/10+1, i%10+2)
		}), c.want...)
	}
	whole := sortedLog(t, byNumber, func(i int) string { // a day and a case of each value
		at := slices.Index(values, byNumber[i])
		return fmt.Sprintf("C%d,2025-01-%02d,anc", at/10+1, at%10+2)
	})
	for _, i := range whole {
		if i.Code == logSortedAlone {
			t.Error("a file sorted as a whole is told")
		}
	}
}

// The tests of six cases in the order of the alphabet, so that each case has one.
func TestKindsOfALogSortedAlone(t *testing.T) {
	values := make([]string, 36)
	for i := range values {
		values[i] = strconv.Itoa(3 + i*7%10)
	}
	kind := func(i int) string { return []string{"anc", "hb", "platelets"}[i/12] }
	wantIssues(t, sortedLog(t, values, func(i int) string {
		return fmt.Sprintf("C%d,2025-01-%02d,%s", i/6+1, i%6+2, kind(i))
	}), "warning log_sorted_alone 1 test  36")
	wantIssues(t, sortedLog(t, values, func(i int) string { // four cases may have been measured so
		return fmt.Sprintf("C%d,2025-01-%02d,%s", i/9+1, i%9+2, kind(i))
	}))
}

func sortedLog(t *testing.T, values []string, entry func(i int) string) []registry.Issue {
	t.Helper()
	p := study(t, "case_id,transplant_date,last_contact_date\nC1,2025-01-01,2025-06-01\nC2,2025-01-01,2025-06-01\n"+
		"C3,2025-01-01,2025-06-01\nC4,2025-01-01,2025-06-01\nC5,2025-01-01,2025-06-01\nC6,2025-01-01,2025-06-01\n")
	d := read(t, p)
	d.Issues = nil
	rows := []string{"case_id,date,test,value"}
	for i, value := range values {
		rows = append(rows, entry(i)+","+value)
	}
	p.Data.Counts.File = plan.Files("log.csv")
	write(t, p, "log.csv", lines(rows...))
	take := func(registry.LogEntry) error { return nil }
	if err := Stream(context.Background(), p, d, registry.Counts, take); err != nil {
		t.Fatal(err)
	}
	return d.Issues
}
