package proposal

import (
	"slices"
	"strings"
)

// wordsOf proposes missing: and never:, words of the lists that the columns in use
// have. A number that may be one is in doubt: elsewhere it may be a value.
func (l *lexicon) wordsOf(parts []*part, out *Proposal) {
	missing, never := map[string]int{}, map[string]int{}
	isLevel := map[string]bool{}
	for _, p := range parts {
		for _, c := range p.columns {
			if c.name == "" && p.role == Cases {
				continue
			}
			isTime := strings.HasSuffix(c.name, "_date") || strings.HasSuffix(c.name, "_day")
			for _, cell := range c.cells {
				_, hasLevel := l.level(c.name, cell)
				switch {
				case cell == "":
				case hasLevel:
					isLevel[cell] = true
				case isTime && isAfterTransplant(dated(c.name)) && l.isNever(cell) && !isFollowUpName(c.name):
					never[cell]++
				case l.isMissing(cell):
					missing[cell]++
				}
			}
		}
	}
	for _, word := range keys(missing) {
		w := Word{Text: word, Grade: Likely, Evidence: []Evidence{{"cells", []string{count(missing[word])}}}}
		switch {
		case isLevel[word] || strings.Trim(word, "0123456789-") == "" && word != "-" && word != "--":
			w.Grade = Doubtful
			w.Evidence = append(w.Evidence, Evidence{Code: "may_be_value"})
		case isPlainMissing(word):
			w.Grade = Certain
		}
		out.Missing = append(out.Missing, w)
	}
	for _, word := range keys(never) {
		w := Word{Text: word, Grade: Likely, Evidence: []Evidence{{"cells", []string{count(never[word])}}}}
		if missing[word] == 0 {
			out.Never = append(out.Never, w)
		}
	}
	var skip []string
	for _, p := range parts {
		skip = append(skip, p.Skip...)
	}
	slices.Sort(skip)
	for _, word := range slices.Compact(skip) {
		out.SkipRows = append(out.SkipRows, Word{Text: word, Grade: Likely, Evidence: []Evidence{{Code: "begins_rows"}}})
	}
}

// dated is a milestone's column as that of its date.
func dated(name string) string {
	if milestone, ok := strings.CutSuffix(name, "_day"); ok {
		return milestone + "_date"
	}
	return name
}

func isFollowUpName(name string) bool {
	return strings.HasPrefix(name, "last_") || strings.Contains(name, "_complete_to")
}

func isPlainMissing(word string) bool {
	return slices.Contains([]string{"na", "n/a", "nan", "null", "#n/a", "kxđ", "unknown", "không rõ"}, strings.ToLower(word))
}

func keys(counts map[string]int) []string {
	var list []string
	for key := range counts {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}
