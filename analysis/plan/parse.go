package plan

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"golang.org/x/text/unicode/norm"
)

const (
	largestFile = 256 << 10 // bytes of a study file
	deepestNest = 32        // brackets and dashes within each other; the deepest form needs 6
	maxKeys     = 20_000
	longestList = 10_000 // items of a list, each of which is compared with the others
)

// parse reads one YAML document whose root is a mapping. The text is
// normalised to NFC, as the headers and cells of the data are.
func parse(name string, source []byte) (*decoder, *ast.MappingNode, error) {
	d := &decoder{file: name, places: map[string]place{}}
	if len(source) > largestFile {
		return nil, nil, d.whole(say("is larger than 256 KiB, which no study file is"),
			say("Name the study file, not a data file."))
	}
	if !utf8.Valid(source) {
		return nil, nil, d.whole(say("is not UTF-8 text"), say("Save it as UTF-8."))
	}
	d.source = strings.TrimPrefix(norm.NFC.String(string(source)), "\ufeff")
	tokens := lexer.Tokenize(d.source)
	if t := tooMany(tokens); t != nil {
		return nil, nil, d.at(t, "", say("more than %d keys, which no study file has", maxKeys),
			say("Name the study file, not a data file."))
	}
	if t := tooDeep(tokens); t != nil {
		return nil, nil, d.at(t, "", say("more brackets or dashes within each other than a study file has"),
			say("Check the brackets of this line."))
	}
	// duplicates are reported with both places below
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, nil, d.syntax(err)
	}
	root, err := d.document(file)
	return d, root, err
}

// tooMany is the first key or document beyond maxKeys: the parser takes
// quadratic time in them.
func tooMany(tokens token.Tokens) *token.Token {
	n := 0
	for _, t := range tokens {
		if t.Type == token.MappingValueType || t.Type == token.DocumentHeaderType {
			if n++; n > maxKeys {
				return t
			}
		}
	}
	return nil
}

// tooDeep is the first token nested deeper than deepestNest, so that neither
// the parser's time nor its stack grows without bound.
func tooDeep(tokens token.Tokens) *token.Token {
	depth, dashes, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			dashes, line = 0, t.Position.Line
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType, token.MappingKeyType, token.TagType, token.AnchorType:
			dashes++
		}
		if depth > deepestNest || dashes > deepestNest {
			return t
		}
	}
	return nil
}

func (d *decoder) syntax(err error) error {
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) && syntax.Token != nil {
		return d.at(syntax.Token, "", say("is not valid YAML: %s", syntax.Message),
			say("Check brackets, quotes and indentation here and on the line before."))
	}
	return d.whole(say("is not valid YAML"), say("Check brackets, quotes and indentation."))
}

// document is the root of the only document of the file.
func (d *decoder) document(file *ast.File) (*ast.MappingNode, error) {
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if _, directive := doc.Body.(*ast.DirectiveNode); doc.Body != nil && !directive {
			bodies = append(bodies, doc.Body)
		}
	}
	if len(bodies) == 0 {
		return nil, d.whole(say("the study file is empty"), say("Write one, or make one with graftstat init."))
	}
	if len(bodies) > 1 {
		return nil, d.at(first(bodies[1]), "", say("a second YAML document starts here"),
			say("Remove the line --- or ... before it, or move it to a file of its own."))
	}
	root, ok := bodies[0].(*ast.MappingNode)
	if !ok {
		return nil, d.at(first(bodies[0]), "",
			say("is %s where the keys of a study file are expected", describe(bodies[0])),
			say("Start with a line such as study: {title: …}."))
	}
	return root, nil
}
