package document_test

import (
	"fmt"
	"strings"

	"graftstat/reports/document"
)

// A figure is data in its final words: what is drawn can be read as numbers, and a
// value that has no place on its axes is named before anything is drawn.
func ExampleFigure() {
	figure := document.Figure{
		ID: "mortality-by-year", Title: "One-year mortality by year",
		XLabel: "Patients", YLabel: "Mortality",
		XTicks: []document.Tick{{At: 0, Label: "0"}, {At: 20, Label: "20"}},
		YTicks: []document.Tick{{At: 0, Label: "0%"}, {At: 0.5, Label: "50%"}},
		Chart: &document.Funnel{
			Target: 0.1, TargetLabel: "Benchmark 10%", Within: "within the limits",
			Points: []document.FunnelPoint{{N: 12, Y: 0.25, Label: "2024"}},
		},
	}
	for _, row := range figure.Numbers() {
		fmt.Println(strings.Join(row, ","))
	}
	figure.XTicks[1].At = 10
	fmt.Println(figure.Check())
	// Output:
	// part,series,name,x,y,lower,upper,text
	// unit,2024,,12,0.25,,,
	// benchmark,,Benchmark 10%,,0.1,,,
	// point 1 is not on the axes
}

// A cell has a text for paper and a value for the workbook; renderers print the one,
// write the other and convert neither.
func ExampleDocument_Tables() {
	estimate := 0.9
	report := document.Document{
		Language: "en", Title: "Outcomes",
		Pages: []document.Section{{ID: "survival", Title: "Overall survival", Level: 1, Blocks: []document.Block{{
			Table: &document.Table{
				ID:      "survival-at-times",
				Columns: []document.Column{{Head: "Year"}, {Head: "Survival", Number: true}},
				Rows: []document.Row{{Cells: []document.Cell{
					{Text: "1"}, {Text: "90%", Value: &estimate, Format: document.Percent},
				}}},
			},
		}}}},
	}
	for _, table := range report.Tables() {
		cell := table.Rows[0].Cells[1]
		fmt.Printf("%s: %s on paper, %v in the workbook\n", table.Caption, cell.Text, *cell.Value)
	}
	// Output: Overall survival: 90% on paper, 0.9 in the workbook
}
