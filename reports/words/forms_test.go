package words

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every sentence of the source has its form in each other language, and no form is of
// a sentence that the source has not.
func TestEverySentenceHasItsForm(t *testing.T) {
	for _, language := range otherLanguages() {
		said, known := messagesIn(t, language), map[string]bool{}
		for _, f := range sourceForms(t, "../..") {
			known[f.form] = true
			if _, ok := said[f.form]; !ok {
				t.Errorf("%s: not in templates/messages/%s.yaml: %q", f.at, language, f.form)
			}
		}
		for form := range said {
			if !known[form] {
				t.Errorf("templates/messages/%s.yaml has a sentence that nothing says: %q", language, form)
			}
		}
	}
}

// A sentence takes the same arguments in every language, each as the same kind of thing.
func TestSentencesTakeTheSameArguments(t *testing.T) {
	for _, language := range otherLanguages() {
		for form, said := range messagesIn(t, language) {
			want, err := verbsOf(form)
			if err != nil {
				t.Errorf("%q: %v", form, err)
			}
			if got, err := verbsOf(said); err != nil || !maps.Equal(got, want) {
				t.Errorf("%s: %q takes %v, the English form %v (%v)", language, said, got, want, err)
			}
		}
	}
}

// Each sentence can be said: fmt has nothing to complain of.
func TestEverySentenceCanBeSaid(t *testing.T) {
	for _, language := range otherLanguages() {
		for form, said := range messagesIn(t, language) {
			for _, text := range []string{form, said} {
				args := examples(t, form)
				if got := fmt.Sprintf(text, args...); strings.Contains(got, "%!") || strings.TrimSpace(got) == "" {
					t.Errorf("%q is said as %q", text, got)
				}
			}
		}
	}
}

// Errors that a person can meet are sentences of the catalogue. The folders named here
// have others: what they find can only be a fault of this program, which the reader
// sends to its makers as it stands.
func TestErrorsAreSentences(t *testing.T) {
	ours := []string{"analysis/plan/decode.go", "analysis/plan/defaults.go", "analysis/plan/tag.go", // tags of our structs
		"analysis/survival/", "analysis/monitor/", "analysis/regress/", // arguments that the plan has checked
		"analysis/verify/", "analysis/codebook/", "reports/entry/", "reports/manual/", // embedded files
		"reports/document/", "reports/figure/", "reports/html/", "reports/docx/", "reports/pdf/", // a block of our own layout
		"reports/xlsx/", "reports/layout/", "reports/words/", "reports/studyfile/", // texts and sheets of ours
		"templates/", "sample-data/"}
	eachFile(t, "../..", func(path string, file *ast.File, files *token.FileSet) {
		if slices.ContainsFunc(ours, func(of string) bool { return strings.HasPrefix(path, of) }) {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if name := nameOf(call.Fun); name == "fmt.Errorf" || name == "errors.New" {
				t.Errorf("%s: %s makes an error in English alone; write message.Errorf or message.New",
					files.Position(call.Pos()), name)
			}
			return true
		})
	})
}

// What the command prints with words in it goes through the catalogue.
func TestTheCommandPrintsSentences(t *testing.T) {
	word := regexp.MustCompile(`\pL{2,}`)
	technical := map[string]bool{ // names, the same in every language
		"graftstat: %s\n": true,
		"graftstat ":      true,
		"  graftstat check %s\n  graftstat run %s\n":       true,
		"  graftstat check %[1]s\n  graftstat run %[1]s\n": true,
	}
	printing := map[string]bool{"fmt.Fprintf": true, "fmt.Fprintln": true, "fmt.Fprint": true, "fmt.Printf": true,
		"fmt.Println": true, "fmt.Print": true, "io.WriteString": true}
	eachFile(t, "../../cmd", func(_ string, file *ast.File, files *token.FileSet) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !printing[nameOf(call.Fun)] {
				return true
			}
			for _, arg := range call.Args {
				ast.Inspect(arg, func(n ast.Node) bool {
					if inner, ok := n.(*ast.CallExpr); ok && nameOf(inner.Fun) == "a.say" {
						return false
					}
					text, ok := n.(*ast.BasicLit)
					if !ok || text.Kind != token.STRING {
						return true
					}
					said, err := strconv.Unquote(text.Value)
					if err != nil || word.MatchString(verb.ReplaceAllString(said, "")) && !technical[said] {
						t.Errorf("%s: %s is printed in English alone; write a.say or a.println",
							files.Position(text.Pos()), text.Value)
					}
					return true
				})
			}
			return true
		})
	})
}

func otherLanguages() []string { return []string{"vi"} }

func messagesIn(t *testing.T, language string) map[string]string {
	t.Helper()
	said, err := Messages(language)
	if err != nil {
		t.Fatal(err)
	}
	return said
}

// verb is one of fmt, with the number of its argument where it has one.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?[-+# 0]*\d*(?:\.\d*)?([a-zA-Z%])`)

// verbsOf are the verbs of a form by the number of their argument.
func verbsOf(form string) (map[int]string, error) {
	verbs, next := map[int]string{}, 1
	for _, m := range verb.FindAllStringSubmatch(form, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		if before, ok := verbs[next]; ok && before != m[2] {
			return nil, fmt.Errorf("argument %d has two verbs", next)
		}
		verbs[next] = m[2]
		next++
	}
	return verbs, nil
}

// examples are arguments for a form.
func examples(t *testing.T, form string) []any {
	t.Helper()
	verbs, err := verbsOf(form)
	if err != nil {
		t.Fatal(err)
	}
	args := make([]any, len(verbs))
	for i := range args {
		switch verbs[i+1] {
		case "d":
			args[i] = 3
		case "f", "g":
			args[i] = 0.5
		case "s", "q", "v":
			args[i] = "os"
		default:
			t.Fatalf("%q has a verb %%%s, of which no example is known", form, verbs[i+1])
		}
	}
	return args
}
