package analysis_test

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Each package says at its head what it does, what it refuses and what it may
// import: that is the first page for whoever comes next.
func TestEveryPackageIsDescribed(t *testing.T) {
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, "graftstat/")
		comments := packageComments(t, p)
		if len(comments) != 1 {
			t.Errorf("%s has %d package comments, want one", name, len(comments))
			continue
		}
		comment := comments[0]
		if lines := strings.Count(comment, "\n"); lines < 3 {
			t.Errorf("%s: its package comment has %d lines, want 3 or more", name, lines)
		}
		want := "Imports of ours: " + importsInWords(name) + "."
		if !strings.Contains(strings.Join(strings.Fields(comment), " "), want) {
			t.Errorf("%s: its package comment must say, as the table of imports_test.go: %s", name, want)
		}
	}
}

func importsInWords(name string) string {
	imported := slices.Sorted(slices.Values(allowed[name]))
	if len(imported) == 0 {
		return "none"
	}
	return strings.Join(imported, ", ")
}

func packageComments(t *testing.T, p listed) []string {
	t.Helper()
	var comments []string
	for _, file := range p.GoFiles {
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil,
			parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if parsed.Doc != nil {
			comments = append(comments, parsed.Doc.Text())
		}
	}
	return comments
}
