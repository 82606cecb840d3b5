package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"graftstat/reports/document"
	"graftstat/reports/figure"
	"graftstat/reports/golden"
	"graftstat/reports/layout"
)

// A goldenStudy is one whose outputs are goldens. Package golden says how they
// are renewed.
type goldenStudy struct {
	name    string
	from    string   // folder of the study, which is copied
	file    string   // of the study in it
	outputs string   // key outputs, in place of the study's own
	before  []string // closing dates of earlier runs, of results.json alone
	checked bool     // by check, too
	again   bool     // rendered, too
	status  int
	lang    string   // of the reports, where not in all languages of the study
	drawn   []string // languages whose figures are compared as pixels
}

const (
	sampleData   = "../../sample-data"
	smallStudies = "testdata/studies/"
	everyReport  = "formats: [xlsx, pdf, json]"
	lowDPI       = 50
	bareDrawn    = 5 // of a manuscript, whose figures are those of the appendix
)

// small is the language whose figures have small pictures, too.
const small = "en"

func goldenStudies() []goldenStudy {
	both := []string{"en", "vi"}
	return []goldenStudy{
		{name: "centre", from: sampleData, file: "study.yaml", outputs: everyReport,
			before: []string{"2026-09-30"}, checked: true, drawn: both},
		{name: "paper", from: sampleData, file: "paper.yaml", drawn: both[1:],
			outputs: "formats: [xlsx, pdf, json, tables, manuscript, reproduce]"},
		{name: "bmt137", from: sampleData, file: "bmt137.yaml", status: exitSetAside, checked: true, drawn: both,
			outputs: "formats: [xlsx, pdf, json, figures], figures: [svg, eps], figure_sizes: [single]"},
		{name: "faulty", from: sampleData, file: "faulty.yaml", outputs: everyReport, status: exitSetAside,
			checked: true, lang: "vi"},
		{name: "one-patient", from: smallStudies + "one-patient", file: "study.yaml", outputs: everyReport,
			again: true, drawn: both},
		{name: "no-event", from: smallStudies + "no-event", file: "study.yaml", outputs: everyReport,
			checked: true, drawn: both},
		{name: "all-dead", from: smallStudies + "all-dead", file: "study.yaml", outputs: everyReport, drawn: both},
	}
}

func TestGolden(t *testing.T) {
	for _, s := range goldenStudies() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			s.compare(t, golden.Open(t, s.name))
		})
	}
}

func (s goldenStudy) compare(t *testing.T, goldens *golden.Folder) {
	dir := copyStudies(t, s.from)
	study := filepath.Join(dir, s.file)
	out := filepath.Join(dir, "out")
	var console strings.Builder
	program := func(status int, args ...string) { runProgram(t, &console, dir, status, args...) }
	for _, closing := range s.before {
		setOutputs(t, study, "formats: [json]")
		program(s.status, "run", study, "--as-of", closing, "--out", out)
	}
	setOutputs(t, study, s.outputs)
	if s.lang == "" {
		program(s.status, "run", study, "--out", out)
	} else {
		program(s.status, "run", study, "--out", out, "--lang", s.lang)
	}
	if s.checked {
		program(s.status, "check", study)
	}
	folders, err := filepath.Glob(filepath.Join(out, "*"))
	if err != nil || len(folders) == 0 {
		t.Fatalf("no folder of outputs, error %v\n%s", err, console.String())
	}
	folders = slices.DeleteFunc(folders, func(f string) bool { return filepath.Base(f) == "latest" })
	newest := slices.Max(folders)
	if s.again {
		program(exitOK, "render", newest, "--out", filepath.Join(dir, "again"))
	}
	goldens.Text("console.txt", console.String())
	outputsOf(t, goldens, newest)
	draw(t, goldens, newest, s.drawn)
}

// copyStudies copies study files and tables, but not what a run has left there.
func copyStudies(t *testing.T, from string) string {
	t.Helper()
	dir := t.TempDir()
	for _, pattern := range []string{"*.yaml", "*.csv", "faulty/*.csv"} {
		files, err := filepath.Glob(filepath.Join(from, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(dir, filepath.Dir(pattern), filepath.Base(file))
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(to, content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// setOutputs puts a key outputs in place of the study's own.
func setOutputs(t *testing.T, study, outputs string) {
	t.Helper()
	content, err := os.ReadFile(study)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(content)) {
		if !strings.HasPrefix(line, "outputs:") {
			lines = append(lines, line)
		}
	}
	lines = append(lines, "outputs: {"+outputs+"}\n")
	if err := os.WriteFile(study, []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// runProgram writes down a command and what it prints. Paths are relative to dir.
func runProgram(t *testing.T, console *strings.Builder, dir string, status int, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	got := run(context.Background(), args, &stdout, &stderr)
	relative := strings.NewReplacer(dir+string(filepath.Separator), "", filepath.ToSlash(dir)+"/", "").Replace
	fmt.Fprintf(console, "$ graftstat %s\n%s", relative(strings.Join(args, " ")), relative(stdout.String()))
	if stderr.Len() > 0 {
		fmt.Fprintf(console, "standard error:\n%s", relative(stderr.String()))
	}
	fmt.Fprintf(console, "status %d\n\n", got)
	if got != status {
		t.Errorf("%s ended with status %d, not %d\n%s", args[0], got, status, &stderr)
	}
}

// draw compares every figure of a run, at a lower resolution than a run writes.
func draw(t *testing.T, goldens *golden.Folder, folder string, languages []string) {
	r, l, err := readRun(folder)
	if err != nil {
		t.Fatal(err)
	}
	press := figure.NewPress()
	for _, language := range languages {
		report, err := layout.Build(r, l, language)
		if err != nil {
			t.Fatal(err)
		}
		picture := func(name string, f *document.Figure) {
			var file bytes.Buffer
			if err := press.PNG(&file, f, figure.Size{Width: figure.DoubleWidth}, lowDPI); err != nil {
				t.Fatal(err)
			}
			goldens.Picture(name, file.Bytes(), language == small)
		}
		for _, f := range report.Appendix.Figures() {
			picture(language+"/"+f.ID, f)
		}
		if m := report.Manuscript; m != nil {
			for _, f := range m.Figures[:bareDrawn] {
				picture(language+"/bare-"+f.ID, f)
			}
		}
	}
}

// outputsOf compares every file of a run.
func outputsOf(t *testing.T, goldens *golden.Folder, folder string) {
	press := figure.NewPress()
	width := func(face, text string) float64 { return press.Width(figure.FontStyle(face), text) }
	var list, results strings.Builder
	tables := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		sum, isManuscript := "", strings.HasPrefix(name, "manuscript/")
		switch base := strings.TrimSuffix(name, filepath.Ext(name)); filepath.Ext(name) {
		case ".pdf":
			pdf := golden.ReadPDF(t, content, width)
			goldens.Text(name+".txt", pdf.Lines())
			for _, broken := range pdf.BrokenWords() {
				t.Errorf("%s breaks a word: %s", name, broken)
			}
		case ".xlsx":
			goldens.Text(name+".txt", golden.Workbook(t, content))
		case ".docx":
			goldens.Text(name+".txt", golden.Docx(t, content))
		case ".html":
			if isManuscript { // the tables of the text beside it
				break
			}
			tables[filepath.Base(filepath.Dir(name))] += golden.HTMLTable(filepath.Base(base), string(content))
		case ".json":
			results.WriteString(golden.Results(t, content))
		default:
			if !isManuscript { // bare figures: some are drawn
				sum = " " + golden.Sum(content)
			}
		}
		if name == "listing.csv" {
			results.WriteString(golden.Listing(t, content))
		}
		list.WriteString(name + sum + "\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	goldens.Text("files.txt", list.String())
	goldens.Text("results.txt", results.String())
	for language, text := range tables {
		goldens.Text("tables."+language+".txt", text)
	}
}
