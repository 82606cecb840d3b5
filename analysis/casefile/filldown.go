package casefile

import "graftstat/analysis/table"

// A fillDown is the identifier that holds for the rows below it which have none.
type fillDown struct {
	field int
	text  string
}

// fillIdentifier gives a row without an identifier that of the row above. A row that is
// none of the log takes none, and ends what the rows above it had.
func (t *dataFile) fillIdentifier(cells []string) {
	f, id := t.fill, table.Clean(cells[t.fill.field])
	switch {
	case t.isMarked(cells, id, id != ""):
		f.text = ""
	case id != "":
		f.text = cells[f.field]
	case filled(cells) == 1 && !t.isPartOfCase(lone(cells)):
		f.text = ""
	default:
		cells[f.field] = f.text
	}
}

// lone is the one cell of a row that is not blank.
func lone(cells []string) string {
	for _, cell := range cells {
		if table.Clean(cell) != "" {
			return cell
		}
	}
	return ""
}
