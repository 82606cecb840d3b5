package words

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// errForm is returned for what is YAML perhaps, but not the part of it in which the
// texts are written.
var errForm = errors.New("not of the form of the texts")

// A level is a key that has further keys below it.
type level struct {
	indent int    // of its keys; -1: of the first that comes
	prefix string // of their codes
}

// parse adds the texts of a file by their codes: the keys on the way to a text joined
// by dots. The texts are written in a part of YAML, which a test holds to the whole:
// one key a line, as key: (with keys below), key: text, key: "text" or key: {a: text,
// b: "text"}; a text that is not quoted ends with the line, comma or brace, is no
// number and has none of the marks that are something else in YAML. A run of a few
// cases spent most of its time on reading them as YAML.
func parse(texts map[string]string, source string) error {
	levels, n := []level{{0, ""}}, 0
	for line := range strings.Lines(source) {
		n++
		text := strings.TrimSpace(line)
		if text == "" || text[0] == '#' {
			continue
		}
		err := errForm
		if !strings.Contains(line, "\t") {
			if levels, err = levelsAt(levels, strings.Index(line, text)); err == nil {
				levels, err = parseLine(texts, levels, text)
			}
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if levels[len(levels)-1].indent < 0 {
		return fmt.Errorf("line %d: %w: a key has nothing", n, errForm)
	}
	return nil
}

// levelsAt are the levels of a line of this indentation.
func levelsAt(levels []level, indent int) ([]level, error) {
	last := len(levels) - 1
	if levels[last].indent < 0 {
		if indent <= levels[last-1].indent {
			return nil, fmt.Errorf("%w: the key before has nothing", errForm)
		}
		levels[last].indent = indent
	}
	for levels[last].indent > indent {
		last--
	}
	if levels[last].indent < indent {
		return nil, fmt.Errorf("%w: another indentation", errForm)
	}
	return levels[:last+1], nil
}

// parseLine adds the text or the texts of a line, or the level that it opens.
func parseLine(texts map[string]string, levels []level, line string) ([]level, error) {
	prefix := levels[len(levels)-1].prefix
	key, rest, err := parseKey(line)
	if err != nil {
		return nil, err
	}
	if isEnd(rest) {
		return append(levels, level{-1, prefix + key + "."}), nil
	}
	if rest, err = parseValue(texts, prefix+key, rest, ""); err != nil {
		return nil, err
	}
	if !isEnd(rest) {
		return nil, errForm
	}
	return levels, nil
}

// isEnd reports whether no more than a comment is left of a line.
func isEnd(rest string) bool { return rest == "" || rest[0] == '#' }

// parseKey takes a key and its colon off a line.
func parseKey(line string) (key, rest string, err error) {
	if strings.HasPrefix(line, `"`) {
		if key, rest, err = parseQuoted(line); err != nil {
			return "", "", err
		}
	} else if i := strings.IndexByte(line, ':'); i > 0 &&
		!strings.ContainsAny(line[:1], marks) && !strings.ContainsAny(line[:i], " {},") {
		key, rest = line[:i], line[i:]
	}
	rest, isKey := strings.CutPrefix(rest, ":")
	if !isKey || rest != "" && rest[0] != ' ' {
		return "", "", fmt.Errorf("%w: no key", errForm)
	}
	return key, strings.TrimLeft(rest, " "), nil
}

// parseValue adds the text or the texts of a key and returns what stands after. A
// text that is not quoted ends before any of the letters of end.
func parseValue(texts map[string]string, code, from, end string) (rest string, err error) {
	var text string
	switch from[0] {
	case '{':
		return parseFlow(texts, code+".", from)
	case '"':
		text, rest, err = parseQuoted(from)
	default:
		text, rest, err = parsePlain(from, end)
	}
	if _, twice := texts[code]; twice && err == nil {
		return "", fmt.Errorf("text %s stands twice", code)
	}
	texts[code] = strings.Trim(text, " \n")
	return strings.TrimLeft(rest, " "), err
}

// parseFlow adds the texts of {a: text, b: "text"}.
func parseFlow(texts map[string]string, prefix, from string) (rest string, err error) {
	rest = from
	for rest[0] != '}' {
		var key string
		if key, rest, err = parseKey(strings.TrimLeft(rest[1:], " ")); err != nil {
			return "", err
		}
		if rest == "" {
			return "", errForm
		}
		if rest, err = parseValue(texts, prefix+key, rest, ",}"); err != nil {
			return "", err
		}
		if rest == "" || rest[0] != ',' && rest[0] != '}' {
			return "", errForm
		}
	}
	return strings.TrimLeft(rest[1:], " "), nil
}

func parseQuoted(from string) (text, rest string, err error) {
	quoted, err := strconv.QuotedPrefix(from)
	if err != nil || strings.Contains(quoted, `\x`) {
		return "", "", fmt.Errorf("%w: quotes", errForm)
	}
	text, err = strconv.Unquote(quoted)
	return text, from[len(quoted):], err
}

// marks begin what is no plain text in YAML.
const marks = "-?:,[]{}#&*!|>'\"%@`~"

// notTexts are not texts in YAML if they are not quoted.
func notTexts() []string {
	return []string{"true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL"}
}

func parsePlain(from, end string) (text, rest string, err error) {
	text = from
	if i := strings.IndexAny(from, end); i >= 0 {
		text, rest = from[:i], from[i:]
	}
	_, notFloat := strconv.ParseFloat(text, 64)
	_, notInteger := strconv.ParseInt(text, 0, 64)
	if text == "" || strings.ContainsAny(text[:1], marks) || notFloat == nil || notInteger == nil ||
		strings.Contains(text, ": ") || strings.HasSuffix(text, ":") || strings.Contains(text, " #") ||
		slices.Contains(notTexts(), text) {
		return "", "", fmt.Errorf("%w: a text to be quoted", errForm)
	}
	return text, rest, nil
}
