package pdf

import (
	"cmp"
	"fmt"
	"io"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

// Figure writes f as a PDF of one page that is just as large as the figure, for
// a journal: lines as lines, text in the embedded font. It is tagged, with the
// alternative text, and has the language, the centre, the tool and the date of
// doc, whose pages it does not look at. A Height of 0 is the figure's natural
// one. On an error nothing is written.
func Figure(w io.Writer, doc *document.Document, f *document.Figure, size figure.Size) error {
	content, err := renderFigure(doc, f, size)
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	_, err = w.Write(content)
	return err
}

func renderFigure(doc *document.Document, f *document.Figure, size figure.Size) (content []byte, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			content, err = nil, fmt.Errorf("the figure could not be drawn: %v", cause)
		}
	}()
	about := &document.Document{
		Language: doc.Language, Title: cmp.Or(f.Title, f.Alt), Centre: doc.Centre, Subject: f.Alt, Tool: doc.Tool,
		Date: doc.Date,
	}
	if err := checkLanguage(about.Language); err != nil {
		return nil, err
	}
	if err := checkTexts("metadata", about.Centre, about.Tool); err != nil {
		return nil, err
	}
	if err := figure.Validate(f); err != nil {
		return nil, err
	}
	if size.Height == 0 {
		size.Height = figure.Height(f, size.Width)
	}
	r, err := newPages(about, size.Width.Points(), size.Height.Points())
	if err != nil {
		return nil, err
	}
	r.page, r.pages = 1, 1
	r.pdf.AddPage()
	e := r.tree.root.add("Figure", "")
	e.alt = f.Alt
	r.drawFigure(e, f, size, 0, 0, 1)
	return r.finish()
}
