package plan

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"graftstat/analysis/printable"
)

// decoder fills the plan from the syntax tree that the YAML library parses.
//
// The library's own decoding is not strict enough for a study: it takes 1.9
// for an integer 1, "5" for a number, 010 for the text 8, and leaves out what
// is null. Here a scalar keeps the form in which it is written, and each fault
// has a place and a next step.
type decoder struct {
	file, source string
	places       map[string]place // by path
	unprintable  []UnprintableText
	renamed      []Renamed
}

// place of a value, and of its key where it has one.
type place struct{ key, value *token.Token }

// form is a type that is written in more than one way.
type form interface {
	decodeForm(d *decoder, n ast.Node, path string) error
}

// decode fills target, a pointer, from a node. What the node does not name
// keeps its value.
func (d *decoder) decode(n ast.Node, target any, path string) error {
	if f, ok := target.(form); ok {
		return f.decodeForm(d, n, path)
	}
	v := reflect.ValueOf(target).Elem()
	switch v.Kind() {
	case reflect.Struct:
		return d.structure(n, v, path)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fresh(v.Elem())
		return d.decode(n, v.Interface(), path)
	case reflect.Map:
		return d.dictionary(n, v, path)
	case reflect.Slice:
		return d.list(n, v, path)
	case reflect.String:
		text, err := d.text(n, path)
		v.SetString(text)
		return err
	case reflect.Float64:
		x, err := d.number(n, path)
		v.SetFloat(x)
		return err
	case reflect.Int:
		i, err := d.integer(n, path)
		v.SetInt(int64(i))
		return err
	case reflect.Bool:
		b, ok := n.(*ast.BoolNode)
		if !ok {
			return d.wrong(n, path, say("true or false"), say("Write true or false."))
		}
		v.SetBool(b.Value)
		return nil
	}
	return fmt.Errorf("plan: no decoding for %s", v.Type())
}

func (d *decoder) structure(n ast.Node, v reflect.Value, path string) error {
	fields, names := map[string]field{}, []string{}
	for _, f := range fieldsOf(v.Type()) {
		fields[f.name] = f
		names = append(names, f.name)
	}
	written := map[string]string{} // by the name of today: as it stands
	return d.mapping(n, path, func(e entry) error {
		as := e.name
		e = d.today(e, path)
		f, ok := fields[e.name]
		if !ok {
			return d.unknownKey(e, path, names)
		}
		if other, again := written[e.name]; again {
			return d.at(e.key, path, say("key %q stands beside %q: one is the older name of the other", as, other),
				say("Remove one of the two."))
		}
		written[e.name] = as
		return d.decode(e.value, v.FieldByIndex(f.Index).Addr().Interface(), e.path)
	})
}

// fresh gives a new value its defaults.
func fresh(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Struct {
		setDefaults(v)
	}
	return v
}

func (d *decoder) unknownKey(e entry, path string, names []string) error {
	return d.at(e.key, path, say("unknown key %q", e.name), choices(e.name, names))
}

func (d *decoder) dictionary(n ast.Node, v reflect.Value, path string) error {
	v.Set(reflect.MakeMap(v.Type()))
	return d.mapping(n, path, func(e entry) error {
		item := reflect.New(v.Type().Elem())
		fresh(item.Elem())
		if err := d.decode(e.value, item.Interface(), e.path); err != nil {
			return err
		}
		v.SetMapIndex(reflect.ValueOf(e.name), item.Elem())
		return nil
	})
}

// list decodes a sequence. One item may stand without brackets, unless items
// have keys of their own.
func (d *decoder) list(n ast.Node, v reflect.Value, path string) error {
	items, ok := n.(*ast.SequenceNode)
	if !ok {
		if v.Type().Elem().Kind() == reflect.Struct && !reflect.PointerTo(v.Type().Elem()).
			Implements(reflect.TypeFor[form]()) {
			return d.wrong(n, path, say("a list"), say("Start each item with a dash, or write [ … ]."))
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return d.decode(n, fresh(v.Index(0)).Addr().Interface(), path)
	}
	if len(items.Values) > longestList {
		return d.at(first(items.Values[longestList]), path, say("more than %d items", longestList),
			say("Keep what the study needs."))
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items.Values), len(items.Values)))
	for i, item := range items.Values {
		at := index(path, i)
		d.places[at] = place{value: first(item)}
		if err := d.decode(item, fresh(v.Index(i)).Addr().Interface(), at); err != nil {
			return err
		}
	}
	return nil
}

// entry is a key of a mapping with its value.
type entry struct {
	name  string
	key   *token.Token
	value ast.Node
	path  string
}

// mapping calls visit for each entry in the order of the file and refuses a
// key that stands twice.
func (d *decoder) mapping(n ast.Node, path string, visit func(entry) error) error {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		return d.wrong(n, path, say("a mapping of keys"), say("Write key: value, or {key: value}."))
	}
	seen := map[string]int{}
	for _, v := range m.Values {
		e, err := d.entry(v, path)
		if err != nil {
			return err
		}
		if line, again := seen[e.name]; again {
			return d.at(e.key, path, say("key %q stands twice, first on line %d", e.name, line),
				say("Remove one of the two."))
		}
		seen[e.name] = e.key.Position.Line
		d.places[e.path] = place{key: e.key, value: first(e.value)}
		if err := visit(e); err != nil {
			return err
		}
	}
	return nil
}

func (d *decoder) entry(v *ast.MappingValueNode, path string) (entry, error) {
	switch v.Key.(type) {
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
	default:
		return entry{}, d.at(first(v.Key), path, say("this key is not plain text"),
			say("Write key: value. Merge keys, aliases and tags are not used in a study file."))
	}
	key := v.Key.GetToken()
	return entry{name: key.Value, key: key, value: v.Value, path: join(path, key.Value)}, nil
}

// join is the path of a key below a path; a key with signs of its own is quoted.
func join(path, key string) string {
	if key == "" || strings.ContainsAny(key, ".[]\" ") {
		key = strconv.Quote(key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

// index is the path of an item of the list at a path.
func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// noted is a text, whose place is kept if the reports cannot print it.
func (d *decoder) noted(n ast.Node, path, text string) string {
	known := slices.ContainsFunc(d.unprintable, func(u UnprintableText) bool { return u.Key == path })
	if !known && len(d.unprintable) < maxUnprintable && !printable.Is(text) {
		d.unprintable = append(d.unprintable, UnprintableText{Line: n.GetToken().Position.Line, Key: path})
	}
	return text
}

// text is a scalar as written, without its quotes.
func (d *decoder) text(n ast.Node, path string) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return d.noted(n, path, n.Value), nil
	case *ast.LiteralNode:
		return d.noted(n, path, strings.TrimRight(n.Value.Value, "\n")), nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NanNode, *ast.InfinityNode:
		return n.GetToken().Value, nil
	}
	return "", d.wrong(n, path, say("a single value"),
		say("Write one value; put it in quotes if it has a colon, a bracket or a #."))
}

// plainNumber is the number of a scalar without quotes.
func (d *decoder) plainNumber(n ast.Node) (float64, bool) {
	switch n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		return Scalar(n.GetToken().Value).Number()
	}
	return 0, false
}

func (d *decoder) number(n ast.Node, path string) (float64, error) {
	if x, ok := d.plainNumber(n); ok {
		return x, nil
	}
	return 0, d.wrong(n, path, say("a number"),
		say("Write a plain number with a decimal point and without quotes, such as 0.5 or 30."))
}

func (d *decoder) integer(n ast.Node, path string) (int, error) {
	if _, ok := n.(*ast.IntegerNode); ok {
		if i, err := strconv.Atoi(n.GetToken().Value); err == nil {
			return i, nil
		}
	}
	return 0, d.wrong(n, path, say("a whole number"), say("Write a whole number without quotes, such as 3."))
}

// names is a list of single values, or one of them.
func (d *decoder) names(n ast.Node, path string) ([]string, error) {
	var list []string
	err := d.decode(n, &list, path)
	return list, err
}
