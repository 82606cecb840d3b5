package templates_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
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

// The examples of the pages decode as they stand; one that is a part of a study file
// is completed.
func TestExamplesOfTheManual(t *testing.T) {
	found := 0
	names, err := fs.Glob(templates.Manual, "manual/*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		page, err := fs.ReadFile(templates.Manual, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, example := range regexp.MustCompile("(?s)```yaml\n(.*?)```\n").FindAllStringSubmatch(string(page), -1) {
			found++
			text := example[1]
			for key, line := range map[string]string{"as_of": "as_of: 2026-10-31", "data": "data: {cases: cases.csv}",
				"cohorts": "cohorts: [{id: thalassemia, preset: thalassemia, compare: [abo_major]}]"} {
				if !strings.Contains("\n"+text, "\n"+key+":") {
					text += line + "\n"
				}
			}
			if strings.Contains("\n"+text, "\nfigures:") && !strings.Contains("\n"+text, "\npaper:") {
				text += "paper: {}\n"
			}
			if _, err := plan.Decode("study.yaml", []byte(text)); err != nil {
				t.Errorf("%s: %v\n%s", name, err, text)
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d examples found", found)
	}
}

// What the example of REDCap says is what is read.
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

// The page of changes names the schema that results.json has.
func TestSchemaOfTheChangesPage(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		page, err := fs.ReadFile(templates.Manual, "manual/"+language+"/changes.md")
		if err != nil || !strings.Contains(string(page), "`"+result.Schema+"`") {
			t.Errorf("%s does not name %s: %v", language, result.Schema, err)
		}
	}
}
