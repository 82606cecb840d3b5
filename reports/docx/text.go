package docx

import (
	"encoding/xml"
	"strings"
)

// raised are the signs that stand above the line and the letters that they are.
var raised = map[rune]rune{'⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8',
	'⁹': '9',
	'⁺': '+', '⁻': '−', 'ᵃ': 'a', 'ᵇ': 'b', 'ᶜ': 'c', 'ᵈ': 'd', 'ᵉ': 'e', 'ⁿ': 'n'}

// writeRuns writes a text as runs, of which those of raised signs are
// superscripts. A line break in the text is one.
func writeRuns(out *strings.Builder, text string, bold bool) {
	isUp, start := false, 0
	runes := []rune(text)
	for i := 0; i <= len(runes); i++ {
		up := isUp
		if i < len(runes) {
			_, up = raised[runes[i]]
		}
		if i < len(runes) && up == isUp {
			continue
		}
		if start < i {
			writeRun(out, runes[start:i], bold, isUp)
		}
		start, isUp = i, up
	}
}

func writeRun(out *strings.Builder, runes []rune, bold, up bool) {
	out.WriteString("<w:r>")
	if bold || up {
		out.WriteString("<w:rPr>")
		if bold {
			out.WriteString("<w:b/>")
		}
		if up {
			out.WriteString(`<w:vertAlign w:val="superscript"/>`)
		}
		out.WriteString("</w:rPr>")
	}
	letters := strings.Map(func(r rune) rune {
		if plain, ok := raised[r]; ok {
			return plain
		}
		return r
	}, string(runes))
	for i, line := range strings.Split(letters, "\n") {
		if i > 0 {
			out.WriteString("<w:br/>")
		}
		out.WriteString(`<w:t xml:space="preserve">` + escaped(line) + "</w:t>")
	}
	out.WriteString("</w:r>")
}

// escaped is a text as XML; what is no letter of it becomes the replacement character.
func escaped(text string) string {
	var out strings.Builder
	xml.EscapeText(&out, []byte(text)) // a Builder takes everything
	return out.String()
}
