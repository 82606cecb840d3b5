package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"

	"graftstat/reports/document"
)

// contentsFrom is the number of level-1 sections from which on a report has a
// table of contents.
const contentsFrom = 4

var errPageCount = errors.New("the second layout has other pages than the first")

// Write lays doc out and writes the whole PDF to w, or returns an error and
// writes nothing. ctx is looked at before every page.
func Write(ctx context.Context, w io.Writer, doc *document.Document) error {
	content, err := render(ctx, doc)
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	_, err = w.Write(content)
	return err
}

// render checks doc, builds its pieces, places them once to learn on which pages
// they stand and once to print them. gofpdf panics on input it does not expect;
// here that is an error.
func render(ctx context.Context, doc *document.Document) (content []byte, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			content, err = nil, fmt.Errorf("the report could not be drawn: %v", cause)
		}
	}()
	if err := check(doc); err != nil {
		return nil, err
	}
	r, err := newReport(doc)
	if err != nil {
		return nil, err
	}
	parts, err := r.build()
	if err != nil {
		return nil, err
	}
	r.rehearsing = true
	if err := r.typeset(ctx, parts); err != nil {
		return nil, err
	}
	r.pages, r.page, r.rehearsing = r.page, 0, false
	if err := r.typeset(ctx, parts); err != nil {
		return nil, err
	}
	if r.page != r.pages {
		return nil, errPageCount
	}
	return r.finish()
}

// part is what begins on a page of its own, unless it goes on after the part
// before it.
type part struct {
	goesOn bool
	short  bool   // goes on where the rest of the page holds it whole
	where  string // for errors
	pieces []piece
}

// chapterSpace is above a chapter that goes on.
const chapterSpace = 30

// build makes the title, the chapters and, before the second of them, the table
// of contents.
func (r *report) build() ([]part, error) {
	logo, err := r.readLogo()
	if err != nil {
		return nil, err
	}
	title := r.titleBlock(logo)
	parts := []part{{where: "title", pieces: title}}
	all := chapters(r.doc.Pages)
	for i, sections := range all {
		p := part{where: fmt.Sprintf("section %q", sections[0].ID)}
		if i == 0 {
			p.goesOn = true
			p.pieces = r.firstChapter(sections, firstTop+stackHeight(title))
		} else {
			p.pieces = r.chapter(sections)
			p.pieces[0].space = chapterSpace
			p.short, p.goesOn = i > 1, sections[0].Flows
		}
		parts = append(parts, p)
		if i == 0 && len(all) >= contentsFrom && r.doc.Contents != "" {
			parts = append(parts, part{where: "contents", pieces: r.contents()})
		}
	}
	return parts, nil
}

// typeset places all parts on pages.
func (r *report) typeset(ctx context.Context, parts []part) error {
	for _, p := range parts {
		if !p.goesOn && !(p.short && r.fits(p.pieces)) {
			if err := r.newPage(ctx); err != nil {
				return err
			}
		}
		if err := r.flow(ctx, p.pieces); err != nil {
			return fmt.Errorf("%s: %w", p.where, err)
		}
	}
	return r.pdf.Error()
}
