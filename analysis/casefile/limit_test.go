package casefile

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// refused reads a cases file that nothing can be read from.
func refused(t *testing.T, p *plan.Plan) *Error {
	t.Helper()
	d, err := Read(context.Background(), p, nil)
	var fault *Error
	if !errors.As(err, &fault) || d != nil {
		t.Fatalf("read with error %v", err)
	}
	if fault.Next == "" {
		t.Errorf("%q says no next step", fault.Message)
	}
	return fault
}

func TestRowWithoutEndIsRefused(t *testing.T) {
	const head = "case_id,transplant_date,last_contact_date,note\nH1,2024-01-01,2025-01-01,good\n"
	long := strings.Repeat("x", largestRecord+1<<18)
	for name, text := range map[string]string{
		"a cell":                   head + "H2,2024-01-01,2025-01-01," + long + "\n",
		"a quoted cell":            head + `H2,2024-01-01,2025-01-01,"` + long + "\"\n",
		"a quotation never closed": head + `H2,2024-01-01,2025-01-01,"` + strings.Repeat("x\n", largestRecord/2+1<<17),
		"bytes that are zero":      head + "H2,2024-01-01,2025-01-01," + strings.Repeat("\x00", len(long)),
	} {
		fault := refused(t, study(t, text))
		if !errors.Is(fault, errLongRecord) || fault.Line != 3 {
			t.Errorf("%s: %v", name, fault)
		}
	}
	fault := refused(t, study(t, long))
	if !errors.Is(fault, errLongRecord) || fault.Line != 1 {
		t.Errorf("a header without end: %v", fault)
	}
}

// A row just below the limit is read like any other.
func TestLongRowIsRead(t *testing.T) {
	p := study(t, "case_id,transplant_date,last_contact_date,note\nH1,2024-01-01,2025-01-01,"+strings.Repeat("x", largestRecord/2)+"\nH2,2024-01-01,2025-01-01,\n")
	if d, err := Read(context.Background(), p, nil); err != nil || d.Rows() != 2 {
		t.Fatal(err)
	}
}

func TestTooManyColumnsAreRefused(t *testing.T) {
	fault := refused(t, study(t, "case_id,transplant_date"+strings.Repeat(",x", maxColumns)+"\n"))
	if !strings.Contains(fault.Message, "columns") {
		t.Error(fault)
	}
}

func TestOnlyRegularFilesAreOpened(t *testing.T) {
	p := study(t, "case_id\n")
	if err := os.Mkdir(filepath.Join(p.Dir, "folder"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(os.DevNull, filepath.Join(p.Dir, "device.csv")); err != nil {
		t.Fatal(err)
	}
	for file, word := range map[string]string{"folder": "folder", "device.csv": "device", "folder/none.csv": "no such file"} {
		p.Data.Cases = file
		if fault := refused(t, p); !strings.Contains(fault.Message, word) {
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
		p := study(t, "")
		write(t, p, "cases.xlsx", bomb(t, c.size, c.declared))
		p.Data.Cases = "cases.xlsx"
		if fault := refused(t, p); !strings.Contains(fault.Message, c.word) {
			t.Errorf("%s: %v", name, fault)
		}
	}
}

// A file of which every row is wrong does not fill the memory with issues.
func TestIssuesOfOneCodeAreLimited(t *testing.T) {
	p := study(t, lines("case_id,transplant_date,last_contact_date")+strings.Repeat("H1,2024-01-01,2025-01-01\n", code.MaxIssues+3))
	d := read(t, p)
	last := d.Issues[0]
	if len(d.Issues) != code.MaxIssues+1 || last.Code != code.MoreIssues || last.Severity != registry.Error || last.Args[0] != duplicateCaseID || last.Args[1] != "2" {
		t.Errorf("%d issues, first %v", len(d.Issues), last)
	}
}
