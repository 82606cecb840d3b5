package pdf

// run is a stretch of text without a kerned pair inside.
type run struct {
	x    float64 // from the start of the text, in ems
	text string
}

// runs cuts text where the face kerns, as gofpdf never does, and returns its
// width in ems. So text is as wide as font.Face says and as in other formats.
func (f *typeface) runs(text string) ([]run, float64) {
	var out []run
	x, start := 0.0, 0
	begin := 0.0
	previous := rune(-1)
	for i, c := range text {
		if previous >= 0 {
			if k := f.kernOf(previous, c); k != 0 {
				out = append(out, run{begin, text[start:i]})
				x += k
				begin, start = x, i
			}
		}
		x += f.advanceOf(c)
		previous = c
	}
	if start < len(text) {
		out = append(out, run{begin, text[start:]})
	}
	return out, x
}

// width of text in ems.
func (f *typeface) width(text string) float64 {
	x := 0.0
	previous := rune(-1)
	for _, c := range text {
		if previous >= 0 {
			x += f.kernOf(previous, c)
		}
		x += f.advanceOf(c)
		previous = c
	}
	return x
}
