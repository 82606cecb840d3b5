package pdf

import "graftstat/reports/figure"

// run is a stretch of text without a kerned pair inside.
type run struct {
	x    float64 // from the start of the text, in ems
	text string
}

// runs cuts text where the face kerns, as gofpdf never does. So text is as wide
// as the figures measure it, and as in their other formats.
func (r *report) runs(face figure.FontStyle, text string) []run {
	var out []run
	x, begin, start := 0.0, 0.0, 0
	previous := rune(-1)
	for i, c := range text {
		if previous >= 0 {
			if k := r.press.Kern(face, previous, c); k != 0 {
				out = append(out, run{begin, text[start:i]})
				x += k
				begin, start = x, i
			}
		}
		x += r.press.Advance(face, c)
		previous = c
	}
	if start < len(text) {
		out = append(out, run{begin, text[start:]})
	}
	return out
}
