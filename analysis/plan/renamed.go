package plan

import (
	"path"
	"path/filepath"
	"slices"
)

// Renamed is an older name in the study file. It is read as that of today.
type Renamed struct {
	Line     int    // 1-based
	Key      string // where it stands, such as data.counts_of
	Old, Now string
}

// renamedKeys are the names of today of keys by the path that they had.
func renamedKeys() map[string]string {
	return map[string]string{"data.counts_of": "tallies"}
}

// renamedValues are the values of today of those that a key had, by its path.
func renamedValues() map[string]map[string]string {
	return map[string]map[string]string{"outputs.formats": {"counts": "tally"}}
}

// today is an entry under its name of today.
func (d *decoder) today(e entry, within string) entry {
	now, ok := renamedKeys()[e.path]
	if !ok {
		return e
	}
	d.noteRenamed(Renamed{Line: e.key.Position.Line, Key: e.path, Old: e.name, Now: now})
	at := d.places[e.path]
	e.name, e.path = now, join(within, now)
	d.places[e.path] = at
	return e
}

// noteRenamed keeps an older name once: the study is decoded again for each variant.
func (d *decoder) noteRenamed(r Renamed) {
	if !slices.Contains(d.renamed, r) {
		d.renamed = append(d.renamed, r)
	}
}

// renameValues brings the values that had another name to that of today, and says
// so of a tally's file under the name that earlier versions wrote.
func (d *decoder) renameValues(p *Plan) {
	const formats = "outputs.formats"
	for i, format := range p.Outputs.Formats {
		if now, ok := renamedValues()[formats][format]; ok {
			p.Outputs.Formats[i] = now
			d.noteRenamed(Renamed{Line: d.itemLine(formats, i), Key: formats, Old: format, Now: now})
		}
	}
	for i, file := range p.Data.Tallies {
		if path.Base(filepath.ToSlash(file)) == "counts.csv" {
			d.noteRenamed(Renamed{Line: d.itemLine("data.tallies", i), Key: "data.tallies", Old: "counts.csv",
				Now: "tally.csv"})
		}
	}
}

// itemLine is the line of an item of a list, or of one that stands without brackets.
func (d *decoder) itemLine(list string, i int) int {
	for _, path := range []string{index(list, i), list} {
		if at := d.places[path].value; at != nil {
			return at.Position.Line
		}
	}
	return 0
}
