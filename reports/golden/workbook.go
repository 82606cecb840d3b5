package golden

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A sheet of more than maxRows rows is shown to row shownRows, the rest by a hash.
const (
	maxRows   = 40
	shownRows = 30
)

// Workbook shows a file sheet by sheet: every cell with its value and the name
// of its style, then what else the sheet holds (widths, links, conditions,
// print settings). Styles are spelt out at the end; a style's name comes from
// what it looks like, so that one more style renames no other. Charts are shown
// by the ranges that they draw and a hash.
func Workbook(t testing.TB, content []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	w := &workbook{t: t, parts: map[string]string{}, used: map[string]string{}}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w.parts[part.Name] = string(text)
	}
	w.styles = w.readStyles()
	w.nameStyles()
	var b strings.Builder
	b.WriteString(elements(w.parts["xl/workbook.xml"]))
	for _, s := range w.sheets() {
		w.sheet(&b, s[0], w.parts["xl/"+s[1]])
	}
	for _, name := range sorted(w.parts) {
		switch {
		case strings.HasPrefix(name, "xl/charts/"):
			fmt.Fprintf(&b, "\n%s %s\n%s", name, Sum([]byte(w.parts[name])), ranges(w.parts[name]))
		case strings.HasPrefix(name, "xl/comments"), strings.HasPrefix(name, "xl/tables/"):
			fmt.Fprintf(&b, "\n%s\n%s", name, elements(w.parts[name]))
		case strings.HasPrefix(name, "xl/drawings/") && strings.HasSuffix(name, ".xml"):
			fmt.Fprintf(&b, "\n%s %s\n", name, Sum([]byte(w.parts[name])))
		}
	}
	b.WriteString("\nstyles\n")
	for _, name := range sorted(w.used) {
		b.WriteString("  " + name + " " + w.used[name] + "\n")
	}
	return b.String()
}

type workbook struct {
	t      testing.TB
	parts  map[string]string
	styles []string          // what each looks like
	names  []string          // of the styles
	used   map[string]string // styles by name
}

// sheets are names and parts in the order of the workbook.
func (w *workbook) sheets() [][2]string {
	targets := map[string]string{}
	for _, m := range elementPattern.FindAllString(w.parts["xl/_rels/workbook.xml.rels"], -1) {
		if strings.HasPrefix(m, "<Relationship ") {
			targets[attribute(m, "Id")] = strings.TrimPrefix(attribute(m, "Target"), "/xl/")
		}
	}
	var out [][2]string
	for _, m := range elementPattern.FindAllString(w.parts["xl/workbook.xml"], -1) {
		if strings.HasPrefix(m, "<sheet ") {
			out = append(out, [2]string{attribute(m, "name"), targets[attribute(m, "r:id")]})
		}
	}
	if len(out) == 0 {
		w.t.Error("the workbook has no sheet")
	}
	return out
}

func (w *workbook) sheet(b *strings.Builder, name, part string) {
	fmt.Fprintf(b, "\nsheet %s\n", name)
	before, data, _ := strings.Cut(part, "<sheetData>")
	data, after, found := strings.Cut(data, "</sheetData>")
	if !found {
		w.t.Errorf("sheet %s has no cells", name)
	}
	rows := strings.SplitAfter(data, "</row>")
	rows = rows[:len(rows)-1]
	rest := sha256.New()
	for i, row := range rows {
		if line := w.row(row); len(rows) > maxRows && i >= shownRows {
			io.WriteString(rest, line)
		} else {
			b.WriteString(line)
		}
	}
	if len(rows) > maxRows {
		fmt.Fprintf(b, "  and %d more rows sha256:%.6x\n", len(rows)-shownRows, rest.Sum(nil))
	}
	b.WriteString(elements(before) + elements(after))
}

// row shows one on a line: number, height, cells.
func (w *workbook) row(row string) string {
	head, cells, _ := strings.Cut(row, ">")
	var b strings.Builder
	b.WriteString("  " + attribute(head, "r"))
	if height := attribute(head, "ht"); height != "" {
		b.WriteString(" h" + height)
	}
	for _, cell := range strings.Split(cells, "<c ")[1:] {
		head, _, _ := strings.Cut(cell, ">")
		column := strings.TrimRight(attribute(head, "r"), "0123456789")
		b.WriteString(" | " + column + " " + w.style(attribute(head, "s")))
		if value := w.value(cell); value != "" {
			b.WriteString(" " + value)
		}
	}
	return b.String() + "\n"
}

// style is the name of one.
func (w *workbook) style(index string) string {
	i, err := strconv.Atoi(index)
	if err != nil || i >= len(w.styles) {
		return "-"
	}
	w.used[w.names[i]] = w.styles[i]
	return w.names[i]
}

// nameStyles names each style after what it looks like.
func (w *workbook) nameStyles() {
	named := map[string]string{}
	for _, style := range w.styles {
		name := fmt.Sprintf("%.2x", sha256.Sum256([]byte(style)))
		if there, taken := named[name]; taken && there != style {
			w.t.Fatalf("two styles have the name %s: make names longer", name)
		}
		named[name] = style
		w.names = append(w.names, name)
	}
}

// value of a cell: a formula, a text, or a number to 12 digits.
func (w *workbook) value(cell string) string {
	if f := between(cell, "<f>", "</f>"); f != "" {
		return "=" + html.UnescapeString(f)
	}
	if strings.Contains(cell, "<is>") {
		var text strings.Builder
		for _, t := range textRuns.FindAllStringSubmatch(cell, -1) {
			text.WriteString(html.UnescapeString(t[1]))
		}
		return strconv.Quote(text.String())
	}
	value := between(cell, "<v>", "</v>")
	if x, err := strconv.ParseFloat(value, 64); err == nil &&
		!strings.Contains(cell[:strings.Index(cell, ">")], ` t="`) {
		return strconv.FormatFloat(x, 'g', 12, 64)
	}
	return value
}

var (
	elementPattern = regexp.MustCompile(`<[^>]*>`)
	textRuns       = regexp.MustCompile(`(?s)<t(?: [^>]*)?>([^<]*)</t>`)
	namespaces     = regexp.MustCompile(` xmlns(?::\w+)?="[^"]*"`)
	chartRange     = regexp.MustCompile(`<c:f>([^<]*)</c:f>|<a:t>([^<]*)</a:t>`)
)

// attribute of the first element of a text.
func attribute(element, name string) string {
	for rest := element; ; {
		before, after, found := strings.Cut(rest, name+`="`)
		if !found {
			return ""
		}
		if before == "" || strings.HasSuffix(before, " ") {
			value, _, _ := strings.Cut(after, `"`)
			return html.UnescapeString(value)
		}
		rest = after
	}
}

func between(text, from, to string) string {
	_, rest, found := strings.Cut(text, from)
	if !found {
		return ""
	}
	inside, _, _ := strings.Cut(rest, to)
	return inside
}

// elements of a part of XML, a line each.
func elements(part string) string {
	part = namespaces.ReplaceAllString(part, "")
	var b strings.Builder
	for _, line := range strings.Split(strings.ReplaceAll(part, "><", ">\x00<"), "\x00") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "</") || strings.HasPrefix(line, "<?") {
			continue
		}
		b.WriteString("  " + oneLine(line) + "\n")
	}
	return b.String()
}

// ranges that a chart draws, and its texts.
func ranges(part string) string {
	var b strings.Builder
	for _, m := range chartRange.FindAllStringSubmatch(part, -1) {
		b.WriteString("  " + html.UnescapeString(m[1]+m[2]) + "\n")
	}
	return b.String()
}

type numberFormat struct {
	ID   string `xml:"numFmtId,attr"`
	Code string `xml:"formatCode,attr"`
}

type inner struct {
	XML string `xml:",innerxml"`
}

// readStyles spells out every style of cells.
func (w *workbook) readStyles() []string {
	var sheet struct {
		Formats []numberFormat `xml:"numFmts>numFmt"`
		Fonts   []inner        `xml:"fonts>font"`
		Fills   []inner        `xml:"fills>fill"`
		Borders []inner        `xml:"borders>border"`
		Cells   []struct {
			Format string `xml:"numFmtId,attr"`
			Font   int    `xml:"fontId,attr"`
			Fill   int    `xml:"fillId,attr"`
			Border int    `xml:"borderId,attr"`
			inner
		} `xml:"cellXfs>xf"`
	}
	if err := xml.Unmarshal([]byte(w.parts["xl/styles.xml"]), &sheet); err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, c := range sheet.Cells {
		format := c.Format
		if i := slices.IndexFunc(sheet.Formats, func(f numberFormat) bool { return f.ID == c.Format }); i >= 0 {
			format = strconv.Quote(sheet.Formats[i].Code)
		}
		parts := []string{
			"format " + format, sheet.Fonts[c.Font].XML, sheet.Fills[c.Fill].XML, sheet.Borders[c.Border].XML, c.XML,
		}
		out = append(out, closings.ReplaceAllString(strings.Join(parts, " "), ""))
	}
	return out
}

var closings = regexp.MustCompile(`</[^>]*>`)
