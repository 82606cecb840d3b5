package monitor

import "graftstat/reports/layout/page"

// grid is a table whose rows several of this subject's tables share.
type grid struct {
	*page.Grid
	builder *Builder
}

func (b *Builder) grid(on page.Medium, id, caption string, columns ...string) *grid {
	return &grid{b.Grid(on, id, caption, columns...), b}
}
