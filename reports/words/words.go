package words

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/collate"
)

// ErrLanguage is returned for a language without texts.
var ErrLanguage = errors.New("no texts in this language")

// Words are the texts and customs of one language. It is not safe for
// concurrent use.
type Words struct {
	Language string // en, vi
	texts    map[string]string
	missing  map[string]bool
	order    *collate.Collator // nil until Compare needs it
}

// New gives the words of a language.
func New(language string) (*Words, error) {
	texts, err := read(language)
	if err != nil {
		return nil, err
	}
	return &Words{Language: language, texts: texts, missing: make(map[string]bool)}, nil
}

// Texts are all texts of a language by code.
func Texts(language string) (map[string]string, error) {
	texts, err := read(language)
	return maps.Clone(texts), err
}

// Text is the text of a code with {0}, {1}, … replaced, each once: an argument
// that holds such a mark is printed as it is.
func (w *Words) Text(code string, args ...string) string {
	return w.fill(code, "", args)
}

// Count is the text of a code for a number: CODE.one for 1 where the language
// has it, else CODE.other; {n} is the number.
func (w *Words) Count(code string, n int, args ...string) string {
	full := code + ".other"
	if _, ok := w.texts[code+".one"]; ok && n == 1 {
		full = code + ".one"
	}
	return w.fill(full, w.Integer(n), args)
}

// countOf is Count for a number that need not be whole, shown with all its digits.
func (w *Words) countOf(code string, x float64, args ...string) string {
	full := code + ".other"
	if _, ok := w.texts[code+".one"]; ok && x == 1 {
		full = code + ".one"
	}
	return w.fill(full, w.Plain(x), args)
}

func (w *Words) fill(code, n string, args []string) string {
	text, ok := w.texts[code]
	if !ok {
		w.missing[code] = true
		return code
	}
	return substitute(text, n, args)
}

// Find is the text of a code, and whether there is one.
func (w *Words) Find(code string) (string, bool) {
	text, ok := w.texts[code]
	return text, ok
}

// Label is the study's own label in this language, else the text of the code,
// else the fallback: a name that only the study knows, such as a level.
func (w *Words) Label(own map[string]string, code, fallback string) string {
	if label := own[w.Language]; label != "" {
		return label
	}
	if text, ok := w.texts[code]; ok {
		return text
	}
	for _, language := range []string{"en", "vi"} {
		if label := own[language]; label != "" {
			return label
		}
	}
	return fallback
}

// Missing are the codes that were asked for and have no text, in order.
func (w *Words) Missing() []string {
	var codes []string
	for code := range w.missing {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// substitute puts n in the place of {n} and args in that of {0}, {1}, …, in one
// pass: what it puts in is not looked at again. A mark without a value stays.
func substitute(text, n string, args []string) string {
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		mark, after, closed := strings.Cut(rest, "}")
		value, known := valueOf(mark, n, args)
		if !closed || !known {
			out.WriteString("{")
			text = rest
			continue
		}
		out.WriteString(value)
		text = after
	}
}

// valueOf is what stands for a mark, and whether there is one.
func valueOf(mark, n string, args []string) (string, bool) {
	if mark == "n" {
		return n, n != ""
	}
	i, err := strconv.Atoi(mark)
	if err != nil || i < 0 || i >= len(args) {
		return "", false
	}
	return args[i], true
}
