package plan

import (
	"reflect"
	"slices"
	"strings"

	"graftstat/analysis/code"
)

// Key is a key of the study file.
type Key struct {
	// Path is monitor.grace_days; of a list it is that of each item, and * stands for
	// a name that the study gives: data.units.*.
	Path    string
	Type    string   // how the value is written: "number", "text or keys", "list of text"
	Range   string   // of a number, as limits write it, and what holds for a list: ">0 ascending"
	Default string   // as the file would have it, a list in words; "" where there is none or it depends on other keys
	List    []string // all codes that the value may be
	Needed  bool     // it has to be there, where what it stands in is
	As      string   // path of the key whose keys stand below this one, too; "" where they follow
}

// Keys are the keys of the study file, in the order in which the structs have
// them. What they mean is the text key.PATH of each language.
func Keys() []Key {
	w := walk{seen: map[reflect.Type]string{}}
	w.keys("", reflect.TypeFor[Plan]())
	return w.found
}

type walk struct {
	found []Key
	seen  map[reflect.Type]string // types with keys, and where they stood first
}

// field is a field of a struct that is a key of the file.
type field struct {
	reflect.StructField
	name, in string // of the key; of the struct
}

func fieldsOf(t reflect.Type) []field {
	var list []field
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("yaml"); name != "-" && name != "" {
			list = append(list, field{t.Field(i), name, t.Name()})
		}
	}
	return list
}

func (w *walk) keys(path string, t reflect.Type) {
	for _, f := range fieldsOf(t) {
		k := Key{Path: join(path, f.name), Default: f.Tag.Get("default")}
		l, _ := limitsOf(f.Tag.Get("is")) // a test reads every tag
		k.List, k.Needed = code.List(l.list), l.needed
		k.Range = strings.Join(slices.DeleteFunc(strings.Fields(f.Tag.Get("is")), func(word string) bool {
			return word == "needed" || word[0] == '@'
		}), " ")
		if strings.HasPrefix(k.Default, "@") {
			k.Default = strings.Join(defaultList(k.Default), " ")
		}
		if k.Default == "-" {
			k.Default = ""
		}
		w.key(k, f.Type)
	}
}

// key adds a key, and the keys below it unless they stood before.
func (w *walk) key(k Key, t reflect.Type) {
	var below []branch
	k.Type, below = describeType(k.Path, t)
	at := len(w.found)
	w.found = append(w.found, k)
	for _, b := range below {
		if first, again := w.seen[b.of]; again {
			w.found[at].As = first
			continue
		}
		w.seen[b.of] = b.path
		w.keys(b.path, b.of)
	}
}

// branch is a type with keys of its own and their path.
type branch struct {
	path string
	of   reflect.Type
}

// alternatives is a type that is written in more than one way, as decodeForm
// reads it: schema has a value of the type of each.
type alternatives interface{ schema() []any }

// describeType says how a value is written, and which keys stand below it.
func describeType(path string, t reflect.Type) (string, []branch) {
	if a, ok := reflect.Zero(t).Interface().(alternatives); ok {
		return describeForms(path, a.schema())
	}
	switch t.Kind() {
	case reflect.Pointer:
		return describeType(path, t.Elem())
	case reflect.Slice:
		text, below := describeType(path, t.Elem())
		return "list of " + text, below
	case reflect.Map:
		text, below := describeType(path+".*", t.Elem())
		return "names with " + text, below
	case reflect.Struct:
		return "keys", []branch{{path, t}}
	case reflect.Float64:
		return "number", nil
	case reflect.Int:
		return "whole number", nil
	case reflect.Bool:
		return "true or false", nil
	}
	return "text", nil
}

func describeForms(path string, forms []any) (string, []branch) {
	var texts []string
	var below []branch
	for _, f := range forms {
		text, isName := f.(string)
		if !isName {
			var more []branch
			text, more = describeType(path, reflect.TypeOf(f))
			below = append(below, more...)
		}
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, " or "), below
}
