package html

import (
	"regexp"
	"strings"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

func (r *report) blocks(blocks []document.Block) {
	for _, b := range blocks {
		switch {
		case b.Paragraph != nil:
			r.paragraph(b.Paragraph)
		case len(b.Cards) > 0:
			r.cards(b.Cards)
		case len(b.Statuses) > 0:
			r.statuses(b.Statuses)
		case b.Table != nil:
			r.table(b.Table)
		case b.Figure != nil:
			r.figure(b.Figure)
		case len(b.Row) > 0:
			r.row(b.Row)
		}
	}
}

// row is blocks side by side where the window has the room.
func (r *report) row(blocks []document.Block) {
	r.printf("<div class=\"row\">\n")
	for i := range blocks {
		r.printf("<div>\n")
		r.blocks(blocks[i : i+1])
		r.printf("</div>\n")
	}
	r.printf("</div>\n")
}

func (r *report) paragraph(p *document.Paragraph) {
	switch p.Style {
	case document.Warning:
		r.printf("<p class=\"warning\">%s %s</p>\n", r.mark(document.Attention), r.words(p.Text))
	case document.Lead, document.Note:
		r.printf("<p class=\"%s\">%s</p>\n", string(p.Style), r.words(p.Text))
	default:
		r.printf("<p>%s</p>\n", r.words(p.Text))
	}
}

func (r *report) cards(cards []document.Card) {
	r.printf("<ul class=\"cards\">\n")
	for i := range cards {
		c := &cards[i]
		r.printf("<li class=\"card %s\"><p class=\"label\">%s%s</p>\n", escaped(string(c.Mark)), r.mark(c.Mark),
			r.linked(c.Link, r.words(c.Label)))
		r.printf("<p class=\"value\">%s%s</p>\n", r.words(c.Value), r.spark(c.Spark))
		for _, text := range []string{c.Interval, c.Count} {
			if text != "" {
				r.printf("<p>%s</p>\n", r.words(text))
			}
		}
		r.printf("</li>\n")
	}
	r.printf("</ul>\n")
}

// statuses are a light each, with the name and the word beside it and why below. The
// word says what the light shows.
func (r *report) statuses(all []document.Status) {
	r.printf("<ul class=\"statuses\">\n")
	for i := range all {
		s := &all[i]
		r.printf("<li><p>%s<strong>%s</strong> %s</p>\n", sign(s.Mark, `aria-hidden="true"`),
			r.linked(s.Link, r.words(s.Name)), r.words(s.Word))
		if s.Text != "" {
			r.printf("<p>%s</p>\n", r.words(s.Text))
		}
		r.printf("</li>\n")
	}
	r.printf("</ul>\n")
}

// mark is a sign with its name.
func (r *report) mark(m document.Mark) string {
	name := r.first.Screen.Attention
	if m == document.Fault {
		name = r.first.Screen.Fault
	}
	return sign(m, `role="img" aria-label="`+escaped(name)+`"`)
}

// sign of a mark, so that it does not speak by its colour alone.
func sign(m document.Mark, attributes string) string {
	signs := map[document.Mark]string{document.Attention: "!", document.Fault: "×", document.Calm: "✓",
		document.Open: "?"}
	text, ok := signs[m]
	if !ok {
		return ""
	}
	return `<span class="mark ` + string(m) + `" ` + attributes + `>` + text + "</span>\u00a0"
}

// linked is what leads to a target, or the content alone where the file has none.
func (r *report) linked(target, content string) string {
	id, ok := r.names.target(r.part, target)
	if !ok || content == "" {
		return content
	}
	return `<a href="#` + id + `">` + content + `</a>`
}

// whole is what stays on one line: an interval with what says its level, a range of
// grades, a threshold with its unit, a number of cases or a p-value with its letter.
var whole = regexp.MustCompile(
	`(?:\d[\d.,]*[ \x{a0}]?%[ \x{a0}]\p{Lu}{2,4}[ \x{a0}]|\p{Lu}{2,4}[ \x{a0}]\d[\d.,]*[ \x{a0}]?%[ \x{a0}])?` +
		`[<>−]?\d[\d.,]*–[<>−]?(?:\d[\d.,]*\d|\d|∞)[ \x{a0}]?%?` +
		`|\b[IVX]+–[IVX]+\b` +
		`|(?:[<>≤≥] ?)?\d[\d.,]* × 10[⁰¹²³⁴-⁹⁻]+(?:/\p{L}+)?` +
		`|(?:\b[np][ \x{a0}])?[<>≤≥=][ \x{a0}]?\d[\d.,]*`)

// wholeHas are letters of which each match of whole has one, which most texts have not.
const wholeHas = "–×<>≤≥="

// words are a text as HTML: its line breaks kept, its intervals unbroken.
func (r *report) words(s string) string {
	if !strings.ContainsAny(s, wholeHas) {
		return lines(s)
	}
	var b strings.Builder
	at := 0
	for _, found := range whole.FindAllStringIndex(s, -1) {
		b.WriteString(lines(s[at:found[0]]))
		b.WriteString(`<span class="whole">` + lines(s[found[0]:found[1]]) + `</span>`)
		at = found[1]
	}
	b.WriteString(lines(s[at:]))
	return b.String()
}

func lines(s string) string { return strings.ReplaceAll(escaped(s), "\n", "<br>") }

// Sizes of a small trend, in points.
const (
	sparkWidth  = 46
	sparkHeight = 13
)

// spark is a small trend; nothing where there is none.
func (r *report) spark(s *document.Spark) string {
	if s == nil {
		return ""
	}
	d, err := r.press.ScreenSpark(s, figure.Size{Width: sparkWidth, Height: sparkHeight})
	if err != nil {
		r.fail(err)
		return ""
	}
	return ` <svg class="spark" role="img" aria-label="` + escaped(s.Alt) + `" ` + frame(d) + `>` + string(d.Body) +
		`</svg>`
}
