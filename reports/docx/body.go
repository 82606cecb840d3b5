package docx

import (
	"fmt"
	"strings"

	"graftstat/reports/document"
)

// An element stands in the text: a table, or else a paragraph.
type element struct {
	table     *table
	paragraph paragraph
	across    bool // on a page that lies on its side
}

// paragraph of one style. indent is in steps.
type paragraph struct {
	style     string
	text      string
	bold      bool
	indent    int
	alignment string // right; empty: as the style has it
	keep      bool   // on the page of what follows
	newPage   bool
}

// Styles by their identifiers in styles.xml.
var styleOf = map[document.Style]string{
	document.Body: "BodyText", document.Lead: "Lead", document.Note: "Note", document.Warning: "Lead", "": "BodyText",
}

// body is the whole document.xml.
func body(d *document.Document) (string, error) {
	elements := []element{{paragraph: paragraph{style: "Title", text: d.Title}}}
	if about := strings.Join(nonEmpty(d.Centre, d.Closing), " · "); about != "" {
		elements = append(elements, element{paragraph: paragraph{style: "Subtitle", text: about}})
	}
	for i, s := range d.Pages {
		heading := paragraph{style: fmt.Sprintf("Heading%d", max(1, s.Level)), text: s.Title, keep: true,
			newPage: i > 0 && s.Level == 1}
		own, err := blocks(s.Blocks)
		if err != nil {
			return "", fmt.Errorf("section %s: %w", s.ID, err)
		}
		across := len(own) > 0 && own[0].across
		elements = append(append(elements, element{paragraph: heading, across: across}), own...)
	}
	var out strings.Builder
	out.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` + "\n")
	writeElements(&out, elements)
	out.WriteString("</w:body></w:document>\n")
	return out.String(), nil
}

func nonEmpty(texts ...string) []string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

func blocks(list []document.Block) ([]element, error) {
	var elements []element
	for _, b := range list {
		switch {
		case b.Paragraph != nil:
			elements = append(elements,
				element{paragraph: paragraph{style: styleOf[b.Paragraph.Style], text: b.Paragraph.Text}})
		case b.Table != nil:
			elements = append(elements, tableElements(b.Table)...)
		default:
			return nil, ErrBlock
		}
	}
	return elements, nil
}

// tableElements are a table between its caption and its notes.
func tableElements(t *document.Table) []element {
	set := layTable(t)
	elements := []element{{paragraph: paragraph{style: "Caption", text: t.Caption, keep: true}, across: set.across},
		{table: set, across: set.across}}
	for i, note := range t.Notes {
		isLast := i == len(t.Notes)-1
		elements = append(elements, element{paragraph: paragraph{style: "Note", text: note, keep: !isLast},
			across: set.across})
	}
	return elements
}

// writeElements closes a section of pages wherever they turn. What closes one
// stands in its last paragraph; a table is followed by an empty one.
func writeElements(out *strings.Builder, elements []element) {
	for i, e := range elements {
		turn := ""
		if i+1 < len(elements) && elements[i+1].across != e.across {
			turn = pages(e.across)
		}
		if e.table == nil {
			e.paragraph.write(out, turn)
			continue
		}
		e.table.write(out)
		if turn != "" || i+1 == len(elements) || elements[i+1].table != nil {
			paragraph{style: "AfterTable"}.write(out, turn)
		}
	}
	out.WriteString(pages(len(elements) > 0 && elements[len(elements)-1].across))
}

// pages are of A4 with margins of 25 mm, in twentieths of a point.
func pages(across bool) string {
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/>`, pageWidth, pageHeight)
	if across {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, pageHeight, pageWidth)
	}
	return fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>%s<w:pgMar w:top="%[2]d" w:right="%[2]d" w:bottom="%[2]d" w:left="%[2]d"`+
		` w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>`, size, margin)
}

// write has the properties in the order that the standard asks for.
func (p paragraph) write(out *strings.Builder, turn string) {
	fmt.Fprintf(out, `<w:p><w:pPr><w:pStyle w:val="%s"/>`, p.style)
	if p.keep {
		out.WriteString(`<w:keepNext/>`)
	}
	if p.newPage {
		out.WriteString(`<w:pageBreakBefore/>`)
	}
	if p.indent > 0 {
		fmt.Fprintf(out, `<w:ind w:left="%d"/>`, p.indent*indentStep)
	}
	if p.alignment != "" {
		fmt.Fprintf(out, `<w:jc w:val="%s"/>`, p.alignment)
	}
	out.WriteString(turn + `</w:pPr>`)
	writeRuns(out, p.text, p.bold)
	out.WriteString("</w:p>\n")
}
