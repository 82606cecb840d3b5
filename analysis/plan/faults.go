package plan

import (
	"graftstat/analysis/message"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// say is a sentence of a fault.
func say(form string, args ...any) message.Text { return message.Of(form, args...) }

// at is a fault at a token.
func (d *decoder) at(t *token.Token, path string, text, next message.Text) *Error {
	e := d.bare(t, path, text, next)
	d.show(e, t)
	return e
}

// bare is a fault at a token that does not show its line.
func (d *decoder) bare(t *token.Token, path string, text, next message.Text) *Error {
	e := &Error{File: d.file, Line: 1, Column: 1, Path: path, Message: text, Next: next}
	if t != nil && t.Position != nil {
		e.Line, e.Column = t.Position.Line, t.Position.Column
	}
	return e
}

// show gives a fault at a token the line that it is on.
func (d *decoder) show(e *Error, t *token.Token) {
	if t != nil && t.Position != nil {
		e.Excerpt = excerpt(d.source, e.Line, e.Column)
	}
}

// whole is a fault of the whole file.
func (d *decoder) whole(text, next message.Text) *Error { return d.at(nil, "", text, next) }

// wrong is a fault of a value that has another form than expected.
func (d *decoder) wrong(n ast.Node, path string, expected, next message.Text) *Error {
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		next = say("Write the value itself: anchors, aliases and tags are not used in a study file.")
	case *ast.NullNode:
		next = say("Give it a value, or remove the key.")
	}
	return d.at(first(n), path, say("is %s where %s is expected", describe(n), expected), next)
}

// fault is a fault of the value at a path, or, where the file does not have
// it, of what it is missing from.
func (d *decoder) fault(path string, next message.Text, format string, args ...any) *Error {
	return d.at(d.near(path), path, say(format, args...), next)
}

// near is the token of the value at a path, or of what has it not; nil if the
// whole file has it not.
func (d *decoder) near(path string) *token.Token {
	t := d.places[path].value
	for end := len(path) - 1; t == nil && end > 0; end-- {
		if path[end] == '.' || path[end] == '[' {
			t = d.places[path[:end]].value
		}
	}
	return t
}

// given reports whether the file itself has a value at a path.
func (d *decoder) given(path string) bool { return d.places[path].value != nil }

// item is the path of an item of a list; a single value without brackets
// stands at the path of the list.
func (d *decoder) item(path string, i int) string {
	if at := index(path, i); d.given(at) {
		return at
	}
	return path
}

// first is the token at which a node starts in the file.
func first(n ast.Node) *token.Token {
	switch n := n.(type) {
	case nil:
		return nil
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return first(n.Values[0].Key)
		}
	}
	return n.GetToken()
}

// describe names the form of a node.
func describe(n ast.Node) message.Text {
	switch n.(type) {
	case nil, *ast.NullNode:
		return say("empty")
	case *ast.MappingNode, *ast.MappingValueNode:
		return say("a mapping")
	case *ast.SequenceNode:
		return say("a list")
	case *ast.IntegerNode, *ast.FloatNode, *ast.NanNode, *ast.InfinityNode, *ast.BoolNode:
		return say("%s", n.GetToken().Value)
	case *ast.AnchorNode:
		return say("an anchor")
	case *ast.AliasNode:
		return say("an alias")
	case *ast.TagNode:
		return say("a tag")
	}
	return say("text")
}
