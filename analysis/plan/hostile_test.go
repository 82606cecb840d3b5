package plan

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Texts that are made to take time or memory end in an error soon: a test that
// does not end fails by its time limit.
func TestHostileTexts(t *testing.T) {
	laughs := "a: &a [x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'z'; c++ {
		laughs += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 8))
	}
	cohorts := "cohorts:\n"
	for i := range 2000 {
		cohorts += fmt.Sprintf("  - {id: c%d, preset: thalassemia}\n", i)
	}
	variants := "sensitivity:\n"
	for i := range 51 {
		variants += fmt.Sprintf("  - {id: v%d, set: {rules: {titre: {below: %d}}}}\n", i, i+100)
	}
	for _, c := range []struct{ name, source, message string }{
		{"billion laughs", with("labels:\n  " + strings.ReplaceAll(laughs, "\n", "\n  ")), "is an anchor"},
		{"billion laughs at the root", laughs, `unknown key "a"`},
		{"merge keys", strings.Repeat("<<: *a\n", 30000), "more than 20000 keys"},
		{"one key often", strings.Repeat("k: 1\n", 50000), "more than 20000 keys"},
		{"keys in brackets", "labels: {" + strings.Repeat("b: {en: b}, ", 20000) + "}", "more than 20000 keys"},
		{"documents", strings.Repeat("---\n", 60000), "more than 20000 keys"},
		{"brackets", strings.Repeat("{a: ", 19000), "more brackets or dashes"},
		{"anchors of anchors", "a: " + strings.Repeat("&a ", 60000), "more brackets or dashes"},
		{"a list without end", with("languages: [" + strings.Repeat("en, ", 50000) + "vi]"), "more than 10000 items"},
		{"a fault in each item", with("languages: [" + strings.Repeat("xx, ", 9000) + "vi]"), `"xx" is no value`},
		{"a fault in each line", with("languages:\n" + strings.Repeat("- xx\n", 9000)), `"xx" is no value`},
		{"sets without keys", "a: {" + strings.Repeat("b, ", 20000) + "}", `unknown key "a"`},
		{"quotes", strings.Repeat(`"`, 250000), "is not valid YAML"},
		{"NUL bytes", strings.Repeat("\x00", 250000), ""},
		{"variants", with(variants), "more than 50 variants"},
		{"variants of many cohorts", "data: {cases: c.csv}\n" + cohorts + "sensitivity: [{id: v, set: {rules: " +
			"{titre: {below: 32}}}}]\n", "changes nothing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode("study.yaml", []byte(c.source))
			var e *Error
			if !errors.As(err, &e) || !strings.Contains(e.Message.String(), c.message) || len(err.Error()) > 2000 {
				t.Errorf("got %.300s, want %q", fmt.Sprint(err), c.message)
			}
		})
	}
}

// A study file that never ends is read up to the limit.
func TestEndlessFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "study.yaml")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 1<<40); err != nil {
		t.Fatal(err)
	}
	_, err := Read(path)
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Message.String(), "larger than 256 KiB") {
		t.Errorf("got %v", err)
	}
}
