package casefile

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// study is a plan in a folder of its own, with a closing date and one cases file.
func study(t testing.TB, cases string) *plan.Plan {
	t.Helper()
	p := &plan.Plan{
		Checks: plan.DefaultChecks(),
		Dir:    t.TempDir(), TimeUnit: plan.Days, AsOf: plan.Date{Set: true, Days: int(dayOf(t, "2026-10-31"))},
		Data: plan.Data{Cases: plan.Files("cases.csv"), Missing: []plan.Scalar{"", "NA", "?"}},
	}
	write(t, p, "cases.csv", cases)
	return p
}

func write(t testing.TB, p *plan.Plan, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(p.Dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// lines joins the rows of a file.
func lines(rows ...string) string { return strings.Join(rows, "\n") + "\n" }

func read(t testing.TB, p *plan.Plan) *registry.Data {
	t.Helper()
	d, err := Read(context.Background(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// issueText is an issue in one line: severity code line column case args.
func issueText(i registry.Issue) string {
	return strings.TrimSpace(strings.Join(append([]string{string(i.Severity), i.Code, strconv.Itoa(i.Line), i.Column,
		i.Case}, i.Args...), " "))
}

func issueTexts(list []registry.Issue) []string {
	var texts []string
	for _, i := range list {
		texts = append(texts, issueText(i))
	}
	return texts
}

func wantIssues(t testing.TB, got []registry.Issue, want ...string) {
	t.Helper()
	if texts := issueTexts(got); !slices.Equal(texts, want) {
		t.Errorf("issues\n\t%s\nwant\n\t%s", strings.Join(texts, "\n\t"), strings.Join(want, "\n\t"))
	}
}
