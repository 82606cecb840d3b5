package figure

import (
	"io"

	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// The tests draw by a new Press each.

func Draw(c draw.Canvas, f *document.Figure) error { return NewPress().Draw(c, f) }

func SVG(w io.Writer, f *document.Figure, size Size) error { return NewPress().SVG(w, f, size) }

func EPS(w io.Writer, f *document.Figure, size Size) error { return NewPress().EPS(w, f, size) }

func PNG(w io.Writer, f *document.Figure, size Size, dpi int) error {
	return NewPress().PNG(w, f, size, dpi)
}

// Single is the size of f in one column of a journal.
func Single(f *document.Figure) Size { return Size{SingleWidth, Height(f, SingleWidth)} }

// Double is the size of f over two columns of a journal.
func Double(f *document.Figure) Size { return Size{DoubleWidth, Height(f, DoubleWidth)} }
