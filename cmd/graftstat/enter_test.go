package main

import (
	"encoding/csv"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// enter WORKBOOK SHEET FILE enters rows below the example of a data-entry workbook:
// FILE is CSV with the heads of the sheet. Dates are entered as dates, numbers as
// numbers.
func enter(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: enter WORKBOOK SHEET FILE")
	}
	rows, err := csv.NewReader(strings.NewReader(ts.ReadFile(args[2]))).ReadAll()
	ts.Check(err)
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	sheet, err := f.GetRows(args[1])
	ts.Check(err)
	at := map[string]int{}
	for i, head := range sheet[1] {
		at[head] = i + 1
	}
	for n, row := range rows[1:] {
		for i, text := range row {
			if at[rows[0][i]] == 0 {
				ts.Fatalf("no head %s", rows[0][i])
			}
			name, err := excelize.CoordinatesToCellName(at[rows[0][i]], n+4)
			ts.Check(err)
			ts.Check(f.SetCellValue(args[1], name, entered(text)))
		}
	}
	ts.Check(f.Save())
}

func entered(text string) any {
	if text == "" {
		return nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		return x
	}
	return text
}
