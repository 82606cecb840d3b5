package casefile

import (
	"slices"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// testKinds are the tests that have a column each, in the order of their names.
func testKinds(tests map[string]string) []rowKind {
	var kinds []rowKind
	for _, name := range sortedKeys(tests) {
		kinds = append(kinds, rowKind{name: name})
	}
	return kinds
}

// headerOfTest is the header under which a file has a test.
func (f logForm) headerOfTest(source map[string]string, name string) string {
	if header, ok := source[name]; ok {
		return table.HeaderText(header)
	}
	return table.HeaderText(f.tests[name])
}

// findTests finds the columns of the tests. Of several files one may lack a test, not all.
func (r *logReader) findTests() error {
	r.kind, r.valueField = -1, -1
	r.rowFields, r.testSlips = make([]int, len(r.form.row)), make([]logSlips, len(r.form.row))
	for i, kind := range r.form.row {
		header := r.form.headerOfTest(r.table.columns, kind.name)
		field, ok := r.table.field[header]
		if !ok {
			field = -1
			r.lacks = append(r.lacks, testLack{i, r.noTest(kind.name, header)})
			r.issues.add(logLacksTest, place{line: r.table.headerLine}, kind.name)
		}
		r.rowFields[i] = field
	}
	if len(r.lacks) == len(r.form.row) || len(r.lacks) > 0 && !r.form.severalFiles {
		return r.lacks[0].fault
	}
	return nil
}

// A testLack is a test of which a file has no column.
type testLack struct {
	kind  int // of the form's
	fault error
}

func (r *logReader) noTest(name, header string) error {
	return &table.Error{File: r.table.file, Line: r.table.headerLine, Column: header,
		Message: message.Of("the study file reads %s from this column, but the header has no such column", name),
		Next:    message.Of("correct tests: in the study file%s", r.table.instead(header))}
}

// lackedByAll is the fault of a test of which no file of a log has a column.
func lackedByAll(files []surveyed) error {
	n := map[int]int{}
	for _, f := range files {
		for _, lack := range f.lacks {
			if n[lack.kind]++; n[lack.kind] == len(files) {
				return lack.fault
			}
		}
	}
	return nil
}

// hasNoTest says of a row that no test of it was measured: it has no entry, whatever
// its day is.
func (r *logReader) hasNoTest(cells []string) bool {
	return !slices.ContainsFunc(r.rowFields, func(field int) bool {
		return field >= 0 && strings.TrimSpace(cells[field]) != ""
	})
}

// readTest reads the value of a test into its entry; false where it was not measured.
func (r *logReader) readTest(cells []string, i int, e *registry.LogEntry) bool {
	field := r.rowFields[i]
	if strings.TrimSpace(cells[field]) == "" {
		return false
	}
	r.testSlips[i].seeValue(r, cells[field], e.Row)
	e.Value, e.Bound = r.value(cells, field, e.Row, int(e.Line), e.Kind)
	return true
}

// heads are the headers of the columns that are a value each: those of days, or of tests.
func (r *logReader) heads() []string {
	if r.form.tests == nil {
		return r.table.heads()
	}
	var heads []string
	for _, kind := range r.form.row {
		heads = append(heads, r.form.headerOfTest(r.table.columns, kind.name))
	}
	return heads
}

// leastTests are as many columns of tests as a log has that has a row a day.
const leastTests = 2

// testsLine is the line of the study file for a log of counts that has a column for each
// test; ok is false where it has not.
func (r *logReader) testsLine() (line message.Text, ok bool) {
	if r.form.log != registry.Counts || r.form.wide.IsGiven() {
		return line, false
	}
	found := plan.HeadersOfTests(r.table.header[:r.table.own])
	if len(found) < leastTests {
		return line, false
	}
	var tests []string
	for _, test := range codes("test") {
		if header, ok := found[test]; ok {
			tests = append(tests, test+": '"+strings.ReplaceAll(header, "'", "''")+"'")
		}
	}
	return message.Of("write under data: in the study file counts: {file: '%s', tests: {%s}}", r.table.file,
		strings.Join(tests, ", ")), true
}
