package words

import (
	"errors"
	"io/fs"
	"maps"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"graftstat/templates"
)

// Each file of texts is what a reader of the whole of YAML reads in it.
func TestTextsAreYAML(t *testing.T) {
	read := 0
	for pattern, files := range map[string]fs.ReadFileFS{"text/??/*.yaml": templates.Texts,
		"messages/*.yaml": templates.Messages} {
		names, err := fs.Glob(files, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			source, err := files.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var tree map[string]any
			if err := yaml.Unmarshal(source, &tree); err != nil {
				t.Fatal(err)
			}
			got, want := map[string]string{}, map[string]string{}
			flatten(t, want, "", tree)
			if err := parse(got, string(source)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if !maps.Equal(got, want) {
				t.Errorf("%s: of %d texts %d are read", name, len(want), len(got))
				for code, text := range want {
					if got[code] != text {
						t.Errorf("%s is %q, want %q", code, got[code], text)
					}
				}
			}
			read++
		}
	}
	if read < 10 {
		t.Errorf("%d files", read)
	}
}

func flatten(t *testing.T, texts map[string]string, prefix string, tree map[string]any) {
	for key, value := range tree {
		switch v := value.(type) {
		case map[string]any:
			flatten(t, texts, prefix+key+".", v)
		case string:
			texts[prefix+key] = strings.Trim(v, " \n")
		default:
			t.Errorf("text %s is no string", prefix+key)
		}
	}
}

func TestParse(t *testing.T) {
	got := map[string]string{}
	err := parse(got, `# a comment
a: plain, with a comma {0}
"b: c": "quoted \"so\"\u00a0and\n"   # a comment
d:   # keys below
    # a comment
    e: {one: "{n} case, or", other: more of them}

    f:
      g: It's deep: "
h: ""
`)
	if !errors.Is(err, errForm) {
		t.Errorf("error %v: a text with a colon and a space has to be quoted", err)
	}
	clear(got)
	err = parse(got, `# a comment
a: plain, with a comma {0}
"b: c": "quoted \"so\"\u00a0and\n"   # a comment
d:   # keys below
    # a comment
    e: {one: "{n} case, or", other: more of them}

    f:
      g: It's deep
h: ""
`)
	want := map[string]string{"a": "plain, with a comma {0}", "b: c": "quoted \"so\"\u00a0and",
		"d.e.one": "{n} case, or", "d.e.other": "more of them", "d.f.g": "It's deep", "h": ""}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("read %q, error %v, want %q", got, err, want)
	}
}

// What is not of the form of the texts is refused, and not read as something else.
func TestParseRefuses(t *testing.T) {
	for _, source := range []string{"a", "a:b", "a:", "a:\nb: c", "a: 1", "a: - b", "a: 'b'", "a: |\n  b", "a: >\n  b",
		"a: [b]", "a: b: c", "a: b:", "a: b # c", "a: *b", "a: \"b", "a: \"b\" c", `a: "\xa0"`, "a: {", "a: {b", "a: {b:",
		"a: {b: c", "a: {b: c} d", "a: {b: c,", "a: {}", "a:\n  b: c\n d: e", "a:\n\tb: c", "a: b\n  c: d", "- a: b",
		"a: b\na: c", "a: {b: c}\na.b: d", "? a", "'a': b", "a b: c", "a: true",
		"a: ~", "a: Null", "a: %b", "a: 0x10", "a: {b: 1, c: d}", "{a: b}", "a:\n- b", "[a: b]"} {
		if err := parse(map[string]string{}, source); err == nil {
			t.Errorf("%q is read", source)
		}
	}
}

func BenchmarkReadFiles(b *testing.B) {
	for b.Loop() {
		if _, err := readFiles("vi"); err != nil {
			b.Fatal(err)
		}
	}
}
