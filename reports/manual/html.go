package manual

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"graftstat/reports/words"
)

//go:embed page.html
var pageForm string

//go:embed page.css
var style string

// HTML are the pages of all languages as files: LANGUAGE/TOPIC.html and index.html. A
// page has its style in it, links to the other topics and to itself in the other
// language.
func HTML() (map[string][]byte, error) {
	form, err := template.New("page").Parse(pageForm)
	if err != nil {
		return nil, err
	}
	var parts []part
	for _, language := range Languages() {
		w, err := words.New(language)
		if err != nil {
			return nil, err
		}
		pages, err := pagesOf(w)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{language, w.Text("manual.title"), pages})
	}
	files := map[string][]byte{}
	for i, own := range parts {
		for topic, p := range own.Pages {
			if p.Language != own.Language {
				continue
			}
			var others []Page
			for j, other := range parts {
				if p := other.Pages[topic]; j != i && p.Language == other.Language {
					others = append(others, p)
				}
			}
			if files[p.FromTop()], err = p.html(form, own, others); err != nil {
				return nil, err
			}
		}
	}
	files["index.html"], err = filled(form,
		view{Language: words.English, Title: parts[0].Title, Style: template.CSS(style), Index: parts})
	return files, err
}

// part is the manual in a language, for the list of its pages.
type part struct {
	Language, Title string
	Pages           []Page
}

// Link is the file of a page, from a page that lies in the folder of a language.
func (p Page) Link() string { return "../" + p.Language + "/" + p.Topic + ".html" }

// FromTop is that file from index.html.
func (p Page) FromTop() string { return p.Language + "/" + p.Topic + ".html" }

// view is what the form of a page asks for.
type view struct {
	Language, Title, Topic string
	Manual                 string // its name
	Style                  template.CSS
	Others                 []Page // the same topic in the other languages
	Pages                  []Page
	Sections               []section
	Body                   template.HTML
	Index                  []part
}

type section struct{ ID, Title string }

func (p Page) html(form *template.Template, own part, others []Page) ([]byte, error) {
	body, sections, err := p.body(own.Pages)
	if err != nil {
		return nil, err
	}
	return filled(form, view{Language: p.Language, Title: p.Title, Topic: p.Topic, Manual: own.Title,
		Style: template.CSS(style), Others: others, Pages: own.Pages, Sections: sections, Body: template.HTML(body)})
}

func filled(form *template.Template, v view) ([]byte, error) {
	var b bytes.Buffer
	err := form.Execute(&b, v)
	return b.Bytes(), err
}

// body is the text of a page in HTML: its sections have names to link to, its links
// to other topics lead to their files, and a wide table scrolls by itself.
func (p Page) body(pages []Page) (string, []section, error) {
	source := []byte(p.Markdown)
	root := parse(source)
	var sections []section
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Heading:
			if entering && n.Level == 2 {
				s := section{"s" + strconv.Itoa(len(sections)+1), (&terminal{source: source}).inline(n)}
				n.SetAttributeString("id", []byte(s.ID))
				sections = append(sections, s)
			}
		case *ast.Link:
			if topic, isPage := otherTopic(string(n.Destination)); entering && isPage {
				i := slices.IndexFunc(pages, func(p Page) bool { return p.Topic == topic })
				if i < 0 {
					return ast.WalkStop, fmt.Errorf("topic %s links to %s, which is none", p.Topic, topic)
				}
				n.Destination = []byte(pages[i].Link())
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return "", nil, err
	}
	var b bytes.Buffer
	if err := parser().Renderer().Render(&b, source, root); err != nil {
		return "", nil, err
	}
	return strings.NewReplacer("<table>", `<div class="table"><table>`, "</table>", "</table></div>").Replace(b.String()),
		sections, nil
}
