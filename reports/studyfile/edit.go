package studyfile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"graftstat/analysis/message"
)

// A FormError is a place of a study file that is written in a form which is not edited
// here.
type FormError struct {
	Key  string
	Line int
}

func (e *FormError) Error() string { return e.In(message.English) }

// In is Error in the language of a catalogue.
func (e *FormError) In(c message.Catalogue) string {
	return message.Of("line %d: %s is written in a form that is not edited here, and nothing was written; "+
		"write it as a block of keys, one a line, and run again", e.Line, e.Key).In(c)
}

// edited is a text of lines and what is put into it, at places of the text as it was.
type edited struct {
	bom, end string
	lines    []string
	inline   []insertion
	whole    []insertion // lines below a line
	filled   map[ast.Node]bool
}

// An insertion is at a line, from 1. Its column is, of inline ones, that which it stands
// before, from 1; of lines how far they stand in, so that the deepest end first.
type insertion struct {
	line, column int
	texts        []string
}

const byteOrderMark = "\ufeff"

func newEdited(source string) edited {
	e := edited{end: "\n", filled: map[ast.Node]bool{}}
	if rest, ok := strings.CutPrefix(source, byteOrderMark); ok {
		e.bom, source = byteOrderMark, rest
	}
	if n := strings.Count(source, "\n"); n > 0 && strings.Count(source, "\r\n") == n {
		e.end = "\r\n"
	}
	e.lines = strings.Split(source, e.end)
	return e
}

// indent is how far the keys of a block stand in.
func (e *edited) indent(m *ast.MappingNode) int {
	return m.Values[0].Key.GetToken().Position.Column - 1
}

func (e *edited) indented(indent int, lines []string) []string {
	var all []string
	for _, line := range lines {
		all = append(all, strings.Repeat(" ", indent)+line)
	}
	return all
}

func (e *edited) below(line int, texts []string) {
	e.whole = append(e.whole, insertion{line: line, column: indentOf(texts[0]), texts: texts})
}

// above puts lines above a line, and below what else is put there.
func (e *edited) above(line int, texts []string) {
	e.whole = append(e.whole, insertion{line: line - 1, column: -1, texts: texts})
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// insert puts a text before a token.
func (e *edited) insert(t *token.Token, text string) {
	e.inline = append(e.inline, insertion{t.Position.Line, t.Position.Column, []string{text}})
}

// comma is what stands between the last of n items in brackets and the next.
func (e *edited) comma(n ast.Node, items int) string {
	if items == 0 && !e.filled[n] {
		e.filled[n] = true
		return ""
	}
	return ", "
}

// wrap puts texts around a scalar; false where it does not stand on one line as its
// token has it.
func (e *edited) wrap(t *token.Token, before, after string) bool {
	raw := []rune(strings.TrimSpace(t.Origin))
	line := []rune(e.lines[t.Position.Line-1])
	from := t.Position.Column - 1
	if from < 0 || from+len(raw) > len(line) || string(line[from:from+len(raw)]) != string(raw) {
		return false
	}
	e.inline = append(e.inline, insertion{t.Position.Line, from + 1, []string{before}},
		insertion{t.Position.Line, from + len(raw) + 1, []string{after}})
	return true
}

// apply is the text with all that is put into it, from its end backwards.
func (e *edited) apply() string {
	lines := slices.Clone(e.lines)
	slices.SortStableFunc(e.inline, func(a, b insertion) int { return cmp.Compare(a.column, b.column) })
	for _, i := range slices.Backward(e.inline) {
		line := []rune(lines[i.line-1])
		at := min(i.column-1, len(line))
		lines[i.line-1] = string(line[:at]) + strings.Join(i.texts, "") + string(line[at:])
	}
	slices.SortStableFunc(e.whole, func(a, b insertion) int { return cmp.Or(a.line-b.line, b.column-a.column) })
	for _, i := range slices.Backward(e.whole) {
		lines = slices.Insert(lines, i.line, i.texts...)
	}
	return e.bom + strings.Join(lines, e.end)
}

// lastLine is the line on which a node ends.
func lastLine(n ast.Node) int {
	switch n := n.(type) {
	case *ast.MappingValueNode:
		if _, isNull := n.Value.(*ast.NullNode); isNull {
			return n.Key.GetToken().Position.Line
		}
		return lastLine(n.Value)
	case *ast.MappingNode:
		if n.IsFlowStyle {
			return n.End.Position.Line
		}
		return lastLine(n.Values[len(n.Values)-1])
	case *ast.SequenceNode:
		if n.IsFlowStyle {
			return n.End.Position.Line
		}
		return lastLine(n.Values[len(n.Values)-1])
	}
	return n.GetToken().Position.Line
}

// Remarks tells of a header or a file whether a remark of a study file names it: one on
// a line of its own. What stands behind a key is why that key is so.
func Remarks(source []byte) func(name string) bool {
	var remarks []string
	for line := range strings.Lines(string(source)) {
		if remark, ok := strings.CutPrefix(strings.TrimSpace(line), "#"); ok {
			remarks = append(remarks, remark)
		}
	}
	all := " " + strings.Join(strings.Fields(strings.Join(remarks, " ")), " ") + " "
	return func(name string) bool {
		name = strings.Join(strings.Fields(quoted(name)), " ")
		for rest := all; ; {
			before, after, ok := strings.Cut(rest, name)
			if !ok {
				return false
			}
			isWord := strings.HasPrefix(name, `"`) || strings.HasSuffix(before, " ") && strings.ContainsAny(after[:1], " ,:;")
			if isWord {
				return true
			}
			rest = " " + after
		}
	}
}
