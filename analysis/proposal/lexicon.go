package proposal

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"graftstat/analysis/plan"
	"graftstat/templates"
)

// A lexicon is templates/headers.yaml, ready to be asked.
type lexicon struct {
	columns, milestones, logs map[string][]known // by folded name
	formed                    map[string]known   // that need a word of a date or a time beside them
	phrases                   []phrase           // of columns and milestones, longest first
	forms                     []phrase           // longest first
	small                     [][]string
	traps                     []phrase
	people, notes, surnames   map[string]bool
	levels                    map[string]levelList
	never, missing            map[string]bool
	skip                      []string

	answers Answers             // to questions, of one proposal
	headers map[string][]string // by file, of one proposal
}

// A known is one of our names, and where the name that led to it is used.
type known struct {
	name, from  string
	isMilestone bool
}

type phrase struct {
	words []string
	is    string // of a form: date, day, status; of a trap: its code
	known
}

// A levelList has our levels of a column in order, and their forms.
type levelList struct {
	names []string
	of    map[string]string // folded form: level
}

type headersFile struct {
	Columns, Milestones map[string]map[string][]string
	Forms, Formed       map[string][]string
	Traps               []struct {
		Words []string
		Is    string
	}
	People, Notes        []string
	Logs                 map[string]map[string][]string
	Levels               map[string]yaml.MapSlice
	Never, Missing, Skip []string
	Surnames             []string
}

func newLexicon() (*lexicon, error) {
	var file headersFile
	if err := yaml.UnmarshalWithOptions(templates.Headers, &file, yaml.Strict()); err != nil {
		return nil, err
	}
	l := &lexicon{columns: map[string][]known{}, milestones: map[string][]known{}, logs: map[string][]known{},
		formed: map[string]known{}, levels: map[string]levelList{}, people: set(file.People), notes: set(file.Notes), skip: file.Skip,
		surnames: set(file.Surnames), never: set(file.Never), missing: set(file.Missing)}
	for _, c := range plan.Columns() {
		add(l.columns, c.Name, known{name: c.Name, from: "ours"})
	}
	l.addNames(l.columns, file.Columns, false)
	l.addNames(l.milestones, file.Milestones, true)
	l.addNames(l.logs, file.Logs, false)
	for name, texts := range file.Formed {
		for _, text := range texts {
			l.formed[fold(text)] = known{name: name, from: "en", isMilestone: kindOf(name) == ""}
		}
	}
	for name := range file.Logs {
		add(l.logs, name, known{name: name, from: "ours"})
	}
	for kind, words := range file.Forms {
		for _, text := range words {
			if kind == "small" {
				l.small = append(l.small, tokens(text))
				continue
			}
			l.forms = append(l.forms, phrase{words: tokens(text), is: kind})
		}
	}
	for _, trap := range file.Traps {
		for _, text := range trap.Words {
			l.traps = append(l.traps, phrase{words: tokens(text), is: trap.Is})
		}
	}
	for column, levels := range file.Levels {
		l.levels[column] = newLevels(levels)
	}
	l.addPhrases(file.Columns, false)
	l.addPhrases(file.Milestones, true)
	for _, list := range [][]phrase{l.phrases, l.forms, l.traps} {
		slices.SortFunc(list, longestFirst)
	}
	return l, nil
}

func longestFirst(a, b phrase) int {
	x, y := strings.Join(a.words, " "), strings.Join(b.words, " ")
	if len(x) != len(y) {
		return len(y) - len(x)
	}
	return strings.Compare(x+a.is+a.name, y+b.is+b.name)
}

func (l *lexicon) addNames(to map[string][]known, names map[string]map[string][]string, isMilestone bool) {
	for name, places := range names {
		for _, from := range []string{"ebmt", "cibmtr", "redcap", "epic", "vi", "en"} {
			for _, text := range places[from] {
				add(to, text, known{name, from, isMilestone})
			}
		}
		if isMilestone {
			add(to, name, known{name, "ours", true})
		}
	}
}

// add keeps the first place in which a name is used for each of ours: a name that
// only one registry has is that registry's.
func add(to map[string][]known, text string, k known) {
	key := fold(text)
	if key == "" {
		return
	}
	for i, other := range to[key] {
		if other.name == k.name {
			if other.from != "ours" && (k.from == "vi" || k.from == "en") {
				to[key][i].from = k.from
			}
			return
		}
	}
	to[key] = append(to[key], k)
	slices.SortFunc(to[key], func(a, b known) int { return strings.Compare(a.name, b.name) })
}

// addPhrases keeps the names by which part of a header is known: those of two words
// or of six letters.
func (l *lexicon) addPhrases(names map[string]map[string][]string, isMilestone bool) {
	for name, places := range names {
		isForm := strings.HasSuffix(name, "_status") || strings.HasSuffix(name, "_day")
		if strings.HasPrefix(name, "survival_") || name == "row_number" || isForm {
			continue
		}
		for from, texts := range places {
			for _, text := range texts {
				words := tokens(text)
				if len(words) > 1 && len(strings.Join(words, "")) > 5 || len(words) == 1 && len(words[0]) > 5 {
					l.phrases = append(l.phrases, phrase{words: words, known: known{name, from, isMilestone}})
				}
			}
		}
	}
}

func newLevels(levels yaml.MapSlice) levelList {
	list := levelList{of: map[string]string{}}
	for _, item := range levels {
		name, _ := item.Key.(string)
		list.names = append(list.names, name)
		list.of[foldCell(name)] = name
	}
	for _, item := range levels {
		forms, _ := item.Value.([]any)
		for _, form := range forms {
			if text, ok := form.(string); ok {
				list.of[foldCell(text)], _ = item.Key.(string)
			}
		}
	}
	return list
}

func set(texts []string) map[string]bool {
	words := map[string]bool{}
	for _, text := range texts {
		words[foldCell(text)] = true
	}
	return words
}

// isNever and isMissing say of a cell that it is such a word.
func (l *lexicon) isNever(cell string) bool   { return l.never[foldCell(cell)] }
func (l *lexicon) isMissing(cell string) bool { return l.missing[foldCell(cell)] }
