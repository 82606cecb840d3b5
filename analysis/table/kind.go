package table

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/richardlehane/mscfb"

	"graftstat/analysis/message"
)

// A kind is what a file is by its content, whatever its name says.
type kind string

const (
	plainText    kind = "text"
	workbook     kind = "xlsx"
	protected    kind = "xlsx under a password"
	oldWorkbook  kind = "xls"
	binaryBook   kind = "xlsb"
	openDocument kind = "ods"
	numbers      kind = "numbers"
	document     kind = "document"
	pdf          kind = "pdf"
	webPage      kind = "html"
	xmlDocument  kind = "xml"
	parquetFile  kind = "parquet"
	archive      kind = "archive"
	otherOffice  kind = "office"
)

// kindOf says what a file is by its first bytes, and by its parts where it has some.
func kindOf(f *os.File) (kind, error) {
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	head := make([]byte, sniffedBytes)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return "", err
	}
	head = head[:n]
	for _, known := range []struct {
		mark string
		is   kind
	}{{"%PDF-", pdf}, {"{\\rtf", document},
		{"PAR1", parquetFile}, {"PARE", parquetFile}, {"\x1f\x8b", archive}, {"7z\xbc\xaf\x27\x1c", archive},
		{"Rar!\x1a\x07", archive}} {
		if bytes.HasPrefix(head, []byte(known.mark)) {
			return known.is, nil
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return kindOfZip(f, info.Size()), nil
	case bytes.HasPrefix(head, oleMark()):
		return kindOfOffice(f), nil
	}
	return kindOfText(head), nil
}

// kindOfText tells markup from rows of text, in any encoding.
func kindOfText(head []byte) kind {
	head = bytes.TrimPrefix(bytes.TrimPrefix(head, []byte("\xff\xfe")), []byte("\xfe\xff"))
	head = bytes.TrimPrefix(head, []byte(utf8Mark))
	top := strings.ToLower(strings.TrimSpace(strings.ReplaceAll(string(head), "\x00", "")))
	begins := func(words ...string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(top, word) })
	}
	switch {
	case begins("<!doctype html", "<html", "<head", "<meta", "<style", "<body", "<table", "<div", "<!--", "mime-version:"),
		begins("<?xml") && strings.Contains(top, "<html"):
		return webPage
	case begins("<?xml"):
		return xmlDocument
	}
	return plainText
}

// kindOfZip tells what is packed. What cannot be unpacked is a workbook that is damaged.
func kindOfZip(f *os.File, size int64) kind {
	parts, err := zip.NewReader(f, size)
	if err != nil {
		return workbook
	}
	for _, part := range parts.File {
		name := strings.ToLower(strings.TrimPrefix(part.Name, "/"))
		switch {
		case name == "xl/workbook.bin":
			return binaryBook
		case strings.HasPrefix(name, "xl/"):
			return workbook
		case strings.HasPrefix(name, "word/"):
			return document
		case path.Ext(name) == ".iwa":
			return numbers
		case name == "mimetype":
			return kindOfMime(part)
		}
	}
	return archive
}

func kindOfMime(part *zip.File) kind {
	r, err := part.Open()
	if err != nil {
		return archive
	}
	defer r.Close()
	mime, _ := io.ReadAll(io.LimitReader(r, sniffedBytes)) // what cannot be read is none of the two
	switch {
	case bytes.Contains(mime, []byte("opendocument.spreadsheet")):
		return openDocument
	case bytes.Contains(mime, []byte("opendocument.text")):
		return document
	}
	return archive
}

// kindOfOffice tells what the streams of an old office file are: those of a
// workbook, or of an encrypted one.
func kindOfOffice(f *os.File) (is kind) {
	is = otherOffice
	_ = guarded(func() error {
		streams, err := mscfb.New(f)
		if err != nil {
			return err
		}
		for _, stream := range streams.File {
			switch stream.Name {
			case encryptedStream, encryptionStream:
				is = protected
			case "Workbook", "Book":
				is = oldWorkbook
			case "WordDocument":
				is = document
			}
		}
		return nil
	})
	return is
}

// refuseKind is the Error of a file that is none that is read: it says what the file
// is and how it becomes one. nil is a file that is read as its name says.
func refuseKind(file string, is kind, isWorkbook bool) error {
	name, _, _ := strings.Cut(file, "#")
	plain := strings.TrimSuffix(name, path.Ext(name))
	switch is {
	case workbook, protected:
		if isWorkbook {
			return nil
		}
	case plainText:
		if !isWorkbook && !isOtherWorkbook(name) {
			return nil
		}
	}
	return &Error{File: file, Message: is.message(), Next: is.next(plain)}
}

// message says what a file of the kind is.
func (k kind) message() message.Text {
	switch k {
	case plainText:
		return message.Of("the file is plain text, not a workbook")
	case workbook:
		return message.Of("the file is an .xlsx workbook, not a CSV file")
	case protected:
		return message.Of("the file is a workbook that a password protects, not a CSV file")
	case oldWorkbook:
		return message.Of("the file is an old Excel workbook (.xls)")
	case binaryBook:
		return message.Of("the file is a binary Excel workbook (.xlsb)")
	case openDocument:
		return message.Of("the file is an OpenDocument spreadsheet (.ods)")
	case numbers:
		return message.Of("the file is a spreadsheet of Numbers")
	case document:
		return message.Of("the file is a document of a word processor")
	case pdf:
		return message.Of("the file is a PDF")
	case webPage:
		return message.Of("the file is a web page (HTML), as some hospital systems export under the name .xls")
	case xmlDocument:
		return message.Of("the file is an XML document, as some spreadsheet programs wrote")
	case parquetFile:
		return message.Of("the file is a Parquet file")
	case archive:
		return message.Of("the file is a packed archive")
	}
	return message.Of("the file is one of an office program that is no workbook")
}

// next says how a file of the kind, whose name without its end is plain, becomes one that is read.
func (k kind) next(plain string) message.Text {
	switch k {
	case workbook, protected:
		return message.Of("rename it to %s.xlsx and write that name under data: in the study file, with a sheet: "+
			"%s.xlsx#Sheet1", plain, plain)
	case plainText:
		return message.Of("rename it to %s.csv and write that name under data: in the study file", plain)
	case numbers:
		return message.Of("in Numbers choose File > Export To > Excel, and name the .xlsx under data: in the study file")
	case document, otherOffice:
		return message.Of("copy its table into a spreadsheet, save that as .xlsx, and name it under data: in the study file")
	case pdf:
		return message.Of("ask whoever printed it for the table as .xlsx or CSV: numbers are not read from pages")
	case parquetFile:
		return message.Of("write it as CSV with dates as YYYY-MM-DD, such as in R with write.csv(arrow::read_parquet(file), " +
			"row.names = FALSE) or in Python with pandas.read_parquet(file).to_csv(name, index=False)")
	case archive:
		return message.Of("unpack it, and name the file in it under data: in the study file")
	}
	return message.Of("open it in the spreadsheet program, save it as .xlsx, and name that file and its sheet under "+
		"data: in the study file, such as %s.xlsx#Sheet1", plain)
}

// isOtherWorkbook says of a name that it is of a workbook which is not read.
func isOtherWorkbook(name string) bool {
	return slices.Contains([]string{".xls", ".xlsb", ".ods", ".numbers"}, strings.ToLower(path.Ext(name)))
}
