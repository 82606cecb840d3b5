package proposal

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
)

// newsOf reads the news of a folder with a study file of data: and a file of cases.
func newsOf(t *testing.T, data, cases string, told ...string) *News {
	t.Helper()
	dir := t.TempDir()
	study := "study: {title: T, centre: C}\nas_of: 2026-09-20\n" + data +
		"cohorts: [{id: all, label: All, endpoints: [os]}]\n" +
		"endpoints: [{id: os, kind: survival, event: [death], times: [365]}]\n"
	for name, text := range map[string]string{"study.yaml": study, "cases.csv": cases} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := plan.Read(filepath.Join(dir, "study.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	n, err := ReadNews(t.Context(), p, func(name string) bool { return slices.Contains(told, name) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const (
	newsData  = "data: {cases: cases.csv, columns: {case_id: id, sex: gt}, values: {sex: {male: [Nam], female: [Nữ]}}}\n"
	newsCases = "id,gt,transplant_date,last_contact_date,death_date,Cân nặng\n" +
		"A1,Nam,2024-03-05,2026-09-15,,15.5\nA2,Nữ,2024-06-18,2024-12-28,2024-12-28,7\n"
)

func (n *News) names() string {
	var names []string
	for _, c := range n.Columns {
		names = append(names, c.Name+"="+c.Header)
	}
	return strings.Join(names, " ")
}

// A column is news until the study file, a remark, or none: speaks of it.
func TestNewColumn(t *testing.T) {
	if got := newsOf(t, newsData, newsCases).names(); got != "weight_kg=Cân nặng" {
		t.Errorf("new columns: %s", got)
	}
	if n := newsOf(t, newsData, newsCases, "Cân nặng"); !n.IsEmpty() {
		t.Errorf("a column of which a remark speaks is news: %+v", n)
	}
	answered := strings.Replace(newsData, "sex: gt}", `sex: gt, weight_kg: "Cân nặng"}`, 1)
	if n := newsOf(t, answered, newsCases); !n.IsEmpty() {
		t.Errorf("a column that is mapped is news: %+v", n)
	}
	other := strings.Replace(newsCases, "Cân nặng", "weight_kg", 1)
	if n := newsOf(t, newsData, other); !n.IsEmpty() {
		t.Errorf("a column under our own name is news: %+v", n)
	}
}

// A form that is mapped, missing or the name of a level is no news; codes and what may
// be a person's name are counted and never quoted.
func TestNewForms(t *testing.T) {
	for cell, want := range map[string]struct {
		level   string
		unknown int
	}{"Nam": {"", 0}, "male": {"", 0}, "": {"", 0}, "Trai": {"male", 0}, "7": {"", 1}, "Nguyễn Văn An": {"", 1}} {
		cases := newsCases + "A3," + cell + ",2025-01-25,2026-09-20,,9\n"
		n := newsOf(t, newsData, cases, "Cân nặng")
		level, unknown := "", 0
		for _, v := range n.Levels {
			unknown += v.Unknown
			for _, l := range v.Levels {
				level += l.Name
			}
		}
		if level != want.level || unknown != want.unknown {
			t.Errorf("%q: level %q, %d unknown; want %q, %d", cell, level, unknown, want.level, want.unknown)
		}
	}
}

func TestGoneColumn(t *testing.T) {
	data := strings.Replace(newsData, "sex: gt}", "sex: gt, weight_kg: Cân nặg}", 1)
	want := []Missing{{"weight_kg", "Cân nặg", "Cân nặng"}}
	n := newsOf(t, data, newsCases)
	if !slices.Equal(n.Gone, want) || n.HasPatch() {
		t.Errorf("gone %v, want %v and nothing else: %+v", n.Gone, want, n)
	}
}

// A column that the study file says is absent is told, not written.
func TestDeniedColumn(t *testing.T) {
	data := strings.Replace(newsData, "cases: cases.csv", "cases: cases.csv, none: [graft_failure]", 1)
	cases := strings.Replace(newsCases, "Cân nặng\n", "Ngày thải ghép\n", 1)
	cases = strings.NewReplacer(",15.5\n", ",2024-05-01\n", ",7\n", ",2024-09-28\n").Replace(cases)
	n := newsOf(t, data, cases)
	if len(n.Columns) != 0 || len(n.Aside) != 1 || n.Aside[0].Name != "graft_failure_date" {
		t.Errorf("columns %v, aside %v", n.Columns, n.Aside)
	}
}

func TestNoNewsOfTallies(t *testing.T) {
	if _, err := ReadNews(t.Context(), &plan.Plan{}, nil); err == nil || !strings.Contains(err.Error(), "not updated") {
		t.Errorf("a study without cases: %v", err)
	}
}
