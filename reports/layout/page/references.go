package page

import (
	"slices"
	"strings"

	"graftstat/reports/document"
)

// Citations number the references of a text in the order in which they are
// first cited. The zero value has none.
type Citations struct{ Order []string }

// Cite is the mark of references in a text: [3] or [1, 2].
func (b *Page) Cite(c *Citations, keys ...string) string {
	var numbers []string
	for _, key := range keys {
		i := slices.Index(c.Order, key)
		if i < 0 {
			i, c.Order = len(c.Order), append(c.Order, key)
		}
		numbers = append(numbers, b.Words.Integer(i+1))
	}
	return "\u00a0[" + strings.Join(numbers, ", ") + "]"
}

// ReferenceBlocks are the references that were cited, by number.
func (b *Page) ReferenceBlocks(c *Citations) []document.Block {
	var blocks []document.Block
	for i, key := range c.Order {
		blocks = append(blocks,
			Paragraph(document.Body, b.Words.Integer(i+1)+". "+b.Words.Text("paper.reference."+key)))
	}
	return blocks
}
