package casefile

import (
	"math"
	"strings"
	"unicode"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// A rowKind is a column of a log whose rows have one for each kind: a blood typing
// has forward, reverse and dat, an assessment of graft-versus-host disease its
// organs. Each cell is an entry of its own; a blank one too, as the row says that
// the day was looked at. A day's blood counts may have a column for each test (see
// testlog.go): a blank one was not measured and is none.
type rowKind struct {
	name  string
	parse func(text string, decimalComma bool) (class string, value float64, ok bool) // nil: a value of a test
}

// columns are the names of the log's own columns.
func (f logForm) columns() []string {
	var names []string
	for _, name := range []string{f.kind, f.value, f.class, f.volume, f.group} {
		if name != "" {
			names = append(names, name)
		}
	}
	for _, k := range f.row {
		names = append(names, k.name)
	}
	return names
}

func typingKinds() []rowKind {
	return []rowKind{{registry.Forward, parseForward}, {registry.Reverse, parseReverse}, {registry.DAT, parseDAT}}
}

// organKinds are the stages of acute graft-versus-host disease by organ as MAGIC
// has them: skin, liver and lower gut 0 to 4, upper gut 0 or 1 (Harris et al., Biol
// Blood Marrow Transplant 2016;22:4).
func organKinds() []rowKind {
	return []rowKind{{registry.Skin, stageTo(4)}, {registry.Liver, stageTo(4)}, {registry.Upper, stageTo(1)},
		{registry.Lower, stageTo(4)}}
}

func stageTo(most float64) func(string, bool) (string, float64, bool) {
	return func(text string, decimalComma bool) (string, float64, bool) {
		x, ok := table.ParseNumber(text, decimalComma)
		return "", x, ok && x >= 0 && x <= most && x == math.Trunc(x)
	}
}

// parseForward is the blood group that the red cells show, or mixed where they are
// of two groups: "mf" or "hai quần thể" beside the group says so too.
func parseForward(text string, _ bool) (string, float64, bool) {
	lower := strings.ToLower(text)
	for _, word := range []string{registry.MixedField, "mf", "hai quần thể", "2 quần thể", "hỗn hợp"} {
		if strings.Contains(lower, word) {
			return registry.MixedField, math.NaN(), true
		}
	}
	group, ok := parseABO(text)
	return group, math.NaN(), ok
}

// parseReverse is the antibodies of the serum, written as such or as the group that
// has them: A has anti-B, B has anti-A, O both and AB none.
func parseReverse(text string, _ bool) (string, float64, bool) {
	class := ""
	group, isGroup := parseABO(text)
	lower := strings.ToLower(text)
	switch {
	case isGroup:
		class = map[string]string{"A": registry.AntiB, "B": registry.AntiA, "O": registry.BothAnti,
			"AB": registry.NoAntibody}[group]
	case strings.HasPrefix(lower, "anti"):
		class = antibodies(lower)
	case isNegative(lower):
		class = registry.NoAntibody
	}
	return class, math.NaN(), class != ""
}

// antibodies that are named one by one: anti-A, "anti-A,B", "anti-A và anti-B". A
// cell with any other word is none.
func antibodies(lower string) string {
	a, b := false, false
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	for _, word := range strings.FieldsFunc(strings.ReplaceAll(lower, "anti", " "), notLetter) {
		switch word {
		case "a":
			a = true
		case "b":
			b = true
		case "ab":
			a, b = true, true
		case "và", "and":
		default:
			return ""
		}
	}
	switch {
	case a && b:
		return registry.BothAnti
	case a:
		return registry.AntiA
	case b:
		return registry.AntiB
	}
	return ""
}

// parseDAT is the direct antiglobulin test: positive, negative, or a strength of 0
// to 4+.
func parseDAT(text string, decimalComma bool) (string, float64, bool) {
	lower := strings.ToLower(text)
	switch {
	case isNegative(lower):
		return registry.NegativeTest, math.NaN(), true
	case lower == registry.PositiveTest, lower == "pos", lower == "+", lower == "dương", lower == "dương tính":
		return registry.PositiveTest, math.NaN(), true
	}
	x, ok := table.ParseNumber(strings.TrimSuffix(lower, "+"), decimalComma)
	switch {
	case !ok || x < 0 || x > 4:
		return "", math.NaN(), false
	case x == 0:
		return registry.NegativeTest, math.NaN(), true
	}
	return registry.PositiveTest, math.NaN(), true
}

func isNegative(lower string) bool {
	switch lower {
	case registry.NoAntibody, registry.NegativeTest, "neg", "-", "−", "âm", "âm tính", "không":
		return true
	}
	return false
}

// rowEntries are the entries of a row that has a column for each kind, each with the
// place of its column among the kinds, from 1.
func (r *logReader) rowEntries(cells []string, line int, yield func(e registry.LogEntry, column int) error) error {
	row, ok := r.row(cells, line)
	if !ok || r.form.tests != nil && r.hasNoTest(cells) {
		return nil
	}
	time, ok := r.time(cells, row, line)
	if !ok {
		return nil
	}
	for i, kind := range r.form.row {
		if r.rowFields[i] < 0 {
			continue
		}
		e := registry.LogEntry{Row: row, Line: int32(line), Day: time, Kind: kind.name, Volume: math.NaN()}
		if kind.parse != nil {
			e.Class, e.Value = r.rowCell(cells, i, row, line)
		} else if ok = r.readTest(cells, i, &e); !ok {
			continue
		}
		if err := yield(e, i+1); err != nil {
			return err
		}
	}
	return nil
}

// rowCell reads one of its columns: as values: declares, else as it is known to be
// written, alone or beside a note that the study ignores; an issue where it is neither.
func (r *logReader) rowCell(cells []string, i int, row int32, line int) (class string, value float64) {
	text := table.Clean(cells[r.rowFields[i]])
	if r.missing.has(text) {
		return "", math.NaN()
	}
	kind := r.form.row[i]
	if level, ok := r.rowLevels[i].of(text); ok {
		text = level
	}
	class, value, ok := kind.parse(text, r.missing.decimalComma)
	if ok {
		return class, value
	}
	n := logNumber{bad: true}
	_, n.note, _ = readNoted(text, []string{}, func(part string) (float64, bool) {
		if level, declared := r.rowLevels[i].of(part); declared {
			part = level
		}
		class, value, ok = kind.parse(part, r.missing.decimalComma)
		return value, ok
	})
	n.bad = n.note != plainNote || r.plan.Data.Notes != plan.IgnoreNotes
	r.tellBad(n, r.rowFields[i], row, line)
	if n.bad {
		return "", math.NaN()
	}
	return class, value
}

// findRowFields finds the columns of the kinds; without any there is no log.
func (r *logReader) findRowFields(find func(name string) int) bool {
	found := false
	r.rowFields, r.rowLevels = make([]int, len(r.form.row)), make([]levelMap, len(r.form.row))
	for i, kind := range r.form.row {
		r.rowFields[i] = find(kind.name)
		r.rowLevels[i] = declaredLevels(r.plan.Data.Values[kind.name], decimalComma(r.plan))
		found = found || r.rowFields[i] >= 0
	}
	return found
}
