package pdf

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"graftstat/reports/document"
)

func tableDocument(tables ...*document.Table) *document.Document {
	doc := emptyDocument("vi")
	var blocks []document.Block
	for _, t := range tables {
		blocks = append(blocks, document.Block{Table: t})
	}
	doc.Pages = []document.Section{section("s", "Bảng", 1, blocks...)}
	return doc
}

// Rows of a long table stand once each, in order, under a head on every page.
func TestLongTable(t *testing.T) {
	o := write(t, tableDocument(estimateTable("t", 500, ",")))
	if o.pages() < 10 {
		t.Fatalf("only %d pages", o.pages())
	}
	rowName := regexp.MustCompile(`^Hàng (\d+)$`)
	next := 1
	for page := 1; page <= o.pages(); page++ {
		heads, top := 0, 0.0
		for _, p := range o.texts(page) {
			if p.text == "Có nguy cơ" {
				heads++
				top = p.y
			}
			if rowName.MatchString(p.text) {
				if want := fmt.Sprintf("Hàng %d", next); p.text != want || p.y < top {
					t.Fatalf("page %d: %q at %.1f, want %q under the head at %.1f", page, p.text, p.y, want, top)
				}
				next++
			}
		}
		if heads != 1 {
			t.Errorf("page %d has %d heads", page, heads)
		}
	}
	if next != 501 {
		t.Errorf("the last row is %d", next-1)
	}
}

// Where a group of rows goes on on a further page, its heading stands there
// again; over rows that are in no group it does not.
func TestGroupHeadRepeated(t *testing.T) {
	for _, indent := range []int{0, 1} {
		table := &document.Table{ID: "t", Columns: []document.Column{{Head: "Nhóm"}, {Head: "n", Number: true}}}
		for i := range 200 {
			if i%100 == 0 {
				table.Rows = append(table.Rows, document.Row{Heading: true,
					Cells: []document.Cell{{Text: fmt.Sprintf("Đoàn hệ %d", i/100+1)}}})
			}
			table.Rows = append(table.Rows,
				document.Row{Cells: []document.Cell{{Text: fmt.Sprintf("hàng %d", i), Indent: indent}, {Text: "1"}}})
		}
		o := write(t, tableDocument(table))
		for page := 1; page <= o.pages(); page++ {
			checkGroups(t, o.texts(page), page > 1 && indent > 0)
		}
		headings := 0
		o.structure().walk(func(n *node) {
			if strings.Contains(n.body, "/Scope /Row /ColSpan 2") {
				headings++
			}
		})
		if headings != 2 || o.pages() < 5 {
			t.Errorf("%d headings in the structure, %d pages", headings, o.pages())
		}
	}
}

// checkGroups looks at the heading that opens a page and at that of each row.
func checkGroups(t *testing.T, page []printed, repeated bool) {
	t.Helper()
	heading, rows := "", 0
	for _, p := range page {
		if strings.HasPrefix(p.text, "Đoàn hệ ") {
			heading = p.text
		}
		var row int
		if n, _ := fmt.Sscanf(p.text, "hàng %d", &row); n == 0 {
			continue
		}
		if want := fmt.Sprintf("Đoàn hệ %d", row/100+1); heading != want && (heading != "" || repeated) {
			t.Errorf("row %d stands under %q, not under %q", row, heading, want)
		}
		if rows == 0 && !repeated && heading != "" && row%100 != 0 {
			t.Errorf("row %d is in no group, yet %q stands over it", row, heading)
		}
		rows++
	}
	if rows == 0 {
		t.Error("a page without rows")
	}
}

// The texts of one row stand on one page, and rows lie clear of each other.
func TestNoRowCut(t *testing.T) {
	table := &document.Table{ID: "t", Columns: []document.Column{{Head: "A"}, {Head: "B"}}}
	for i := range 60 {
		table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{
			{Text: fmt.Sprintf("row%d", i)},
			{Text: strings.Repeat(fmt.Sprintf("text%d ", i), 20+10*(i%7))},
		}})
	}
	o := write(t, tableDocument(table))
	where := map[string]map[int]bool{}
	word := regexp.MustCompile(`(?:row|text)(\d+)`)
	for page := 1; page <= o.pages(); page++ {
		for _, p := range o.texts(page) {
			if m := word.FindStringSubmatch(p.text); m != nil {
				if where[m[1]] == nil {
					where[m[1]] = map[int]bool{}
				}
				where[m[1]][page] = true
			}
		}
	}
	if len(where) != 60 || o.pages() < 3 {
		t.Fatalf("%d rows on %d pages", len(where), o.pages())
	}
	for row, pages := range where {
		if len(pages) != 1 {
			t.Errorf("row %s is on %d pages", row, len(pages))
		}
	}
}

// A row taller than a page is the only one that is cut.
func TestRowTallerThanAPage(t *testing.T) {
	table := estimateTable("t", 2, ",")
	table.Rows[1].Cells[0].Text = strings.TrimSpace(strings.Repeat("từ ", 6000))
	o := write(t, tableDocument(table))
	words := 0
	for page := 1; page <= o.pages(); page++ {
		words += strings.Count(o.text(page), "từ")
	}
	if words != 6000 || o.pages() < 3 {
		t.Errorf("%d of 6000 words on %d pages", words, o.pages())
	}
}

// The decimal marks of a column stand under each other; a whole number ends
// where its mark would be.
func TestDecimalsAligned(t *testing.T) {
	for decimal, language := range map[string]string{",": "vi", ".": "en"} {
		doc := tableDocument(estimateTable("t", 6, decimal))
		doc.Language = language
		o := write(t, doc)
		r, err := newReport(doc)
		if err != nil {
			t.Fatal(err)
		}
		ends := map[string]float64{"0" + decimal + "125": 0, "12" + decimal + "5": 0, "7": 0, "100": 0,
			"<0" + decimal + "001": 0, "–": 0}
		found := 0
		for _, p := range o.texts(1) {
			if _, ok := ends[p.text]; ok && p.kind == "TD" {
				whole, _, _ := strings.Cut(p.text, decimal)
				ends[p.text] = p.x + r.width(whole, r.scale.table)
				found++
			}
		}
		if found != 6 {
			t.Fatalf("%s: %d numbers found", language, found)
		}
		for text, end := range ends {
			if math.Abs(end-ends["7"]) > 0.2 {
				t.Errorf("%s: %q has its decimal mark at %.2f, %q at %.2f", language, text, end, "7", ends["7"])
			}
		}
	}
}

// Texts that begin with a word end under each other.
func TestTimesEndTogether(t *testing.T) {
	table := &document.Table{ID: "t", Columns: []document.Column{{Head: "Mốc"}, {Head: "Thời điểm", Number: true}}}
	times := []string{"ngày 100", "1 năm", "2,5 năm", "–"}
	for _, text := range times {
		table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{{Text: "x"}, {Text: text}}})
	}
	o := write(t, tableDocument(table))
	var ends []float64
	for _, p := range o.texts(1) {
		if p.kind == "TD" && slices.Contains(times, p.text) {
			ends = append(ends, o.right(p))
		}
	}
	if len(ends) != len(times) || slices.Max(ends)-slices.Min(ends) > 0.05 {
		t.Errorf("the times end at %.2f", ends)
	}
}

// A head stands over the middle of wide numbers and ends with narrow ones.
func TestHeadsOverNumbers(t *testing.T) {
	table := &document.Table{ID: "t", Columns: []document.Column{{Head: "Rộng", Number: true},
		{Head: "Hẹp_hơn_đầu_cột", Number: true}}}
	table.Rows = []document.Row{{Cells: []document.Cell{{Text: "1620,0 (1186,0–2552,0; 773,0–3771,0)"}, {Text: "7"}}}}
	o := write(t, tableDocument(table))
	at := map[string]printed{}
	for _, p := range o.texts(1) {
		at[p.text] = p
	}
	middle := func(p printed) float64 { return (p.x + o.right(p)) / 2 }
	if head, cell := at["Rộng"], at["1620,0 (1186,0–2552,0; 773,0–3771,0)"]; head.x == 0 ||
		math.Abs(middle(head)-middle(cell)) > 0.05 {
		t.Errorf("the head's middle is at %.2f, the number's at %.2f", middle(head), middle(cell))
	}
	if head, cell := at["Hẹp_hơn_đầu_cột"], at["7"]; head.x == 0 || math.Abs(o.right(head)-o.right(cell)) > 0.05 {
		t.Errorf("the head ends at %.2f, the number at %.2f", o.right(head), o.right(cell))
	}
}

func TestSplitDecimal(t *testing.T) {
	for _, test := range []struct {
		text        string
		decimal     rune
		left, right string
	}{
		{"0.125", '.', "0", ".125"},
		{"0,125", ',', "0", ",125"},
		{"1,234.5", '.', "1,234", ".5"},
		{"1.234,5", ',', "1.234", ",5"},
		{"12\u00a0345", ',', "12\u00a0345", ""},
		{"<0.001", '.', "<0", ".001"},
		{"p\u00a0=\u00a00.012", '.', "p\u00a0=\u00a00", ".012"},
		{"90%", '.', "90", "%"},
		{"12,3\u00a0%", ',', "12", ",3\u00a0%"},
		{"−5", '.', "−5", ""},
		{"10 (83%)", '.', "10", " (83%)"},
		{"7.", ',', "7", "."},
		{"–", '.', "–", ""},
		{"", '.', "", ""},
	} {
		left, right := splitDecimal(test.text, test.decimal)
		if left != test.left || right != test.right {
			t.Errorf("%q: %q and %q, want %q and %q", test.text, left, right, test.left, test.right)
		}
	}
}

func TestShare(t *testing.T) {
	sum := func(widths []float64) float64 {
		total := 0.0
		for _, w := range widths {
			total += w
		}
		return total
	}
	roomy := share([]need{{20, 30}, {40, 60}}, 500)
	if roomy[0] < 30 || roomy[1] < 60 || sum(roomy) > 200 {
		t.Errorf("a small table gets %v", roomy)
	}
	full := share([]need{{20, 100}, {40, 200}}, 500)
	if math.Abs(sum(full)-500) > 1e-9 {
		t.Errorf("a large table gets %v, not all of 500", full)
	}
	tight := share([]need{{20, 50}, {40, 900}, {30, 800}}, 500)
	if math.Abs(sum(tight)-500) > 1e-6 || tight[0] != 50 || math.Abs(tight[1]-tight[2]) > 1e-6 {
		t.Errorf("columns that wrap get %v; the short one wants 50, the others the same", tight)
	}
	broken := share([]need{{20, 50}, {400, 900}, {300, 800}}, 500)
	if math.Abs(sum(broken)-500) > 1e-6 || broken[0] != 20 {
		t.Errorf("columns whose words break get %v", broken)
	}
}

func TestFixedWidths(t *testing.T) {
	columns := []document.Column{{Width: 2}, {}, {Width: 1}}
	got := fixedWidths(columns, []need{{10, 10}, {10, 50}, {10, 10}}, 350)
	for i, want := range []float64{200, 50, 100} {
		if math.Abs(got[i]-want) > 1e-9 {
			t.Errorf("column %d gets %v, want %v", i, got[i], want)
		}
	}
	if got := fixedWidths(columns[1:2], []need{{1, 1}}, 350); got != nil {
		t.Errorf("no column says a width, got %v", got)
	}
}

// A table with forty columns of numbers comes in parts; no number is broken,
// each part begins with the first column.
func TestTooManyColumns(t *testing.T) {
	table := &document.Table{ID: "wide", Caption: "Bốn mươi nhóm", Notes: []string{"Ghi chú."}}
	row := document.Row{}
	for i := range 40 {
		table.Columns = append(table.Columns, document.Column{Head: fmt.Sprintf("cột%d", i), Number: i > 0})
		row.Cells = append(row.Cells, document.Cell{Text: fmt.Sprintf("12345,%02d", i)})
	}
	table.Rows = []document.Row{row}
	doc := tableDocument(table)
	text := write(t, doc).text(1)
	for i := range 40 {
		if !strings.Contains(text, fmt.Sprintf("12345,%02d\n", i)) ||
			!strings.Contains(text, fmt.Sprintf("cột%d\n", i)) {
			t.Errorf("column %d is broken or missing", i)
		}
	}
	parts := strings.Count(text, "cột0\n")
	if parts < 3 || strings.Count(text, "Bốn mươi nhóm") != 1 || strings.Count(text, "Ghi chú.") != 1 {
		t.Errorf("%d parts; caption and note belong there once", parts)
	}
}

// Marks have a sign beside their colour, in a cell and before a row.
func TestMarks(t *testing.T) {
	table := estimateTable("t", 3, ",") // a fault in its third row, attention in one of its cells
	var signs []string
	for _, p := range write(t, tableDocument(table)).texts(1) {
		if p.text == "×" || p.text == "!" {
			signs = append(signs, p.text)
		}
	}
	if got := strings.Join(signs, ""); got != "×!" {
		t.Errorf("signs %q", got)
	}
}

// A column of numbers whose width is given still holds its widest number.
func TestGivenWidthHoldsNumbers(t *testing.T) {
	columns := []document.Column{{Width: 6}, {Number: true, Width: 1}, {Width: 3}}
	widths := fixedWidths(columns, []need{{10, 50}, {30, 30}, {10, 50}}, 100)
	if widths[1] != 30 || widths[0] <= widths[2] || math.Abs(widths[0]+widths[1]+widths[2]-100) > 1e-9 {
		t.Errorf("widths %v", widths)
	}
}
