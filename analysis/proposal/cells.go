package proposal

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"graftstat/analysis/casefile"
	"graftstat/analysis/table"
)

// facts are what the cells of a column are, whatever its header.
type facts struct {
	filled   int            // neither blank nor a word of missing
	never    int            // of them: words that say that nothing happened
	dates    casefile.Dates // of the others
	numbers  int            // of them: with a point or a comma
	integers int
	commas   int // numbers with a decimal comma, that can be nothing else
	points   int // with a decimal point
	abo      int
	titres   int
	names    int // that look like a person's name
	negative int
	distinct map[string]int // of the filled
	sum      float64
	least    float64
	most     float64
}

// isCommaDecimal says that a number has a comma before other than three digits, so
// that it can be no mark between thousands.
func isCommaDecimal(cell string) bool {
	whole, part, ok := strings.Cut(cell, ",")
	return ok && table.AllDigits(strings.TrimPrefix(whole, "-")) && table.AllDigits(part) && len(part) != 3
}

func (l *lexicon) look(cells []string) facts {
	f := facts{distinct: map[string]int{}, least: math.Inf(1), most: math.Inf(-1)}
	var rest []string
	for _, cell := range cells {
		if cell == "" || l.isMissing(cell) {
			continue
		}
		f.filled++
		f.distinct[cell]++
		if l.isNever(cell) {
			f.never++
			continue
		}
		rest = append(rest, cell)
		f.add(cell)
		if l.isPerson(cell) {
			f.names++
		}
	}
	f.dates = casefile.SurveyDates(rest)
	return f
}

func (f *facts) add(cell string) {
	x, ok := table.ParseNumber(cell, false)
	if !ok {
		x, ok = table.ParseNumber(cell, true)
	}
	if ok {
		f.numbers++
		f.sum += x
		f.least, f.most = min(f.least, x), max(f.most, x)
		if x == math.Trunc(x) {
			f.integers++
		}
		if x < 0 {
			f.negative++
		}
		if isCommaDecimal(cell) {
			f.commas++
		} else if strings.Contains(cell, ".") {
			f.points++
		}
	}
	if _, ok := casefile.ABOGroup(cell); ok {
		f.abo++
	}
	if casefile.IsTitre(cell) {
		f.titres++
	}
}

// isPerson says of a cell that it looks like a person's name: two to six words with
// capitals and no digit, or a Vietnamese surname and another word.
func (l *lexicon) isPerson(cell string) bool {
	words := strings.Fields(cell)
	if len(words) < 2 || len(words) > 6 || strings.ContainsFunc(cell, unicode.IsDigit) {
		return false
	}
	for _, word := range words {
		if r := []rune(word)[0]; !unicode.IsUpper(r) {
			return false
		}
	}
	return l.surnames[fold(words[0])] || len(words) > 2 && !strings.ContainsAny(cell, ",;/+()")
}

// mayIdentify says that a cell has a Vietnamese surname before another name, or digits
// as a number of a file or a day has them.
func (l *lexicon) mayIdentify(cell string) bool {
	words := strings.Fields(cell)
	for i := 1; i < len(words); i++ {
		first, next := []rune(words[i-1])[0], []rune(words[i])[0]
		if unicode.IsUpper(first) && unicode.IsUpper(next) && l.surnames[fold(words[i-1])] {
			return true
		}
	}
	return strings.Contains(digitsAs0(cell), "0000")
}

// digitsAs0 is a text with 0 for each digit.
func digitsAs0(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, text)
}

// nearlyAll says that a number is nearly all of the others.
func nearlyAll(n, of int) bool { return of > 0 && n*10 >= of*8 }

func (f facts) rest() int     { return f.filled - f.never }
func (f facts) isBlank() bool { return f.filled == 0 }

// areDates says that the cells are dates, not counting numbers that may be days.
func (f facts) areDates() bool {
	return nearlyAll(f.dates.Read+f.dates.ShortYears, f.rest()) && f.dates.Read+f.dates.ShortYears > f.dates.Serials
}

// maySerials says that the cells may be days of a spreadsheet.
func (f facts) maySerials() bool {
	return nearlyAll(f.dates.Serials, f.rest()) && f.least > 20000 && f.most < 60000
}

func (f facts) areNumbers() bool { return nearlyAll(f.numbers, f.rest()) && !f.areDates() }

// areFlags says that the cells are 0 and 1 alone.
func (f facts) areFlags() bool {
	for cell := range f.distinct {
		if cell != "0" && cell != "1" {
			return false
		}
	}
	return f.filled > 0
}

// areCodes says that the cells are small whole numbers, few of them.
func (f facts) areCodes() bool {
	return f.filled > 0 && f.integers == f.filled && len(f.distinct) <= 9 && f.least >= 0 && f.most <= 99
}

// areNames says that most cells look like names of people.
func (f facts) areNames() bool {
	return f.filled > 2 && f.names*10 >= f.filled*6 && len(f.distinct)*10 > f.filled*6
}

// areFew says that the cells are few levels.
func (f facts) areFew() bool {
	return len(f.distinct) <= 20 && (len(f.distinct) <= 8 || len(f.distinct)*2 <= f.filled)
}

// areUnique says that each cell stands once, in nearly all rows.
func (f facts) areUnique(rows int) bool {
	return f.filled > 0 && len(f.distinct) == f.filled && nearlyAll(f.filled, rows)
}

// areIDs says that the cells look like identifiers.
func (f facts) areIDs() bool {
	n := 0
	for cell := range f.distinct {
		if strings.ContainsAny(cell, "0123456789") && !strings.ContainsFunc(cell, unicode.IsSpace) &&
			casefile.SurveyDates([]string{cell}).Read == casefile.SurveyDates([]string{cell}).Serials {
			n++
		}
	}
	return nearlyAll(n, len(f.distinct))
}

// areStandardised says that numbers are no measures: some are below zero, and they
// lie around it.
func (f facts) areStandardised() bool {
	return f.negative > 0 && f.numbers > 2 && math.Abs(f.sum/float64(f.numbers)) < 1
}

// levels are the distinct cells in order.
func (f facts) levels() []string {
	var levels []string
	for cell := range f.distinct {
		levels = append(levels, cell)
	}
	slices.Sort(levels)
	return levels
}
