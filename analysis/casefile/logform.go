package casefile

import (
	"slices"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

const (
	dateColumnName = "date"
	dayColumnName  = "day"
	// cachedTexts bounds the memory for texts that were read before.
	cachedTexts = 1 << 16
)

// A cache has what cells were read as, by the cell as it is.
type cache[T any] map[string]T

func (c cache[T]) keep(cell string, value T) {
	if len(c) < cachedTexts {
		c[strings.Clone(cell)] = value // a cell keeps the whole line alive
	}
}

// A logForm names the columns of a log. Only kind and value are required, beside
// case_id and one of date and day.
type logForm struct {
	kind, value      string
	class, volume    string            // "" if the log has none
	group            string            // column of the blood group of a unit; "" if the log has none
	kinds, classes   []string          // canonical codes, whatever the case they are written in
	row              []rowKind         // in place of kind and value: a column for each kind
	unreadable       string            // code of a cell of row that cannot be read
	tests            map[string]string // in place of kind and value: the header of each kind
	valueMayBeAbsent bool
	log              registry.Log
	wide             plan.Wide
	severalFiles     bool
	closed           bool // there are no kinds but those
	fillDown         bool // a row without an identifier is of the case above it
	parseValue       func(text string, decimalComma bool) (float64, bool)
	ownWords         []string // that may stand beside a value as its unit
}

// formOf is the form of a log; it has no file where the study has no such log.
func formOf(log registry.Log, d plan.Data) (form logForm, files plan.Sources) {
	form, source := formAndSource(log, d)
	form.log, form.wide, form.fillDown = log, source.Wide, source.FillDown
	if len(source.Tests) > 0 {
		form.tests, form.row = source.Tests, testKinds(source.Tests)
	}
	return form, source.File
}

func formAndSource(log registry.Log, d plan.Data) (form logForm, source plan.LogSource) {
	switch log {
	case registry.Counts:
		return logForm{
			kind: "test", value: "value", parseValue: table.ParseNumber,
			kinds: codes("test"),
		}, d.Counts
	case registry.Transfusions:
		return logForm{
			kind: "product", value: "units", parseValue: table.ParseNumber, valueMayBeAbsent: true,
			class: "indication", volume: "volume_ml", group: "abo", kinds: codes("product"), closed: true,
			ownWords: []string{"túi", "đơn", "vị", "đv", "khối", "unit", "units", "bag", "bags"},
		}, d.Transfusions
	case registry.Titres:
		return logForm{
			kind: "antibody", value: "titre", parseValue: parseTitre, volume: "infusion_ml",
			class: "class", kinds: codes("antibody"), closed: true, classes: codes("class"),
		}, d.Titres
	case registry.Scores:
		return logForm{kind: "instrument", value: "score", parseValue: table.ParseNumber}, d.Scores
	case registry.Typing:
		return logForm{row: typingKinds(), unreadable: logUnreadableTyping}, d.Typing
	case registry.GVHD:
		return logForm{row: organKinds(), unreadable: logUnreadableStage}, d.GVHD
	}
	return logForm{}, plan.LogSource{}
}

// codes are those of the dictionary for a column of a log.
func codes(column string) []string {
	levels, _ := plan.LevelsOf(column)
	return levels
}

// guardsOf are the units of the tests of a log.
func guardsOf(p *plan.Plan, form logForm) map[string]*unitGuard {
	guards := map[string]*unitGuard{}
	for _, kind := range form.kinds {
		if g := newUnitGuard(p, kind); g.known {
			guards[kind] = g
		}
	}
	return guards
}

// isLogColumn says whether one of our names is a column of a log.
func isLogColumn(name string) bool {
	if name == dateColumnName || name == dayColumnName {
		return true
	}
	return slices.ContainsFunc(registry.Logs(), func(log registry.Log) bool {
		f, _ := formOf(log, plan.Data{})
		return slices.Contains(f.columns(), name)
	})
}

// words are the codes of kinds or classes: by values:, by the canonical codes in
// any case, else as written; "" if missing.
type words struct {
	declared levelMap
	known    []string
	missing  scalars
	cache    cache[string]
}

func newWords(p *plan.Plan, name string, known []string) words {
	return words{declared: declaredLevels(p.Data.Values[name], decimalComma(p)), known: known, missing: missing(p),
		cache: cache[string]{}}
}

func (w *words) of(cell string) string {
	if word, ok := w.cache[cell]; ok {
		return word
	}
	text := table.Clean(strings.Clone(cell))
	word, ok := w.declared.of(text)
	switch {
	case ok:
	case w.missing.has(text), isFormulaError(text):
		word = ""
	default:
		word = fitted(text)
		for _, known := range w.known {
			if strings.EqualFold(known, text) {
				word = known
			}
		}
	}
	w.cache.keep(cell, word)
	return word
}
