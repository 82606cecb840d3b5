package html_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"graftstat/reports/document"
	"graftstat/reports/html"
)

func write(t *testing.T, table *document.Table) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Table(&b, table, "vi"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// file is what a reader of the file finds: the texts of its cells by row.
type file struct {
	lang, title, caption string
	head                 []string
	rows                 [][]string
	notes                []string
	elements             []string
}

// read takes the file for XML: what is well-formed there is well-formed in a browser.
func read(t *testing.T, source string) file {
	t.Helper()
	var f file
	var path []string
	var text strings.Builder
	d := xml.NewDecoder(strings.NewReader(source))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return f
		}
		if err != nil {
			t.Fatalf("%v in:\n%s", err, source)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			if !slices.Contains(f.elements, name) {
				f.elements = append(f.elements, name)
			}
			for _, a := range token.Attr {
				if name == "html" && a.Name.Local == "lang" {
					f.lang = a.Value
				}
			}
			if name == "br" {
				text.WriteString("\n")
				continue
			}
			if name == "tr" && slices.Contains(path, "tbody") {
				f.rows = append(f.rows, nil)
			}
			if name != "strong" && name != "em" {
				text.Reset()
			}
			path = append(path, name)
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			name := token.Name.Local
			if name == "br" {
				continue
			}
			path = path[:len(path)-1]
			switch {
			case name == "title":
				f.title = text.String()
			case name == "caption":
				f.caption = text.String()
			case name == "p":
				f.notes = append(f.notes, text.String())
			case (name == "th" || name == "td") && slices.Contains(path, "thead"):
				f.head = append(f.head, text.String())
			case name == "th" || name == "td":
				f.rows[len(f.rows)-1] = append(f.rows[len(f.rows)-1], text.String())
			}
		}
	}
}

func sample() *document.Table {
	value := 0.9
	return &document.Table{ID: "t", Caption: `Kết quả <theo> "nhóm" & năm`,
		Columns: []document.Column{{Head: "Nhóm"}, {Head: "n", Number: true}},
		Notes:   []string{"a < b", "p = 0,05 & hơn"},
		Rows: []document.Row{
			{Heading: true, Cells: []document.Cell{{Text: "Nam & nữ"}, {}}},
			{Cells: []document.Cell{{Text: "dưới 7", Indent: 2},
				{Text: "90% (55–99.7%)", Value: &value, Format: document.Percent, Mark: document.Attention}}},
			{Cells: []document.Cell{{Text: "<script>alert(1)</script>"}, {Text: "hai\ndòng"}}},
		}}
}

func TestTableIsReadBack(t *testing.T) {
	source := write(t, sample())
	f := read(t, source)
	want := [][]string{{"Nam & nữ"}, {"\u2003\u2003dưới 7", "90% (55–99.7%)"},
		{"<script>alert(1)</script>", "hai\ndòng"}}
	if f.lang != "vi" || f.title != f.caption || f.caption != `Kết quả <theo> "nhóm" & năm` ||
		!slices.Equal(f.head, []string{"Nhóm", "n"}) || !slices.Equal(f.notes, []string{"a < b", "p = 0,05 & hơn"}) {
		t.Errorf("%+v", f)
	}
	if !slices.EqualFunc(f.rows, want, slices.Equal) {
		t.Errorf("rows %q", f.rows)
	}
	for _, part := range []string{"<thead>", `colspan="2"`, "<em>Nam &amp; nữ</em>", "<strong>90% (55–99.7%)</strong>",
		`<th scope="col"`, "text-align:right"} {
		if !strings.Contains(source, part) {
			t.Errorf("no %s in:\n%s", part, source)
		}
	}
}

// Nothing runs, nothing is fetched, and the same table is the same bytes.
func TestFileStandsAlone(t *testing.T) {
	source := write(t, sample())
	for _, part := range []string{"<script", "<link", "<style", "src=", "href=", "url(", "class="} {
		if strings.Contains(source, part) {
			t.Errorf("%s in:\n%s", part, source)
		}
	}
	if again := write(t, sample()); again != source {
		t.Error("the same table gave other bytes")
	}
}

func TestEmptyTable(t *testing.T) {
	f := read(t, write(t, &document.Table{}))
	if f.caption != "" || len(f.rows) != 0 || slices.Contains(f.elements, "caption") {
		t.Errorf("%+v", f)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestErrorOfTheWriter(t *testing.T) {
	if err := html.Table(broken{}, sample(), "en"); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error %v", err)
	}
}

// Whatever a text holds, the file is well-formed and has that text, with what
// is no letter replaced.
func FuzzTable(f *testing.F) {
	for _, s := range []string{"", "a", `"><b>`, "]]>", "&lt;", "\x00\x07", "\xff\xfe", "a\r\nb", "\u0085\ufffe", "ệ", "<!--", "\ufeff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		table := &document.Table{Caption: s, Columns: []document.Column{{Head: s}}, Notes: []string{s}, Rows: []document.Row{{Cells: []document.Cell{{Text: s}}}, {Heading: true, Cells: []document.Cell{{Text: s}}}}}
		source := write(t, table)
		if !utf8.ValidString(source) {
			t.Fatalf("%q is no UTF-8", source)
		}
		found := read(t, source)
		if got := found.rows[0][0]; len([]rune(got)) != len([]rune(strings.ToValidUTF8(s, "\ufffd"))) {
			t.Errorf("%q became %q", s, got)
		}
		if found.head[0] != found.rows[0][0] || found.notes[0] != found.rows[0][0] || found.rows[1][0] != found.rows[0][0] {
			t.Errorf("%q is not alike everywhere: %q %q %q", s, found.head, found.notes, found.rows)
		}
	})
}
