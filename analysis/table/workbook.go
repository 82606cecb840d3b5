package table

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"graftstat/analysis/message"
	"io"
	"path"
	"strconv"
	"strings"
)

// neededParts is a workbook with no other sheet than the one that is read, and
// without pictures and what else no cell needs. It is refused before anything
// is unpacked if its parts say that they unpack to more than any table of cases,
// and while it is unpacked if one of them does not keep what it says. With it come
// the ranges of the sheet that are merged down.
func neededParts(r io.ReaderAt, size int64, file, sheet string) (content []byte, ranges []merged, err error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, nil, workbookError(file, err)
	}
	others := otherSheets(archive, sheet)
	var needed []*zip.File
	total := uint64(0)
	for _, part := range archive.File {
		name := partName(part)
		if others[name] || isOrnament(name) {
			continue
		}
		needed = append(needed, part)
		if total += part.UncompressedSize64; part.UncompressedSize64 > largestUnpacked || total > largestUnpacked {
			return nil, nil, unpackedError(file, message.Of("the sheet unpacks to"), total, largestUnpacked)
		}
		if path.Base(name) == "sharedstrings.xml" && part.UncompressedSize64 > largestTexts {
			return nil, nil, unpackedError(file, message.Of("the texts of the workbook unpack to"), part.UncompressedSize64,
				largestTexts)
		}
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range needed {
		found, err := checkPart(part)
		if errors.Is(err, errLongCell) {
			return nil, nil, &Error{File: file,
				Message: message.Of("the sheet has a cell of more than 1 MB or a row of more than 16 MB, as no " +
					"spreadsheet has"),
				Next: message.Of("save the sheet with the cases as a workbook of its own, or as CSV"), Err: err}
		}
		if err != nil {
			return nil, nil, workbookError(file, err)
		}
		if err := checkMerged(file, found); err != nil {
			return nil, nil, err
		}
		if isOther, isSheet := others[partName(part)]; isSheet && !isOther {
			ranges = found
		}
		if err := w.Copy(part); err != nil {
			return nil, nil, workbookError(file, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, nil, workbookError(file, err)
	}
	return out.Bytes(), ranges, nil
}

// partName is the name of a part as the names of others are compared with it.
func partName(part *zip.File) string { return strings.ToLower(strings.TrimPrefix(part.Name, "/")) }

func unpackedError(file string, what message.Text, size, most uint64) *Error {
	return &Error{File: file, Message: message.Of("%s %s MB and more, and %s MB are read", what,
		strconv.FormatUint(size>>20, 10), strconv.FormatUint(most>>20, 10)),
		Next: message.Of("save the sheet with the cases as CSV, which has no such limit")}
}

// isOrnament says of a part that no cell needs it.
func isOrnament(name string) bool {
	for _, folder := range []string{"media", "drawings", "charts", "embeddings", "pivotcache", "pivottables",
		"externallinks", "printersettings"} {
		if strings.HasPrefix(name, "xl/"+folder+"/") {
			return true
		}
	}
	return name == "xl/calcchain.xml"
}

// otherSheets are the parts of the sheets that are not read, in lower case. What
// cannot be read here is an error later.
func otherSheets(archive *zip.Reader, sheet string) map[string]bool {
	var relations struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	book := sheetsOf(archive)
	decodePart(archive, "xl/_rels/workbook.xml.rels", &relations)
	target := map[string]string{}
	for _, r := range relations.List {
		if !strings.HasPrefix(r.Target, "/") {
			r.Target = "xl/" + r.Target
		}
		target[r.ID] = strings.ToLower(strings.TrimPrefix(path.Clean(r.Target), "/"))
	}
	others := map[string]bool{}
	for _, s := range book.Sheets {
		others[target[s.ID]] = !strings.EqualFold(Clean(s.Name), sheet) && len(book.Sheets) > 1
	}
	return others
}

// A sheetList is the list of sheets of a workbook.
type sheetList struct {
	Sheets []struct {
		Name string `xml:"name,attr"`
		ID   string `xml:"id,attr"`
	} `xml:"sheets>sheet"`
}

func sheetsOf(archive *zip.Reader) (list sheetList) {
	decodePart(archive, "xl/workbook.xml", &list)
	return list
}

// decodePart reads a small part of a workbook.
func decodePart(archive *zip.Reader, name string, into any) {
	for _, part := range archive.File {
		if strings.EqualFold(part.Name, name) {
			if r, err := part.Open(); err == nil {
				_ = xml.NewDecoder(io.LimitReader(r, largestTag)).Decode(into) // the library says what is wrong with it
				r.Close()
			}
			return
		}
	}
}

// errLongCell is a cell larger than largestTag, or a row larger than largestRecord.
var errLongCell = message.New("a cell or a row is larger than any of a spreadsheet")

// checkPart unpacks a part up to the size that it declares, and looks for a cell
// or a row that would take all memory. Of a sheet it has the ranges that are merged
// down.
func checkPart(part *zip.File) (ranges []merged, err error) {
	r, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	isSheet := strings.Contains(strings.ToLower(part.Name), "worksheets/")
	limited := bufio.NewReaderSize(io.LimitReader(r, int64(part.UncompressedSize64)+1), sniffedBytes)
	size, tag, row := uint64(0), 0, 0
	for err == nil {
		var piece []byte
		piece, err = limited.ReadSlice('>')
		size, tag, row = size+uint64(len(piece)), tag+len(piece), row+len(piece)
		if isSheet && (tag > largestTag || row > largestRecord) {
			return nil, errLongCell
		}
		if m, ok := mergedOf(piece); isSheet && ok && len(ranges) <= mostMerged {
			ranges = append(ranges, m)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			err = nil
		case bytes.HasSuffix(piece, []byte("row>")):
			tag, row = 0, 0
		default:
			tag = 0
		}
	}
	if err == io.EOF && size == part.UncompressedSize64 {
		return ranges, nil
	}
	if err == io.EOF {
		err = zip.ErrFormat
	}
	return nil, err
}
