package page

import (
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// dashes are the reasons for which a table of estimates has no number. One
// reason has the dash alone; of several each has its own letter, so that a mark
// has one meaning under a table.
type Dashes []string

func (d *Dashes) Add(reason string) {
	if reason != "" && !slices.Contains(*d, reason) {
		*d = append(*d, reason)
	}
}

func DashesOf(estimates []result.Estimate) Dashes {
	var d Dashes
	for _, at := range estimates {
		d.Add(at.Reason)
	}
	return d
}

// mark stands in the place of the number.
func (d Dashes) Mark(reason string) string {
	i := slices.Index(d, reason)
	if len(d) < 2 || i < 0 {
		return words.None
	}
	return words.None + " (" + string(rune('a'+i)) + ")"
}

// notes say what each mark means.
func (d Dashes) Notes(b *Page) []string {
	var notes []string
	for _, reason := range d {
		notes = append(notes, d.Mark(reason)+" "+b.Words.Text("reason."+reason))
	}
	return notes
}
