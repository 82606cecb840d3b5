package plan

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

func TestErrorShowsTheLineWithACaret(t *testing.T) {
	_, err := Decode("study.yaml", []byte(cohortWith("label: {vi: U đặc}, where: {tuổi: {lt: old}}")))
	want := `study.yaml:4:54: cohorts[0].where.tuổi.lt: is text where a number is expected
    4 |   - {id: all, label: {vi: U đặc}, where: {tuổi: {lt: old}}}
                                                             ^
Write a plain number with a decimal point and without quotes, such as 0.5 or 30.`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestErrorOfTheWholeFileShowsNoLine(t *testing.T) {
	_, err := Decode("study.yaml", nil)
	want := "study.yaml:1:1: the study file is empty\nWrite one, or make one with graftstat init."
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestErrorCutsALongLine(t *testing.T) {
	long := "languages: [" + strings.Repeat("en, ", 200) + "fr]"
	_, err := Decode("study.yaml", []byte(with(long)))
	var e *Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	line, caret, found := strings.Cut(e.Excerpt, "\n")
	if !found || len([]rune(line)) > widestExcerpt+10 || !strings.Contains(line, "…") {
		t.Errorf("line %q", line)
	}
	if at := strings.Index(caret, "^"); !strings.HasPrefix(string([]rune(line)[at:]), "en") {
		t.Errorf("the caret is not under the fault:\n%s", e.Excerpt)
	}
}

func TestErrorIsTheEarliestOfTheFile(t *testing.T) {
	_, err := Decode("study.yaml", []byte("time_unit: day\n"+endpointWith("kind: km, event: deth, per: case")))
	var e *Error
	if !errors.As(err, &e) || e.Path != "time_unit" {
		t.Errorf("got %v, want the fault of time_unit", err)
	}
}

func TestReadOfNoFileIsNoFaultOfItsContent(t *testing.T) {
	_, err := Read(filepath.Join(t.TempDir(), "study.yaml"))
	var e *Error
	if !errors.Is(err, fs.ErrNotExist) || errors.As(err, &e) || !strings.Contains(err.Error(), "graftstat init") {
		t.Errorf("got %v", err)
	}
	if _, err := Read(t.TempDir()); err == nil || errors.As(err, &e) {
		t.Errorf("a folder gave %v", err)
	}
}

func TestLargeFileIsRefused(t *testing.T) {
	_, err := Decode("cases.csv", []byte(strings.Repeat("a", largestFile+1)))
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Message.String(), "larger than 256 KiB") {
		t.Errorf("got %v", err)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"relapse", "progression", "death", "disease_stage"}
	for name, want := range map[string]string{
		"relaps": "relapse", "Relapse": "relapse", "erlapse": "relapse", "progresion": "progression",
		"disease-stage": "disease_stage", "Disease Stage": "disease_stage", "dead": "", "": "", "graft_failure": "",
	} {
		if got := nearest(name, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", name, got, want)
		}
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"kitten", "sitting", 3},
		{"ghép", "ghep", 1}} {
		if got := editDistance(c.a, c.b); got != c.want {
			t.Errorf("distance of %q and %q is %d, want %d", c.a, c.b, got, c.want)
		}
		if got := editDistance(c.b, c.a); got != c.want {
			t.Errorf("distance of %q and %q is %d, want %d", c.b, c.a, got, c.want)
		}
	}
}
