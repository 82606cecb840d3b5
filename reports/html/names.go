package html

import (
	"fmt"
	"strings"
	"unicode"

	"graftstat/reports/document"
)

// mainID is the id of what is no contents.
const mainID = "report"

// names are the ids of a file: unique in it, whatever the documents call their
// sections, rows, tables and figures.
type names struct {
	taken map[string]bool
	given map[string]bool     // ids of sections and rows that stand in the file
	parts []string            // the id of each part's title
	of    []map[string]string // of each part, by the document's own ID: its sections and rows
}

func newNames(parts []*document.Document) *names {
	n := &names{taken: map[string]bool{mainID: true}, given: map[string]bool{}}
	for _, d := range parts {
		n.parts = append(n.parts, n.take("part"))
		own := map[string]string{}
		for i := range d.Pages {
			n.keep(own, d.Pages[i].ID)
			n.rows(own, d.Pages[i].Blocks)
		}
		n.of = append(n.of, own)
	}
	return n
}

func (n *names) rows(own map[string]string, blocks []document.Block) {
	for _, b := range blocks {
		if b.Table != nil {
			for i := range b.Table.Rows {
				n.keep(own, b.Table.Rows[i].ID)
			}
		}
		n.rows(own, b.Row)
	}
}

// keep gives an ID of a document its id, the first of several that are alike.
func (n *names) keep(own map[string]string, id string) {
	if _, known := own[id]; id != "" && !known {
		own[id] = n.take(id)
	}
}

// attribute is the id of a section or a row, the first of those with this ID.
func (n *names) attribute(part int, id string) string {
	own, ok := n.of[part][id]
	if !ok || n.given[own] {
		return ""
	}
	n.given[own] = true
	return ` id="` + own + `"`
}

// target is the id that a link of a part leads to, if the file has it: in its own part
// first. The workbook may have what the file has not.
func (n *names) target(part int, link string) (string, bool) {
	if id, ok := n.of[part][link]; ok {
		return id, true
	}
	for _, own := range n.of {
		if id, ok := own[link]; ok {
			return id, true
		}
	}
	return "", false
}

// take makes an id that nothing else has, of letters, digits, hyphens and points.
func (n *names) take(wish string) string {
	wish = strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '-' || c == '.' || c == '_' {
			return c
		}
		return '-'
	}, strings.ToValidUTF8(wish, "-"))
	id := wish
	for i := 2; n.taken[id] || id == ""; i++ {
		id = fmt.Sprintf("%s-%d", wish, i)
	}
	n.taken[id] = true
	return id
}
