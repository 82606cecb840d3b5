package message

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
)

func vietnamese(form string) string {
	forms := map[string]string{
		"the folder cannot be made: %s":   "không tạo được thư mục: %s",
		"there is no such file or folder": "không có tệp hay thư mục này",
		"another run is at work":          "một lượt chạy khác đang làm việc",
	}
	if said, ok := forms[form]; ok {
		return said
	}
	return form
}

func TestAnErrorIsSaidInOneLanguage(t *testing.T) {
	err := Errorf("the folder cannot be made: %w", &fs.PathError{Op: "mkdir", Path: "out", Err: fs.ErrNotExist})
	if got := err.Error(); got != "the folder cannot be made: out: there is no such file or folder" {
		t.Errorf("in English %q", got)
	}
	if got := Say(err, vietnamese); got != "không tạo được thư mục: out: không có tệp hay thư mục này" {
		t.Errorf("in Vietnamese %q", got)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error("the cause is lost")
	}
}

func TestASentinelIsFoundInWhatWrapsIt(t *testing.T) {
	busy := New("another run is at work")
	err := Errorf("%w; wait for its end", busy)
	if !errors.Is(err, busy) || Say(err, vietnamese) != "một lượt chạy khác đang làm việc; wait for its end" {
		t.Errorf("%q", Say(err, vietnamese))
	}
}

func TestWhatAnotherLibrarySaysStays(t *testing.T) {
	if got := Say(fmt.Errorf("record on line %d", 3), vietnamese); got != "record on line 3" {
		t.Errorf("%q", got)
	}
}

func TestJoinedErrorsStandBelowEachOther(t *testing.T) {
	err := errors.Join(New("another run is at work"), New("there is no such file or folder"))
	if got := Say(err, vietnamese); got != "một lượt chạy khác đang làm việc\nkhông có tệp hay thư mục này" {
		t.Errorf("%q", got)
	}
}
