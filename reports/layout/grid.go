package layout

import "graftstat/reports/layout/page"

// grid is a table whose rows several of no one subject's tables share.
type grid struct {
	*page.Grid
	builder *builder
}

func (b *builder) grid(id, caption string, columns ...string) *grid {
	return &grid{b.Grid(id, caption, columns...), b}
}
