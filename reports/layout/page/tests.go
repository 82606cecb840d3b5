package page

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/words"
)

// DifferenceOf is the difference of two groups in a measure at a time; nil where there is none.
func DifferenceOf(e *result.Endpoint, by, a, c, measure string, time float64) *result.Difference {
	for i := range e.Differences {
		if d := &e.Differences[i]; d.By == by && d.A == a && d.B == c && d.Measure == measure && d.Time == time {
			return d
		}
	}
	return nil
}

// DifferenceText is in percentage points, with the decimals of the report; a
// dash where there is no interval.
func (b *Page) DifferenceText(d *result.Difference, e *result.Endpoint) string {
	if d == nil || d.Estimate.IsMissing() || d.Lower.IsMissing() || d.Upper.IsMissing() {
		return words.None
	}
	digits := 0
	if e.Groups[0].Cases >= Finer {
		digits = 1
	}
	show := func(n result.Number) string { return b.Words.Decimal(100*float64(n), digits) }
	return b.Words.Text("estimate.short", show(d.Estimate), b.Words.Text("changes.numbers.limits", show(d.Lower),
		show(d.Upper)))
}

// ReasonWords word a reason; that of a term of a model without a fit is the model's status.
func (b *Page) ReasonWords(code string) string {
	if s, ok := b.Words.Find("reason." + code); ok {
		return s
	}
	return b.Words.Text("model_status." + code)
}

// MethodLine names the estimator, the variance and the interval behind a table or figure.
func (b *Page) MethodLine(e *result.Endpoint, by string) string {
	groups := GroupsBy(e, by)
	if len(groups) == 0 {
		return ""
	}
	return b.Words.Text("method.line", b.Words.Text("method."+e.Method), b.Words.Text("variance."+e.Variance),
		b.Level(), b.Words.Text("interval."+groups[0].Interval))
}

// TestLines are a line for each test of all groups, and one for every two of
// them; one line says why there is no p at all.
func (b *Page) TestLines(e *result.Endpoint, by string) []string {
	var lines, pairs, reasons, left []string
	for _, t := range e.Tests {
		if t.By == by && t.LeftOut > 0 && !t.Pair {
			left = AppendNew(left, b.Words.Text("test.left_out", b.Words.Text("test."+t.Name),
				b.Words.Integer(t.LeftOut)))
		}
		switch {
		case t.By != by:
		case t.Pair:
			if !t.PAdjusted.IsMissing() {
				pairs = append(pairs, b.Words.Text("test.pair", b.Group(by, t.Groups[0]), b.Group(by, t.Groups[1]),
					b.Words.P(float64(t.PAdjusted))))
			}
		case t.P.IsMissing():
			reasons = AppendNew(reasons, b.Words.Text("reason."+t.Reason))
		default:
			lines = append(lines, b.Test(t))
		}
	}
	if len(lines) == 0 && len(reasons) > 0 {
		lines = append(lines, b.Words.Text("test.none", strings.Join(reasons, "; ")))
	}
	if len(pairs) > 0 {
		lines = append(lines, b.Words.Text("test.pairwise", strings.Join(pairs, "; ")))
	}
	return append(append(lines, left...), b.ComparisonNotes(e, by)...)
}

// ComparisonNotes say which groups are described only, why no test but that of
// permutation has a p, and the least p where none could be small.
func (b *Page) ComparisonNotes(e *result.Endpoint, by string) []string {
	w := b.Words
	var notes []string
	for i := range e.Comparisons {
		x := &e.Comparisons[i]
		if x.By != by {
			continue
		}
		if len(x.LeftOut) > 0 && x.Reason != "min_group" { // there the reason says it
			notes = append(notes, w.Text("test.not_compared", b.groupList(by, x.LeftOut)))
		}
		if x.Reason == "" && x.Asymptotic != "" {
			notes = append(notes, w.Text("test.permutation_only"))
		}
		if x.Reason == "p_unattainable" && !x.PMin.IsMissing() {
			notes = append(notes, w.Text("test.p_min", b.EndpointName(e), w.Decimal(float64(x.PMin), 3)))
		}
	}
	return notes
}

func (b *Page) groupList(by string, groups []string) string {
	names := make([]string, len(groups))
	for i, g := range groups {
		names[i] = b.Group(by, g)
	}
	return b.List(names, "and")
}

// Test is the line of a test that has a p.
func (b *Page) Test(t result.Test) string {
	name := b.Words.Text("test." + t.Name)
	if t.DF.IsMissing() {
		return b.Words.Text("test.p", name, b.Words.P(float64(t.P)))
	}
	return b.Words.Text("test.statistic", name, b.Words.Decimal(float64(t.Statistic), 2), b.Words.Plain(float64(t.DF)),
		b.Words.P(float64(t.P)))
}

// ModelStatus says why a model has no fit, and whether Firth's method would have one.
func (b *Page) ModelStatus(m *result.Model) string {
	names := make([]string, len(m.About))
	for i, term := range m.About {
		names[i] = b.Term(term)
	}
	about := ""
	if len(names) > 0 {
		about = " (" + b.List(names, "and") + ")"
	}
	sentence := b.Words.Text("model.refused", b.Words.Text("model_kind."+string(m.Kind)),
		b.Words.Text("model_status."+m.Status)+about)
	if m.FirthAdvised {
		sentence += " " + b.Words.Text("model.firth")
	}
	return sentence
}

// ModelReasons say which levels a model leaves out, and which terms cannot be
// estimated; of a ratio without a p, the dash in its place says why.
func (b *Page) ModelReasons(m *result.Model) []string {
	w := b.Words
	var notes []string
	if len(m.LeftOut) > 0 {
		notes = append(notes, w.Text("model.left_out", b.TermList(m.LeftOut), w.Integer(m.NLeftOut)))
	}
	var without NamesByReason
	for _, t := range m.Terms {
		if t.Reason != "" && t.HR.IsMissing() && m.Status == "ok" { // else the status says it
			without.Add(t.Reason, b.Term(t.Term))
		}
	}
	for i, reason := range without.reasons {
		code := "model.withheld"
		if reason == "not_estimable" {
			code = "model.not_estimable"
		}
		notes = append(notes, w.Text(code, b.List(without.names[i], "and"), b.ReasonWords(reason)))
		if reason == "not_estimable" && m.FirthAdvised {
			notes = append(notes, w.Text("model.firth"))
		}
	}
	return notes
}

// NamesByReason keeps what has no number, by the code of the reason, in order.
type NamesByReason struct {
	reasons []string
	names   [][]string
}

// Add keeps a name under the code of a reason.
func (n *NamesByReason) Add(reason, name string) {
	i := slices.Index(n.reasons, reason)
	if i < 0 {
		i, n.reasons, n.names = len(n.reasons), append(n.reasons, reason), append(n.names, nil)
	}
	n.names[i] = append(n.names[i], name)
}

// Notes are a line a reason: the text of a code with the names and the reason,
// whose own text stands under prefix.
func (n *NamesByReason) Notes(w *words.Words, code, prefix string) []string {
	var lines []string
	for i, reason := range n.reasons {
		lines = append(lines, w.Text(code, strings.Join(n.names[i], "; "), w.Text(prefix+reason)))
	}
	return lines
}
