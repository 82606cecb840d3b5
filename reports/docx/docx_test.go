package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"graftstat/reports/document"
	"graftstat/reports/docx"
	"graftstat/reports/golden"
)

func small() *document.Document {
	return &document.Document{
		Language: "vi", Title: "Bản thảo", Centre: "Trung tâm <A & B>", Closing: "31/10/2026",
		Date: document.Day{Year: 2026, Month: 10, Day: 31},
		Pages: []document.Section{
			{ID: "results", Title: "Kết quả", Level: 1, Blocks: []document.Block{
				{Paragraph: &document.Paragraph{Style: document.Body, Text: "Bạch cầu ≥ 0,5 × 10⁹/L\nngày 12"}},
			}},
			{ID: "tables", Title: "Bảng", Level: 1, Blocks: []document.Block{{Table: &document.Table{
				ID: "table1", Caption: "Bảng 1. Đặc điểm", Columns: []document.Column{{Head: "Đặc điểm"},
					{Head: "n", Number: true}},
				Rows: []document.Row{
					{Heading: true, Cells: []document.Cell{{Text: "Giới"}, {}}},
					{Cells: []document.Cell{{Text: "Nam", Indent: 1}, {Text: "5 (50%)"}}},
				},
				Notes: []string{"– không có giá trị"},
			}}}},
		},
	}
}

func written(t testing.TB, d *document.Document) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := docx.Write(&file, d); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// parts of a file by name, each well-formed.
func parts(t testing.TB, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, p := range z.File {
		f, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(bytes.NewReader(content)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", p.Name, err)
			}
		}
		found[p.Name] = string(content)
	}
	return found
}

func TestTextIsWhatTheDocumentSays(t *testing.T) {
	want := `Title: Bản thảo
Subtitle: Trung tâm <A & B> · 31/10/2026
Heading1: Kết quả
BodyText: Bạch cầu ≥ 0,5 × 10^{9}/L\nngày 12
Heading1: Bảng
Caption: Bảng 1. Đặc điểm
[tblCaption Bảng 1. Đặc điểm] 
[tblHeader] | Đặc điểm | n |
[gridSpan 2] | Giới |
| Nam | 5 (50%) |
Note: – không có giá trị
`
	_, got, _ := strings.Cut(golden.Docx(t, written(t, small())), "part word/footer1.xml\n")
	if !strings.HasPrefix(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestPartsAreWellFormedAndNameTheLanguage(t *testing.T) {
	found := parts(t, written(t, small()))
	for name, want := range map[string]string{
		"word/styles.xml":   `<w:lang w:val="vi"`,
		"word/settings.xml": `w:themeFontLang w:val="vi"`,
		"docProps/core.xml": `<dc:title>Bản thảo</dc:title>`,
		"word/document.xml": `<w:jc w:val="right"/>`,
	} {
		if !strings.Contains(found[name], want) {
			t.Errorf("%s lacks %s", name, want)
		}
	}
	if day := "2026-10-31T00:00:00Z"; !strings.Contains(found["docProps/core.xml"], day) {
		t.Errorf("the properties lack the day of the document, %s", day)
	}
	for name := range found {
		if name != "[Content_Types].xml" && strings.HasSuffix(name, ".xml") &&
			!strings.Contains(found["[Content_Types].xml"], `"/`+name+`"`) {
			t.Errorf("%s has no type", name)
		}
	}
}

func TestSameDocumentGivesSameBytes(t *testing.T) {
	if !bytes.Equal(written(t, small()), written(t, small())) {
		t.Error("two files of one document differ")
	}
}

// A text that is no XML is no fault of the file.
func TestAnyTextIsWellFormed(t *testing.T) {
	d := small()
	for _, text := range []string{"]]>", "\x00\x1b", "\xff\xfe", "¹²ᵃ", "\ufffe", ""} {
		d.Pages[0].Blocks[0].Paragraph.Text = text
		d.Pages[1].Blocks[0].Table.Caption, d.Title = text, text
		parts(t, written(t, d))
	}
}

func TestOnlyParagraphsAndTables(t *testing.T) {
	d := small()
	d.Pages[0].Blocks = append(d.Pages[0].Blocks, document.Block{Figure: &document.Figure{}})
	if err := docx.Write(io.Discard, d); !errors.Is(err, docx.ErrBlock) {
		t.Errorf("a figure gives %v", err)
	}
}

// A page is turned for a table that is too wide, and turned back.
func TestWideTableTurnsThePage(t *testing.T) {
	d := small()
	wide := &document.Table{ID: "wide", Caption: "Bảng 2", Columns: []document.Column{{Head: "Tên"}},
		Rows: []document.Row{{Cells: []document.Cell{{Text: "a"}}}}}
	for i := range 8 {
		wide.Columns = append(wide.Columns, document.Column{Head: fmt.Sprint("nhóm ", i), Number: true})
		wide.Rows[0].Cells = append(wide.Rows[0].Cells, document.Cell{Text: "100% (40–100%) [12]"})
	}
	blocks := d.Pages[1].Blocks
	d.Pages[1].Blocks = []document.Block{blocks[0], {Table: wide}, blocks[0]}
	text := golden.Docx(t, written(t, d))
	if turned, pages := strings.Count(text, "pgSz landscape"), strings.Count(text, "pgSz"); turned != 1 || pages != 3 {
		t.Errorf("%d of %d kinds of pages lie on their side, not 1 of 3:\n%s", turned, pages, text)
	}
}
