package words

import (
	"math"
	"strconv"
	"strings"
)

// None stands where there is no number.
const None = "–"

// nbsp keeps a number and what belongs to it on one line.
const nbsp = "\u00a0"

// Integer with the language's mark between thousands: 1,234 or 1.234.
func (w *Words) Integer(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	if len(digits) <= 4 { // four digits read well unmarked
		return sign + digits
	}
	var parts []string
	for len(digits) > 3 {
		parts = append([]string{digits[len(digits)-3:]}, parts...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, parts...), w.Text("number.thousands"))
}

// Decimal rounds half up to a number of digits after the decimal mark.
func (w *Words) Decimal(x float64, digits int) string {
	if math.IsNaN(x) {
		return None
	}
	text := strconv.FormatFloat(RoundHalfUp(math.Abs(x), digits), 'f', digits, 64)
	if x < 0 && strings.Trim(text, "0.") != "" {
		text = "−" + text
	}
	return strings.Replace(text, ".", w.Text("number.decimal"), 1)
}

// RoundHalfUp rounds x to digits after the decimal mark, a half away from zero.
// A number within 1e-9 of a half, such as 0.285 held as 0.28499999999999998, is a half.
func RoundHalfUp(x float64, digits int) float64 {
	scale := math.Pow10(digits)
	return math.Copysign(math.Floor(math.Abs(x)*scale+0.5+1e-9), x) / scale
}

// Percent of a proportion among n: no decimals under 100 cases, else one. What
// is neither 0 nor 1 is never printed as 0% or 100%: it gets a decimal, and
// past that a < or >.
func (w *Words) Percent(x float64, n int) string {
	if math.IsNaN(x) {
		return None
	}
	return w.percentNumber(x, n) + w.Text("number.percent")
}

func (w *Words) percentNumber(x float64, n int) string {
	digits := 1
	if n < 100 {
		digits = 0
	}
	for ; digits <= 1; digits++ {
		rounded := RoundHalfUp(100*x, digits)
		if (rounded > 0 || x == 0) && (rounded < 100 || x == 1) {
			return w.Decimal(100*x, digits)
		}
	}
	if x < 0.5 {
		return "<" + w.Decimal(0.1, 1)
	}
	return ">" + w.Decimal(99.9, 1)
}

// PercentInterval is an interval of a proportion: 55–99.7%, or 19 to >99.9%.
func (w *Words) PercentInterval(lower, upper float64, n int) string {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		return None
	}
	from, to := w.percentNumber(lower, n), w.percentNumber(upper, n)
	if strings.ContainsAny(from+to, "<>") {
		return w.Text("number.to", from, to) + w.Text("number.percent")
	}
	return from + "–" + to + w.Text("number.percent")
}

// Time without its unit: whole as it is, else with one decimal.
func (w *Words) Time(x float64) string {
	if math.IsNaN(x) {
		return None
	}
	if x == math.Trunc(x) {
		return w.Integer(int(x))
	}
	return w.Decimal(x, 1)
}

// When is a time as it was asked for: day 100, 6 months, 1.5 years. Days that
// are whole years, of 365 days or of 365.25 rounded down, are said in years.
// That is wording only: nothing is computed from it.
func (w *Words) When(asked float64, unit string) string {
	if unit != "days" {
		return w.countOf("at."+unit, asked)
	}
	if years := wholeYears(asked); years > 0 {
		return w.Count("at.years", years)
	}
	return w.Text("at.day", w.Time(asked))
}

// wholeYears is the number of years that days are; 0 where they are none.
func wholeYears(days float64) int {
	const year, quarterDays = 365, 1461 // four years
	for n := 1; float64(n*year) <= days; n++ {
		if days == float64(n*year) || days == float64(n*quarterDays/4) {
			return n
		}
	}
	return 0
}

// Plain is a number as short as it can be without loss, for thresholds.
func (w *Words) Plain(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', -1, 64), ".", w.Text("number.decimal"), 1)
}

// P is a p-value: p = 0.012, p < 0.001, p > 0.999.
func (w *Words) P(p float64) string {
	switch {
	case math.IsNaN(p):
		return None
	case p < 0.001:
		return "p" + nbsp + "<" + nbsp + w.Decimal(0.001, 3)
	case p > 0.999:
		return "p" + nbsp + ">" + nbsp + w.Decimal(0.999, 3)
	}
	return "p" + nbsp + "=" + nbsp + w.Decimal(p, 3)
}

// Date of a calendar day given as YYYY-MM-DD.
func (w *Words) Date(iso string) string {
	if len(iso) != 10 {
		return iso
	}
	year, month, day := iso[:4], iso[5:7], iso[8:]
	return w.Text("date.format", year, month, day, w.Text("date.month."+month), strings.TrimPrefix(day, "0"))
}
