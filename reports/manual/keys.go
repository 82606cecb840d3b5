package manual

import (
	"fmt"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/reports/words"
)

// keyTable has the keys at and below paths; one with - before it is left out, with
// all below it.
func keyTable(w *words.Words, paths []string) (string, error) {
	rows := [][]string{{w.Text("manual.key"), w.Text("manual.value"), w.Text("manual.default"), w.Text("manual.meaning")}}
	met := map[string]bool{}
	for _, k := range plan.Keys() {
		isIn := false
		for _, path := range paths {
			if path, isOut := strings.CutPrefix(path, "-"); isAt(k.Path, path) {
				met[path] = true
				if isOut {
					isIn = false
					break
				}
				isIn = true
			}
		}
		if isIn {
			rows = append(rows, keyRow(w, k))
		}
	}
	for _, path := range paths {
		if !met[strings.TrimPrefix(path, "-")] {
			return "", fmt.Errorf("there is no key %s", path)
		}
	}
	return markdown(rows), nil
}

// isAt says whether a key is the one of a path or below it.
func isAt(key, path string) bool { return key == path || strings.HasPrefix(key, path+".") }

func keyRow(w *words.Words, k plan.Key) []string {
	meaning := w.Text("key." + k.Path)
	if k.As != "" && k.As != k.Path {
		meaning = w.Text("manual.as", meaning, code(k.As))
	}
	byDefault := ""
	if k.Default != "" {
		byDefault = code(k.Default)
	}
	return []string{code(k.Path), valueOf(w, k), byDefault, meaning}
}

// valueOf says what may stand at a key: its codes, or its type and limits.
func valueOf(w *words.Words, k plan.Key) string {
	value := typeOf(w, k.Type)
	if len(k.List) > 0 {
		codes := make([]string, len(k.List))
		for i, c := range k.List {
			codes[i] = code(c)
		}
		value = strings.Join(codes, ", ")
		if strings.HasPrefix(k.Type, "list of ") {
			value = w.Text("manual.list", value)
		}
	}
	for _, limit := range strings.Fields(k.Range) {
		if said, ok := w.Find("manual.limit." + limit); ok {
			limit = said
		}
		value += ", " + limit
	}
	if k.Needed {
		value += ", " + w.Text("manual.needed")
	}
	return value
}

// typeOf says a type of plan.Key in the language: its alternatives, and of each the
// lists and names that it is in.
func typeOf(w *words.Words, text string) string {
	if text == "true or false" {
		return code("true") + ", " + code("false")
	}
	if first, rest, several := strings.Cut(text, " or "); several {
		return w.Text("manual.or", typeOf(w, first), typeOf(w, rest))
	}
	for prefix, form := range map[string]string{"list of ": "manual.list", "names with ": "manual.names"} {
		if inner, ok := strings.CutPrefix(text, prefix); ok {
			return w.Text(form, typeOf(w, inner))
		}
	}
	return w.Text("manual.type." + strings.ReplaceAll(text, " ", "_"))
}

func code(text string) string { return "`" + text + "`" }
