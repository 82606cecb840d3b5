package code

import "testing"

func TestIssuesOf(t *testing.T) {
	for _, c := range []struct {
		issue string
		args  []string
		code  string
		count int
	}{
		{"unreadable_date", []string{"death_date", "7"}, "unreadable_date", 1},
		{MoreIssues, []string{"unreadable_date", "7"}, "unreadable_date", 7},
		{MoreIssues, []string{"unreadable_date"}, MoreIssues, 1},
		{MoreIssues, []string{"unreadable_date", "many"}, MoreIssues, 1},
		{MoreIssues, []string{"unreadable_date", "-2"}, MoreIssues, 1},
	} {
		if code, count := IssuesOf(c.issue, c.args); code != c.code || count != c.count {
			t.Errorf("%s %q: %s, %d", c.issue, c.args, code, count)
		}
	}
}
