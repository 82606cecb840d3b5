package result

import (
	"fmt"
	"reflect"
	"strings"
)

// filled has another value in every field, so that none can take the place of
// another unseen.
func filled() *Results {
	r := &Results{}
	n := 0
	fill(reflect.ValueOf(r).Elem(), &n)
	r.Schema, r.AsOf = Schema, "2026-10-31"
	return r
}

func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", *n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) + 1.0/3)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		value := reflect.New(v.Type().Elem()).Elem()
		fill(value, n)
		v.SetMapIndex(reflect.ValueOf(fmt.Sprintf("key %d", *n)), value)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic("a field of kind " + v.Kind().String() + " has no sample value")
	}
}

// zeroField is the path of the first field that holds nothing, or "".
func zeroField(v reflect.Value, path string) string {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return zeroField(v.Elem(), path)
		}
	case reflect.Slice:
		for i := range v.Len() {
			if found := zeroField(v.Index(i), fmt.Sprintf("%s[%d]", path, i)); found != "" {
				return found
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if found := zeroField(v.Field(i), path+"."+v.Type().Field(i).Name); found != "" {
				return found
			}
		}
	}
	if v.IsZero() {
		return path
	}
	return ""
}

// keys are the paths of all keys in results.json.
func keys(t reflect.Type, path string) []string {
	switch t.Kind() {
	case reflect.Pointer:
		return keys(t.Elem(), path)
	case reflect.Slice:
		return keys(t.Elem(), path+"[]")
	case reflect.Map:
		return keys(t.Elem(), path+".*")
	case reflect.Struct:
		var all []string
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Anonymous {
				all = append(all, keys(f.Type, path)...)
				continue
			}
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			all = append(all, keys(f.Type, strings.TrimPrefix(path+"."+name, "."))...)
		}
		return all
	}
	return []string{path}
}
