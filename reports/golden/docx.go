package golden

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// Docx is the text of a file for a word processor: a line a paragraph, after its
// style, and a line a row of a table, its cells between bars. ^{…} is raised.
// Names of the parts come first.
func Docx(t testing.TB, content []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var document []byte
	for _, part := range z.File {
		f, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString("part " + part.Name + "\n")
		if part.Name == "word/document.xml" {
			document = text
		}
	}
	r := docxReader{out: &out}
	d := xml.NewDecoder(bytes.NewReader(document))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		r.take(token)
	}
}

// docxReader keeps what is open.
type docxReader struct {
	out          *strings.Builder
	line         strings.Builder
	isRow, isUp  bool
	isText       bool
	cells, marks []string
}

func (r *docxReader) take(token xml.Token) {
	switch token := token.(type) {
	case xml.StartElement:
		r.open(token)
	case xml.CharData:
		if r.isText {
			r.line.Write(token)
		}
	case xml.EndElement:
		r.end(token.Name.Local)
	}
}

func (r *docxReader) open(e xml.StartElement) {
	value := ""
	for _, a := range e.Attr {
		if a.Name.Local == "val" || a.Name.Local == "orient" {
			value = a.Value
		}
	}
	switch e.Name.Local {
	case "tr":
		r.isRow, r.cells = true, nil
	case "pStyle":
		if !r.isRow {
			r.line.WriteString(value + ": ")
		}
	case "tblHeader", "gridSpan", "pgSz", "tblCaption":
		r.marks = append(r.marks, strings.TrimSpace(e.Name.Local+" "+value))
	case "vertAlign":
		r.isUp = true
		r.line.WriteString("^{")
	case "t":
		r.isText = true
	case "br":
		r.line.WriteString("\\n")
	}
}

func (r *docxReader) end(name string) {
	switch name {
	case "t":
		r.isText = false
	case "r":
		if r.isUp {
			r.line.WriteString("}")
		}
		r.isUp = false
	case "tc":
		r.cells = append(r.cells, r.line.String())
		r.line.Reset()
	case "tr":
		r.isRow = false
		r.flush("| " + strings.Join(r.cells, " | ") + " |")
	case "p":
		if !r.isRow {
			r.flush(r.line.String())
			r.line.Reset()
		}
	case "tblPr", "body":
		r.flush("")
	}
}

// flush writes a line after the marks that were found since the last.
func (r *docxReader) flush(line string) {
	for _, m := range r.marks {
		r.out.WriteString("[" + m + "] ")
	}
	r.marks = nil
	r.out.WriteString(line + "\n")
}
