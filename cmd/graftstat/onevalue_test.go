package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/csv"
	"fmt"
	"io"
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
outputs: {formats: [xlsx, pdf, json, figures, html], figures: [svg]}
`

// A number has one value wherever a run says it: on the console, in
// results.json, on the pages, in the workbook, in tables and in figures.
func TestOneNumberHasOneValue(t *testing.T) {
	sample, err := os.ReadFile("../../sample-data/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	asked := regexp.MustCompile(`(?m)^outputs:(.*\n)(^[ #].*\n)*`).ReplaceAllString(string(sample), "")
	asked += "\npaper: {}\noutputs: {formats: [xlsx, pdf, json, figures, html], figures: [svg]}\n"
	for name, study := range map[string]string{"sample": asked, "years and months": otherUnits} {
		if testing.Short() && name == "sample" {
			continue
		}
		dir := t.TempDir()
		for _, file := range []string{"cases.csv", "counts.csv", "transfusions.csv", "titres.csv", "scores.csv"} {
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
		if status := run(context.Background(), []string{"run", path, "--out", filepath.Join(dir, "out")}, &stdout, &stderr); status != exitOK && status != exitSetAside {
			t.Fatalf("%s: status %d: %s", name, status, stderr.String())
		}
		g := &gathered{t: t, name: name, console: glued(stdout.String())}
		g.folder, _ = filepath.EvalSymlinks(filepath.Join(dir, "out", "2026-10-31"))
		g.all()
		if g.compared < 100 {
			t.Errorf("%s: only %d numbers were compared", name, g.compared)
		}
		t.Logf("%s: %d numbers compared", name, g.compared)
	}
}

type gathered struct {
	t                      *testing.T
	name, folder, language string
	console                string
	compared               int
}

func (g *gathered) all() {
	f, err := os.Open(filepath.Join(g.folder, "results.json"))
	if err != nil {
		g.t.Fatal(err)
	}
	defer f.Close()
	r, err := result.Decode(f)
	if err != nil {
		g.t.Fatal(err)
	}
	for _, g.language = range []string{"en", "vi"} {
		pages := pdfText(g.t, g.read("report."+g.language+".pdf"))
		g.workbook(r)
		for _, c := range r.Cohorts {
			for i, e := range c.Endpoints {
				if len(e.Groups) == 0 {
					continue
				}
				all := e.Groups[0]
				g.figure(c.ID+"-"+e.ID, e, all)
				g.table(c.ID+"-"+e.ID, e, all)
				g.pages(pages, e, all)
				if i < linesShown {
					g.headline(pages, all)
				}
			}
		}
	}
}

// linesShown is the number of endpoints of a cohort on the console.
const linesShown = 3

func (g *gathered) read(name string) string {
	content, err := os.ReadFile(filepath.Join(g.folder, filepath.FromSlash(name)))
	if err != nil {
		g.t.Fatal(err)
	}
	return string(content)
}

func (g *gathered) same(where string, got, want any) {
	g.t.Helper()
	g.compared++
	if got != want {
		g.t.Errorf("%s, %s, %s: %v, results.json has %v", g.name, g.language, where, got, want)
	}
}

func (g *gathered) holds(where, text, want string) {
	g.t.Helper()
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
	return percent(float64(p.Estimate), n) + "%", percent(float64(p.Lower), n) + "–" + percent(float64(p.Upper), n) + "%"
}

// figure compares the numbers and the description of a curve.
func (g *gathered) figure(id string, e result.Endpoint, all result.Group) {
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(g.read("figures/"+g.language+"/"+id+".csv"), "\ufeff"))).ReadAll()
	if err != nil {
		g.t.Fatal(err)
	}
	var curve, risk [][]string
	for _, row := range rows[1:] {
		switch row[0] {
		case "curve":
			curve = append(curve, row)
		case "at_risk":
			risk = append(risk, row)
		}
	}
	for _, at := range all.At {
		if at.Estimate.IsMissing() || at.Time > number(curve[len(curve)-1][3]) && all.Curve[len(all.Curve)-1].Time < at.Time {
			continue
		}
		last := curve[0]
		for _, row := range curve {
			if number(row[3]) <= at.Time {
				last = row
			}
		}
		g.same(id+".csv", [3]string{last[4], last[5], last[6]}, [3]string{digits(at.Estimate), digits(at.Lower), digits(at.Upper)})
	}
	g.same(id+".csv", len(risk), len(all.Risk))
	for i, r := range all.Risk {
		counts := fmt.Sprintf("%d (%d, %d", r.AtRisk, r.Censored, r.Events)
		if e.Kind == "incidence" {
			counts += fmt.Sprintf(", %d", r.Competing)
		}
		g.same(id+".csv at risk", [2]string{risk[i][3], risk[i][7]}, [2]string{digits(result.Number(r.Time)), counts + ")"})
		for _, at := range all.At {
			if at.Time == r.Time {
				g.same(id+": at risk in table and figure", r.AtRisk, at.AtRisk)
			}
		}
	}
	for i := len(all.At) - 1; i >= 0; i-- {
		if at := all.At[i]; !at.Estimate.IsMissing() {
			estimate, interval := estimated(at.Point, all.Cases)
			description := glued(regexp.MustCompile(`(?s)<desc>.*?</desc>`).FindString(g.read("figures/" + g.language + "/" + id + ".svg")))
			g.holds(id+".svg", description, estimate)
			g.holds(id+".svg", description, interval)
			break
		}
	}
}

// table compares the rows of an endpoint's table for a manuscript.
func (g *gathered) table(id string, e result.Endpoint, all result.Group) {
	rows := regexp.MustCompile(`(?s)<tr>.*?</tr>`).FindAllString(g.read("tables/"+g.language+"/"+id+"-at.html"), -1)[1:]
	for i, at := range shownTimes(all.At) {
		var cells []string
		for _, cell := range regexp.MustCompile(`(?s)<td[^>]*>(.*?)</td>`).FindAllStringSubmatch(rows[i], -1) {
			cells = append(cells, glued(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(cell[1], "")))
		}
		g.same(id+"-at.html", strings.Join(cells[1:], "|"), strings.Join(rowOf(e, at, all.Cases), "|"))
		if at.Unit != "days" {
			g.same(id+"-at.html, time", strings.HasPrefix(cells[0], digits(result.Number(at.Asked))), true)
		}
	}
}

// pages compares the rows of an endpoint's table in the PDF.
func (g *gathered) pages(pages string, e result.Endpoint, all result.Group) {
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

// headline compares a card of the first page and, in English, its line on the console.
func (g *gathered) headline(pages string, all result.Group) {
	for _, at := range all.At {
		if !at.Headline || at.Estimate.IsMissing() {
			continue
		}
		estimate, interval := estimated(at.Point, all.Cases)
		events := regexp.MustCompile(regexp.QuoteMeta(fmt.Sprintf(":%d", at.Events)) + `(by|đến)[^,]*,` + `\D*` + strconv.Itoa(all.Events))
		card := regexp.MustCompile(regexp.QuoteMeta(estimate) + `\D{0,12}95%\D{0,5}` + regexp.QuoteMeta(interval) + strconv.Itoa(all.Cases) + `[^;\d]*;[^:]*` + events.String())
		g.same("page one: "+card.String(), card.MatchString(pages), true)
		if g.language == "en" {
			line := regexp.MustCompile(regexp.QuoteMeta(estimate+"(95%CI"+interval+";"+strconv.Itoa(all.Cases)) + `[^;\d]*;[^:]*` + events.String())
			g.same("console: "+line.String(), line.MatchString(g.console), true)
		}
	}
}

// workbook compares every estimate of every group with its sheet, to the 15
// digits with which a workbook is read.
func (g *gathered) workbook(r *result.Results) {
	book, err := excelize.OpenFile(filepath.Join(g.folder, "report."+g.language+".xlsx"))
	if err != nil {
		g.t.Fatal(err)
	}
	defer book.Close()
	var want [][]string
	for _, c := range r.Cohorts {
		for _, e := range c.Endpoints {
			for _, group := range e.Groups {
				for _, at := range group.At {
					row := []string{strconv.Itoa(group.Cases), strconv.Itoa(group.Events), digits(result.Number(at.Time)), strconv.Itoa(at.AtRisk), strconv.Itoa(at.Events)}
					want = append(want, append(row, digits(at.Estimate), digits(at.Lower), digits(at.Upper)))
				}
			}
		}
	}
	head := map[string]string{"en": "Events in all", "vi": "Tổng số biến cố"}[g.language]
	found := 0
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			g.t.Fatal(err)
		}
		for i, row := range rows {
			if len(row) < 13 || row[5] != head || len(rows) < i+1+len(want) {
				continue
			}
			found++
			for j := range want {
				cells := append(rows[i+1+j], make([]string, 16)...)
				got := []string{cells[4], cells[5], cells[7], cells[8], cells[9], cells[12], cells[13], cells[14]}
				g.same(fmt.Sprintf("%s: %q is %q", sheet, got, want[j]), near(got, want[j]), true)
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

// glued is a text without spaces, its decimals after a point.
func glued(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s), func(c rune) bool { return c == ' ' || c == '\u00a0' || c == '\n' || c == '\t' }), "")
	return regexp.MustCompile(`(\d),(\d)`).ReplaceAllString(s, "$1.$2")
}

// pdfText is what the pages print, in the order in which they print it, glued.
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
		for _, m := range shown.FindAllSubmatch(drawn, -1) {
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
