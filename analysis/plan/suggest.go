package plan

import (
	"graftstat/analysis/message"
	"strings"
)

// choices is the next step after a name that is none of those known: the
// nearest of them, if one is near, and the list.
func choices(name string, known []string) message.Text {
	list := strings.Join(known, ", ")
	if near := nearest(name, known); near != "" {
		return say("Did you mean %q? Known here: %s.", near, list)
	}
	return say("Known here: %s.", list)
}

// Nearest is the level or name that is meant by another: the same with case
// folded, else the nearest by edits; "" where none is near.
func Nearest(name string, known []string) string { return nearest(name, known) }

// nearest is the name at the smallest edit distance, at most a third of the
// longer name's length; "" if none is that near. Of equals the first is taken.
func nearest(name string, known []string) string {
	best, found := -1, ""
	for _, k := range known {
		d := editDistance(fold(name), fold(k))
		if 3*d <= max(len(name), len(k)) && (best < 0 || d < best) {
			best, found = d, k
		}
	}
	return found
}

// fold takes the difference of snake_case, kebab-case and capitals out.
func fold(name string) string {
	return strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(name))
}

// editDistance is the number of letters to insert, delete, replace or swap
// with their neighbour (optimal string alignment).
func editDistance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, last := make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row := make([]int, len(t)+1)
		row[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			row[j+1] = min(row[j]+1, last[j+1]+1, last[j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(t)]
}
