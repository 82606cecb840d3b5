package plan

import (
	"reflect"
	"testing"
)

// Every tag can be read: an unknown word in it would check nothing.
func TestTagsAreWellFormed(t *testing.T) {
	seen := map[reflect.Type]bool{}
	for _, root := range []reflect.Type{reflect.TypeFor[Plan](), reflect.TypeFor[preset]()} {
		fields(root, seen, func(of reflect.Type, f field) {
			name := of.Name() + "." + f.Name
			l, err := limitsOf(f.Tag.Get("is"))
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			kind := f.Type.Kind()
			if kind == reflect.Slice {
				kind = f.Type.Elem().Kind()
			}
			if isNumber := kind == reflect.Float64 || kind == reflect.Int; !isNumber && (l.rule != "" || l.ascending) {
				t.Errorf("%s: a range of what is no number", name)
			}
			text, ok := f.Tag.Lookup("default")
			if !ok || text == "-" {
				return
			}
			target := reflect.New(f.Type).Elem()
			if err := setDefault(target, text); err != nil || target.IsZero() {
				t.Errorf("%s: default %q: %v", name, text, err)
			}
			c := &checker{decoder: &decoder{places: map[string]place{}}}
			if c.field("key", f, l, target); len(c.faults) > 0 {
				t.Errorf("%s: its default %q is refused: %s", name, text, c.faults[0].Message)
			}
		})
	}
	names := map[string]bool{}
	for of := range seen {
		for _, f := range fieldsOf(of) {
			names[f.in+"."+f.Name] = true
		}
	}
	for name := range better() {
		if !names[name] {
			t.Errorf("words for %s, which is no field", name)
		}
	}
	if len(seen) < 25 {
		t.Errorf("only %d structs were read", len(seen))
	}
}

// fields visits the fields of a struct and of the structs below it.
func fields(of reflect.Type, seen map[reflect.Type]bool, visit func(reflect.Type, field)) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		fields(of.Elem(), seen, visit)
	case reflect.Struct:
		if seen[of] {
			return
		}
		seen[of] = true
		for _, f := range fieldsOf(of) {
			visit(of, f)
			fields(f.Type, seen, visit)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		tag     string
		in, out []float64
	}{
		{">0", []float64{0.001, 9}, []float64{0, -1}},
		{">=1", []float64{1, 2}, []float64{0.9}},
		{"2..366", []float64{2, 366}, []float64{1, 367}},
		{"0<..<1", []float64{0.5}, []float64{0, 1}},
		{"0 5..20", []float64{0, 5, 20}, []float64{1, 4, 21}},
		{"ascending", []float64{-1e300, 1e300}, nil},
	} {
		l, err := limitsOf(c.tag)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range c.in {
			if !l.allow(x) {
				t.Errorf("%s refuses %v", c.tag, x)
			}
		}
		for _, x := range c.out {
			if l.allow(x) {
				t.Errorf("%s allows %v", c.tag, x)
			}
		}
	}
	for _, tag := range []string{"@no-such-list", ">x", "a..2", "descending"} {
		if _, err := limitsOf(tag); err == nil {
			t.Errorf("%q is read", tag)
		}
	}
}

func TestKeysAreThoseOfTheStructs(t *testing.T) {
	keys := map[string]Key{}
	for _, k := range Keys() {
		if _, twice := keys[k.Path]; twice {
			t.Errorf("%s stands twice", k.Path)
		}
		keys[k.Path] = k
	}
	for path, want := range map[string]Key{
		"monitor.grace_days":          {Type: "number", Range: ">=0", Default: "60"},
		"monitor.windows":             {Type: "list of whole number", Range: "1..1200 ascending", Default: "12 36"},
		"data.counts":                 {Type: "text or keys or list of text or keys"},
		"data.cases.set":              {Type: "names with text"},
		"data.scores":                 {Type: "text or keys or list of text or keys", As: "data.counts"},
		"as_of":                       {Type: "date"},
		"cohorts.where.*.ge":          {Type: "number"},
		"cohorts.where":               {Type: "names with text or list of text or keys"},
		"endpoints.competing":         {Type: "list of text or keys", As: "endpoints.event"},
		"endpoints.kind":              {Type: "text", List: []string{"survival", "incidence"}, Needed: true},
		"sensitivity.set.rules":       {Type: "keys", As: "rules"},
		"paper.anonymity.k":           {Type: "whole number", Range: ">=2", Default: "5"},
		"report.suppress_below":       {Type: "whole number", Range: "0 5..20"},
		"milestones.*.when":           {Type: "names with list of text"},
		"outputs.figure_sizes":        {Type: "list of text", Default: "double", List: []string{"single", "double"}},
		"monitor.sequential.expected": {Type: "number", Range: "0<..<1"},
	} {
		want.Path = path
		if got := keys[path]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", path, got, want)
		}
	}
}
