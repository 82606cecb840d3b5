package layout

import (
	"testing"

	"graftstat/analysis/result"
)

// Of 90 issues of one code, 7 of another and 1 of a third 20 are listed: the few
// all, the many as far as there is room, in the order of the file.
func TestFirstIssuesOfEachCode(t *testing.T) {
	var issues []result.Issue
	for line := range 98 {
		code := "many"
		if line%14 == 3 {
			code = "some"
		} else if line == 97 {
			code = "one"
		}
		issues = append(issues, result.Issue{Code: code, Line: line})
	}
	listed, last := map[string]int{}, -1
	for _, i := range firstOfEach(issues, 20) {
		if listed[i.Code]++; i.Line <= last {
			t.Errorf("line %d after %d", i.Line, last)
		}
		last = i.Line
	}
	if listed["many"] != 12 || listed["some"] != 7 || listed["one"] != 1 {
		t.Errorf("listed are %v", listed)
	}
	if all := firstOfEach(issues, 98); len(all) != 98 {
		t.Errorf("%d of 98 are listed where there is room for all", len(all))
	}
}
