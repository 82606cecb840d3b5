package xlsx

import (
	"bytes"
	"context"
	"testing"

	"github.com/xuri/excelize/v2"

	"graftstat/reports/layout"
)

// sample is a document with one sheet of every kind. Its numbers are invented.
func sample() *layout.Document {
	return &layout.Document{
		Language: "vi",
		Title:    "Kết quả ghép & theo dõi",
		Centre:   "Trung tâm ghép",
		Closing:  "Ngày chốt số liệu 31/10/2026",
		Subject:  "Sống còn",
		Tool:     "graftstat 1.0",
		Date:     layout.Day{Year: 2026, Month: 10, Day: 31},
		Sheets: []layout.Sheet{
			{Name: "Tổng quan", Title: "Tổng quan", Wide: true, Filter: true, Blocks: []layout.Block{
				{Paragraph: &layout.Paragraph{Text: "Mười bệnh nhi.", Style: layout.Lead}},
				{Paragraph: &layout.Paragraph{Text: "Ít bệnh nhân.", Style: layout.Warning}},
				{Cards: []layout.Card{{Label: "only in the PDF"}}},
				{Figure: &layout.Figure{ID: "only-in-the-pdf"}},
				{Table: estimates()},
			}},
			{ID: "group", Name: "Nhóm A'B", Title: "Nhóm A", Blocks: []layout.Block{
				{Table: &layout.Table{ID: "levels", Caption: "Đặc điểm", Columns: []layout.Column{{Head: "Đặc điểm"}, {Head: "n", Number: true}}, Rows: []layout.Row{
					{Heading: true, Cells: []layout.Cell{{Text: "Chẩn đoán"}, number(0, layout.Integer, "0")}},
					{ID: "level", Cells: []layout.Cell{{Text: "U nguyên bào thần kinh", Indent: 1}, number(7, layout.Integer, "7")}},
				}, Notes: []string{"Số ca."}}},
				{Table: &layout.Table{ID: "second", Columns: []layout.Column{{Head: "SE", Number: true}}, Rows: []layout.Row{{Cells: []layout.Cell{number(0.02, layout.Decimal, "0,020")}}}}},
			}},
			{Name: "Method", Title: "Methods", Filter: true, Blocks: []layout.Block{{Paragraph: &layout.Paragraph{Text: "A text alone."}}}},
		},
	}
}

// estimates has its head in row 6 of a sheet with two paragraphs.
func estimates() *layout.Table {
	return &layout.Table{
		ID:      "estimates",
		Columns: []layout.Column{{Head: "Nhóm"}, {Head: "Thời gian (ngày)", Number: true}, {Head: "Ước lượng", Number: true}, {Head: "Khoảng tin cậy"}},
		Rows: []layout.Row{
			{Cells: []layout.Cell{{Text: "Thalassemia", Link: "group"}, number(365, layout.Days, "365"), number(1.0/3, layout.Percent, "33%"), {Text: "10–60%"}}},
			{Mark: layout.Attention, Cells: []layout.Cell{{Text: "U đặc", Link: "no such sheet"}, number(12.5, layout.Days, "12,5"), {Text: "–"}, {Text: ""}}},
			{Cells: []layout.Cell{{Text: "=1+1", Link: "level"}, number(0, layout.Integer, "0"), number(-2, layout.Decimal, "−2"), {Text: "x", Mark: layout.Fault}}},
		},
	}
}

func number(value float64, format layout.Format, text string) layout.Cell {
	return layout.Cell{Text: text, Value: &value, Format: format}
}

// oneTable is a document of one sheet with one table.
func oneTable(t *layout.Table) *layout.Document {
	return &layout.Document{Language: "en", Title: "T", Sheets: []layout.Sheet{{Name: "S", Title: "S", Filter: true, Blocks: []layout.Block{{Table: t}}}}}
}

// cells is a document whose only table has one row: its cells stand in row 5.
func cells(row ...layout.Cell) *layout.Document {
	table := &layout.Table{ID: "cells", Rows: []layout.Row{{Cells: row}}}
	for range row {
		table.Columns = append(table.Columns, layout.Column{Head: "h"})
	}
	return oneTable(table)
}

func written(t *testing.T, doc *layout.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, doc, ""); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// workbook is a document as another program reads it.
func workbook(t *testing.T, doc *layout.Document) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, doc)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}
