package document

// Manuscript is what a paper takes from a run in one language. Each of its
// figures is bare: what stands above and below it elsewhere is its legend in the
// text.
type Manuscript struct {
	Text    *Document // to be edited: paragraphs and numbered tables, then the legends
	Figures []*Figure // in the order of their legends
}

// Bare is the figure without its title, its subtitle and its caption. Its
// alternative text stays.
func (f *Figure) Bare() *Figure {
	bare := *f
	bare.Title, bare.Subtitle, bare.Caption = "", "", ""
	return &bare
}
