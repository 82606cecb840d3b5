package check

import (
	"maps"
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
		var file struct {
			Issue map[string]struct{ Title, Next string }
		}
		for _, name := range []string{"issues", "checks"} {
			content, err := os.ReadFile("../../templates/text/" + language + "/" + name + ".yaml")
			if err != nil {
				t.Fatal(err)
			}
			before := file.Issue
			file.Issue = nil
			if err := yaml.Unmarshal(content, &file); err != nil {
				t.Fatal(err)
			}
			maps.Copy(file.Issue, before)
		}
		for _, r := range rules() {
			if s := file.Issue[r.code]; s.Title == "" || s.Next == "" {
				t.Errorf("the rule %s has no sentences in %s", r.code, language)
			}
		}
		for _, e := range slices.Concat(examples(), moreExamples(), slipExamples(), fileExamples()) {
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
