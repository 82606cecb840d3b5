package words

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"graftstat/templates"
)

// term is a term of the glossary in one language.
type term struct {
	Term, At      string
	Never, Except []string
}

// glossary reads the terms by language; each says what it means.
func glossary(t *testing.T) map[string][]term {
	t.Helper()
	source, err := fs.ReadFile(templates.Texts, "text/glossary.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var entries []struct {
		Means  string
		En, Vi term
	}
	if err := yaml.UnmarshalWithOptions(source, &entries, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	terms := make(map[string][]term)
	for _, e := range entries {
		if e.Means == "" {
			t.Errorf("%q has no meaning", e.En.Term)
		}
		terms["en"], terms["vi"] = append(terms["en"], e.En), append(terms["vi"], e.Vi)
	}
	return terms
}

// violations are the texts that lack a term, or have a word that stands in its
// place, as CODE: WORD.
func violations(terms []term, texts map[string]string) []string {
	var found []string
	for _, m := range terms {
		if m.Term == "" || !strings.Contains(strings.ToLower(texts[m.At]), strings.ToLower(m.Term)) {
			found = append(found, m.At+": without "+m.Term)
		}
		for _, never := range m.Never {
			whole := regexp.MustCompile(`(^|[^\p{L}])` + regexp.QuoteMeta(never) + `($|[^\p{L}])`)
			for code, text := range texts {
				if whole.MatchString(strings.ToLower(text)) && !slices.Contains(m.Except, code) {
					found = append(found, code+": "+never)
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

func TestTextsKeepToTheGlossary(t *testing.T) {
	terms := glossary(t)
	for _, language := range []string{"en", "vi"} {
		if len(terms[language]) < 20 {
			t.Errorf("%s: %d terms", language, len(terms[language]))
		}
		texts, err := Texts(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range violations(terms[language], texts) {
			t.Errorf("%s: %s", language, v)
		}
	}
}

// A number and its percent sign stand together.
func TestNoTextHasASpaceBeforePercent(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		texts, err := Texts(language)
		if err != nil {
			t.Fatal(err)
		}
		spaced := regexp.MustCompile(`[0-9}][ \x{00a0}\x{202f}]%`)
		for code, text := range texts {
			if spaced.MatchString(text) || code == "number.percent" && text != "%" {
				t.Errorf("%s: %s: %q", language, code, text)
			}
		}
	}
}

func TestGlossaryFindsAForbiddenWord(t *testing.T) {
	terms := []term{{Term: "excluded", At: "a", Never: []string{"set aside"}, Except: []string{"d"}}}
	texts := map[string]string{"a": "Excluded", "b": "Set aside.", "c": "a set asides", "d": "set aside"}
	if got := violations(terms, texts); !slices.Equal(got, []string{"b: set aside"}) {
		t.Errorf("%q", got)
	}
	delete(texts, "a")
	if got := violations(terms, texts); !slices.Equal(got, []string{"a: without excluded", "b: set aside"}) {
		t.Errorf("%q", got)
	}
}

// A title with gaps has a text for its kind, which has none, as the next step.
func TestAnIssueHasAKindWithoutGaps(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		texts, err := Texts(language)
		if err != nil {
			t.Fatal(err)
		}
		for code, text := range texts {
			issue, part := strings.CutSuffix(code, ".title")
			kind, hasKind := texts[issue+".kind"]
			if part && strings.HasPrefix(code, "issue.") && strings.Contains(text, "{") != hasKind {
				t.Errorf("%s: %s: kind %q", language, code, kind)
			}
			if isWhole := strings.HasSuffix(code, ".kind") || strings.HasSuffix(code, ".next"); isWhole &&
				strings.HasPrefix(code, "issue.") && strings.ContainsAny(text, "{…") && !strings.Contains(text, "{file") {
				t.Errorf("%s: %s has a gap: %s", language, code, text)
			}
		}
	}
}
