package layout

import (
	"slices"
	"strings"
)

// citations number the references of a text in the order in which they are
// first cited. The zero value has none.
type citations struct{ order []string }

// cite is the mark of references in a text: [3] or [1, 2].
func (b *builder) cite(c *citations, keys ...string) string {
	var numbers []string
	for _, key := range keys {
		i := slices.Index(c.order, key)
		if i < 0 {
			i, c.order = len(c.order), append(c.order, key)
		}
		numbers = append(numbers, b.words.Integer(i+1))
	}
	return "\u00a0[" + strings.Join(numbers, ", ") + "]"
}

// referenceBlocks are the references that were cited, by number.
func (b *builder) referenceBlocks(c *citations) []Block {
	var blocks []Block
	for i, key := range c.order {
		blocks = append(blocks, paragraph(Body, b.words.Integer(i+1)+". "+b.words.Text("paper.reference."+key)))
	}
	return blocks
}
