package plan

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/code"
)

// Schema is the JSON Schema (draft 2020-12) of study files, ready to be encoded: an
// editor that has it completes keys and marks what is wrong. It is made from the
// structs that the decoder fills, so that the two cannot differ; meaning says what
// the key at a path of Keys means.
//
// It states keys, types, closed lists, ranges and keys that have to be there. What
// depends on another key, on a preset or on the form of a text it does not: a
// study that the schema takes may be refused, one that it refuses never runs.
func Schema(meaning func(path string) string) map[string]any {
	s := &schemas{meaning: meaning, defs: schema{}, names: map[reflect.Type]string{}}
	all := s.structure("", reflect.TypeFor[Plan]())
	all["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	all["title"] = "Study file of graftstat"
	all["$defs"] = s.defs
	return all
}

type schema = map[string]any

// schemas walks the structs; those that stand in others are written once, in defs.
type schemas struct {
	meaning func(path string) string
	defs    schema
	names   map[reflect.Type]string
}

// structure is a mapping with the keys of a struct.
func (s *schemas) structure(path string, t reflect.Type) schema {
	properties, needed := schema{}, []string{}
	for _, f := range fieldsOf(t) {
		at := join(path, f.name)
		l, _ := limitsOf(f.Tag.Get("is")) // a test reads every tag
		of := s.value(at, f.Type, l)
		if text := s.meaning(at); text != "" {
			of["description"] = text
		}
		if value := defaultOf(f); value != nil {
			of["default"] = value
		}
		properties[f.name] = of
		if l.needed {
			needed = append(needed, f.name)
		}
	}
	for old, now := range renamedKeys() {
		if name, below := strings.CutPrefix(old, path+"."); below && properties[now] != nil {
			properties[name] = older(properties[now].(schema))
		}
	}
	all := schema{"type": "object", "properties": properties, "additionalProperties": false}
	if len(needed) > 0 {
		all["required"] = needed
	}
	return all
}

// older is the schema of a key under the name that it had.
func older(of schema) schema {
	same := maps.Clone(of)
	same["deprecated"] = true
	return same
}

// defaultOf is the value of a key that is not there; nil where it has none.
func defaultOf(f field) any {
	text, ok := f.Tag.Lookup("default")
	if !ok || text == "-" {
		return nil
	}
	target := reflect.New(f.Type).Elem()
	setDefault(target, text)
	return target.Interface()
}

// value is what a key may have.
func (s *schemas) value(path string, t reflect.Type, l limits) schema {
	switch t {
	case reflect.TypeFor[Checks]():
		return s.checks(path)
	case reflect.TypeFor[Colour]():
		return schema{"type": "string", "pattern": colourForm.String()}
	}
	if a, ok := reflect.Zero(t).Interface().(alternatives); ok {
		return s.forms(path, a.schema())
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.value(path, t.Elem(), l)
	case reflect.Slice:
		return s.list(path, t.Elem(), l)
	case reflect.Map:
		return schema{"type": "object", "additionalProperties": s.value(path+".*", t.Elem(), l)}
	case reflect.Struct:
		return s.reference(path, t)
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.Int:
		return l.schema("integer", func(code string) any { n, _ := strconv.Atoi(code); return n })
	case reflect.Float64:
		return l.schema("number", nil)
	}
	if l.list != "" {
		return schema{"enum": append(code.List(l.list), slices.Sorted(maps.Keys(renamedValues()[path]))...)}
	}
	text := anyText()
	if l.needed {
		text["minLength"] = 1
	}
	return text
}

// anyText is a single value as written: 1 and true are texts too.
func anyText() schema { return schema{"type": []string{"string", "number", "boolean"}} }

// list of values, one of which may stand alone unless it has keys.
func (s *schemas) list(path string, item reflect.Type, l limits) schema {
	items := s.value(path, item, l)
	all := schema{"type": "array", "items": items, "maxItems": longestList}
	if l.list != "" {
		all["minItems"] = 1
	}
	if l.list != "" || l.distinct || l.ascending {
		all["uniqueItems"] = true
	}
	if item.Kind() == reflect.Struct && !reflect.PointerTo(item).Implements(reflect.TypeFor[form]()) {
		return all
	}
	return schema{"anyOf": []any{items, all}}
}

// reference is a struct in defs, under the path where it stood first.
func (s *schemas) reference(path string, t reflect.Type) schema {
	name, again := s.names[t]
	if !again {
		name = path
		s.names[t] = name
		s.defs[name] = s.structure(path, t)
	}
	return schema{"$ref": "#/$defs/" + name}
}

// forms are the ways in which a value may be written.
func (s *schemas) forms(path string, forms []any) schema {
	var ways []any
	for _, f := range forms {
		if word, isWord := f.(string); isWord {
			ways = append(ways, s.word(path, word))
		} else {
			ways = append(ways, s.value(path, reflect.TypeOf(f), limits{}))
		}
	}
	if len(ways) == 1 {
		return ways[0].(schema)
	}
	return schema{"anyOf": ways}
}

// word is a form that the manual has in words.
func (s *schemas) word(path, word string) schema {
	switch word {
	case "text":
		return anyText()
	case "date":
		return schema{"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
	case "number above 0":
		return schema{"type": "number", "exclusiveMinimum": 0}
	case "list of text or keys":
		return s.value(path, reflect.TypeFor[[]Source](), limits{})
	case "text by language":
		languages := schema{}
		for _, language := range code.List("language") {
			languages[language] = anyText()
		}
		return schema{"type": "object", "properties": languages, "additionalProperties": false}
	}
	return schema{"const": word}
}

// checks are {name: off} and {name: {threshold: number}}.
func (s *schemas) checks(path string) schema {
	properties := schema{}
	for _, name := range Warnings() {
		properties[name] = schema{"const": off}
	}
	for _, f := range fieldsOf(reflect.TypeFor[Checks]()) {
		at := join(path, f.name)
		properties[f.name] = schema{"anyOf": []any{schema{"const": off}, s.reference(at, f.Type)},
			"description": s.meaning(at)}
	}
	return schema{"type": "object", "properties": properties, "additionalProperties": false}
}

// schema of a number within the limits.
func (l limits) schema(kind string, read func(string) any) schema {
	if l.list != "" {
		var codes []any
		for _, c := range code.List(l.list) {
			codes = append(codes, read(c))
		}
		return schema{"enum": codes}
	}
	of, least, most := schema{"type": kind}, "minimum", "maximum"
	if l.open {
		least, most = "exclusiveMinimum", "exclusiveMaximum"
	}
	if l.least != nil {
		of[least] = *l.least
	}
	if l.most != nil {
		of[most] = *l.most
	}
	if l.except != nil {
		return schema{"anyOf": []any{schema{"const": *l.except}, of}}
	}
	return of
}
