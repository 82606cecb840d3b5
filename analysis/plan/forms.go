package plan

import (
	"graftstat/analysis/code"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// A label is a text for every language, or a mapping by language.
func (t *Text) decodeForm(d *decoder, n ast.Node, path string) error {
	*t = Text{}
	if _, ok := n.(*ast.MappingNode); !ok {
		label, err := d.text(n, path)
		for _, language := range code.List("language") {
			(*t)[language] = label
		}
		return err
	}
	return d.mapping(n, path, func(e entry) error {
		if !slices.Contains(code.List("language"), e.name) {
			return d.unknownKey(e, path, code.List("language"))
		}
		label, err := d.text(e.value, e.path)
		if err == nil && strings.TrimSpace(label) == "" {
			err = d.fault(e.path, say("Write a label, or remove the key."), "is blank")
		}
		(*t)[e.name] = label
		return err
	})
}

func (Text) schema() []any { return []any{"text", "text by language"} }

// Levels are {our level: as written}, in the order of the file.
func (l *Levels) decodeForm(d *decoder, n ast.Node, path string) error {
	return d.mapping(n, path, func(e entry) error {
		level := Level{Name: e.name}
		err := d.decode(e.value, &level.As, e.path)
		*l = append(*l, level)
		return err
	})
}

func (Levels) schema() []any { return []any{map[string]Values{}} }

func (day *Date) decodeForm(d *decoder, n ast.Node, path string) error {
	text, err := d.text(n, path)
	if err != nil {
		return err
	}
	if *day, err = ParseDate(text); err != nil {
		return d.fault(path, say("Write the day as 2026-10-31."), "is not a day of the calendar")
	}
	return nil
}

func (Date) schema() []any { return []any{"date"} }

// An item is the name of a milestone, or {milestone, where}.
func (i *Item) decodeForm(d *decoder, n ast.Node, path string) error {
	if _, ok := n.(*ast.MappingNode); ok {
		return d.decode(n, (*itemKeys)(i), path)
	}
	return d.decode(n, &i.Milestone, path)
}

type itemKeys Item // without its form

func (Item) schema() []any { return []any{"text", itemKeys{}} }

// A beginning is the name of a milestone, or {milestone, where, from}.
func (b *Beginning) decodeForm(d *decoder, n ast.Node, path string) error {
	if _, ok := n.(*ast.MappingNode); ok {
		return d.decode(n, (*beginningKeys)(b), path)
	}
	return d.decode(n, &b.Milestone, path)
}

type beginningKeys Beginning // without its form

func (Beginning) schema() []any { return []any{"text", beginningKeys{}} }

// An ending is the name of a milestone, or {milestone, where, to}.
func (e *Ending) decodeForm(d *decoder, n ast.Node, path string) error {
	if _, ok := n.(*ast.MappingNode); ok {
		return d.decode(n, (*endingKeys)(e), path)
	}
	return d.decode(n, &e.Milestone, path)
}

type endingKeys Ending // without its form

func (Ending) schema() []any { return []any{"text", endingKeys{}} }

// automatic is the landmark that the cases decide.
const automatic = "auto"

// A landmark is a number, or auto.
func (l *Landmark) decodeForm(d *decoder, n ast.Node, path string) error {
	*l = Landmark{}
	word, isWord := n.(*ast.StringNode)
	switch {
	case isWord && word.Value == automatic:
		l.Auto = true
		return nil
	case isWord && nearest(word.Value, []string{automatic}) != "":
		return d.fault(path, say("%s A number is one too.", choices(word.Value, []string{automatic})),
			"%q is no landmark",
			word.Value)
	}
	x, ok := d.plainNumber(n)
	if !ok {
		return d.wrong(n, path, say("a number or auto"),
			say("Write a plain number such as 100, without quotes, or auto."))
	}
	l.Time = x
	return nil
}

func (Landmark) schema() []any { return []any{"number above 0", automatic} }

// A comparison is a column, or {column, cut}.
func (c *Compare) decodeForm(d *decoder, n ast.Node, path string) error {
	if _, ok := n.(*ast.MappingNode); ok {
		return d.decode(n, (*compareKeys)(c), path)
	}
	return d.decode(n, &c.Column, path)
}

type compareKeys Compare // without its form

func (Compare) schema() []any { return []any{"text", compareKeys{}} }

// Conditions are {column: condition}, in the order of the file.
func (w *Where) decodeForm(d *decoder, n ast.Node, path string) error {
	*w = nil
	return d.mapping(n, path, func(e entry) error {
		c, err := d.condition(e)
		*w = append(*w, c)
		return err
	})
}

func (Where) schema() []any { return []any{map[string]condition{}} }

// condition is what stands after a column.
type condition struct{ Condition }

func (condition) schema() []any { return []any{"text", []string{}, Condition{}} }

// condition is a value, a list of values, or {lt, le, gt, ge, not}.
func (d *decoder) condition(e entry) (Condition, error) {
	c := Condition{Column: e.name}
	if strings.TrimSpace(e.name) == "" {
		return c, d.at(e.key, e.path, say("a condition names no column"), say("Write column: value."))
	}
	if _, bounds := e.value.(*ast.MappingNode); !bounds {
		in, err := d.names(e.value, e.path)
		if err == nil && len(in) == 0 {
			err = d.fault(e.path, say("List the values that match."), "an empty list matches no case")
		}
		c.In = in
		return c, err
	}
	err := d.decode(e.value, &c, e.path)
	if err == nil {
		err = d.bounds(c, e.path)
	}
	return c, err
}

// bounds refuses a condition that says nothing or that no number meets.
func (d *decoder) bounds(c Condition, path string) error {
	if (c.LT != nil && c.LE != nil) || (c.GT != nil && c.GE != nil) {
		return d.fault(path, say("Keep one of the two."), "has two bounds on one side")
	}
	if len(c.Not) == 0 && c.LT == nil && c.LE == nil && c.GT == nil && c.GE == nil {
		return d.fault(path, say("Give lt, le, gt, ge or not."), "names no condition")
	}
	upper, lower, strict := c.LE, c.GE, false
	if c.LT != nil {
		upper, strict = c.LT, true
	}
	if c.GT != nil {
		lower, strict = c.GT, true
	}
	if upper != nil && lower != nil && (*lower > *upper || strict && *lower == *upper) {
		return d.fault(path, say("Exchange the two bounds, or write a list for one or the other."),
			"no number lies within these bounds")
	}
	return nil
}
