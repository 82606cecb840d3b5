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

// Undescribed are the columns of the sheets that lack a head, a key or a
// meaning, as sheet/table/head: a reader could not look them up.
func (d *Document) Undescribed() []string {
	var found []string
	for _, s := range d.Sheets {
		for _, b := range s.Blocks {
			if b.Table == nil {
				continue
			}
			for _, c := range b.Table.Columns {
				if c.Head == "" || c.Key == "" || c.Meaning == "" {
					found = append(found, s.ID+"/"+b.Table.ID+"/"+c.Head)
				}
			}
		}
	}
	return found
}
