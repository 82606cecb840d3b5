package reports

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"graftstat/analysis/result"
	"graftstat/reports/layout"
)

func TestWriteMakesEveryFileAndNothingElse(t *testing.T) {
	r, l := sample(t)
	dir := filepath.Join(t.TempDir(), "a", "out")
	stages := []string{}
	folder, names, err := Write(context.Background(), r, l, options(dir), func(stage string, done int) {
		if stages = append(stages, stage); len(stages) != done {
			t.Errorf("%s is number %d, not %d", stage, len(stages), done)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if folder != filepath.Join(dir, "2026-06-30") {
		t.Errorf("written to %s", folder)
	}
	want := []string{"results.json", "listing.csv", "issues.csv"}
	for _, language := range []string{"en", "vi"} {
		want = append(want, "report."+language+".pdf", "report."+language+".xlsx")
		want = append(want, figureFiles(t, r, l, language, "svg")...)
	}
	if !slices.Equal(names, want) || !slices.Equal(stages, want) {
		t.Errorf("written %q, told %q, want %q", names, stages, want)
	}
	slices.Sort(want)
	if got := files(tree(t, folder)); !slices.Equal(got, want) {
		t.Errorf("there are %q, want %q", got, want)
	}
	for name, content := range tree(t, folder) {
		if strings.HasPrefix(content, "-") && len(content) < 50 {
			t.Errorf("%s holds next to nothing", name)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("beside the run there are %v, error %v", entries, err)
	}
}

func TestWriteMakesWhatIsAskedFor(t *testing.T) {
	r, l := sample(t)
	r.AsOf = ""
	for name, c := range map[string]struct {
		options Options
		want    []string
	}{
		"nothing":    {Options{Languages: []string{"en"}}, []string{"issues.csv"}},
		"json":       {Options{Languages: []string{"en"}, Formats: []string{"json"}}, []string{"issues.csv", "listing.csv", "results.json"}},
		"pdf":        {Options{Languages: []string{"vi"}, Formats: []string{"pdf"}}, []string{"issues.csv", "report.vi.pdf"}},
		"png":        {Options{Languages: []string{"en"}, Formats: []string{"figures"}, Figures: []string{"png"}}, append(figureFiles(t, r, l, "en", "png"), "issues.csv")},
		"no figures": {Options{Languages: []string{"en"}, Formats: []string{"figures"}}, []string{"issues.csv"}},
	} {
		c.options.Dir = t.TempDir()
		folder, _ := write(t, r, l, c.options)
		if filepath.Base(folder) != "undated" {
			t.Errorf("%s: without a date it is written to %s", name, folder)
		}
		slices.Sort(c.want)
		if got := files(tree(t, folder)); !slices.Equal(got, c.want) {
			t.Errorf("%s: there are %q, want %q", name, got, c.want)
		}
	}
}

// figureFiles are the names of the files of a report's figures, in its order.
func figureFiles(t *testing.T, r *result.Results, l *result.Listing, language, format string) []string {
	t.Helper()
	doc, err := layout.Build(r, l, language)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range doc.Figures() {
		names = append(names, "figures/"+language+"/"+f.ID+"."+format)
	}
	if len(names) < 2 {
		t.Fatalf("only %d figures", len(names))
	}
	return names
}

func TestWithoutAListingNoneIsWritten(t *testing.T) {
	r, _ := sample(t)
	folder, _ := write(t, r, nil, options(t.TempDir()))
	all := tree(t, folder)
	if _, there := all["listing.csv"]; there || all["report.en.xlsx"] == "" {
		t.Errorf("there are %q", files(all))
	}
}

func TestSameResultsGiveTheSameBytes(t *testing.T) {
	r, l := sample(t)
	folder, _ := write(t, r, l, options(t.TempDir()))
	want := tree(t, folder)

	again, _ := write(t, r, l, options(filepath.Dir(folder)))
	sameTree(t, "written over itself", tree(t, again), want)

	fromFile, listing := readRun(t, folder)
	rendered, _ := write(t, fromFile, listing, options(t.TempDir()))
	sameTree(t, "rendered from its own files", tree(t, rendered), want)

	dirs := []string{t.TempDir(), t.TempDir()}
	var group sync.WaitGroup
	for _, dir := range dirs {
		group.Go(func() {
			if _, _, err := Write(context.Background(), r, l, options(dir), func(string, int) {}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for _, dir := range dirs {
		sameTree(t, "written beside another", tree(t, filepath.Join(dir, "2026-06-30")), want)
	}
}

// Whatever fails, last month's reports stay as they were.
func TestFailureLeavesTheOldReports(t *testing.T) {
	for name, c := range map[string]struct {
		spoil  func(*result.Results, *result.Listing, *Options)
		wanted error // nil: any
	}{
		"a letter that the font lacks": {spoil: func(r *result.Results, _ *result.Listing, _ *Options) { r.Study.Title["vi"] = "移植" }},
		"text that is no UTF-8":        {spoil: func(r *result.Results, _ *result.Listing, _ *Options) { r.Study.Title["en"] = "\xff" }},
		"an infinite number": {spoil: func(r *result.Results, _ *result.Listing, _ *Options) {
			r.Cohorts[0].FollowUp.Median = result.Number(math.Inf(1))
		}},
		"an infinite time": {spoil: func(_ *result.Results, l *result.Listing, _ *Options) { l.Rows[0].Time = math.Inf(1) }},
		"a code without words": {spoil: func(r *result.Results, _ *result.Listing, _ *Options) {
			r.Issues = []result.Issue{{Severity: "error", Code: "no_such_code"}}
		}},
		"a language without words":   {spoil: func(_ *result.Results, _ *result.Listing, o *Options) { o.Languages = []string{"en", "fr"} }},
		"two languages that are one": {spoil: func(_ *result.Results, _ *result.Listing, o *Options) { o.Languages = []string{"en", "en"} }, wanted: os.ErrExist},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			r, l := sample(t)
			write(t, r, l, small(dir))
			before := tree(t, dir)
			o := options(dir)
			c.spoil(r, l, &o)
			folder, names, err := Write(context.Background(), r, l, o, func(string, int) {})
			if err == nil || folder != "" || names != nil || c.wanted != nil && !errors.Is(err, c.wanted) {
				t.Errorf("written %s, %q, error %v", folder, names, err)
			}
			sameTree(t, "after the failure", tree(t, dir), before)
		})
	}
}

func TestInterruptionLeavesTheOldReports(t *testing.T) {
	r, l := sample(t)
	_, names := write(t, r, l, options(t.TempDir()))
	for _, stop := range []int{0, 1, 5, len(names)} { // the last: all are made, none is in its place
		dir := t.TempDir()
		r, l := sample(t)
		write(t, r, l, small(dir))
		before := tree(t, dir)
		r.Study.Title["en"] = "another title"
		ctx, cancel := context.WithCancel(context.Background())
		if stop == 0 {
			cancel()
		}
		_, _, err := Write(ctx, r, l, options(dir), func(_ string, done int) {
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
	folder, names := write(t, r, l, options(dir))
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("beside the run there are %v, error %v", entries, err)
	}
	if !slices.Contains(names, "figures/en/.._.._.._a_b_c-os.svg") {
		t.Errorf("written %q", names)
	}
	if err := refuseForeign(folder); err != nil {
		t.Errorf("its own files would be refused: %v", err)
	}
}

func TestIssuesAreReadAsUTF8AndNeverAsFormulas(t *testing.T) {
	dir := t.TempDir()
	r, l := sample(t)
	r.Issues = []result.Issue{{Severity: "warning", Code: "unreadable_number", File: "=cases.csv", Line: 3, Column: "@cân nặng, \"kg\"", Case: "-1"}}
	folder, _ := write(t, r, l, small(dir))
	content, err := os.ReadFile(filepath.Join(folder, "issues.csv"))
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
