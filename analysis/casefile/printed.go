package casefile

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"unicode/utf8"

	"graftstat/analysis/printable"
)

// Limits on what a cell may hold. What is beyond them is an issue of its cell.
const (
	// maxCharacters of a text that is printed or that tells cases apart.
	maxCharacters = 200
	// keptCharacters of a longer one are kept, with a mark of the whole.
	keptCharacters = 80
	// maxYears between a transplant and anything of its patient, and of an age.
	maxYears = 150
	// largestNumber of a measurement, in whatever unit.
	largestNumber = 1e12
)

// daysAYear as the study file reckons months and years.
const daysAYear = 365.25

// fitted is a text of at most maxCharacters. A longer one is its beginning and
// the first digits of its SHA-256, so that texts which differ stay apart and a
// log still finds its case.
func fitted(text string) string {
	if !isLong(text) {
		return text
	}
	end := 0
	for range keptCharacters {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	sum := sha256.Sum256([]byte(text))
	return text[:end] + "… " + hex.EncodeToString(sum[:6])
}

func isLong(text string) bool {
	return len(text) > maxCharacters && utf8.RuneCountInString(text) > maxCharacters
}

// tellPrinted tells of a text that is printed from a cell and cannot be as it is.
func (s *issues) tellPrinted(text string, at place) {
	if isLong(text) {
		s.add(longText, at, strconv.Itoa(maxCharacters))
	}
	if !printable.Is(fitted(text)) {
		s.add(unprintable, at)
	}
}

// tellPrinted tells of every cell of a column whose text is printed; printed is
// false, by code, for what is not.
func (r *reader) tellPrinted(c *column, printed []bool) {
	faulty := make([]bool, len(c.text))
	found := false
	for code, text := range c.text {
		faulty[code] = printed[code] && (isLong(text) || !printable.Is(text))
		found = found || faulty[code]
	}
	for row := 0; found && row < c.rows(); row++ {
		if code := c.at(row); faulty[code] {
			r.issues.tellPrinted(c.text[code], r.at(row, c))
		}
	}
}
