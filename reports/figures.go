package reports

import (
	"cmp"
	"io"
	"strconv"
	"strings"

	"graftstat/analysis/message"
	"graftstat/reports/document"
	"graftstat/reports/figure"
	"graftstat/reports/pdf"
)

// The size and the resolution whose files have no mark of it in their names.
const (
	plainSize       = "double"
	plainResolution = 300
)

// figures writes figures that are of a document into a folder, in every size and
// format asked for, with one press: glyphs and measures are made once.
func (w *writer) figures(doc *document.Document, figures []*document.Figure, folder string, o Options) error {
	press := figure.NewPress()
	sizes, resolutions := o.FigureSizes, o.Resolution
	if len(sizes) == 0 {
		sizes = []string{plainSize}
	}
	if len(resolutions) == 0 {
		resolutions = []int{plainResolution}
	}
	for _, f := range figures {
		for _, size := range sizes {
			for _, format := range o.Figures {
				if err := w.figure(press, doc, f, folder, size, format, resolutions); err != nil {
					return message.Errorf("figure %s: %w", f.ID, err)
				}
			}
		}
	}
	return nil
}

func (w *writer) figure(press *figure.Press, doc *document.Document, f *document.Figure, folder, size, format string,
	resolutions []int) error {
	name := folder + "/" + fileName(f.ID)
	on := figure.Size{Width: figure.DoubleWidth}
	if size != plainSize {
		name += "-" + size
		on = figure.Size{Width: figure.SingleWidth}
	}
	switch format {
	case "png":
		for _, dpi := range resolutions {
			marked := name
			if dpi != plainResolution {
				marked += "-" + strconv.Itoa(dpi) + "dpi"
			}
			if err := w.file(marked+".png",
				func(out io.Writer) error { return press.PNG(out, f, on, dpi) }); err != nil {
				return err
			}
		}
		return nil
	case "pdf":
		return w.file(name+".pdf", func(out io.Writer) error { return pdf.Figure(out, doc, f, on) })
	case "eps":
		return w.file(name+".eps", func(out io.Writer) error { return press.EPS(out, f, on) })
	}
	return w.file(name+".svg", func(out io.Writer) error { return press.SVG(out, f, on) })
}

// fileName is an ID as the name of a file: it may hold the header of a column,
// and thus what separates folders.
func fileName(id string) string {
	return cmp.Or(strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, id), "_")
}
