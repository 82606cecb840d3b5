package pdf

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"graftstat/reports/document"
)

// A table's first column of texts names its rows; a name stands for the rows
// below it that have none.
func TestRowHeads(t *testing.T) {
	cells := func(texts ...string) document.Row {
		var row document.Row
		for _, text := range texts {
			row.Cells = append(row.Cells, document.Cell{Text: text})
		}
		return row
	}
	table := &document.Table{ID: "t", Columns: []document.Column{{Head: "n", Number: true}, {Head: "Tên"},
		{Head: "Mức"}}}
	table.Rows = []document.Row{
		cells("1", "", "a"), // nothing above that could name it
		cells("2", "Pesaro", "b"), cells("3", "", "c"), cells("4", "", "d"),
		{Heading: true, Cells: []document.Cell{{Text: "Đoàn hệ"}}},
		cells("5", "", "e"), cells("6", "Tuổi", "f"),
	}
	want := []string{
		"TH Column,TH Column,TH Column",
		"TD,TH Row,TD", "TD,TH Row 3,TD", "TD,TD", "TD,TD",
		"TH Row",
		"TD,TH Row,TD", "TD,TH Row,TD",
	}
	var got []string
	write(t, tableDocument(table)).structure().walk(func(n *node) {
		if n.kind == "TR" {
			got = append(got, cellKinds(n))
		}
	})
	if !slices.Equal(got, want) {
		t.Errorf("rows\n%q, want\n%q", got, want)
	}
}

func cellKinds(row *node) string {
	var kinds []string
	for _, cell := range row.kids {
		kind := cell.kind
		if scope := regexp.MustCompile(`/Scope /(\w+)`).FindStringSubmatch(cell.body); scope != nil {
			kind += " " + scope[1]
		}
		if span := regexp.MustCompile(`/RowSpan (\d+)`).FindStringSubmatch(cell.body); span != nil {
			kind += " " + span[1]
		}
		kinds = append(kinds, kind)
	}
	return strings.Join(kinds, ",")
}

func TestRowHeadColumn(t *testing.T) {
	text, number := document.Column{}, document.Column{Number: true}
	for _, test := range []struct {
		columns []document.Column
		want    int
	}{
		{[]document.Column{text, number}, 0},
		{[]document.Column{number, number, text, text}, 2},
		{[]document.Column{number, number}, 0},
		{[]document.Column{text}, noRowHead},
	} {
		if got := rowHeadColumn(test.columns); got != test.want {
			t.Errorf("%v: column %d, want %d", test.columns, got, test.want)
		}
	}
}

// A screen reader reads in the order of the pages: down, and side by side from
// the left.
func TestReadingOrder(t *testing.T) {
	doc := fullDocument("vi")
	doc.Pages[0].Blocks = append([]document.Block{{Statuses: []document.Status{
		{Mark: document.Calm, Name: "Thalassemia", Word: "yên", Text: "Không có tín hiệu.", Link: "os"},
		{Mark: document.Open, Name: "U đặc", Word: "chưa rõ", Link: "nowhere"},
	}}}, doc.Pages[0].Blocks...)
	o := write(t, doc)
	last, looked := [2]int{}, 0
	o.structure().walk(func(n *node) {
		for _, mark := range n.marks {
			if looked++; slices.Compare(mark[:], last[:]) < 0 {
				t.Errorf("%s %v is read after %v", n.kind, mark, last)
			}
			last = mark
		}
	})
	if looked < 1000 {
		t.Errorf("only %d contents", looked)
	}
}
