package casefile

import (
	"slices"
	"strings"
	"unicode"

	"graftstat/analysis/plan"
)

// noteState is what stands beside the value of a cell.
type noteState uint8

const (
	noNote      noteState = iota
	plainNote             // words that notes: ignore passes over
	refusedNote           // words that may change the value: a unit, a second value, a doubt
)

// cutNote parts a cleaned cell into a value and a note: "5,2 (2 túi)", "14 ngày",
// "03/05/2024 - mất tại nhà". Outside brackets a note has no digit, so that two
// values are no value and a note.
func cutNote(text string) (value, note string, ok bool) {
	open := strings.IndexAny(text, "([")
	if open > 0 {
		value, note = text[:open], text[open+1:]
		if last := len(note) - 1; last < 0 || strings.IndexAny(note, ")]([") != last {
			return "", "", false
		}
		note = note[:len(note)-1]
	} else {
		at := strings.IndexFunc(text, unicode.IsSpace)
		for at > 0 && !startsWithWord(text[at:]) {
			next := strings.IndexFunc(text[at+1:], unicode.IsSpace)
			if next < 0 {
				return "", "", false
			}
			at += 1 + next
		}
		if open == 0 || at < 1 || strings.ContainsAny(text[at:], "0123456789") {
			return "", "", false
		}
		value, note = text[:at], text[at:]
	}
	value = strings.TrimRight(value, " ,;:-–")
	return value, strings.TrimSpace(note), value != "" && strings.ContainsFunc(note, unicode.IsLetter)
}

// startsWithWord says of what follows a value that a letter comes first.
func startsWithWord(rest string) bool {
	rest = strings.TrimLeft(rest, " ,;:-–")
	_, word := leadingLetters(rest)
	return word != rest
}

// mayBeIgnored reports whether a note leaves its value as it is. A unit other than
// one of own, a factor, a doubt, a denial or a second value does not; own is nil for a
// date.
func mayBeIgnored(note string, own []string) bool {
	words := strings.FieldsFunc(strings.ToLower(note), func(r rune) bool { return !unicode.IsLetter(r) })
	digits := strings.ContainsAny(note, "0123456789")
	measure := own != nil
	if strings.ContainsAny(note, "?~≈<>≤≥") || measure && strings.ContainsAny(note, "/%^×*") {
		return false
	}
	for _, word := range words {
		switch {
		case slices.Contains(own, word):
		case slices.Contains(doubtWords(), word), digits && slices.Contains([]string{"đến", "tới", "to"}, word):
			return false
		case measure && slices.Contains(unitWords(), word):
			return false
		}
	}
	return !measure || len(words) > 1 || digits || len(words) == 1 && (slices.Contains(own, words[0]) ||
		len(words[0]) > len("gram"))
}

func doubtWords() []string {
	return []string{"khoảng", "chừng", "ước", "gần", "hoặc", "hay", "không", "chưa", "sai", "nhầm", "about", "approx",
		"approximately", "circa", "ca", "or", "not", "no", "unknown", "estimated", "wrong", "error"}
}

// unitWords are units of time and measure, and factors.
func unitWords() []string {
	return slices.Concat(timeWords(plan.Days), timeWords(plan.Months), timeWords(plan.Years), []string{
		"giờ", "h", "hour", "hours", "phút", "minute", "minutes", "tuần", "week", "weeks",
		"nghìn", "ngàn", "triệu", "tỷ", "tỉ", "trăm", "chục", "thousand", "million", "billion", "k", "x",
		"kg", "g", "gr", "gam", "gram", "grams", "mg", "ug", "ng", "pg", "ml", "l", "dl", "cm", "mm", "m"})
}

// timeWords are the words for a unit of time.
func timeWords(unit plan.TimeUnit) []string {
	switch unit {
	case plan.Months:
		return []string{"tháng", "thg", "month", "months", "mo"}
	case plan.Years:
		return []string{"năm", "tuổi", "year", "years", "yr", "yrs", "y"}
	}
	return []string{"ngày", "day", "days", "d"}
}

// ownWords are the words that a column's own unit may have beside a value.
func ownWords(p *plan.Plan, name string) []string {
	if name == ageColumn {
		return timeWords(plan.Years)
	}
	return []string{strings.ToLower(p.Data.UnitOf(name).Name)}
}

// readNoted reads a cell that is no number as one with a note beside it.
func readNoted(text string, own []string, parse func(string) (float64, bool)) (float64, noteState, bool) {
	value, note, ok := cutNote(text)
	if !ok {
		return 0, noNote, false
	}
	x, ok := parse(value)
	if !ok {
		return 0, noNote, false
	}
	if !mayBeIgnored(note, own) {
		return x, refusedNote, true
	}
	return x, plainNote, true
}
