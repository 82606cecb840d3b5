package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRowWithoutEndIsRefused(t *testing.T) {
	const head = "case_id,transplant_date,last_contact_date,note\nH1,2024-01-01,2025-01-01,good\n"
	long := strings.Repeat("x", largestRecord+1<<18)
	for name, text := range map[string]string{
		"a cell":                   head + "H2,2024-01-01,2025-01-01," + long + "\n",
		"a quoted cell":            head + `H2,2024-01-01,2025-01-01,"` + long + "\"\n",
		"a quotation never closed": head + `H2,2024-01-01,2025-01-01,"` + strings.Repeat("x\n", largestRecord/2+1<<17),
		"bytes that are zero":      head + "H2,2024-01-01,2025-01-01," + strings.Repeat("\x00", len(long)),
	} {
		fault := refused(t, folder(t, "cases.csv", text), "cases.csv")
		if !errors.Is(fault, errLongRecord) || fault.Line != 3 {
			t.Errorf("%s: %v", name, fault)
		}
	}
	fault := refused(t, folder(t, "cases.csv", long), "cases.csv")
	if !errors.Is(fault, errLongRecord) || fault.Line != 1 {
		t.Errorf("a header without end: %v", fault)
	}
}

// A row just below the limit is read like any other.
func TestLongRowIsRead(t *testing.T) {
	dir := folder(t, "cases.csv", "case_id,note\nH1,"+strings.Repeat("x", largestRecord/2)+"\nH2,\n")
	if rows, err := count(dir, "cases.csv"); err != nil || rows != 3 {
		t.Fatal(rows, err)
	}
}

func TestOnlyRegularFilesAreOpened(t *testing.T) {
	dir := folder(t, "cases.csv", "case_id\n")
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(os.DevNull, filepath.Join(dir, "device.csv")); err != nil {
		t.Fatal(err)
	}
	for file, word := range map[string]string{"folder": "folder", "device.csv": "device",
		"folder/none.csv": "no such file"} {
		if fault := refused(t, dir, file); !strings.Contains(fault.Message.String(), word) {
			t.Errorf("%s: %v", file, fault)
		}
	}
}

// bomb is a workbook one part of which unpacks to size bytes of zero, but says
// that it has declared.
func bomb(t *testing.T, size int, declared uint64) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, err := w.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(make([]byte, size)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	content := b.Bytes()
	at := bytes.LastIndex(content, []byte("PK\x01\x02")) + 24 // the size in the directory of the archive
	for i := range 4 {
		content[at+i] = byte(declared >> (8 * i))
	}
	return string(content)
}

func TestZipBombIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		size     int
		declared uint64
		word     string
	}{
		"as large as it says":     {1 << 20, 1 << 31, "unpacks to 2048 MB"},
		"larger than it says":     {1 << 20, 100, "no workbook"},
		"of an unremarkable size": {1 << 10, 1 << 10, "no workbook"},
	} {
		dir := folder(t, "cases.xlsx", bomb(t, c.size, c.declared))
		if fault := refused(t, dir, "cases.xlsx"); !strings.Contains(fault.Message.String(), c.word) {
			t.Errorf("%s: %v", name, fault)
		}
	}
}
