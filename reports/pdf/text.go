package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// nfc is text in the form in which the font has its letters. Check has made
// sure that it is printable.
func nfc(text string) string { return norm.NFC.String(text) }

// oneLine is text without line ends.
func oneLine(text string) string { return strings.ReplaceAll(nfc(text), "\n", " ") }

// width of text in points; a space at its end does not count.
func (r *report) width(text string, s style) float64 {
	return s.size * r.press.Width(s.face, strings.TrimRight(text, " "))
}

// write text with its baseline's left end at x, y.
func (r *report) write(x, y float64, text string, s style) {
	r.use(s.face, s.size)
	r.pdf.SetTextColor(s.colour.r, s.colour.g, s.colour.b)
	for _, run := range r.runs(s.face, text) {
		r.pdf.Text(x+run.x*s.size, y, run.text)
	}
}

// writeRight writes text with its right end at x.
func (r *report) writeRight(x, y float64, text string, s style) {
	r.write(x-r.width(text, s), y, text, s)
}

// wrap cuts text into lines no wider than width, at spaces and line ends, and
// inside a word only where the word is wider than a line. A line that ended at
// a space keeps it, so that readers of the file do not join two words.
func (r *report) wrap(text string, s style, width float64) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(nfc(text), "\n") {
		line := ""
		for word := range strings.SplitAfterSeq(paragraph, " ") {
			if line != "" && r.width(line+word, s) > width {
				lines = append(lines, line)
				line = ""
			}
			line += word
			for r.isWider(line, s, width) {
				at := r.breakAt(line, s, width)
				if at == len(line) {
					break
				}
				lines = append(lines, line[:at])
				line = line[at:]
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// sureBytes of a text are wider than any line, whatever its letters.
const sureBytes = 4000

// isWider reports whether text is wider than width. It measures no text of many
// lines, of which wrap asks again after each line.
func (r *report) isWider(text string, s style, width float64) bool {
	return len(text) > sureBytes || r.width(text, s) > width
}

// breakAt is where a word that is wider than a line is cut: after the last piece
// that fits, if the next one fits on a line too, else after the last sign or
// letter that fits, but never before a combining mark and never at the start.
func (r *report) breakAt(word string, s style, width float64) int {
	piece, next := 0, pieceEnd(word)
	for next < len(word) && !r.isWider(word[:next], s, width) {
		piece, next = next, next+pieceEnd(word[next:])
	}
	if piece > 0 && !r.isWider(word[piece:next], s, width) {
		return piece
	}
	after, sign := 0, 0
	x := 0.0
	for i, c := range word {
		if !unicode.Is(unicode.M, c) {
			if i > 0 {
				after = i
			}
			x += r.press.Advance(s.face, c) * s.size
		}
		if x > width && after > 0 {
			break
		}
		if strings.ContainsRune(signs+".", c) && i > 0 {
			sign = i + utf8.RuneLen(c)
		}
	}
	switch {
	case x <= width || after == 0:
		return len(word)
	case sign > after/2:
		return sign
	}
	return after
}

// signs are those after which a word may be cut.
const signs = "-/_–"

// pieceEnd is where the first piece of a word ends: after a sign between letters,
// or an underscore, which stands in names alone. 2026-10-31 is one piece. It
// looks no further than a line can reach.
func pieceEnd(word string) int {
	word = word[:min(len(word), sureBytes+1)]
	before := rune(0)
	for i, c := range word {
		end := i + utf8.RuneLen(c)
		if c == utf8.RuneError {
			break // the look ended within a letter
		}
		if i > 0 && end < len(word) && strings.ContainsRune(signs, c) {
			after, _ := utf8.DecodeRuneInString(word[end:])
			if c == '_' || unicode.IsLetter(before) && unicode.IsLetter(after) {
				return end
			}
		}
		before = c
	}
	return len(word)
}

// fit shortens text with an ellipsis to one line of that width.
func (r *report) fit(text string, s style, width float64) string {
	text = oneLine(text)
	if r.width(text, s) <= width {
		return text
	}
	for half := text; len(half) > 1; {
		if half = strings.ToValidUTF8(half[:len(half)/2], ""); !r.isWider(half, s, width) {
			break
		}
		text = half
	}
	for text != "" {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
		if short := strings.TrimRight(text, " ") + "…"; r.width(short, s) <= width {
			return short
		}
	}
	return ""
}
