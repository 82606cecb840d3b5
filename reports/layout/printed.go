package layout

import (
	"reflect"

	"graftstat/analysis/printable"
	"graftstat/reports/document"
)

// makePrintable puts, wherever a document holds a text, what the reports can print in
// its place: a level, an identifier or a label may hold any character. It takes
// every text, also identities, so that a link still leads to its target, and
// leaves alone the slices that a document shares with the results.
func makePrintable(doc *document.Document) { printValue(reflect.ValueOf(doc).Elem()) }

func printValue(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if text := v.String(); !printable.Is(text) {
			v.SetString(printable.Text(text))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			printValue(v.Field(i))
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			printValue(v.Elem())
		}
	case reflect.Slice:
		printSlice(v)
	}
}

// printSlice replaces a slice of texts rather than a text in it.
func printSlice(v reflect.Value) {
	switch v.Type().Elem().Kind() {
	case reflect.String:
		for i := range v.Len() {
			if printable.Is(v.Index(i).String()) {
				continue
			}
			own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			for k := range v.Len() {
				own.Index(k).SetString(printable.Text(v.Index(k).String()))
			}
			v.Set(own)
			return
		}
	case reflect.Struct, reflect.Pointer, reflect.Slice:
		for i := range v.Len() {
			printValue(v.Index(i))
		}
	}
}
