package pdf

import "graftstat/reports/document"

const (
	cardNarrowest = 39 * mm
	cardWidest    = 56 * mm
	cardGap       = 8
	cardPad       = 7
)

// cardText is a card's texts as lines of its width.
type cardText struct {
	card                          *document.Card
	label, value, interval, count []string
}

// cards in rows of equal cards. The cards of a row are equally high and their
// values stand on one line.
func (r *report) cards(parent *element, cards []document.Card, width float64) []piece {
	columns := cardColumns(len(cards), width)
	each := min(cardWidest, (width-float64(columns-1)*cardGap)/float64(columns))
	var pieces []piece
	for first := 0; first < len(cards); first += columns {
		row := cards[first:min(first+columns, len(cards))]
		pieces = append(pieces, r.cardRow(parent, row, each))
	}
	return pieces
}

// cardColumns shares n cards out over as few rows as their width allows, so
// that the rows are about equally long.
func cardColumns(n int, width float64) int {
	most := max(1, int((width+cardGap)/(cardNarrowest+cardGap)))
	rows := (n + most - 1) / most
	return (n + rows - 1) / rows
}

func (r *report) cardRow(parent *element, cards []document.Card, width float64) piece {
	sizes := r.scale
	texts := make([]cardText, len(cards))
	labelLines, textHeight := 0, 0.0
	for i := range cards {
		texts[i] = r.cardText(&cards[i], width)
		labelLines = max(labelLines, len(texts[i].label))
		textHeight = max(textHeight, texts[i].height(sizes))
	}
	labelHeight := float64(labelLines) * sizes.cardLabel.leading
	height := labelHeight + textHeight + 2*cardPad - 2
	elements := make([]*element, len(cards))
	for i := range elements {
		elements[i] = parent.add("Div", "")
	}
	return piece{space: cardGap, height: height, draw: func(x, y float64) {
		for i, text := range texts {
			r.drawCard(elements[i], text, x+float64(i)*(width+cardGap), y, width, height, labelHeight)
		}
	}}
}

func (r *report) cardText(card *document.Card, width float64) cardText {
	inner := width - 2*cardPad
	label := inner
	if card.Mark != document.NoMark {
		label -= 12
	}
	sizes := r.scale
	return cardText{
		card:     card,
		label:    r.wrap(card.Label, sizes.cardLabel, label),
		value:    r.wrapAny(card.Value, sizes.cardKey, inner),
		interval: r.wrapAny(card.Interval, sizes.cardText, inner),
		count:    r.wrapAny(card.Count, sizes.cardText, inner),
	}
}

// wrapAny is wrap, but no line for no text.
func (r *report) wrapAny(text string, s style, width float64) []string {
	if text == "" {
		return nil
	}
	return r.wrap(text, s, width)
}

// height of what stands under the label.
func (c cardText) height(sizes scale) float64 {
	return float64(len(c.value))*sizes.cardKey.leading +
		float64(len(c.interval)+len(c.count))*sizes.cardText.leading
}

// drawCard draws one card; label is the height kept for the row's labels.
func (r *report) drawCard(e *element, text cardText, x, y, width, height, label float64) {
	sizes := r.scale
	mark := text.card.Mark
	r.artifact(func() {
		r.box(x, y, width, height, sizes.tint)
		r.box(x, y, 2.5, height, r.markColour(mark, sizes.blue))
	})
	left, top := x+cardPad+1, y+cardPad-2
	head, found := r.linked(e.add("P", ""), text.card.Link)
	if mark != document.NoMark {
		r.tagged(head, func() { r.symbol(mark, x+width-cardPad-8, top+1, 9) })
	}
	r.drawLines(head, text.label, left, top, sizes.cardLabel)
	if found {
		r.link(head, text.card.Link, x, y, width, height)
	}
	top += label
	r.cardSpark(e, text, x+width-cardPad-sparkCardWidth, left, top)
	for _, part := range []struct {
		lines []string
		style style
	}{
		{text.value, sizes.cardKey},
		{text.interval, sizes.cardText},
		{text.count, sizes.cardText.in(sizes.grey)},
	} {
		if len(part.lines) > 0 {
			r.drawLines(e.add("P", ""), part.lines, left, top, part.style)
			top += float64(len(part.lines)) * part.style.leading
		}
	}
}

// cardSpark stands right of the value, where that leaves room for it.
func (r *report) cardSpark(e *element, text cardText, x, left, top float64) {
	s := r.scale.cardKey
	if text.card.Spark == nil || len(text.value) != 1 || left+r.width(text.value[0], s)+sparkGap > x {
		return
	}
	r.spark(e, text.card.Spark, x, top+3, sparkCardWidth, s.leading-6)
}

// drawLines draws lines as one content of e.
func (r *report) drawLines(e *element, lines []string, x, y float64, s style) {
	r.tagged(e, func() {
		for i, line := range lines {
			r.write(x, y+float64(i)*s.leading+s.baseline(), line, s)
		}
	})
}
