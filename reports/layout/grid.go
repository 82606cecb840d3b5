package layout

import "graftstat/reports/layout/page"

// grid is a table whose rows several of no one subject's tables share.
type grid struct {
	*page.Grid
	builder *builder
}

func (b *builder) grid(on page.Medium, id, caption string, columns ...string) *grid {
	return &grid{b.Grid(on, id, caption, columns...), b}
}
