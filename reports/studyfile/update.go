package studyfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"graftstat/analysis/proposal"
	"graftstat/reports/words"
)

// Update is a study file with what is new added to it; all else stands byte by byte.
// Without anything to write it is the source. A place that is written in a form which
// is not edited here, such as an anchor, is a *FormError.
func Update(source []byte, n *proposal.News, language string) ([]byte, error) {
	w, err := words.New(language)
	if err != nil {
		return nil, err
	}
	u, err := newUpdate(string(source), w)
	if err != nil {
		return nil, err
	}
	for _, s := range n.Sheets {
		u.sheet(s)
	}
	f := &file{words: w}
	var columns, values, units []entry
	for _, c := range n.Columns {
		columns = append(columns, entry{c.Name + ": " + quoted(c.Header), c.Grade, f.evidence(c.Evidence)})
	}
	for _, v := range n.Values {
		values = append(values, entry{v.Name + ": {" + levelsText(v.Levels) + "}", v.Grade, f.evidence(v.Evidence)})
	}
	for _, unit := range n.Units {
		units = append(units, entry{unit.Name + ": " + quoted(unit.Unit), unit.Grade, f.evidence(unit.Evidence)})
	}
	u.under("columns", columns)
	u.under("values", values)
	u.under("units", units)
	for _, v := range n.Levels {
		u.levels(v)
	}
	if u.err != nil {
		return nil, u.err
	}
	if missing := w.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("no text %s", strings.Join(missing, ", "))
	}
	return []byte(u.apply()), nil
}

func levelsText(levels []proposal.Level) string {
	var texts []string
	for _, level := range levels {
		texts = append(texts, quoted(level.Name)+": "+list(level.As))
	}
	return strings.Join(texts, ", ")
}

// An entry is a key with its value, and why.
type entry struct {
	text   string
	grade  proposal.Grade
	remark string
}

// An update is a study file and what is put into it.
type update struct {
	edited
	words *words.Words
	data  *ast.MappingNode
	err   error
}

func newUpdate(source string, w *words.Words) (*update, error) {
	u := &update{edited: newEdited(source), words: w}
	parsed, err := parser.ParseBytes([]byte(strings.Join(u.lines, "\n")), 0)
	if err != nil {
		return nil, err
	}
	for _, doc := range parsed.Docs {
		if root, ok := doc.Body.(*ast.MappingNode); ok {
			if data := valueOf(root, "data"); data != nil {
				u.data, _ = data.Value.(*ast.MappingNode)
			}
		}
	}
	if u.data == nil || valueOf(u.data, "cases") == nil {
		return nil, &FormError{Key: "data", Line: 1}
	}
	return u, nil
}

// valueOf is the entry of a key; nil if there is none.
func valueOf(m *ast.MappingNode, key string) *ast.MappingValueNode {
	at := slices.IndexFunc(m.Values, func(v *ast.MappingValueNode) bool { return v.Key.GetToken().Value == key })
	if at < 0 {
		return nil
	}
	return m.Values[at]
}

// fail keeps the first place that is not edited here.
func (u *update) fail(key string, n ast.Node) {
	if u.err == nil {
		u.err = &FormError{Key: key, Line: n.GetToken().Position.Line}
	}
}

// sheet tells of a sheet in a remark below the cases.
func (u *update) sheet(s proposal.Source) {
	f := &file{words: u.words}
	f.remark(0, u.words.Text("proposal.check")+": "+
		u.words.Text("proposal.new_sheet", quoted(s.File), string(s.Role), f.evidence(s.Evidence)))
	text := strings.TrimSuffix(f.text.String(), "\n")
	if u.data.IsFlowStyle {
		u.above(u.data.Start.Position.Line, strings.Split(text, "\n"))
		return
	}
	u.below(lastLine(valueOf(u.data, "cases")), u.indented(u.indent(u.data), strings.Split(text, "\n")))
}

// under adds entries to a key of data:, which is made below the columns or the cases
// where it is not there.
func (u *update) under(key string, entries []entry) {
	if len(entries) == 0 {
		return
	}
	at := valueOf(u.data, key)
	if at == nil {
		u.newKey(key, entries)
		return
	}
	for _, e := range entries {
		u.add(key, at, e)
	}
}

func (u *update) newKey(key string, entries []entry) {
	if u.data.IsFlowStyle {
		var texts, remarks []string
		for _, e := range entries {
			texts, remarks = append(texts, e.text), append(remarks, e.remark)
		}
		u.inFlow(u.data, entry{key + ": {" + strings.Join(texts, ", ") + "}", proposal.Likely, strings.Join(remarks, "; ")})
		return
	}
	below := valueOf(u.data, "columns")
	if below == nil {
		below = valueOf(u.data, "cases")
	}
	indent := u.indent(u.data)
	lines := []string{strings.Repeat(" ", indent) + key + ":"}
	for _, e := range entries {
		lines = append(lines, u.lineOf(indent+2, e)...)
	}
	u.below(lastLine(below), lines)
}

// add adds an entry to the mapping of a key.
func (u *update) add(key string, at *ast.MappingValueNode, e entry) {
	switch m := at.Value.(type) {
	case *ast.NullNode:
		line := at.Key.GetToken().Position
		u.below(line.Line, u.lineOf(line.Column+1, e))
	case *ast.MappingNode:
		if m.IsFlowStyle {
			u.inFlow(m, e)
			return
		}
		u.below(lastLine(m), u.lineOf(u.indent(m), e))
	default:
		u.fail(key, at)
	}
}

// inFlow adds an entry before the closing brace, with its remark on a line above.
func (u *update) inFlow(m *ast.MappingNode, e entry) {
	u.insert(m.End, u.comma(m, len(m.Values))+e.text)
	u.remarkAbove(m.Start.Position.Line, e.grade, e.text+": "+e.remark)
}

func (u *update) remarkAbove(line int, grade proposal.Grade, text string) {
	if grade == proposal.Likely {
		text = u.words.Text("proposal.check") + ": " + text
	}
	u.above(line, u.indented(indentOf(u.lines[line-1]), []string{"# " + text}))
}

// lineOf is an entry as a line with its remark.
func (u *update) lineOf(indent int, e entry) []string {
	text := e.text
	for len([]rune(text))+indent < column {
		text += " "
	}
	remark := e.remark
	if e.grade == proposal.Likely {
		remark = u.words.Text("proposal.check") + ": " + remark
	}
	return u.indented(indent, []string{text + " # " + remark})
}

// levels adds the new forms of a column that has levels.
func (u *update) levels(v proposal.Values) {
	var column *ast.MappingValueNode
	if values := valueOf(u.data, "values"); values != nil {
		if m, ok := values.Value.(*ast.MappingNode); ok {
			column = valueOf(m, v.Name)
		}
	}
	if column == nil {
		u.fail("values", u.data)
		return
	}
	for _, level := range v.Levels {
		code := "new_form"
		if level.Own {
			code = "own_level"
		}
		why := (&file{words: u.words}).evidence([]proposal.Evidence{{Code: code}})
		if m, ok := column.Value.(*ast.MappingNode); ok {
			if at := valueOf(m, level.Name); at != nil {
				u.forms(v.Name, at, level, why)
				continue
			}
		}
		u.add(v.Name, column, entry{quoted(level.Name) + ": " + list(level.As), proposal.Likely, why})
	}
}

// forms adds forms to a level that is a list or a single form.
func (u *update) forms(name string, at *ast.MappingValueNode, level proposal.Level, why string) {
	more := strings.Trim(list(level.As), "[]")
	remark := func() { u.remarkAbove(at.Key.GetToken().Position.Line, proposal.Likely, more+": "+why) }
	switch n := at.Value.(type) {
	case *ast.SequenceNode:
		if !n.IsFlowStyle {
			for _, form := range level.As {
				u.below(lastLine(n), u.lineOf(n.Start.Position.Column-1, entry{"- " + quoted(form), proposal.Likely, why}))
			}
			return
		}
		u.insert(n.End, u.comma(n, len(n.Values))+more)
		remark()
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		t := n.GetToken()
		if !u.wrap(t, "[", ", "+more+"]") {
			u.fail(name, at)
			return
		}
		remark()
	default:
		u.fail(name, at)
	}
}
