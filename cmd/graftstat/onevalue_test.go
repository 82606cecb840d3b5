package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/result"
)

// otherUnits asks for times in years and in months of data in days.
const otherUnits = `
as_of: 2026-10-31
languages: [en, vi]
data: {cases: cases.csv}
cohorts: [{id: solid, where: {disease_group: solid_tumor}, compare: [sex], endpoints: [os, rel]}]
endpoints:
  - {id: os, label: {en: "OS {1} {n}"}, kind: survival, event: [death], times: [0.5, 1, 2], unit: years}
  - {id: rel, label: {en: REL}, kind: incidence, event: [relapse], competing: [death], times: [6, 12, 24], unit: months}
paper: {}
outputs: {formats: [xlsx, pdf, json, figures, tables], figures: [svg]}
`

// A number has one value wherever a run says it: on the console, in
// results.json, on the pages, in the workbook, in tables, in figures and in the
// texts for a paper, of a whole cohort and of each group.
func TestOneNumberHasOneValue(t *testing.T) {
	for name, study := range map[string]string{"paper": paperStudy(t), "years and months": otherUnits} {
		if testing.Short() && name == "paper" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			said := runSaid(t, study)
			g := &gathered{said: said, kinds: map[string]int{}}
			g.all("en", "vi")
			for _, f := range g.faults {
				t.Error(f.text)
			}
			for kind, least := range minCompared[name] {
				if g.kinds[kind] < least {
					t.Errorf("of %s only %d numbers were compared", kind, g.kinds[kind])
				}
			}
			t.Logf("compared: %v", g.kinds)
			if name == "paper" {
				noticed(t, said)
			}
		})
	}
}

// minCompared are fewer numbers than each place of a run has.
var minCompared = map[string]map[string]int{
	"paper": {"console": 4, "figure": 300, "table": 150, "page": 100, "workbook": 600,
		"group table": 150, "group figure": 100, "group page": 100,
		"results": 80, "methods": 8, "paper table": 200},
	"years and months": {"figure": 20, "table": 10, "page": 10, "workbook": 20,
		"group table": 10, "group figure": 10, "group page": 8, "results": 6, "methods": 1, "paper table": 10},
}

// paperStudy is the sample for a paper, with every format but those for readers outside.
func paperStudy(t *testing.T) string {
	t.Helper()
	sample, err := os.ReadFile("../../sample-data/paper.yaml")
	if err != nil {
		t.Fatal(err)
	}
	left := regexp.MustCompile(`(?m)^(outputs|report|sensitivity):(.*\n)(^[ #].*\n)*`)
	return left.ReplaceAllString(string(sample), "") +
		"\noutputs: {formats: [xlsx, pdf, json, figures, tables], figures: [svg]}\n"
}

// said is all that a run says, by file.
type said struct {
	results *result.Results
	texts   map[string]string       // by name; of a PDF what the pages print, glued
	books   map[string][][][]string // by language: sheets of rows of cells
	tables  map[string][][]string   // of a text with a table: its rows, once they were read
}

func runSaid(t *testing.T, study string) *said {
	t.Helper()
	dir := t.TempDir()
	for _, file := range []string{"cases.csv", "counts.csv", "transfusions.csv", "titres.csv", "scores.csv", "typing.csv", "gvhd.csv"} {
		content, err := os.ReadFile(filepath.Join("../../sample-data", file))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, file), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "study.yaml")
	if err := os.WriteFile(path, []byte(study), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	arguments := []string{"run", path, "--out", filepath.Join(dir, "out")}
	if status := run(context.Background(), arguments, &stdout, &stderr); status != exitOK && status != exitSetAside {
		t.Fatalf("status %d: %s", status, stderr.String())
	}
	s := &said{texts: map[string]string{"console": glued(stdout.String())},
		books: map[string][][][]string{}, tables: map[string][][]string{}}
	folder, err := filepath.EvalSymlinks(filepath.Join(dir, "out", "2026-10-31"))
	if err != nil {
		t.Fatal(err)
	}
	s.read(t, folder)
	if s.results, err = result.Decode(strings.NewReader(s.texts["results.json"])); err != nil {
		t.Fatal(err)
	}
	return s
}

// read reads every file under a folder.
func (s *said) read(t *testing.T, folder string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		switch text := string(content); filepath.Ext(name) {
		case ".pdf":
			s.texts[name] = pdfText(t, text)
		case ".xlsx":
			s.books[strings.Split(name, ".")[1]] = sheetsOf(t, path)
		default:
			s.texts[filepath.ToSlash(name)] = text
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func sheetsOf(t *testing.T, path string) (sheets [][][]string) {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		sheets = append(sheets, rows)
	}
	return sheets
}

// gathered compares what a run says of one quantity in several places.
type gathered struct {
	*said
	language string
	kind     string // of the place at hand
	kinds    map[string]int
	faults   []fault
}

// fault is a quantity with another value in a place.
type fault struct{ kind, text string }

func (g *gathered) all(languages ...string) {
	for _, g.language = range languages {
		pages, month := g.texts["appendix."+g.language+".pdf"], g.texts["report."+g.language+".pdf"]
		g.workbook()
		for _, c := range g.results.Cohorts {
			g.vitalStatus(c)
			for i, e := range c.Endpoints {
				if len(e.Groups) == 0 {
					continue
				}
				all := e.Groups[0]
				g.figure(c.ID+"-"+e.ID, e, all)
				g.table(c.ID+"-"+e.ID, e, all)
				g.pages(pages, e, all)
				if i < linesShown {
					g.headline(pages, month, all)
				}
				g.groups(pages, c.ID+"-"+e.ID, e)
			}
		}
		g.paper()
	}
}

// vitalStatus compares the alive, the dead and the unknown of a cohort on the console.
func (g *gathered) vitalStatus(c result.Cohort) {
	if g.language == "en" {
		g.kind = "console"
		f := c.FollowUp
		said := fmt.Sprintf("%daliveatlastcontact,%ddead,%dunknown", f.Alive, f.Dead, f.Unknown)
		g.holds("console", g.texts["console"], said)
	}
}

// linesShown is the number of endpoints of a cohort on the console.
const linesShown = 3

// text is a file of the outputs in the language at hand, for which LANG stands in its name.
func (g *gathered) text(name string) string {
	return g.texts[strings.ReplaceAll(name, "LANG", g.language)]
}

func (g *gathered) same(where string, got, want any) {
	g.kinds[g.kind]++
	if got != want {
		text := fmt.Sprintf("%s, %s: %v, results.json has %v", g.language, where, got, want)
		g.faults = append(g.faults, fault{g.kind, text})
	}
}

func (g *gathered) holds(where, text, want string) {
	g.same(where+" holds "+want, strings.Contains(text, want), true)
}

// percent by hand: whole under 100 cases, a decimal where that would be a
// certainty that it is not.
func percent(x float64, n int) string {
	digits := 0
	if n >= 100 {
		digits = 1
	}
	text := strconv.FormatFloat(math.Floor(100*x*math.Pow10(digits)+0.5+1e-9)/math.Pow10(digits), 'f', digits, 64)
	if digits == 0 && (text == "0" && x > 0 || text == "100" && x < 1) {
		text = strconv.FormatFloat(math.Floor(1000*x+0.5+1e-9)/10, 'f', 1, 64)
	}
	switch {
	case x > 0 && text == "0.0":
		return "<0.1"
	case x < 1 && text == "100.0":
		return ">99.9"
	}
	return text
}

func estimated(p result.Point, n int) (estimate, interval string) {
	return percent(float64(p.Estimate), n) + "%", percent(float64(p.Lower), n) + "–" + percent(float64(p.Upper), n) +
		"%"
}

// figure compares the numbers and the description of a curve.
func (g *gathered) figure(id string, e result.Endpoint, all result.Group) {
	g.kind = "figure"
	g.curve(id, "", e, all)
	for i := len(all.At) - 1; i >= 0; i-- {
		if at := all.At[i]; !at.Estimate.IsMissing() {
			estimate, interval := estimated(at.Point, all.Cases)
			description := glued(described.FindString(g.text("figures/LANG/" + id + ".svg")))
			g.holds(id+".svg", description, estimate)
			g.holds(id+".svg", description, interval)
			break
		}
	}
}

var described = regexp.MustCompile(`(?s)<desc>.*?</desc>`)

// curve compares the numbers of a curve, "" the only one of its figure, and of the
// table under it. It reports whether the figure has the curve.
func (g *gathered) curve(id, series string, e result.Endpoint, group result.Group) bool {
	text := strings.TrimPrefix(g.text("figures/LANG/"+id+".csv"), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		g.faults = append(g.faults, fault{g.kind, id + ".csv: " + err.Error()})
		return false
	}
	var curve, risk [][]string
	for _, row := range rows {
		switch {
		case series != "" && row[1] != series:
		case row[0] == "curve":
			curve = append(curve, row)
		case row[0] == "at_risk":
			risk = append(risk, row)
		}
	}
	if len(curve) == 0 {
		return false
	}
	end := max(number(curve[len(curve)-1][3]), group.Curve[len(group.Curve)-1].Time)
	for _, at := range group.At {
		if at.Estimate.IsMissing() || at.Time > end {
			continue
		}
		last := curve[0]
		for _, row := range curve {
			if number(row[3]) <= at.Time {
				last = row
			}
		}
		g.same(id+".csv", [3]string{last[4], last[5], last[6]},
			[3]string{digits(at.Estimate), digits(at.Lower), digits(at.Upper)})
	}
	lines := 3 // at risk, censored, events, and competing events of an incidence
	if e.Kind == "incidence" {
		lines = 4
	}
	columns := len(risk) / lines
	g.same(id+".csv, columns at risk", len(risk), lines*len(group.Risk))
	for i, r := range group.Risk[:min(columns, len(group.Risk))] {
		for k, n := range []int{r.AtRisk, r.Censored, r.Events, r.Competing}[:lines] {
			row := risk[k*columns+i]
			g.same(id+".csv at risk", [2]string{row[3], row[7]},
				[2]string{digits(result.Number(r.Time)), strconv.Itoa(n)})
		}
		for _, at := range group.At {
			if at.Time == r.Time {
				g.same(id+": at risk in table and figure", r.AtRisk, at.AtRisk)
			}
		}
	}
	return true
}

// table compares the rows of an endpoint's table for a manuscript.
func (g *gathered) table(id string, e result.Endpoint, all result.Group) {
	g.kind = "table"
	rows := g.rows(id + "-at")
	g.same(id+"-at.html, rows", len(rows), len(shownTimes(all.At)))
	for i, at := range shownTimes(all.At)[:min(len(rows), len(shownTimes(all.At)))] {
		g.same(id+"-at.html", strings.Join(rows[i][1:], "|"), strings.Join(rowOf(e, at, all.Cases), "|"))
		if at.Unit != "days" {
			g.same(id+"-at.html, time", strings.HasPrefix(rows[i][0], digits(result.Number(at.Asked))), true)
		}
	}
}

var (
	htmlRow  = regexp.MustCompile(`(?s)<tr>.*?</tr>`)
	htmlCell = regexp.MustCompile(`(?s)<t([hd])[^>]*>(.*?)</t[hd]>`)
	htmlTag  = regexp.MustCompile(`<[^>]*>`)
)

// rows are the cells of a table for a manuscript, glued, without its head; none
// where there is no such table.
func (g *gathered) rows(id string) [][]string {
	text := g.text("tables/LANG/" + id + ".html")
	if rows, ok := g.tables[text]; ok {
		return rows
	}
	var rows [][]string
	for _, row := range htmlRow.FindAllString(text, -1) {
		var cells []string
		for _, cell := range htmlCell.FindAllStringSubmatch(row, -1) {
			cells = append(cells, glued(htmlTag.ReplaceAllString(cell[2], "")))
		}
		rows = append(rows, cells)
	}
	g.tables[text] = rows[min(len(rows), 1):]
	return g.tables[text]
}

// pages compares the rows of an endpoint's table in the PDF.
func (g *gathered) pages(pages string, e result.Endpoint, all result.Group) {
	g.kind = "page"
	for _, at := range shownTimes(all.At) {
		if !at.Estimate.IsMissing() {
			g.holds("PDF, "+e.ID, pages, strings.Join(rowOf(e, at, all.Cases), ""))
		}
	}
}

func shownTimes(all []result.Estimate) []result.Estimate {
	for i, at := range all {
		if at.Reason == "past_follow_up" {
			return all[:i+1]
		}
	}
	return all
}

func rowOf(e result.Endpoint, at result.Estimate, n int) []string {
	row := []string{strconv.Itoa(at.AtRisk), strconv.Itoa(at.Events)}
	if e.Kind == "incidence" {
		row = append(row, strconv.Itoa(at.Competing))
	}
	if at.Estimate.IsMissing() {
		return append(row, "–", "–")
	}
	estimate, interval := estimated(at.Point, n)
	return append(row, estimate, interval)
}

// headline compares a card of the first pages of month and appendix and, in English, its line on the console.
func (g *gathered) headline(pages, month string, all result.Group) {
	for _, at := range all.At {
		if !at.Headline || at.Estimate.IsMissing() {
			continue
		}
		estimate, interval := estimated(at.Point, all.Cases)
		events := regexp.MustCompile(regexp.QuoteMeta(fmt.Sprintf(":%d", at.Events)) + `(by|đến)[^,]*,` + `\D*` +
			strconv.Itoa(all.Events))
		card := regexp.MustCompile(regexp.QuoteMeta(estimate) + `\D{0,12}95%\D{0,5}` + regexp.QuoteMeta(interval) +
			strconv.Itoa(all.Cases) + `[^;\d]*;[^:]*` + events.String())
		g.kind = "page"
		g.same("page one: "+card.String(), card.MatchString(pages), true)
		short := regexp.MustCompile(regexp.QuoteMeta(estimate) + `\D{0,12}95%\D{0,5}` + regexp.QuoteMeta(interval) +
			fmt.Sprintf(`%d(of|/)%d[^;\d]*;%d\D`, at.AtRisk, all.Cases, at.Events))
		g.same("page one of the month: "+short.String(), short.MatchString(month), true)
		if g.language == "en" {
			line := regexp.MustCompile(regexp.QuoteMeta(estimate+"(95%CI"+interval+";"+strconv.Itoa(all.Cases)) +
				`[^;\d]*;[^:]*` + events.String())
			g.kind = "console"
			g.same("console: "+line.String(), line.MatchString(g.texts["console"]), true)
		}
	}
}

// workbook compares every estimate of every group with its sheet, to the 15
// digits with which a workbook is read.
func (g *gathered) workbook() {
	g.kind = "workbook"
	var want [][]string
	for _, c := range g.results.Cohorts {
		for _, e := range c.Endpoints {
			for _, group := range e.Groups {
				for _, at := range group.At {
					row := []string{strconv.Itoa(group.Cases), strconv.Itoa(group.Events),
						digits(result.Number(at.Time)), strconv.Itoa(at.AtRisk), strconv.Itoa(at.Events)}
					want = append(want, append(row, digits(at.Estimate), digits(at.Lower), digits(at.Upper)))
				}
			}
		}
	}
	head := map[string]string{"en": "Events in all", "vi": "Tổng số biến cố"}[g.language]
	found := 0
	for n, rows := range g.books[g.language] {
		for i, row := range rows {
			if len(row) < 13 || row[5] != head || len(rows) < i+1+len(want) {
				continue
			}
			found++
			for j := range want {
				cells := append(rows[i+1+j], make([]string, 16)...)
				got := []string{cells[4], cells[5], cells[7], cells[8], cells[9], cells[12], cells[13], cells[14]}
				g.same(fmt.Sprintf("sheet %d: %q is %q", n+1, got, want[j]), near(got, want[j]), true)
			}
		}
	}
	g.same("sheets of all estimates", found, 1)
}

// near reports whether two rows of numbers are equal to the digits with which a
// workbook is read.
func near(got, want []string) bool {
	for i := range want {
		a, b := number(got[i]), number(want[i])
		if (got[i] == "") != (want[i] == "") || math.Abs(a-b) > 1e-12*math.Max(math.Abs(a), math.Abs(b)) {
			return false
		}
	}
	return true
}

// digits are all digits of a number, as CSV and workbook have them; nothing where it is missing.
func digits(x result.Number) string {
	if x.IsMissing() {
		return ""
	}
	return strconv.FormatFloat(float64(x), 'g', -1, 64)
}

func number(s string) float64 {
	x, _ := strconv.ParseFloat(s, 64)
	return x
}

var decimalComma = regexp.MustCompile(`(\d),(\d)`)

// glued is a text without spaces, its decimals after a point.
func glued(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s),
		func(c rune) bool { return c == ' ' || c == '\u00a0' || c == '\n' || c == '\t' }), "")
	return toSign.ReplaceAllString(decimalComma.ReplaceAllString(s, "$1.$2"), "$1–$2")
}

// toSign is what stands in an interval for the dash before or after a < or >.
var toSign = regexp.MustCompile(`(\d)(?:to|đến)([<>]\d)`)

var artifact = regexp.MustCompile(`(?s)/Artifact BMC.*?EMC`)

// pdfText is what the pages print, in the order in which they print it, glued; without
// what stands on every page, which a sentence runs around.
func pdfText(t *testing.T, content string) string {
	var all strings.Builder
	shown := regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\) Tj`)
	for _, part := range strings.Split(content, "stream\n")[1:] {
		r, err := zlib.NewReader(strings.NewReader(part))
		if err != nil {
			continue
		}
		drawn, err := io.ReadAll(r)
		if err != nil {
			continue
		}
		for _, m := range shown.FindAllSubmatch(artifact.ReplaceAll(drawn, nil), -1) {
			all.WriteString(fromUTF16(m[1]))
		}
	}
	if all.Len() < 1000 {
		t.Fatalf("only %d bytes of text in the PDF", all.Len())
	}
	return glued(all.String())
}

func fromUTF16(escaped []byte) string {
	var plain []byte
	for i := 0; i < len(escaped); i++ {
		if escaped[i] == '\\' && i+1 < len(escaped) {
			i++
			if escaped[i] == 'r' {
				plain = append(plain, '\r')
				continue
			}
		}
		plain = append(plain, escaped[i])
	}
	var units []uint16
	for i := 0; i+1 < len(plain); i += 2 {
		units = append(units, uint16(plain[i])<<8|uint16(plain[i+1]))
	}
	return string(utf16.Decode(units))
}
