package templates_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/templates"
)

// The contributor's page names files and folders of this repository. One that has
// moved or gone makes the page wrong.
func TestFilesOfTheContributorsPage(t *testing.T) {
	page, err := fs.ReadFile(templates.Manual, "manual/en/contributing.md")
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile("`([a-z.][A-Za-z0-9._-]*(?:/[A-Za-z0-9._-]+)+)`").
		FindAllStringSubmatch(string(page), -1)
	if len(quoted) < 60 {
		t.Fatalf("only %d names of files found", len(quoted))
	}
	for _, name := range quoted {
		if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(name[1]))); err != nil {
			t.Errorf("the page names %s, which is not there", name[1])
		}
	}
	for i, line := range strings.Split(string(page), "\n") {
		if strings.Contains(line, "\t") || strings.HasSuffix(line, " ") {
			t.Errorf("line %d has a tab or ends with a space", i+1)
		}
	}
}

// The example of a page decodes as it stands.
func TestExampleOfTheRedcapPage(t *testing.T) {
	page, err := fs.ReadFile(templates.Manual, "manual/en/redcap.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```yaml\n")
	example, _, _ := strings.Cut(rest, "```\n")
	p, err := plan.Decode("study.yaml", []byte("as_of: 2026-10-31\n"+example+
		"cohorts: [{id: all}]\nendpoints: [{id: os, kind: survival, event: [death], times: [365]}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if r := p.Data.Redcap; len(r.Events) != 4 || len(r.Instruments) != 3 || !p.Data.Transfusions.CompleteTo.AsOf {
		t.Errorf("example %+v", r)
	}
}
