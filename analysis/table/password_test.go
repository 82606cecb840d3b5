package table

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// linesOf are the rows of a file as lines of cells.
func linesOf(t *testing.T, dir, file string, passwords ...string) []string {
	t.Helper()
	r, err := Open(file, Options{Dir: dir, Passwords: passwords})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var lines []string
	for cells, _, err := r.Next(); err == nil; cells, _, err = r.Next() {
		lines = append(lines, strings.Join(cells, "|"))
	}
	return lines
}

// locked is a workbook under a password, in the older of the two forms.
func locked(t testing.TB, content, password string) string {
	t.Helper()
	raw, err := excelize.Encrypt([]byte(content), &excelize.Options{Password: password})
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// agile is a workbook that another program protected, as Excel does since 2010.
func agile(t testing.TB) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "agile.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

const agilePassword = "mật khẩu 7"

func TestProtectedWorkbookIsRead(t *testing.T) {
	dir := folder(t, "old.xlsx", locked(t, smallBook(t), "s3cret"))
	open := linesOf(t, folder(t, "b.xlsx", smallBook(t)), "b.xlsx")
	if got := linesOf(t, dir, "old.xlsx#Cases", "another", "s3cret"); !slices.Equal(got, open) || len(got) != 3 {
		t.Errorf("read %q, and %q without a password", got, open)
	}
	want := []string{"case_id|transplant_day", "C1|3", "C2|4"}
	if got := linesOf(t, "testdata", "agile.xlsx", agilePassword); !slices.Equal(got, want) {
		t.Errorf("read %q, want %q", got, want)
	}
}

func TestPasswordIsAskedForAndNotTold(t *testing.T) {
	for _, content := range []string{locked(t, smallBook(t), "s3cret"), agile(t)} {
		dir := folder(t, "b.xlsx", content)
		for given, want := range map[string]string{"": "none is given; give it to the run as GRAFTSTAT_PASSWORD",
			"wr0ng": "none of those given; correct GRAFTSTAT_PASSWORD"} {
			o := Options{Dir: dir}
			if given != "" {
				o.Passwords = []string{given}
			}
			_, err := Open("b.xlsx#Cases", o)
			if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "wr0ng") {
				t.Errorf("error %v, want one with %q", err, want)
			}
		}
	}
}

// What a password hides is held to the limits of what it does not.
func TestProtectedWorkbookIsBounded(t *testing.T) {
	hidden := locked(t, bomb(t, 16<<20, 1<<31), "p")
	rounds := strings.ReplaceAll(strings.ReplaceAll(agile(t), `spinCount="100000"`, `spinCount="9999999"`),
		`saltSize="16"`, `saltSize="6"`)
	for name, c := range map[string]struct{ content, want string }{
		"a bomb":       {hidden, "unpacks to 2048 MB"},
		"many rounds":  {rounds, "protected in a way that is not read"},
		"no such form": {strings.Replace(agile(t), "\x04\x00\x04\x00\x40\x00\x00\x00", "\x04\x00\x03\x00\x40\x00\x00\x00", 1), "not read"},
		"too large":    {agile(t) + strings.Repeat("\x00", largestProtected), "larger than 64 MB"},
		"cut":          {agile(t)[:3000], ""},
	} {
		_, err := Open("b.xlsx", Options{Dir: folder(t, "b.xlsx", c.content), Passwords: []string{"p"}})
		var fault *Error
		if !errors.As(err, &fault) || fault.Next.IsEmpty() || !strings.Contains(fault.Message.String(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

func TestReadPasswords(t *testing.T) {
	dir := folder(t, "p.txt", utf8Mark+"one two \r\n\nthree\n")
	path := filepath.Join(dir, "p.txt")
	got, open, err := ReadPasswords(dir, "p.txt")
	if err != nil || open || !slices.Equal(got, []string{"one two ", "three"}) {
		t.Errorf("%q, open %v, error %v", got, open, err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, open, err := ReadPasswords(dir, path); err != nil || open != (os.PathSeparator == '/') {
		t.Errorf("a file for all is open: %v, error %v", open, err)
	}
	for name, content := range map[string]string{"blank": "\n \n", "many": strings.Repeat("x\n", mostPasswords+1),
		"long": strings.Repeat("x", largestPasswordFile+1)} {
		_, _, err := ReadPasswords(folder(t, "p.txt", content), "p.txt")
		if err == nil || strings.Contains(err.Error(), "xx") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, _, err := ReadPasswords(dir, "q.txt"); err == nil || !strings.Contains(err.Error(), "password_file") {
		t.Errorf("error %v", err)
	}
}

// Whatever stands in a protected workbook, opening it does not panic, and ends in an
// Error with a next step.
func FuzzProtected(f *testing.F) {
	for _, content := range []string{locked(f, smallBook(f), "p"), agile(f)} {
		f.Add(0, []byte{content[0]})
		f.Add(bytes.LastIndex([]byte(content), []byte("spinCount")), []byte("spinCount=\"-1\""))
	}
	base := []string{locked(f, smallBook(f), "p"), strings.ReplaceAll(agile(f), `spinCount="100000"`, `spinCount="000001"`)}
	f.Fuzz(func(t *testing.T, at int, piece []byte) {
		for _, content := range base {
			raw := []byte(content)
			copy(raw[uint(at)%uint(len(raw)):], piece)
			_, err := Open("b.xlsx", Options{Dir: folder(t, "b.xlsx", string(raw)), Passwords: []string{"p"}})
			var fault *Error
			if err != nil && (!errors.As(err, &fault) || fault.Next.IsEmpty()) {
				t.Fatalf("%v is no *Error with a next step", err)
			}
		}
	})
}
