package table

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// folder is a folder with one file.
func folder(t testing.TB, name, content string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// count is how many rows a file has, the header included, and the fault that ends it.
func count(dir, file string) (rows int, err error) {
	r, err := Open(file, Options{Dir: dir})
	if err != nil {
		return 0, err
	}
	defer r.Close()
	for {
		if _, _, err := r.Next(); err != nil && !errors.Is(err, ErrBadQuote) {
			if err == io.EOF {
				err = nil
			}
			return rows, err
		}
		rows++
	}
}

// refused is the Error with which a file ends.
func refused(t *testing.T, dir, file string) *Error {
	t.Helper()
	_, err := count(dir, file)
	var fault *Error
	if !errors.As(err, &fault) {
		t.Fatalf("%s: read with error %v", file, err)
	}
	if fault.Next.IsEmpty() {
		t.Errorf("%q says no next step", fault.Message)
	}
	return fault
}
