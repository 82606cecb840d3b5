package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
)

// capHeight of Source Sans 3 in ems.
const capHeight = 0.66

const ellipsis = "…"

// typography is the type scale of a figure. All its distances are in ems of
// the base size.
type typography struct {
	em                                   vg.Length
	title, base, strong, small, subtitle typeface
}

// typography scales type with the width that the figure has on paper.
func (p *Press) typography(width vg.Length, compact bool) typography {
	share := vg.Length(min(1, max(0, float64((width-SingleWidth)/(DoubleWidth-SingleWidth)))))
	em, title := 7+1.5*share, 8.5+2.5*share
	if compact {
		em, title = 6.5+1.0*share, 8+1.5*share
	}
	return typography{
		em:       em,
		title:    p.face(SemiBold, title),
		subtitle: p.face(Regular, em),
		base:     p.face(Regular, em),
		strong:   p.face(SemiBold, em),
		small:    p.face(Regular, max(6, 0.84*em)),
	}
}

// pitch is the distance of two base lines of one paragraph.
func pitch(face typeface) vg.Length { return 1.25 * face.Font.Size }

// wrap breaks text at spaces into lines no wider than width. What does not fit
// into most lines is elided; most < 1 sets no bound. A word wider than a line
// is broken where it must be.
func wrap(face typeface, text string, width vg.Length, most int) []string {
	var lines []string
	for part := range strings.SplitSeq(text, "\n") {
		for rest := strings.TrimSpace(part); rest != ""; {
			if most > 0 && len(lines) == most-1 {
				return append(lines, elide(face, strings.Join(strings.Fields(rest), " "), width))
			}
			line, after := breakLine(face, rest, width)
			lines, rest = append(lines, line), after
		}
	}
	return lines
}

// breakLine cuts the longest head of whole words that fits into width; it
// takes at least one rune, so that it always ends.
func breakLine(face typeface, text string, width vg.Length) (line, rest string) {
	end := fitting(face, text, width)
	if end < len(text) && text[end] != ' ' {
		if space := strings.LastIndexByte(text[:end], ' '); space > 0 {
			end = space
		}
	}
	return strings.TrimSpace(text[:end]), strings.TrimSpace(text[end:])
}

// fitting counts the bytes of text that fit into width, at least one rune with
// its marks.
func fitting(face typeface, text string, width vg.Length) int {
	most := int(float64(width/face.Font.Size)*float64(face.metrics.em) + 1e-6)
	end, x, before := 0, 0, rune(0)
	for _, char := range text { // no further than one line: a text may be many
		if end > 0 {
			x += face.metrics.kern(before, char)
		}
		x += face.metrics.letter(char).advance
		if end > 0 && x > most && !unicode.Is(unicode.Mn, char) {
			return end
		}
		end += utf8.RuneLen(char)
		before = char
	}
	return end
}

// elide shortens text to width and ends it with an ellipsis.
func elide(face typeface, text string, width vg.Length) string {
	if face.Width(text) <= width {
		return text
	}
	kerning := 0.05 * face.Font.Size
	end := fitting(face, text, width-face.Width(ellipsis)-kerning)
	return strings.TrimSpace(text[:end]) + ellipsis
}

// elideMiddle shortens text to width and keeps its end, by which names of one
// kind differ.
func elideMiddle(face typeface, text string, width vg.Length) string {
	if face.Width(text) <= width {
		return text
	}
	end := len(text) - fittingTail(face, text, 0.4*width)
	tail := strings.TrimSpace(text[end:])
	return elide(face, text[:end], width-face.Width(tail)-0.1*face.Font.Size) + tail
}

// fittingTail counts the bytes at the end of text that fit into width.
func fittingTail(face typeface, text string, width vg.Length) int {
	most := int(float64(width/face.Font.Size)*float64(face.metrics.em) + 1e-6)
	x, after, begin := 0, rune(0), len(text)
	for begin > 0 {
		char, size := utf8.DecodeLastRuneInString(text[:begin])
		if begin < len(text) {
			x += face.metrics.kern(char, after)
		}
		if x += face.metrics.letter(char).advance; x > most {
			break
		}
		after, begin = char, begin-size
	}
	return len(text) - begin
}

// widest of several texts.
func widest(face typeface, texts []string) vg.Length {
	var w vg.Length
	for _, t := range texts {
		w = max(w, face.Width(t))
	}
	return w
}

// blockHeight of a paragraph from the first cap height to the last base line.
func blockHeight(face typeface, lines int) vg.Length {
	if lines == 0 {
		return 0
	}
	return capHeight*face.Font.Size + vg.Length(lines-1)*pitch(face)
}
