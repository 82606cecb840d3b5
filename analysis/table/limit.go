package table

import (
	"graftstat/analysis/message"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Limits on what a file may ask for. What is beyond them is no file of cases, and
// is an Error before it takes the memory or the time of the machine.
const (
	// largestRecord is how many bytes one row may have, its line breaks included. A
	// quotation mark that is never closed makes one row of the rest of a file.
	largestRecord = 16 << 20
	// largestWorkbook is the size of a workbook as a file, largestUnpacked that of
	// all its parts that are read, and largestTexts that of the texts which its
	// sheets share: a million of them take 300 MB. All are kept in memory.
	largestWorkbook = 200 << 20
	largestUnpacked = 200 << 20
	largestTexts    = 32 << 20
	// largestTag is how many bytes a cell of a sheet may have; a spreadsheet holds
	// 32,767 letters.
	largestTag = 1 << 20
)

// openFile opens a regular file, or a link to one. A folder, a pipe or a device
// would block or never end.
func openFile(path, file string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fileError(file, err)
	case strings.HasPrefix(filepath.Base(path), "~$"):
		return nil, &Error{File: file,
			Message: message.Of("this is the mark that a spreadsheet program leaves while the workbook is open, " +
				"not the workbook"),
			Next: message.Of("name the file without ~$, and close it in the spreadsheet program")}
	case info.IsDir():
		return nil, &Error{File: file, Message: message.Of("this is a folder, not a file"),
			Next: message.Of("name the file in it under data: in the study file")}
	case info.Mode()&fs.ModeType != 0:
		return nil, &Error{File: file, Message: message.Of("this is not a regular file but a pipe or a device"),
			Next: message.Of("write it to a file first")}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(file, err)
	}
	return f, nil
}

// IsOpenElsewhere says that a spreadsheet program has left beside a file the mark that
// it has it open: ~$NAME of Excel, .~lock.NAME# of LibreOffice.
func IsOpenElsewhere(dir, file string) bool {
	name, _, _ := cutSheet(file)
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	folder, base := filepath.Split(name)
	for _, mark := range []string{"~$" + base, ".~lock." + base + "#"} {
		if _, err := os.Stat(folder + mark); err == nil {
			return true
		}
	}
	return false
}

// errLongRecord is a row larger than largestRecord.
var errLongRecord = message.Errorf("a row of more than %d MB", largestRecord>>20)

// A recordLimit reads on until largestRecord bytes have gone into one row.
type recordLimit struct {
	r     io.Reader
	bytes int // since the last row was complete
}

func (l *recordLimit) Read(b []byte) (int, error) {
	if l.bytes > largestRecord {
		return 0, errLongRecord
	}
	n, err := l.r.Read(b)
	l.bytes += n
	return n, err
}

func longRecordError(file string, line int) *Error {
	return &Error{File: file, Line: line, Message: message.Of("the row that begins here has more than %d MB",
		largestRecord>>20),
		Next: message.Of("look for a quotation mark that is not closed, or for something that is no table"),
		Err:  errLongRecord}
}

func workbookError(file string, err error) *Error {
	return &Error{File: file, Message: message.Of("the file is no workbook that can be opened"),
		Next: message.Of("open it in the spreadsheet program and save it as .xlsx again"), Err: err}
}
