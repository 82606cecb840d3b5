package casefile

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"graftstat/analysis/registry"
)

// sentences are what the reports say of an issue.
type sentences struct{ Title, Next string }

func issueSentences(t *testing.T, language string) map[string]sentences {
	t.Helper()
	content, err := os.ReadFile("../../templates/text/" + language + "/issues.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Issue map[string]sentences }
	if err := yaml.UnmarshalWithOptions(content, &file, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	if len(file.Issue) == 0 {
		t.Fatalf("no texts in %s", language)
	}
	return file.Issue
}

// placeholders are the args that the sentences name, such as {0}.
func placeholders(s sentences) []string {
	found := regexp.MustCompile(`\{\d+\}`).FindAllString(s.Title+s.Next, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Every code has its sentences in both languages, which name the same args, and
// the issues have as many.
func TestTexts(t *testing.T) {
	en, vi := issueSentences(t, "en"), issueSentences(t, "vi")
	if a, b := sortedKeys(en), sortedKeys(vi); !slices.Equal(a, b) {
		t.Errorf("codes in en\n\t%v\nin vi\n\t%v", a, b)
	}
	for code := range severities() {
		for language, texts := range map[string]map[string]sentences{"en": en, "vi": vi} {
			if texts[code].Title == "" || texts[code].Next == "" {
				t.Errorf("the issue %s has no sentences in %s", code, language)
			}
		}
	}
	for code := range en {
		if a, b := placeholders(en[code]), placeholders(vi[code]); !slices.Equal(a, b) {
			t.Errorf("%s names %v in en and %v in vi", code, a, b)
		}
	}
}

// checkArgs fails if the sentences of an issue name an arg that it does not have.
func checkArgs(t *testing.T, texts map[string]sentences, i registry.Issue) {
	t.Helper()
	for _, name := range placeholders(texts[i.Code]) {
		var n int
		if _, err := fmt.Sscanf(strings.Trim(name, "{}"), "%d", &n); err != nil || n >= len(i.Args) {
			t.Errorf("the sentences of %s name %s, and the issue has %d args", i.Code, name, len(i.Args))
		}
	}
}
