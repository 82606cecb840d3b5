package check

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"graftstat/analysis/plan"
	"graftstat/analysis/printable"
)

// mostLevels is the number of levels of a column beyond which it is free text, of
// which any two may be near.
const mostLevels = 500

// levelNear: a level that is written nearly as another one, and would count as a
// level of its own. Where the study file names both it tells them apart, where it
// names one the other is the slip; else it is the rarer one. Of sex it is any level
// beside male and female.
func levelNear(c *cases) []fault {
	return c.slipsOfLevels(func(l *levels) []string { return l.slips(l.isNear, l.column == "sex") })
}

// levelCase: a level that differs from another in capitals alone. It counts as a
// level of its own until the study file or the cells say otherwise: to fold them
// unasked would give other numbers than the file does in another program.
func levelCase(c *cases) []fault {
	return c.slipsOfLevels(func(l *levels) []string { return l.slips(strings.EqualFold, false) })
}

// slipsOfLevels are the levels that find says are slips, each at its first row.
func (c *cases) slipsOfLevels(find func(*levels) []string) []fault {
	var faults []fault
	for _, column := range slices.Sorted(maps.Keys(c.data.Categories)) {
		category := c.data.Categories[column]
		if len(c.plan.Data.Values[column]) > 0 || len(category.Levels) > mostLevels {
			continue
		}
		l := levels{column: column, check: c.plan.Checks.LevelNear, named: c.plan.LevelsNamed(column), name: category.Levels,
			rows: make([]int, len(category.Levels)), first: make([]int, len(category.Levels))}
		for row := len(category.Code) - 1; row >= 0; row-- {
			if code := category.Code[row]; code >= 0 {
				l.rows[code]++
				l.first[code] = row
			}
		}
		if column == "sex" {
			l.named = append(l.named, "male", "female")
		}
		for code, meant := range find(&l) {
			if meant != "" {
				faults = append(faults, fault{row: l.first[code], column: category.Header,
					args: []string{strconv.Itoa(l.rows[code]), printable.Level(l.name[code]), printable.Level(meant)}})
			}
		}
	}
	return faults
}

// levels are those of one column.
type levels struct {
	column      string
	check       plan.LevelNearCheck
	named, name []string
	rows, first []int // by level: how many rows have it, and the first of them
}

// slips has of each level the one that is meant by it, "" where it is no slip. Where
// the levels are closed, any other one is a slip if one of them occurs.
func (l *levels) slips(isNear func(a, b string) bool, closed bool) []string {
	meant := make([]string, len(l.name))
	occurs := slices.ContainsFunc(l.name, l.isNamed)
	for a := range l.name {
		switch {
		case l.rows[a] == 0 || l.isNamed(l.name[a]):
			continue
		case closed && occurs && !slices.ContainsFunc(l.name, func(b string) bool {
			return b != l.name[a] &&
				strings.EqualFold(l.name[a], b)
		}):
			meant[a] = cmp.Or(plan.Nearest(l.name[a], l.named), strings.Join(l.named, " / "))
		}
		most := 0
		for b := range l.name {
			if a != b && l.rows[b] > most && l.isLess(a, b) && isNear(l.name[a], l.name[b]) {
				meant[a], most = l.name[b], l.rows[b]
			}
		}
	}
	return meant
}

func (l *levels) isNamed(level string) bool { return slices.Contains(l.named, level) }

// isLess says that of two near levels the first is the slip; of two that are as
// frequent it is the one that stands later in the file.
func (l *levels) isLess(a, b int) bool {
	if l.isNamed(l.name[b]) || l.rows[a] != l.rows[b] {
		return l.isNamed(l.name[b]) || l.rows[a] < l.rows[b]
	}
	return l.first[a] > l.first[b]
}

// isNear says that one level may be a slip of the pen for another: as many letters,
// the same first one, which is seldom mistyped (so that maternal is not paternal),
// and few edits between them. What has digits, or a number or a letter as a word of
// its own, is a code, and un- before a word is another word.
func (l *levels) isNear(a, b string) bool {
	if strings.EqualFold(a, b) || isCode(a) || isCode(b) || firstLetter(a) != firstLetter(b) ||
		isNegated(a, b) || isNegated(b, a) {
		return false
	}
	letters := min(countLetters(a), countLetters(b))
	switch d := plan.Edits(a, b); {
	case letters >= l.check.TwoEdits:
		return d <= 2
	case letters >= l.check.OneEdit:
		return d <= 1
	}
	return false
}

func firstLetter(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.ToLower(r)
}

func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// wordsOf are the words of a level, in lower case.
func wordsOf(level string) []string {
	return strings.FieldsFunc(strings.ToLower(level),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// isCode says that a level has a digit, or a single letter or a Roman number as a
// word: stage_III is not stage_IV.
func isCode(level string) bool {
	return strings.ContainsFunc(level, unicode.IsDigit) || slices.ContainsFunc(wordsOf(level), func(word string) bool {
		return utf8.RuneCountInString(word) == 1 || strings.Trim(word, "ivx") == ""
	})
}

// isNegated says that a level is another with a word denied: matched_unrelated.
func isNegated(a, b string) bool {
	x, y := wordsOf(a), wordsOf(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		for _, no := range []string{"un", "in", "im", "a", "non", "not", "no"} {
			if x[i] == no+y[i] {
				return true
			}
		}
	}
	return false
}
