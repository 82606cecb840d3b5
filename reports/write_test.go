package reports

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/layout"
)

func TestWriteMakesEveryFileAndNothingElse(t *testing.T) {
	r, l := sample(t)
	dir := filepath.Join(t.TempDir(), "a", "out")
	stages := []string{}
	w, err := tryToWrite(context.Background(), dir, r, l, options(), func(stage string, done int) {
		if stages = append(stages, stage); len(stages) != done {
			t.Errorf("%s is number %d, not %d", stage, len(stages), done)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if w.Folder != filepath.Join(dir, "2026-06-30") {
		t.Errorf("written to %s", w.Folder)
	}
	want := []string{"results.json", "estimates.csv", "listing.csv", "issues.csv", "appendix.en.pdf", "appendix.vi.pdf",
		"report.en.html", "report.en.pdf", "report.en.xlsx", "report.vi.html", "report.vi.pdf", "report.vi.xlsx"}
	for _, language := range []string{"en", "vi"} {
		figures := figureFiles(t, r, l, language, "svg")
		slices.Sort(figures)
		want = append(want, figures...)
	}
	if !slices.Equal(names(w), want) {
		t.Errorf("written %q, want %q", names(w), want)
	}
	slices.Sort(want)
	slices.Sort(stages) // which of two was ready first does not matter
	if !slices.Equal(stages, want) {
		t.Errorf("told %q, want %q", stages, want)
	}
	all := tree(t, w.Folder)
	if got := files(all); !slices.Equal(got, want) {
		t.Errorf("there are %q, want %q", got, want)
	}
	for _, f := range w.Files {
		_, content, _ := strings.Cut(all[f.Name], " ")
		sum := sha256.Sum256([]byte(content))
		if f.Size < 50 || f.Size != int64(len(content)) || f.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s has %d bytes, told %d and %s", f.Name, len(content), f.Size, f.SHA256)
		}
	}
	besideIt(t, dir, "2026-06-30", "latest")
}

// besideIt fails unless a folder of outputs has these entries and no other.
func besideIt(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("in the folder of the outputs there are %q, want %q, error %v", got, want, err)
	}
}

func TestWriteMakesWhatIsAskedFor(t *testing.T) {
	r, l := sample(t)
	r.AsOf = ""
	for name, c := range map[string]struct {
		options Options
		want    []string
	}{
		"nothing": {Options{Languages: []string{"en"}}, []string{"issues.csv"}},
		"json": {Options{Languages: []string{"en"}, Formats: []string{"json"}},
			[]string{"estimates.csv", "issues.csv", "listing.csv", "results.json"}},
		"pdf": {Options{Languages: []string{"vi"}, Formats: []string{"pdf"}},
			[]string{"appendix.vi.pdf", "issues.csv", "report.vi.pdf"}},
		"html": {Options{Languages: []string{"vi"}, Formats: []string{"html"}},
			[]string{"issues.csv", "report.vi.html"}},
		"png": {Options{Languages: []string{"en"}, Formats: []string{"figures"}, Figures: []string{"png"}},
			append(figureFiles(t, r, l, "en", "png"), "issues.csv")},
		"no figures": {Options{Languages: []string{"en"}, Formats: []string{"figures"}}, []string{"issues.csv"}},
	} {
		w := write(t, t.TempDir(), r, l, c.options)
		if filepath.Base(w.Folder) != "undated" {
			t.Errorf("%s: without a date it is written to %s", name, w.Folder)
		}
		slices.Sort(c.want)
		if got := files(tree(t, w.Folder)); !slices.Equal(got, c.want) {
			t.Errorf("%s: there are %q, want %q", name, got, c.want)
		}
	}
}

// A study that reads the month alone is given no appendix, and has its figures all the same.
func TestPartsOfTheReport(t *testing.T) {
	r, l := sample(t)
	for part, want := range map[code.Part]string{code.Month: "report.en.pdf", code.Appendix: "appendix.en.pdf"} {
		r.Study.Report.Parts = []code.Part{part}
		w := write(t, t.TempDir(), r, l, Options{Languages: []string{"en"}, Formats: []string{"pdf", "figures"},
			Figures: []string{"svg"}})
		var pages, figures []string
		for name := range tree(t, w.Folder) {
			switch filepath.Ext(name) {
			case ".pdf":
				pages = append(pages, name)
			case ".svg":
				figures = append(figures, name)
			}
		}
		if !slices.Equal(pages, []string{want}) || len(figures) < 2 {
			t.Errorf("%s: %q and %d figures", part, pages, len(figures))
		}
	}
}

// figureFiles are the names of the files of a report's figures, in its order.
func figureFiles(t *testing.T, r *result.Results, l *result.Listing, language, format string) []string {
	t.Helper()
	report, err := layout.Build(r, l, language)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range report.Appendix.Figures() {
		names = append(names, "figures/"+language+"/"+f.ID+"."+format)
	}
	if len(names) < 2 {
		t.Fatalf("only %d figures", len(names))
	}
	return names
}

func TestWithoutAListingNoneIsWritten(t *testing.T) {
	r, _ := sample(t)
	w := write(t, t.TempDir(), r, nil, options())
	all := tree(t, w.Folder)
	if _, there := all["listing.csv"]; there || all["report.en.xlsx"] == "" {
		t.Errorf("there are %q", files(all))
	}
}

func TestSameResultsGiveTheSameBytes(t *testing.T) {
	r, l := sample(t)
	first := write(t, t.TempDir(), r, l, options())
	want := tree(t, first.Folder)

	again := write(t, filepath.Dir(first.Folder), r, l, options())
	sameTree(t, "written over itself", tree(t, again.Folder), want)

	fromFile, listing := readRun(t, first.Folder)
	rendered := write(t, t.TempDir(), fromFile, listing, options())
	sameTree(t, "rendered from its own files", tree(t, rendered.Folder), want)

	dirs := []string{t.TempDir(), t.TempDir()}
	var group sync.WaitGroup
	for _, dir := range dirs {
		group.Go(func() {
			if _, err := tryToWrite(context.Background(), dir, r, l, options(), func(string, int) {}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for _, dir := range dirs {
		sameTree(t, "written beside another", tree(t, filepath.Join(dir, "2026-06-30")), want)
	}
}

// A letter that the font lacks, and bytes that are no letter, are printed as their
// number, and results.json keeps what can be kept of them.
func TestUnprintableTitleIsWritten(t *testing.T) {
	dir := t.TempDir()
	r, l := sample(t)
	r.Study.Title["vi"], r.Study.Title["en"] = "移植", "a\xffb"
	w := write(t, dir, r, l, small())
	content, err := os.ReadFile(filepath.Join(dir, "2026-06-30", "results.json"))
	if err != nil || w == nil || !strings.Contains(string(content), "移植") {
		t.Errorf("results.json has not the title as it is: %v", err)
	}
}

// Whatever fails, last month's reports stay as they were.
func TestFailureLeavesTheOldReports(t *testing.T) {
	for name, c := range map[string]struct {
		spoil  func(*result.Results, *result.Listing, *Options)
		wanted error // nil: any
	}{
		"an infinite number": {spoil: func(r *result.Results, _ *result.Listing, _ *Options) {
			r.Cohorts[0].FollowUp.Median = result.Number(math.Inf(1))
		}},
		"an infinite time": {spoil: func(_ *result.Results, l *result.Listing, _ *Options) {
			l.AddEndpoint("all", "os", 1).Add(0, result.Outcome{Time: math.Inf(1)})
		}},
		"a code without words": {spoil: func(r *result.Results, _ *result.Listing, _ *Options) {
			r.Issues = []result.Issue{{Severity: "error", Code: "no_such_code"}}
		}},
		"a language without words": {spoil: func(_ *result.Results, _ *result.Listing,
			o *Options) {
			o.Languages = []string{"en", "fr"}
		}},
		"two languages that are one": {spoil: func(_ *result.Results, _ *result.Listing,
			o *Options) {
			o.Languages = []string{"en", "en"}
		}, wanted: os.ErrExist},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			r, l := sample(t)
			write(t, dir, r, l, small())
			before := tree(t, dir)
			o := options()
			c.spoil(r, l, &o)
			w, err := tryToWrite(context.Background(), dir, r, l, o, func(string, int) {})
			if err == nil || w != nil || c.wanted != nil && !errors.Is(err, c.wanted) {
				t.Errorf("written %v, error %v", w, err)
			}
			sameTree(t, "after the failure", tree(t, dir), before)
		})
	}
}

func TestInterruptionLeavesTheOldReports(t *testing.T) {
	r, l := sample(t)
	all := write(t, t.TempDir(), r, l, options()).Files
	for _, stop := range []int{0, 1, 5, len(all)} { // the last: all are made, none is in its place
		dir := t.TempDir()
		r, l := sample(t)
		write(t, dir, r, l, small())
		before := tree(t, dir)
		r.Study.Title["en"] = "another title"
		ctx, cancel := context.WithCancel(context.Background())
		if stop == 0 {
			cancel()
		}
		_, err := tryToWrite(ctx, dir, r, l, options(), func(_ string, done int) {
			if done == stop {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped after file %d: error %v", stop, err)
		}
		sameTree(t, "after the interruption", tree(t, dir), before)
	}
}

func TestNoFileLeavesItsFolder(t *testing.T) {
	dir := t.TempDir()
	r, l := sample(t)
	for i := range r.Cohorts {
		r.Cohorts[i].ID = `../../..\a/b:c`
	}
	w := write(t, dir, r, l, options())
	besideIt(t, dir, "2026-06-30", "latest")
	if !slices.ContainsFunc(names(w),
		func(name string) bool { return strings.HasPrefix(name, "figures/en/.._.._.._a_b_c-") }) {
		t.Errorf("written %q", names(w))
	}
	if err := refuseForeign(w.Folder); err != nil {
		t.Errorf("its own files would be refused: %v", err)
	}
}

func TestIssuesAreReadAsUTF8AndNeverAsFormulas(t *testing.T) {
	dir := t.TempDir()
	r, l := sample(t)
	r.Issues = []result.Issue{{Severity: "warning", Code: "unreadable_number", File: "=cases.csv", Line: 3,
		Column: "@cân nặng, \"kg\"", Case: "-1"}}
	w := write(t, dir, r, l, small())
	content, err := os.ReadFile(filepath.Join(w.Folder, "issues.csv"))
	if err != nil {
		t.Fatal(err)
	}
	text, hasMark := bytes.CutPrefix(content, []byte("\ufeff"))
	if !hasMark {
		t.Error("no byte-order mark: a spreadsheet shows Vietnamese as nonsense")
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, error %v", len(rows), err)
	}
	if got, want := rows[1][2:6], []string{"'=cases.csv", "3", "'@cân nặng, \"kg\"", "'-1"}; !slices.Equal(got, want) {
		t.Errorf("written %q, want %q", got, want)
	}
}
