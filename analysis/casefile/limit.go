package casefile

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"
)

// Limits on what a file may ask for. What is beyond them is no file of cases, and
// is an Error before it takes the memory or the time of the machine.
const (
	// largestRecord is how many bytes one row may have, its line breaks included. A
	// quotation mark that is never closed makes one row of the rest of a file.
	largestRecord = 16 << 20
	// mostColumns is how many columns a header may have; a spreadsheet has 16,384.
	mostColumns = 100_000
	// largestWorkbook is the size of a workbook as a file.
	largestWorkbook = 1 << 30
	// inMemory is the size of an unpacked part of a workbook up to which it is not
	// kept in a temporary file, and largestUnpacked that of all parts.
	inMemory        = 256 << 20
	largestUnpacked = 8 << 30
	// largestRatio is how much larger than the file all parts beyond inMemory may be:
	// sheets unpack to ten to sixty times their size, zip bombs to a thousand.
	largestRatio = 200
)

// openFile opens a regular file, or a link to one. A folder, a pipe or a device
// would block or never end.
func openFile(path, file string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fileError(file, err)
	case info.IsDir():
		return nil, &Error{File: file, Message: "this is a folder, not a file", Next: "name the file in it under data: in the study file"}
	case info.Mode()&fs.ModeType != 0:
		return nil, &Error{File: file, Message: "this is no regular file but a pipe or a device", Next: "write it to a file first"}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(file, err)
	}
	return f, nil
}

// errLongRecord is a row larger than largestRecord.
var errLongRecord = errors.New("a row of more than " + strconv.Itoa(largestRecord>>20) + " MB")

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
	return &Error{File: file, Line: line, Message: "the row that begins here has more than " + strconv.Itoa(largestRecord>>20) + " MB",
		Next: "look for a quotation mark that is not closed, or for something that is no table", Err: errLongRecord}
}

func columnsError(file string, line int) *Error {
	return &Error{File: file, Line: line, Message: "the header has more than " + strconv.Itoa(mostColumns) + " columns", Next: "export the columns of the dictionary and those that the study needs"}
}

// checkUnpacked refuses a workbook that unpacks to more than any table needs, or
// to more than it says.
func checkUnpacked(content []byte, file string) error {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return workbookError(file, err)
	}
	total := uint64(0)
	for _, part := range archive.File {
		if total += part.UncompressedSize64; part.UncompressedSize64 > largestUnpacked || total > largestUnpacked || total > inMemory && total/largestRatio > uint64(len(content)) {
			return &Error{File: file, Message: "the workbook unpacks to " + strconv.FormatUint(total>>20, 10) + " MB and more, far beyond any table of cases", Next: "save the sheet with the cases as a workbook of its own, or as CSV"}
		}
	}
	for _, part := range archive.File {
		if err := checkPart(part); err != nil {
			return workbookError(file, err)
		}
	}
	return nil
}

// checkPart unpacks a part up to the size that it declares.
func checkPart(part *zip.File) error {
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	n, err := io.Copy(io.Discard, io.LimitReader(r, int64(part.UncompressedSize64)+1))
	if err == nil && uint64(n) != part.UncompressedSize64 {
		err = zip.ErrFormat
	}
	return err
}

func workbookError(file string, err error) *Error {
	return &Error{File: file, Message: "the file is no workbook that can be opened", Next: "open it in the spreadsheet program and save it as .xlsx again", Err: err}
}
