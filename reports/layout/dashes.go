package layout

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// dashes are the reasons for which a table of estimates has no number. One
// reason has the dash alone; of several each has its own letter, so that a mark
// has one meaning under a table.
type dashes []string

func (d *dashes) add(reason string) {
	if reason != "" && !slices.Contains(*d, reason) {
		*d = append(*d, reason)
	}
}

func dashesOf(estimates []result.Estimate) dashes {
	var d dashes
	for _, at := range estimates {
		d.add(at.Reason)
	}
	return d
}

// mark stands in the place of the number.
func (d dashes) mark(reason string) string {
	i := slices.Index(d, reason)
	if len(d) < 2 || i < 0 {
		return words.None
	}
	return words.None + " (" + string(rune('a'+i)) + ")"
}

// notes say what each mark means.
func (d dashes) notes(b *builder) []string {
	var notes []string
	for _, reason := range d {
		notes = append(notes, d.mark(reason)+" "+b.words.Text("reason."+reason))
	}
	return notes
}
