package casefile

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// writeRows writes a file of n rows.
func writeRows(b *testing.B, p *plan.Plan, name, header string, n int, row func(w *bufio.Writer, i int)) {
	b.Helper()
	f, err := os.Create(filepath.Join(p.Dir, name))
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, header)
	for i := range n {
		row(w, i)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

const benchHeader = "case_id,patient_id,sex,birth_date,transplant_date,transplant_type,diagnosis,weight_kg,recipient_abo,donor_abo," +
	"cd34_e6_kg,neutrophil_engraftment_date,platelet_engraftment_20_date,relapse_date,death_date,last_contact_date,note"

func benchRow(w *bufio.Writer, i int) {
	fmt.Fprintf(w, "C%07d,P%07d,%s,%02d/%02d/2015,%02d/%02d/2024,autologous,\"u nguyên bào thần kinh, nguy cơ cao\",%d.%d,O+,A1,%d.%02d,15/%02d/2024,,,,20/%02d/2025,ghi chú dài không dùng đến ở dòng này\n",
		i, i, []string{"Nam", "Nữ"}[i%2], i%28+1, i%12+1, i%14+1, i%12+1, 8+i%40, i%10, i%9, i%100, i%12+1, i%12+1)
}

// BenchmarkRead reads 100,000 rows of 17 columns, of which 16 are in use.
func BenchmarkRead(b *testing.B) {
	const rows = 100_000
	p := study(b, "")
	writeRows(b, p, "cases.csv", benchHeader, rows, benchRow)
	b.ReportAllocs()
	for b.Loop() {
		d, err := Read(context.Background(), p, nil)
		if err != nil || d.Rows() != rows || len(d.Issues) > 0 {
			b.Fatal(err, d.Rows(), d.Issues[:min(3, len(d.Issues))])
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkStream streams a log of a million counts of a thousand cases.
func BenchmarkStream(b *testing.B) {
	const cases, days, rows = 1000, 1000, 1_000_000
	p := study(b, "")
	writeRows(b, p, "cases.csv", "case_id,transplant_date", cases,
		func(w *bufio.Writer, i int) { fmt.Fprintf(w, "C%04d,2021-01-01\n", i) })
	d := read(b, p)
	p.Data.Counts.File = plan.Files("counts.csv")
	writeRows(b, p, "counts.csv", "case_id,date,test,value", rows, func(w *bufio.Writer, i int) {
		day := i / cases
		fmt.Fprintf(w, "C%04d,%d-%02d-%02d,anc,%d.%d\n", i%cases, 2021+day/336, day%336/28+1, day%28+1, i%9, i%10)
	})
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := Stream(context.Background(), p, d, registry.Counts, func(registry.LogEntry) error { n++; return nil })
		if err != nil || n != rows {
			b.Fatal(err, n)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkWide streams a wide log of a million counts: a thousand cases, five tests,
// two hundred days.
func BenchmarkWide(b *testing.B) {
	const cases, days, tests = 1000, 200, 5
	p := study(b, "")
	writeRows(b, p, "cases.csv", "case_id,transplant_date", cases, func(w *bufio.Writer, i int) { fmt.Fprintf(w, "C%04d,2021-01-01\n", i) })
	d := read(b, p)
	p.Data.Counts = plan.LogSource{File: plan.Files("counts.csv"), Wide: plan.Wide{Day: "N{day}"}}
	header := "case_id,test"
	for day := range days {
		header += fmt.Sprintf(",N%d", day)
	}
	names := []string{"anc", "wbc", "platelets", "hb", "ldh"}
	writeRows(b, p, "counts.csv", header, cases*tests, func(w *bufio.Writer, i int) {
		fmt.Fprintf(w, "C%04d,%s", i/tests, names[i%tests])
		for day := range days {
			fmt.Fprintf(w, ",%d.%d", day%9, i%10)
		}
		fmt.Fprintln(w)
	})
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := Stream(context.Background(), p, d, registry.Counts, func(registry.LogEntry) error { n++; return nil })
		if err != nil || n != cases*days*tests {
			b.Fatal(err, n)
		}
	}
	b.ReportMetric(float64(cases*days*tests)*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
}

// BenchmarkSheet reads 20,000 rows of 8 columns from a sheet.
func BenchmarkSheet(b *testing.B) {
	const rows = 20_000
	p := study(b, "")
	book := excelize.NewFile()
	defer book.Close()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	iso, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		b.Fatal(err)
	}
	for i := range rows + 1 {
		row := []any{"case_id", "sex", "transplant_date", "last_contact_date", "weight_kg", "diagnosis",
			"recipient_abo", "note"}
		if i > 0 {
			date := func(n int) excelize.Cell { return excelize.Cell{StyleID: iso, Value: 44000 + n%2000} }
			row = []any{fmt.Sprintf("C%06d", i), []string{"M", "F"}[i%2], date(i), date(i + 400), 8 + float64(i%400)/10,
				"u nguyên bào thần kinh", "O+", "ghi chú"}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := book.SaveAs(filepath.Join(p.Dir, "outcomes.xlsx")); err != nil {
		b.Fatal(err)
	}
	p.Data.Cases = plan.Files("outcomes.xlsx")
	b.ReportAllocs()
	for b.Loop() {
		if d, err := Read(context.Background(), p, nil); err != nil || d.Rows() != rows {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkTests streams a log of a million counts with a row a day and a column for each
// of five tests, a thousand cases and two hundred days.
func BenchmarkTests(b *testing.B) {
	const cases, days = 1000, 200
	p := study(b, "")
	writeRows(b, p, "cases.csv", "case_id,transplant_date", cases,
		func(w *bufio.Writer, i int) { fmt.Fprintf(w, "C%04d,2021-01-01\n", i) })
	d := read(b, p)
	names := []string{"anc", "wbc", "platelets", "hb", "ldh"}
	p.Data.Counts = plan.LogSource{File: plan.Files("counts.csv"), Tests: map[string]string{}}
	for _, name := range names {
		p.Data.Counts.Tests[name] = name
	}
	writeRows(b, p, "counts.csv", "case_id,date,"+strings.Join(names, ","), cases*days, func(w *bufio.Writer, i int) {
		day := i % days
		fmt.Fprintf(w, "C%04d,%d-%02d-%02d", i/days, 2021, day/28%12+1, day%28+1)
		for test := range names {
			fmt.Fprintf(w, ",%d.%d", day%9, test)
		}
		fmt.Fprintln(w)
	})
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := Stream(context.Background(), p, d, registry.Counts, func(registry.LogEntry) error { n++; return nil })
		if err != nil || n != cases*days*len(names) {
			b.Fatal(err, n)
		}
	}
	b.ReportMetric(float64(cases*days*len(names))*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
}
