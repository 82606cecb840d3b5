package pdf

import "context"

// piece is what is drawn whole on one page.
type piece struct {
	space  float64 // above it, unless it opens the page
	height float64
	keep   bool   // stays on the page of the piece after it
	head   *piece // drawn again above it where it opens a page
	start  string // ID of the section that begins here
	draw   func(x, y float64)
}

// flow places pieces down the page and on further pages.
func (r *report) flow(ctx context.Context, pieces []piece) error {
	for len(pieces) > 0 {
		group := pieces[:kept(pieces)]
		if !r.opening && !r.fits(group) {
			if err := r.newPage(ctx); err != nil {
				return err
			}
		}
		for i := range group {
			if !r.opening && !r.fits(group[i:i+1]) { // the group is taller than a page
				if err := r.newPage(ctx); err != nil {
					return err
				}
			}
			r.place(&group[i])
			if err := r.pdf.Error(); err != nil {
				return err
			}
		}
		pieces = pieces[len(group):]
	}
	return nil
}

// kept counts the leading pieces that stay on one page.
func kept(pieces []piece) int {
	n := 1
	for n < len(pieces) && pieces[n-1].keep {
		n++
	}
	return n
}

func (r *report) fits(group []piece) bool {
	return r.y+stackHeight(group)+group[0].space <= bodyBottom
}

func (r *report) place(p *piece) {
	if r.opening {
		r.opening = false
		if p.head != nil {
			r.draw(p.head)
		}
	} else {
		r.y += p.space
	}
	if p.start != "" {
		r.starts[p.start] = place{r.page, r.y}
	}
	r.draw(p)
}

// draw p at the present height and go on below it.
func (r *report) draw(p *piece) {
	if !r.rehearsing {
		p.draw(margin, r.y)
	}
	r.y += p.height
}

// stackHeight of pieces one under the other, without the space above the first.
func stackHeight(pieces []piece) float64 {
	height := 0.0
	for i, p := range pieces {
		height += p.height
		if i > 0 {
			height += p.space
		}
	}
	return height
}

// drawStack draws pieces one under the other, on one page.
func drawStack(pieces []piece, x, y float64) {
	for i, p := range pieces {
		if i > 0 {
			y += p.space
		}
		p.draw(x, y)
		y += p.height
	}
}

// keepTogether makes pieces stay on one page.
func keepTogether(pieces []piece) { keepWithNext(pieces[:len(pieces)-1]) }

// keepWithNext makes pieces stay on the page of what follows them.
func keepWithNext(pieces []piece) {
	for i := range pieces {
		pieces[i].keep = true
	}
}
