package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"

	"graftstat/reports/layout"
)

// contentsFrom is the number of level-1 sections from which on a report has a
// table of contents.
const contentsFrom = 4

var errPageCount = errors.New("the second layout has other pages than the first")

// Write lays doc out and writes the whole PDF to w, or returns an error and
// writes nothing. ctx is looked at before every page.
func Write(ctx context.Context, w io.Writer, doc *layout.Document) error {
	content, err := render(ctx, doc)
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	_, err = w.Write(content)
	return err
}

// render checks doc, lays it out once to learn its page numbers and once to
// print them. gofpdf panics on input it does not expect; here that is an error.
func render(ctx context.Context, doc *layout.Document) (content []byte, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			content, err = nil, fmt.Errorf("the report could not be drawn: %v", cause)
		}
	}()
	if err := check(doc); err != nil {
		return nil, err
	}
	first, err := typeset(ctx, doc, pagination{})
	if err != nil {
		return nil, err
	}
	numbers := first.pagination()
	second, err := typeset(ctx, doc, numbers)
	if err != nil {
		return nil, err
	}
	if second.pdf.PageCount() != numbers.pages {
		return nil, errPageCount
	}
	return second.finish()
}

// typeset draws the whole document with the page numbers known so far.
func typeset(ctx context.Context, doc *layout.Document, known pagination) (*report, error) {
	r, err := newReport(doc, known)
	if err != nil {
		return nil, err
	}
	if err := r.newPage(ctx); err != nil {
		return nil, err
	}
	if err := r.flow(ctx, r.titleBlock()); err != nil {
		return nil, err
	}
	for i, sections := range chapters(doc.Pages) {
		if err := r.open(ctx, i); err != nil {
			return nil, err
		}
		build := r.chapter
		if i == 0 {
			build = r.firstChapter
		}
		if err := r.flow(ctx, build(sections)); err != nil {
			return nil, fmt.Errorf("section %q: %w", sections[0].ID, err)
		}
	}
	return r, r.pdf.Error()
}

// open begins the page of a chapter. The first is on page one already; the
// table of contents stands before the second.
func (r *report) open(ctx context.Context, chapter int) error {
	if chapter == 0 {
		return nil
	}
	if chapter == 1 && len(chapters(r.doc.Pages)) >= contentsFrom {
		if err := r.contents(ctx); err != nil {
			return err
		}
	}
	return r.newPage(ctx)
}
