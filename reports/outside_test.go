package reports

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"regexp"
	"strings"
	"testing"

	"graftstat/analysis/disclosure"
	"graftstat/analysis/result"
	"graftstat/reports/figure"
	"graftstat/reports/layout"
	"graftstat/reports/pdf"
	"graftstat/reports/xlsx"
)

// outsideResults are 60 patients of whom 23 died, one every 11 days from day
// 100 on; of moved, each of them dies a day later. Both round to the same.
func outsideResults(moved int) *result.Results {
	g := result.Group{By: "", Group: "all", Cases: 60, Events: 23}
	alive := 60
	for i := range 23 {
		alive--
		g.Curve = append(g.Curve, result.Point{Time: float64(100 + 11*i + moved), AtRisk: alive + 1, Events: 1,
			Estimate: result.Number(float64(alive) / 60)})
	}
	g.Curve = append(g.Curve, result.Point{Time: float64(1200 + moved), AtRisk: alive, Censored: alive,
		Estimate: result.Number(float64(alive) / 60)})
	for _, t := range []float64{365, 730, 1095} {
		g.At = append(g.At, result.Estimate{Point: result.Point{Time: t}})
	}
	return &result.Results{AsOf: "2026-10-31", Study: result.Study{File: "study.yaml", TimeUnit: "days",
		Intervals: result.Intervals{Level: 0.95},
		Cohorts:   []result.StudyCohort{{ID: "c"}}, Report: result.Report{SuppressBelow: 5}},
		Cohorts: []result.Cohort{{ID: "c", Patients: 60, FollowUp: result.FollowUp{Median: result.Number(1200 + moved)},
			Endpoints: []result.Endpoint{{ID: "os", Kind: "survival", Method: "kaplan-meier", Unit: "days",
				Times: []float64{365, 730, 1095},
				Definition: result.Definition{From: "transplant", Event: []result.Item{{Milestone: "death"}},
					Censor: []string{"last_contact"}, Per: "patient"},
				Groups: []result.Group{g}}}}}}
}

// The bytes of the report for readers outside say no more than its rounded
// numbers: where each event moves by a day they are the same to the last one.
// The workbook holds no number that is not printed, no native chart, no comment.
func TestBytesForReadersOutside(t *testing.T) {
	documents := func(moved int) (figures, pages, workbook []byte) {
		doc, err := layout.BuildOutside(disclosure.Outside(outsideResults(moved)), "en")
		if err != nil {
			t.Fatal(err)
		}
		if len(doc.Figures()) != 1 {
			t.Fatalf("%d figures", len(doc.Figures()))
		}
		var svg, p, x bytes.Buffer
		wide := figure.Size{Width: figure.DoubleWidth}
		if err := figure.NewPress().SVG(&svg, doc.Figures()[0], wide); err != nil {
			t.Fatal(err)
		}
		if err := pdf.Write(context.Background(), &p, doc); err != nil {
			t.Fatal(err)
		}
		if err := xlsx.Write(context.Background(), &x, doc, ""); err != nil {
			t.Fatal(err)
		}
		return svg.Bytes(), p.Bytes(), x.Bytes()
	}
	svg, page, book := documents(0)
	svg2, page2, book2 := documents(1)
	if !bytes.Equal(svg, svg2) || !bytes.Equal(page, page2) || !bytes.Equal(book, book2) {
		t.Error("a day of an event is in the bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	plain := regexp.MustCompile(`<c [^>]*?(t="[a-z]+")?[^>]*><v>([^<]*)</v>`)
	allowed := map[string]bool{"60": true, "365": true, "730": true, "1095": true, "0.7": true, "0.6": true,
		"0.8": true, "0.5": true}
	found := 0
	for _, f := range z.File {
		for _, word := range []string{"chart", "comment", "externalLink", "custom"} {
			if strings.Contains(strings.ToLower(f.Name), strings.ToLower(word)) {
				t.Errorf("the workbook has %s", f.Name)
			}
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), "<definedName ") {
			t.Errorf("%s has defined names: %s", f.Name, regexp.MustCompile(`<definedName .*?</definedName>`).
				Find(content))
		}
		if strings.Contains(string(content), `state="hidden"`) || strings.Contains(string(content), `hidden="1"`) {
			t.Errorf("%s hides something", f.Name)
		}
		if !strings.HasPrefix(f.Name, "xl/worksheets/") {
			continue
		}
		for _, m := range plain.FindAllStringSubmatch(string(content), -1) {
			if m[1] != "" || strings.Contains(m[0], `t="s"`) {
				continue // a text
			}
			found++
			if !allowed[m[2]] {
				t.Errorf("%s holds the number %s", f.Name, m[2])
			}
		}
	}
	if found < 5 {
		t.Errorf("only %d numbers in the workbook", found)
	}
}
