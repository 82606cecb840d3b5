package html

import (
	"fmt"
	"strconv"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

// figure is drawn for a wide and for a narrow place, with its numbers under it in words.
func (r *report) figure(f *document.Figure) {
	id := r.names.take("figure-" + f.ID)
	r.printf("<figure id=\"%s\">\n", id)
	if caption := r.figureTitle(f); caption != "" {
		r.printf("<figcaption>%s</figcaption>\n", caption)
	}
	bare := f.Bare()
	var drawn []*figure.Drawing
	r.printf("<div class=\"plot\">\n")
	for _, size := range sizes(f) {
		d, err := r.press.Screen(bare, size.width)
		if err != nil {
			r.fail(err)
			return
		}
		drawn = append(drawn, d)
		r.printf("<svg class=\"%s\" role=\"img\" aria-labelledby=\"%s-alt\" %s>", size.class, id, frame(d))
		if len(drawn) == 1 {
			r.printf("<desc id=\"%s-alt\">%s</desc>", id, escaped(f.Alt))
		}
		r.out.Write(d.Body)
		r.printf("</svg>\n")
	}
	r.printf("</div>\n")
	if f.Caption != "" && !f.Compact {
		r.printf("<p class=\"note\">%s</p>\n", r.words(f.Caption))
	}
	r.numbers(f, drawn)
	r.printf("</figure>\n")
}

// figureTitle is what stands over a figure on paper.
func (r *report) figureTitle(f *document.Figure) string {
	title, subtitle := "", ""
	if f.Title != "" && !f.Headed {
		title = "<strong>" + r.words(f.Title) + "</strong>"
	}
	if f.Subtitle != "" && !f.Compact {
		subtitle = "<span>" + r.words(f.Subtitle) + "</span>"
	}
	return title + subtitle
}

// place is a width at which a figure is drawn, and the class that shows it there.
type place struct {
	class string
	width vg.Length
}

// sizes are two, so that texts are large enough to be read on a phone; a small figure has one.
func sizes(f *document.Figure) []place {
	if f.Compact {
		return []place{{"small", figure.SingleWidth}}
	}
	return []place{{"wide", figure.DoubleWidth}, {"narrow", figure.SingleWidth}}
}

// frame is the size of a drawing, in its own unit.
func frame(d *figure.Drawing) string {
	return fmt.Sprintf(`viewBox="0 0 %s %s" width="%s" height="%s"`, tenths(d.Width), tenths(d.Height), tenths(d.Width),
		tenths(d.Height))
}

func tenths(v float64) string {
	if text := strconv.FormatFloat(v, 'f', 1, 64); text[len(text)-2:] != ".0" {
		return text
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}

// numbers are those that the figure says, each with its place in both drawings.
func (r *report) numbers(f *document.Figure, drawn []*figure.Drawing) {
	if len(f.Said) == 0 {
		return
	}
	r.printf("<details class=\"numbers\"><summary>%s</summary>\n<ul>\n", escaped(r.first.Screen.Numbers))
	for i, text := range f.Said {
		if text == "" {
			continue
		}
		r.printf("<li")
		for k, name := range []string{"w", "n"} {
			if s := drawn[min(k, len(drawn)-1)].Spots[i]; s.Shown {
				r.printf(" data-%s=\"%s %s %s %s\"", name, tenths(s.X), tenths(s.Y), tenths(s.Width), tenths(s.Height))
			}
		}
		r.printf(">%s</li>\n", r.words(text))
	}
	r.printf("</ul>\n")
	if f.Unsaid != "" {
		r.printf("<p class=\"note\">%s</p>\n", r.words(f.Unsaid))
	}
	r.printf("</details>\n")
}
