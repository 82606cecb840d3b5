package plan

import (
	"os"
	"path/filepath"
	"testing"
)

func TestLanguageOfAFileWithFaults(t *testing.T) {
	for source, want := range map[string]string{
		"languages: [vi, en]\nas_of: never\n":            "vi",
		"study: {}\nlanguages:\n  - \"vi\"\ncohort: [\n": "vi",
		"languages: en\n":                                "en",
		"report: {languages: [vi]}\n# languages: [vi]\n": "",
		"languages: [fr]\n":                              "",
	} {
		path := filepath.Join(t.TempDir(), "study.yaml")
		if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := LanguageOf(path); got != want {
			t.Errorf("%q: language %q, want %q", source, got, want)
		}
	}
	if got := LanguageOf(filepath.Join(t.TempDir(), "none.yaml")); got != "" {
		t.Errorf("no file has language %q", got)
	}
}
