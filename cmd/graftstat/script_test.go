package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"graftstat": main})
}

// The scripts run the program as a user would, each in a folder of its own.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"conceals":  conceals,
			"jsonlines": jsonLines,
			"sametree":  sameTree,
			"lines":     lines,
			"workbook":  workbook,
			"sheets":    sheets,
			"speaks":    speaks,
			"enter":     enter,
		},
	})
}

// workbook CSV BOOK [PASSWORD] writes a CSV file as a workbook of one sheet, Cases.
func workbook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: workbook CSV BOOK [PASSWORD]")
	}
	rows, err := csv.NewReader(strings.NewReader(ts.ReadFile(args[0]))).ReadAll()
	ts.Check(err)
	book := excelize.NewFile()
	ts.Check(book.SetSheetName("Sheet1", "Cases"))
	for i, row := range rows {
		ts.Check(book.SetSheetRow("Cases", "A"+strconv.Itoa(i+1), &row))
	}
	ts.Check(book.SaveAs(ts.MkAbs(args[1]), excelize.Options{Password: strings.Join(args[2:], "")}))
}

// speaks LANGUAGE finds no sentence of another language in what the command printed.
func speaks(ts *testscript.TestScript, neg bool, args []string) {
	others := map[string]*regexp.Regexp{
		"vi": regexp.MustCompile(`(?i)\b(the|is|are|and|with|which|write|wrote|read|has)\b [a-z]`),
		"en": regexp.MustCompile(`[ạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư]`),
	}
	if neg || len(args) != 1 || others[args[0]] == nil {
		ts.Fatalf("usage: speaks en|vi")
	}
	said := ts.ReadFile("stdout") + ts.ReadFile("stderr")
	if strings.TrimSpace(said) == "" {
		ts.Fatalf("nothing was printed")
	}
	for line := range strings.Lines(said) {
		if others[args[0]].MatchString(line) {
			ts.Fatalf("not in %s: %s", args[0], line)
		}
	}
}

// sheets BOOK SHEET CSV ... writes CSV files as the sheets of a workbook; numbers are
// written as numbers.
func sheets(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: sheets BOOK SHEET CSV ...")
	}
	book := excelize.NewFile()
	for ; len(args) > 2; args = append(args[:1], args[3:]...) {
		_, err := book.NewSheet(args[1])
		ts.Check(err)
		r := csv.NewReader(strings.NewReader(ts.ReadFile(args[2])))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		ts.Check(err)
		for i, row := range rows {
			cells := make([]any, len(row))
			for j, cell := range row {
				cells[j] = cell
				if x, err := strconv.ParseFloat(cell, 64); err == nil {
					cells[j] = x
				}
			}
			ts.Check(book.SetSheetRow(args[1], "A"+strconv.Itoa(i+1), &cells))
		}
	}
	ts.Check(book.DeleteSheet("Sheet1"))
	ts.Check(book.SaveAs(ts.MkAbs(args[0])))
}

// exits STATUS PROGRAM ARGS... runs a program that must end with a status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("status %d, want %d", got, want)
	}
}

// conceals TEXT PATH... fails if a file at or under a path holds the text; the
// parts of a workbook are looked into. stdout and stderr are those of the last
// program.
func conceals(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: conceals TEXT PATH...")
	}
	var found []string
	for _, path := range args[1:] {
		found = append(found, holding(ts, args[0], path)...)
	}
	if neg != (len(found) > 0) {
		ts.Fatalf("the text stands in %q", found)
	}
}

func holding(ts *testscript.TestScript, text, path string) (found []string) {
	if path == "stdout" || path == "stderr" {
		if strings.Contains(ts.ReadFile(path), text) {
			return []string{path}
		}
		return nil
	}
	err := filepath.WalkDir(ts.MkAbs(path), func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if filepath.Ext(name) == ".xlsx" {
			if content, err = unzipped(content); err != nil {
				return err
			}
		}
		if bytes.Contains(content, []byte(text)) {
			found = append(found, name)
		}
		return nil
	})
	ts.Check(err)
	return found
}

func unzipped(content []byte) ([]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, err
	}
	var all []byte
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		all = append(all, text...)
	}
	return all, nil
}

// jsonlines FILE fails unless each line of a file, and there is one, is JSON
// with a time, a level and a message.
func jsonLines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: jsonlines FILE")
	}
	text := strings.TrimSuffix(ts.ReadFile(args[0]), "\n")
	for i, line := range strings.Split(text, "\n") {
		var record struct{ Time, Level, Msg string }
		if err := json.Unmarshal([]byte(line), &record); err != nil || record.Time == "" || record.Level == "" ||
			record.Msg == "" {
			ts.Fatalf("line %d is %q, error %v", i+1, line, err)
		}
	}
}

// lines FILE LEAST MOST fails unless a file has that many lines.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: lines FILE LEAST MOST")
	}
	least, err := strconv.Atoi(args[1])
	ts.Check(err)
	most, err := strconv.Atoi(args[2])
	ts.Check(err)
	if n := strings.Count(ts.ReadFile(args[0]), "\n"); n < least || n > most {
		ts.Fatalf("%s has %d lines", args[0], n)
	}
}

// sametree A B fails unless two folders hold the same files with the same bytes.
func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sametree A B")
	}
	a, b := contents(ts, args[0]), contents(ts, args[1])
	if len(a) == 0 || len(a) != len(b) {
		ts.Fatalf("%d files and %d", len(a), len(b))
	}
	for name, content := range a {
		if other, there := b[name]; !there || other != content {
			ts.Fatalf("%s differs", name)
		}
	}
}

func contents(ts *testscript.TestScript, folder string) map[string]string {
	root := ts.MkAbs(folder)
	all := make(map[string]string)
	ts.Check(filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name := strings.TrimPrefix(path, root)
		if e.Type() == fs.ModeSymlink {
			to, err := os.Readlink(path)
			all[name] = "link to " + to
			return err
		}
		content, err := os.ReadFile(path)
		all[name] = string(content)
		return err
	}))
	return all
}
