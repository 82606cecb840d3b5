package xlsx

import (
	"bytes"
	"context"
	"testing"

	"github.com/xuri/excelize/v2"

	"graftstat/reports/document"
)

// sample is a document with one sheet of every kind. Its numbers are invented.
func sample() *document.Document {
	return &document.Document{
		Language: "vi",
		Title:    "Kết quả ghép & theo dõi",
		Centre:   "Trung tâm ghép",
		Closing:  "Ngày chốt số liệu 31/10/2026",
		Subject:  "Sống còn",
		Tool:     "graftstat 1.0",
		Date:     document.Day{Year: 2026, Month: 10, Day: 31},
		Sheets: []document.Sheet{
			{Name: "Tổng quan", Title: "Tổng quan", Wide: true, Filter: true, Blocks: []document.Block{
				{Paragraph: &document.Paragraph{Text: "Mười bệnh nhi.", Style: document.Lead}},
				{Paragraph: &document.Paragraph{Text: "Ít bệnh nhân.", Style: document.Warning}},
				{Cards: []document.Card{{Label: "only in the PDF"}}},
				{Figure: &document.Figure{ID: "only-in-the-pdf"}},
				{Table: estimates()},
			}},
			{ID: "group", Name: "Nhóm A'B", Title: "Nhóm A", Blocks: []document.Block{
				{Table: &document.Table{ID: "levels", Caption: "Đặc điểm",
					Columns: []document.Column{{Head: "Đặc điểm"}, {Head: "n", Number: true}}, Rows: []document.Row{
						{Heading: true, Cells: []document.Cell{{Text: "Chẩn đoán"}, number(0, document.Integer, "0")}},
						{ID: "level", Cells: []document.Cell{{Text: "U nguyên bào thần kinh", Indent: 1},
							number(7, document.Integer, "7")}},
					}, Notes: []string{"Số ca."}}},
				{Table: &document.Table{ID: "second", Columns: []document.Column{{Head: "SE", Number: true}},
					Rows: []document.Row{{Cells: []document.Cell{number(0.02, document.Decimal, "0,020")}}}}},
			}},
			{Name: "Method", Title: "Methods", Filter: true,
				Blocks: []document.Block{{Paragraph: &document.Paragraph{Text: "A text alone."}}}},
		},
	}
}

// estimates has its head in row 6 of a sheet with two paragraphs.
func estimates() *document.Table {
	return &document.Table{
		ID: "estimates",
		Columns: []document.Column{{Head: "Nhóm"}, {Head: "Thời gian (ngày)", Number: true},
			{Head: "Ước lượng", Number: true}, {Head: "Khoảng tin cậy"}},
		Rows: []document.Row{
			{Cells: []document.Cell{{Text: "Thalassemia", Link: "group"}, number(365, document.Days, "365"),
				number(1.0/3, document.Percent, "33%"), {Text: "10–60%"}}},
			{Mark: document.Attention, Cells: []document.Cell{{Text: "U đặc", Link: "no such sheet"},
				number(12.5, document.Days, "12,5"), {Text: "–"}, {Text: ""}}},
			{Cells: []document.Cell{{Text: "=1+1", Link: "level"}, number(0, document.Integer, "0"),
				number(-2, document.Decimal, "−2"), {Text: "x", Mark: document.Fault}}},
		},
	}
}

func number(value float64, format document.Format, text string) document.Cell {
	return document.Cell{Text: text, Value: &value, Format: format}
}

// oneTable is a document of one sheet with one table.
func oneTable(t *document.Table) *document.Document {
	return &document.Document{Language: "en", Title: "T",
		Sheets: []document.Sheet{{Name: "S", Title: "S", Filter: true, Blocks: []document.Block{{Table: t}}}}}
}

// cells is a document whose only table has one row: its cells stand in row 5.
func cells(row ...document.Cell) *document.Document {
	table := &document.Table{ID: "cells", Rows: []document.Row{{Cells: row}}}
	for range row {
		table.Columns = append(table.Columns, document.Column{Head: "h"})
	}
	return oneTable(table)
}

func written(t *testing.T, doc *document.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, doc, ""); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// workbook is a document as another program reads it.
func workbook(t *testing.T, doc *document.Document) *excelize.File {
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
