package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"

	"graftstat/reports/document"
)

// chartDocument has two charts of two curves each: A falls from 1 to 0.5 at 2
// and is followed to 3, B stays at 1. Both share the rows of one table.
func chartDocument() *document.Document {
	f := &document.Figure{ID: "os", Title: "Sống còn <toàn bộ>", Alt: "Hai đường cong", XLabel: "Năm",
		YLabel: "Xác suất", Chart: &document.Curves{Lines: make([]document.Curve, 2)},
		XTicks: []document.Tick{{At: 0}, {At: 1}, {At: 2}, {At: 3}},
		YTicks: []document.Tick{{At: 0}, {At: 0.25}, {At: 0.5}, {At: 0.75}, {At: 1}}}
	lines := []document.SheetLine{
		{Name: "KTC 95%", Kind: document.LimitLine, X: 1, Y: 3, First: 0, Last: 3, Unlisted: true},
		{Name: "A", Kind: document.EstimateLine, X: 1, Y: 2, First: 0, Last: 2},
		{Name: "A", Kind: document.FaintLine, X: 1, Y: 2, First: 2, Last: 3, Unlisted: true},
		{Name: "B", Kind: document.EstimateLine, Curve: 1, X: 1, Y: 2, First: 4, Last: 5},
		{Name: "+", Kind: document.CensoredMark, Curve: 1, X: 1, Y: 2, First: 5, Last: 5, Unlisted: true},
	}
	points := &document.Table{ID: "points", Columns: []document.Column{{Head: "Đường"}, {Head: "t", Number: true},
		{Head: "S", Number: true}, {Head: "<", Number: true}}}
	for _, p := range [][3]float64{{0, 1, 0.7}, {2, 1, 0.7}, {2, 0.5, 0.1}, {3, 0.5, math.NaN()}, {0, 1, math.NaN()},
		{3, 1, math.NaN()}} {
		row := document.Row{Cells: []document.Cell{{Text: "A"}, number(p[0], document.General, ""),
			number(p[1], document.Decimal, ""), {}}}
		if !math.IsNaN(p[2]) {
			row.Cells[3] = number(p[2], document.Decimal, "")
		}
		points.Rows = append(points.Rows, row)
	}
	points.Rows[0].ID = "points:os"
	under := &document.Table{ID: "risk:os", Caption: "Có nguy cơ",
		Columns: []document.Column{{Head: "Năm"}, {Head: "0", Number: true}},
		Rows:    []document.Row{{Cells: []document.Cell{{Text: "Điểm", Link: "points:os"}, {Text: "2"}}}}}
	second := *under
	second.ID, second.Rows = "risk:efs",
		[]document.Row{{Cells: []document.Cell{{Text: "Biểu đồ", Link: "chart:os"}, {}}}}
	return &document.Document{Language: "vi", Title: "T", Sheets: []document.Sheet{
		{ID: "charts", Name: "Biểu đồ", Title: "Biểu đồ", Wide: true, Blocks: []document.Block{
			{Paragraph: &document.Paragraph{Text: "Ghi chú", Style: document.Note}},
			{SheetChart: &document.SheetChart{ID: "chart:os", Figure: f, Subtitle: "2 bệnh nhi", Data: "points",
				Lines: lines}}, {Table: under},
			{SheetChart: &document.SheetChart{ID: "chart:efs", Figure: f, Data: "points", Lines: lines[:2]}},
			{Table: &second}}},
		{ID: "points", Name: "Điểm d'A", Title: "Điểm", Filter: true, Blocks: []document.Block{{Table: points}}},
	}}
}

// parts of a workbook by name.
func parts(t *testing.T, content []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for _, p := range archive.File {
		r, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r) // fails where a checksum is wrong
		if err != nil {
			t.Fatal(err)
		}
		all[p.Name] = string(b)
	}
	return all
}

// chartOfParts is what the tests read of a chart.
type chartOfParts struct {
	Title  []string `xml:"chart>title>tx>rich>p>r>t"`
	Style  attr     `xml:"chart>plotArea>scatterChart>scatterStyle"`
	Series []struct {
		Name   string  `xml:"tx>v"`
		Marker attr    `xml:"marker>symbol"`
		Dash   attr    `xml:"spPr>ln>prstDash"`
		Colour attr    `xml:"spPr>ln>solidFill>srgbClr"`
		X      numbers `xml:"xVal>numRef"`
		Y      numbers `xml:"yVal>numRef"`
	} `xml:"chart>plotArea>scatterChart>ser"`
	Axes []struct {
		Max    attr     `xml:"scaling>max"`
		Min    attr     `xml:"scaling>min"`
		Title  []string `xml:"title>tx>rich>p>r>t"`
		Unit   attr     `xml:"majorUnit"`
		Format struct {
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmt"`
		Text attr `xml:"txPr>p>pPr>defRPr>solidFill>srgbClr"`
	} `xml:"chart>plotArea>valAx"`
	Unlisted []attr `xml:"chart>legend>legendEntry>idx"`
}

type attr struct {
	Val string `xml:"val,attr"`
}

type numbers struct {
	Range string `xml:"f"`
	Count attr   `xml:"numCache>ptCount"`
	Cache []struct {
		Index string `xml:"idx,attr"`
		Value string `xml:"v"`
	} `xml:"numCache>pt"`
}

func (n numbers) String() string {
	s := n.Range + " " + n.Count.Val + ":"
	for _, p := range n.Cache {
		s += " " + p.Index + "=" + p.Value
	}
	return s
}

func readChart(t *testing.T, part string) chartOfParts {
	t.Helper()
	var c chartOfParts
	if err := xml.Unmarshal([]byte(part), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestChartDrawsTheTable(t *testing.T) {
	c := readChart(t, parts(t, written(t, chartDocument()))["xl/charts/chart1.xml"])
	if strings.Join(c.Title, "|") != "Sống còn <toàn bộ>|2 bệnh nhi" || c.Style.Val != "lineMarker" {
		t.Errorf("title %q, style %q", c.Title, c.Style.Val)
	}
	want := []struct{ name, dash, colour, marker, x, y string }{
		// a limit that is missing is a gap
		{"KTC 95%", "dash", "005A8C", "none", "'Điểm d''A'!$B$5:$B$8 4: 0=0 1=2 2=2 3=3",
			"'Điểm d''A'!$D$5:$D$8 4: 0=0.7 1=0.7 2=0.1"},
		{"A", "solid", "005A8C", "none", "'Điểm d''A'!$B$5:$B$7 3: 0=0 1=2 2=2",
			"'Điểm d''A'!$C$5:$C$7 3: 0=1 1=1 2=0.5"},
		{"A", "solid", "005A8C", "none", "'Điểm d''A'!$B$7:$B$8 2: 0=2 1=3", "'Điểm d''A'!$C$7:$C$8 2: 0=0.5 1=0.5"},
		{"B", "sysDash", "D55E00", "none", "'Điểm d''A'!$B$9:$B$10 2: 0=0 1=3", "'Điểm d''A'!$C$9:$C$10 2: 0=1 1=1"},
		{"+", "", "", "plus", "'Điểm d''A'!$B$10:$B$10 1: 0=3", "'Điểm d''A'!$C$10:$C$10 1: 0=1"},
	}
	if len(c.Series) != len(want) {
		t.Fatalf("%d series, want %d", len(c.Series), len(want))
	}
	for i, w := range want {
		s := c.Series[i]
		if s.Name != w.name || s.Dash.Val != w.dash || s.Colour.Val != w.colour || s.Marker.Val != w.marker ||
			s.X.String() != w.x || s.Y.String() != w.y {
			t.Errorf("series %d: %s, dash %s, colour %s, marker %s, %s, %s", i, s.Name, s.Dash.Val, s.Colour.Val,
				s.Marker.Val, s.X, s.Y)
		}
	}
	unlisted := ""
	for _, u := range c.Unlisted {
		unlisted += u.Val
	}
	if unlisted != "024" {
		t.Errorf("left out of the legend: %q", unlisted)
	}
}

func TestChartHasTheAxesOfItsFigure(t *testing.T) {
	c := readChart(t, parts(t, written(t, chartDocument()))["xl/charts/chart1.xml"])
	if len(c.Axes) != 2 {
		t.Fatalf("%d axes", len(c.Axes))
	}
	for i, want := range []string{"0 3 1 Năm General", `0 1 0.25 Xác suất 0" "%`} {
		a := c.Axes[i]
		if got := strings.Join([]string{a.Min.Val, a.Max.Val, a.Unit.Val, strings.Join(a.Title, ""), a.Format.Code},
			" "); got != want {
			t.Errorf("axis %d: %s, want %s", i, got, want)
		}
		if a.Text.Val != ink {
			t.Errorf("axis %d: texts in %q", i, a.Text.Val)
		}
	}
}

// The points that a chart refers to are where it says.
func TestChartRefersToItsNumbers(t *testing.T) {
	f := workbook(t, chartDocument())
	for cell, want := range map[string]string{"B4": "t", "B5": "0", "C7": "0.500", "D8": "", "C10": "1.000"} {
		if got, err := f.GetCellValue("Điểm d'A", cell); err != nil || got != want {
			t.Errorf("%s reads %q, want %q, error %v", cell, got, want, err)
		}
	}
	for cell, want := range map[string]string{"A28": "'Điểm d''A'!A5", "A53": "'Biểu đồ'!A4"} {
		if linked, target, err := f.GetCellHyperLink("Biểu đồ", cell); err != nil || !linked || target != want {
			t.Errorf("%s leads to %q, want %q, error %v", cell, target, want, err)
		}
	}
}

func TestEachChartStartsAPage(t *testing.T) {
	all := parts(t, written(t, chartDocument()))
	sheet := all["xl/worksheets/sheet1.xml"]
	if strings.Count(sheet, "<brk ") != 1 || !strings.Contains(sheet, `<brk id="28"`) {
		t.Errorf("breaks before other rows than the second chart's: %s", sheet[strings.Index(sheet, "<rowBreaks"):])
	}
	f := workbook(t, chartDocument())
	props, err := f.GetSheetProps("Biểu đồ")
	if err != nil || props.FitToPage != nil && *props.FitToPage {
		t.Errorf("fitted to pages, which leaves out the breaks, error %v", err)
	}
	page, err := f.GetPageLayout("Biểu đồ")
	if err != nil || page.AdjustTo == nil || *page.AdjustTo < minScale || *page.AdjustTo > 100 {
		t.Errorf("page %+v, error %v", page, err)
	}
	if drawing := all["xl/drawings/drawing1.xml"]; strings.Count(drawing, `descr="Hai đường cong"`) != 2 {
		t.Errorf("no alternative text: %s", drawing)
	}
}

func TestChartsAreTheSameBytes(t *testing.T) {
	first := written(t, chartDocument())
	for range 10 {
		if !bytes.Equal(written(t, chartDocument()), first) {
			t.Fatal("the same charts gave other bytes")
		}
	}
}

func TestChartNeedsItsTable(t *testing.T) {
	doc := chartDocument()
	doc.Sheets = doc.Sheets[:1]
	if err := Write(context.Background(), io.Discard, doc, ""); err == nil ||
		!strings.Contains(err.Error(), "chart:os") {
		t.Errorf("error %v", err)
	}
	doc = chartDocument()
	doc.Sheets[0].Blocks[1].SheetChart.Subtitle = "Nguy\xe1\xbb"
	if err := Write(context.Background(), io.Discard, doc, ""); err == nil {
		t.Error("a broken text was written")
	}
}

func TestManyCurvesMakeAChartTaller(t *testing.T) {
	few, many := &document.SheetChart{Figure: &document.Figure{Chart: &document.Curves{Lines: make([]document.Curve,
		8)}}}, &document.SheetChart{Figure: &document.Figure{Chart: &document.Curves{Lines: make([]document.Curve,
		40)}}}
	if chartRows(few) != usualRows || chartRows(many) != usualRows+18 {
		t.Errorf("8 curves take %d rows, 40 take %d", chartRows(few), chartRows(many))
	}
}

// A sheet for programs has its head in the first row and nothing above it.
func TestBareSheetStartsWithItsHead(t *testing.T) {
	doc := cells(number(1, document.General, "1"))
	doc.Sheets[0].Bare = true
	f := workbook(t, doc)
	if rows, err := f.GetRows("S"); err != nil || len(rows) != 2 || rows[0][0] != "h" || rows[1][0] != "1" {
		t.Errorf("rows %q, error %v", rows, err)
	}
	if panes, err := f.GetPanes("S"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, error %v", panes, err)
	}
}

func TestFewAreMarkedByACondition(t *testing.T) {
	doc := cells(number(4, document.Integer, "4"))
	doc.Sheets[0].Blocks[0].Table.Columns[0].Few = true
	marks, err := workbook(t, doc).GetConditionalFormats("S")
	if err != nil || len(marks["A5:A5"]) != 1 || marks["A5:A5"][0].Criteria != "AND(ISNUMBER(A5),A5<5)" {
		t.Errorf("conditions %+v, error %v", marks, err)
	}
}
