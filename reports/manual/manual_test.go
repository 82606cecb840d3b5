package manual

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"graftstat/analysis/plan"
	"graftstat/reports/words"
	"graftstat/templates"
)

// allPages are the pages by language: reading the texts takes a while.
var allPages = sync.OnceValues(func() (map[string][]Page, error) {
	all := map[string][]Page{}
	for _, language := range Languages() {
		p, err := Pages(language)
		if err != nil {
			return nil, err
		}
		all[language] = p
	}
	return all, nil
})

func pages(t *testing.T, language string) []Page {
	t.Helper()
	all, err := allPages()
	if err != nil {
		t.Fatal(err)
	}
	return all[language]
}

func english(t *testing.T) *words.Words {
	t.Helper()
	w, err := words.New("en")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A contributor's page is English alone; all others are there in each language.
func TestEveryTopicIsInEachLanguage(t *testing.T) {
	for _, language := range Languages() {
		for _, p := range pages(t, language) {
			if p.Language != language && p.Topic != "contributing" {
				t.Errorf("%s is not there in %s", p.Topic, language)
			}
			if p.Title == "" || !strings.HasPrefix(p.Markdown, "# "+p.Title+"\n") {
				t.Errorf("%s in %s begins with no title", p.Topic, language)
			}
		}
	}
}

// No page lies there that help does not list.
func TestEveryPageIsATopic(t *testing.T) {
	files, err := fs.Glob(templates.Manual, "manual/*/*.md")
	if err != nil || len(files) != 2*len(Topics())-1 {
		t.Errorf("%d pages, %v", len(files), err)
	}
	for _, name := range files {
		if !slices.Contains(Topics(), strings.TrimSuffix(path.Base(name), ".md")) {
			t.Errorf("%s is no topic", name)
		}
	}
}

// Every key of the study file has its row in a table of each language, once.
func TestEveryKeyIsInTheManual(t *testing.T) {
	for _, language := range Languages() {
		rows := map[string]int{}
		for _, p := range pages(t, language) {
			for _, line := range strings.Split(p.Markdown, "\n") {
				if cell, isRow := strings.CutPrefix(line, "| `"); isRow && p.Language == language {
					key, _, _ := strings.Cut(cell, "`")
					rows[key]++
				}
			}
		}
		for _, k := range plan.Keys() {
			if rows[k.Path] == 0 {
				t.Errorf("%s: no topic has the key %s", language, k.Path)
			}
		}
	}
}

// A row says what may stand at a key, its limits and what holds without it.
func TestRowOfAKey(t *testing.T) {
	table := "| key | value | by default | meaning |\n|---|---|---|---|\n"
	for mark, row := range map[string]string{
		"{{keys rules.platelet_engraftment.at_least}}": "| `rules.platelet_engraftment.at_least` | list of number, >0, ascending | `20 50` | ",
		"{{keys cohorts.models.ties}}":                 "| `cohorts.models.ties` | `efron`, `breslow`, `exact` |  | ",
		"{{keys endpoints.kind}}":                      "| `endpoints.kind` | `survival`, `incidence`, required |  | ",
		"{{keys sensitivity.set.rules}}": "| `sensitivity.set.rules` | keys |  | Other thresholds. " +
			"Its keys are those of `rules` |",
	} {
		text, err := fill(english(t), mark)
		if err != nil || !strings.HasPrefix(text, table+row) || strings.Count(text, "\n") != 2 {
			t.Errorf("%s gives %v\n%s", mark, err, text)
		}
	}
	text, err := fill(english(t), "{{keys data.counts -data.counts.wide}}")
	if err != nil || strings.Contains(text, "data.counts.wide") || !strings.Contains(text, "data.counts.fill_down") {
		t.Errorf("without some keys: %v\n%s", err, text)
	}
}

// What is asked for and is not there is told.
func TestTableThatIsNotThere(t *testing.T) {
	for _, mark := range []string{"{{keys data.none_such}}", "{{keys data -data.none_such}}", "{{none_such}}"} {
		if text, err := fill(english(t), "# Title\n"+mark); err == nil || !strings.HasPrefix(err.Error(), "line 2: ") {
			t.Errorf("%s gives %q, %v", mark, text, err)
		}
	}
	if _, err := Read("en", "none_such"); err == nil {
		t.Error("a topic that is not there is read")
	}
}

// On a terminal no line is wider than it, but one of code or of a single word.
func TestLinesFitTheTerminal(t *testing.T) {
	for _, language := range Languages() {
		for _, p := range pages(t, language) {
			for _, width := range []int{60, 100} {
				for _, line := range strings.Split(p.Text(width), "\n") {
					isLong := utf8.RuneCountInString(line) > width
					if isLong && len(strings.Fields(line)) > 1 && !strings.HasPrefix(line, "    ") && line != p.Title {
						t.Errorf("%s in %s, width %d: %q", p.Topic, language, width, line)
					}
				}
			}
		}
	}
}

func TestText(t *testing.T) {
	p := Page{Markdown: `# Title

A paragraph with ` + "`code`" + ` and a [link](columns.md) to
another page.

- one
- two words that are wrapped
  1. inner

| key | meaning |
|---|---|
| a | b |

| key | value | meaning |
|---|---|---|
| long | number | a meaning that is wide |

    code   as it is
`}
	want := `Title
=====

A paragraph with code and a
link (graftstat help columns)
to another page.

- one
- two words that are wrapped
  1. inner

key  meaning
------------
a    b

long
    value: number
    a meaning that is wide

    code   as it is
`
	if got := p.Text(30); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Every page is well formed, has no name twice and no link into nothing.
func TestPagesOfHTML(t *testing.T) {
	files, err := HTML()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 1+2*len(Topics())-1 {
		t.Errorf("%d files", len(files))
	}
	for name, content := range files {
		ids, links := wellFormed(t, name, string(content))
		for _, link := range links {
			switch {
			case strings.HasPrefix(link, "https://"):
			case strings.HasPrefix(link, "#"):
				if !ids[link[1:]] {
					t.Errorf("%s links to %s", name, link)
				}
			case files[strings.TrimPrefix(link, "../")] == nil:
				t.Errorf("%s links to %s", name, link)
			}
		}
	}
}

// wellFormed holds that every element is closed where it belongs.
func wellFormed(t *testing.T, name, text string) (ids map[string]bool, links []string) {
	t.Helper()
	ids = map[string]bool{}
	alone := map[string]bool{"meta": true, "br": true, "hr": true, "img": true}
	var open []string
	for z := html.NewTokenizer(strings.NewReader(text)); z.Next() != html.ErrorToken; {
		token := z.Token()
		switch token.Type {
		case html.StartTagToken:
			for _, a := range token.Attr {
				switch a.Key {
				case "id":
					if ids[a.Val] {
						t.Errorf("%s has the name %s twice", name, a.Val)
					}
					ids[a.Val] = true
				case "href":
					links = append(links, a.Val)
				case "src":
					t.Errorf("%s needs %s", name, a.Val)
				}
			}
			if !alone[token.Data] {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("%s closes %s in %v", name, token.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 || len(links) == 0 {
		t.Errorf("%s leaves %v open, %d links", name, open, len(links))
	}
	return ids, links
}

// Every code that stands where a number does not is told, in each language.
func TestEveryReasonIsInTheManual(t *testing.T) {
	for _, language := range Languages() {
		texts, err := words.Texts(language)
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, p := range pages(t, language) {
			if p.Language == language {
				all += p.Markdown
			}
		}
		found := 0
		for _, of := range []string{"reason.", "exclusion.", "model_status.", "monitor.reason."} {
			for text, said := range texts {
				if c, is := strings.CutPrefix(text, of); is {
					found++
					if !strings.Contains(all, "| `"+c+"` | "+said+" |\n") {
						t.Errorf("%s: no table has %s", language, text)
					}
				}
			}
		}
		if found < 70 {
			t.Errorf("only %d codes", found)
		}
	}
}
