package analysis_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed is the import table: data flows one way. A package that is not here
// may import none of ours.
var allowed = map[string][]string{
	"cmd/graftstat": {"analysis", "analysis/code", "analysis/codebook", "analysis/message", "analysis/plan",
		"analysis/registry", "analysis/result", "analysis/verify",
		"reports", "reports/entry", "reports/layout", "reports/manual", "reports/words", "templates",
		"analysis/proposal", "reports/schedule", "reports/studyfile"},
	"analysis":          {"analysis/*"},
	"analysis/plan":     {"analysis/code", "analysis/message", "analysis/printable", "analysis/registry", "templates"},
	"analysis/table":    {"analysis/message"},
	"analysis/codebook": {"analysis/plan", "templates"},
	"analysis/casefile": {"analysis/message", "analysis/table", "analysis/code", "analysis/codebook",
		"analysis/registry", "analysis/plan", "analysis/printable", "analysis/redcap"},
	"analysis/redcap": {"analysis/message", "analysis/plan", "analysis/table"},
	"analysis/recovery": {"analysis/message", "analysis/code", "analysis/criteria", "analysis/registry",
		"analysis/plan"},
	"analysis/check": {"analysis/parallel", "analysis/code", "analysis/registry", "analysis/plan",
		"analysis/printable"},
	"analysis/change":     {"analysis/code", "analysis/result"},
	"analysis/result":     {"analysis/code", "analysis/message"},
	"analysis/disclosure": {"analysis/code", "analysis/result"},
	"analysis/endpoint":   {"analysis/code", "analysis/registry", "analysis/plan"},
	"analysis/proposal": {"analysis/casefile", "analysis/message", "analysis/plan", "analysis/registry",
		"analysis/table", "templates"},
	"reports/studyfile": {"analysis/message", "analysis/proposal", "reports/words"},
	"analysis/regress":  {"analysis/survival"},
	"analysis/monitor":  {"analysis/survival", "analysis/describe"},
	"analysis/verify":   {"analysis/survival", "analysis/regress", "analysis/describe"},
	"reports": {"analysis/code", "analysis/message", "analysis/parallel", "reports/document", "analysis/disclosure",
		"reports/layout", "reports/xlsx", "reports/pdf", "reports/figure", "reports/reproduce", "analysis/result",
		"reports/html", "reports/docx"},
	"reports/manual":    {"analysis/codebook", "analysis/plan", "reports/words", "templates"},
	"reports/words":     {"analysis/message", "templates"},
	"reports/reproduce": {"analysis/message", "analysis/result", "templates"},
	"reports/schedule":  {"analysis/message", "templates"},
	"reports/docx":      {"reports/document"},
	"reports/html":      {"reports/document", "reports/figure"},
	"reports/layout": {"reports/layout/page", "reports/layout/cohort", "reports/layout/monitor",
		"reports/layout/paper", "reports/layout/change", "reports/document", "analysis/code", "analysis/disclosure",
		"analysis/printable", "analysis/result", "reports/words"},
	"reports/layout/page": {"reports/document", "analysis/code", "analysis/result", "reports/words"},
	"reports/layout/cohort": {"reports/layout/page", "reports/document", "analysis/code", "analysis/result",
		"reports/words"},
	"reports/layout/monitor": {"reports/layout/page", "reports/document", "analysis/code", "analysis/result",
		"reports/words"},
	"reports/layout/paper": {"reports/layout/page", "reports/document", "analysis/code", "analysis/result",
		"reports/words"},
	"reports/layout/change": {"reports/layout/page", "reports/document", "analysis/result", "reports/words"},
	"reports/entry":         {"analysis/codebook", "analysis/plan"},
	"reports/figure":        {"reports/document", "analysis/printable"},
	"reports/xlsx":          {"analysis/message", "reports/document", "reports/figure"},
	"reports/pdf":           {"analysis/message", "reports/document", "reports/figure"},
}

// numbersOnly are the packages that know no files, no calendar and no study.
var numbersOnly = []string{"analysis/survival", "analysis/regress", "analysis/describe", "analysis/monitor"}

func TestDataFlowsOneWay(t *testing.T) {
	packages := listPackages(t)
	if len(packages) < 15 {
		t.Fatalf("only %d packages found", len(packages))
	}
	for _, p := range packages {
		name := strings.TrimPrefix(p.ImportPath, "graftstat/")
		for _, pattern := range allowed[name] {
			if !slices.ContainsFunc(p.Imports,
				func(i string) bool { return matches(pattern, strings.TrimPrefix(i, "graftstat/")) }) {
				t.Errorf("%s does not import %s, which the table allows", name, pattern)
			}
		}
		for _, imported := range p.Imports {
			ours, isOurs := strings.CutPrefix(imported, "graftstat/")
			if isOurs && !mayImport(name, ours) {
				t.Errorf("%s imports %s, which the table does not allow", name, ours)
			}
			if slices.Contains(numbersOnly, name) && slices.Contains([]string{"time", "os", "encoding/csv", "net/http"},
				imported) {
				t.Errorf("%s imports %s: it takes numbers and gives numbers", name, imported)
			}
		}
	}
}

// A formula lives below, where it is written down and tested.
func TestAnalysisHoldsNoStatistic(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, imported := range p.Imports {
			if p.ImportPath == "graftstat/analysis" && strings.HasPrefix(imported, "gonum.org/") {
				t.Errorf("analysis imports %s: what is a statistic is one of %v", imported, numbersOnly)
			}
		}
	}
}

// Customer's libraries that are no longer maintained live in one package each.
func TestUnmaintainedLibrariesLiveInOnePackage(t *testing.T) {
	home := map[string]string{"github.com/go-gota/gota": "analysis/casefile",
		"github.com/jung-kurt/gofpdf": "reports/pdf"}
	found := map[string]bool{}
	for _, p := range listPackages(t) {
		for _, imported := range p.Imports {
			for library, only := range home {
				if strings.HasPrefix(imported, library) {
					found[library] = true
					if name := strings.TrimPrefix(p.ImportPath, "graftstat/"); name != only {
						t.Errorf("%s imports %s, which only %s may", name, library, only)
					}
				}
			}
		}
	}
	if len(found) != len(home) {
		t.Errorf("only %v are in use", found)
	}
}

func mayImport(name, imported string) bool {
	return slices.ContainsFunc(allowed[name], func(pattern string) bool { return matches(pattern, imported) })
}

// matches reports whether a pattern of the table is that package, or a folder/* that has it.
func matches(pattern, imported string) bool {
	folder, isFolder := strings.CutSuffix(pattern, "*")
	return pattern == imported || isFolder && strings.HasPrefix(imported, folder)
}

type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", "graftstat/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []listed
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
		var p listed
		if err := decoder.Decode(&p); err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	return packages
}
