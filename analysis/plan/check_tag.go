package plan

import (
	"fmt"
	"graftstat/analysis/code"
	"reflect"
	"strings"
)

// tags checks each value that the file gives against the tags of its field.
// What depends on another key is checked by code.
func (c *checker) tags(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			c.tags(path, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			if !hasKeys(v.Type().Elem()) {
				return
			}
			c.tags(c.item(path, i), v.Index(i))
		}
	case reflect.Map:
		for _, name := range v.MapKeys() {
			c.tags(join(path, name.String()), v.MapIndex(name))
		}
	case reflect.Struct:
		for _, f := range fieldsOf(v.Type()) {
			at, value := join(path, f.name), v.FieldByIndex(f.Index)
			l, _ := limitsOf(f.Tag.Get("is")) // a test reads every tag
			if l.needed && value.IsZero() {
				c.add(at, f.advice(l).next, "has no %s", f.name)
			} else if c.given(at) {
				c.field(at, f, l, value)
				c.tags(at, value)
			}
		}
	}
}

// hasKeys reports whether values of a type have keys of their own.
func hasKeys(t reflect.Type) bool { return t.Kind() == reflect.Struct && len(fieldsOf(t)) > 0 }

// field checks one value, or each value of a list.
func (c *checker) field(path string, f field, l limits, v reflect.Value) {
	values, isList := []reflect.Value{v}, v.Kind() == reflect.Slice
	if isList {
		values = values[:0]
		for i := range v.Len() {
			values = append(values, v.Index(i))
		}
	}
	at := func(i int) string {
		if isList {
			return c.item(path, i)
		}
		return path
	}
	if l.list != "" && isList && len(values) == 0 {
		known := strings.Join(code.List(l.list), ", ")
		c.add(path, say("Name at least one, or remove the key. Known here: %s.", known), "is empty")
	}
	for i, value := range values {
		c.value(at(i), f, l, value)
	}
	for i := 1; i < len(values) && l.ascending; i++ {
		if !(numberOf(values[i]) > numberOf(values[i-1])) {
			c.add(at(i), say("Write them in ascending order, each once."),
				"%v does not follow %v in ascending order", values[i], values[i-1])
		}
	}
	if isList && (l.distinct || l.list != "") {
		texts := make([]string, len(values))
		for i, value := range values {
			texts[i] = fmt.Sprint(value)
		}
		c.distinct(path, texts)
	}
}

func (c *checker) value(path string, f field, l limits, v reflect.Value) {
	if l.list != "" {
		c.choice(path, fmt.Sprint(v), code.List(l.list))
	}
	if l.rule == "" || l.allow(numberOf(v)) {
		return
	}
	said := f.advice(l)
	c.add(path, said.next, "%s %s", fmt.Sprint(v), said.fault)
}

func numberOf(v reflect.Value) float64 {
	if v.CanInt() {
		return float64(v.Int())
	}
	return v.Float()
}
