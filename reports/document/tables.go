package document

// Tables are those of the pages, in their order: what is exported to be pasted
// into a manuscript. A table without a caption has the title of its section.
func (d *Document) Tables() []*Table {
	var found []*Table
	for _, s := range d.Pages {
		for _, t := range tablesIn(s.Blocks) {
			if t.Caption == "" {
				named := *t
				named.Caption = s.Title
				t = &named
			}
			found = append(found, t)
		}
	}
	return found
}

func tablesIn(blocks []Block) []*Table {
	var found []*Table
	for _, b := range blocks {
		if b.Table != nil && len(b.Table.Rows) > 0 {
			found = append(found, b.Table)
		}
		found = append(found, tablesIn(b.Row)...)
	}
	return found
}
