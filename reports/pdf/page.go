package pdf

import (
	"context"
	"fmt"
)

// The grid of an A4 page, in points.
const (
	pageWidth  = 595.28 // as gofpdf has it
	pageHeight = 841.89
	margin     = 18 * mm
	textWidth  = pageWidth - 2*margin
	firstTop   = 16 * mm // of page one, which has no running head
	bodyTop    = 25 * mm
	bodyBottom = pageHeight - 20*mm
	bodyHeight = bodyBottom - bodyTop
	headRule   = 17 * mm // under the running head
	footBase   = pageHeight - 11*mm
	gutter     = 5 * mm // between blocks side by side
)

// newPage begins a page with its running head and page number.
func (r *report) newPage(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("page %d: %w", r.page+1, err)
	}
	r.page++
	r.opening = true
	r.y = firstTop
	if r.page > 1 {
		r.y = bodyTop
	}
	if r.rehearsing {
		return nil
	}
	r.pdf.AddPage()
	r.set = fontSetting{}
	if r.page > 1 {
		r.artifact(r.runningHead)
	}
	r.artifact(r.foot)
	return r.pdf.Error()
}

func (r *report) runningHead() {
	s := r.scale.furniture
	closing := r.fit(r.doc.Closing, s, textWidth/2)
	title := r.fit(r.doc.Title, s, textWidth-r.width(closing, s)-gutter)
	r.write(margin, headRule-5, title, s)
	r.writeRight(margin+textWidth, headRule-5, closing, s)
	r.line(margin, headRule, textWidth)
}

func (r *report) foot() {
	s := r.scale.furniture
	number := fmt.Sprintf(r.doc.PageOf, r.page, r.pages)
	r.writeRight(margin+textWidth, footBase, number, s)
	r.write(margin, footBase, r.fit(r.doc.Centre, s, textWidth-r.width(number, s)-gutter), s)
}

// line is a hairline to the right of x.
func (r *report) line(x, y, width float64) {
	c := r.scale.rule
	r.pdf.SetDrawColor(c.r, c.g, c.b)
	r.pdf.SetLineWidth(0.5)
	r.pdf.Line(x, y, x+width, y)
}

// box is a filled rectangle without a border.
func (r *report) box(x, y, width, height float64, c colour) {
	r.pdf.SetFillColor(c.r, c.g, c.b)
	r.pdf.Rect(x, y, width, height, "F")
}
