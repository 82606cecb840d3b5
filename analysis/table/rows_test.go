package table

import "testing"

func TestCutSheet(t *testing.T) {
	for _, c := range []struct {
		file, name, sheet string
		isWorkbook        bool
	}{
		{"a.xlsx#B", "a.xlsx", "B", true}, {"a.XLSM", "a.XLSM", "", true},
		{"d#1/a.xlsx#B#C", "d#1/a.xlsx", "B#C", true}, {"a.xlsx#", "a.xlsx", "", true},
		{"a.csv#B", "a.csv#B", "", false}, {"a#b.csv", "a#b.csv", "", false}, {"a.xlsx.csv", "a.xlsx.csv", "", false},
	} {
		name, sheet, isWorkbook := cutSheet(c.file)
		if name != c.name || sheet != c.sheet || isWorkbook != c.isWorkbook {
			t.Errorf("%s is sheet %q of %q, workbook %v", c.file, sheet, name, isWorkbook)
		}
	}
}
