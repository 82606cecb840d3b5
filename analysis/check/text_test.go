package check

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// Every rule has its sentences in both languages, and they name no arg that the
// issue does not have.
func TestTexts(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		content, err := os.ReadFile("../../templates/text/" + language + "/issues.yaml")
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Issue map[string]struct{ Title, Next string }
		}
		if err := yaml.Unmarshal(content, &file); err != nil {
			t.Fatal(err)
		}
		for _, r := range rules() {
			if s := file.Issue[r.code]; s.Title == "" || s.Next == "" {
				t.Errorf("the rule %s has no sentences in %s", r.code, language)
			}
		}
		for _, e := range slices.Concat(examples(), moreExamples()) {
			c := cleanCentre()
			e.fault(c)
			for _, i := range Run(testPlan(), c.Data) {
				s := file.Issue[i.Code]
				if named := "{" + strconv.Itoa(len(i.Args)) + "}"; strings.Contains(s.Title+s.Next, named) {
					t.Errorf("the sentences of %s in %s name %s, and the issue has %d args", i.Code, language, named,
						len(i.Args))
				}
			}
		}
	}
}
