package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	parser "golang.org/x/net/html"

	"graftstat/reports/document"
	"graftstat/reports/html"
)

func reportOf(t testing.TB, parts ...*document.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Report(&b, parts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// void are elements without an end.
var void = []string{"meta", "br", "img", "input", "path", "link"}

// balanced reports what is wrong with the tags of a file: HTML closes in silence what
// is left open, this does not.
func balanced(file string) error {
	var open []string
	tokens := parser.NewTokenizer(strings.NewReader(file))
	for {
		switch tokens.Next() {
		case parser.ErrorToken:
			if !errors.Is(tokens.Err(), io.EOF) || len(open) > 0 {
				return fmt.Errorf("left open: %q, error %v", open, tokens.Err())
			}
			return nil
		case parser.StartTagToken:
			name, _ := tokens.TagName()
			if !slices.Contains(void, string(name)) {
				open = append(open, string(name))
			}
		case parser.EndTagToken:
			name, _ := tokens.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return fmt.Errorf("</%s> ends %q", name, open)
			}
			open = open[:len(open)-1]
		}
	}
}

// element of a file, and whether one of a kind is around it.
type element struct {
	*parser.Node
	attributes map[string]string
}

func elements(t testing.TB, file string) []element {
	t.Helper()
	root, err := parser.Parse(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var found []element
	for n := range root.Descendants() {
		if n.Type == parser.ElementNode {
			e := element{n, map[string]string{}}
			for _, a := range n.Attr {
				e.attributes[a.Key] = a.Val
			}
			found = append(found, e)
		}
	}
	return found
}

// text of an element, a line break where it has one.
func (e element) text() string {
	var b strings.Builder
	for n := range e.Descendants() {
		switch {
		case n.Type == parser.TextNode:
			b.WriteString(n.Data)
		case n.Data == "br":
			b.WriteString("\n")
		}
	}
	return b.String()
}

func of(all []element, name string) []element {
	return slices.DeleteFunc(slices.Clone(all), func(e element) bool { return e.Data != name })
}

// checkPage holds what every page is held to.
func checkPage(t *testing.T, file string) {
	t.Helper()
	if err := balanced(file); err != nil {
		t.Errorf("tags: %v", err)
	}
	all := elements(t, file)
	checkReferences(t, all)
	checkPolicy(t, all)
	checkHeadings(t, all)
	checkTables(t, all)
	for _, name := range []string{"main", "nav", "footer", "title"} {
		if name != "title" && len(of(all, name)) != 1 {
			t.Errorf("%d elements %s", len(of(all, name)), name)
		}
	}
}

// Ids are unique, links and labels lead to one of them, and nothing is outside of the file.
func checkReferences(t *testing.T, all []element) {
	t.Helper()
	ids := map[string]int{}
	for _, e := range all {
		if id, ok := e.attributes["id"]; ok {
			ids[id]++
			if id == "" || strings.ContainsAny(id, " \t\n\"'<>#%") || ids[id] > 1 {
				t.Errorf("the id %q stands %d times", id, ids[id])
			}
		}
	}
	for _, e := range all {
		for key, value := range e.attributes {
			switch {
			case strings.HasPrefix(key, "on") || key == "style":
				t.Errorf("%s has the attribute %s", e.Data, key)
			case key == "aria-labelledby":
				if ids[value] == 0 {
					t.Errorf("%s is labelled by %q, which is not there", e.Data, value)
				}
			case key == "src" && !strings.HasPrefix(value, "data:image/"):
				t.Errorf("%s fetches %q", e.Data, value)
			case key == "href":
				target, err := url.PathUnescape(strings.TrimPrefix(value, "#"))
				if err != nil || !strings.HasPrefix(value, "#") || ids[target] == 0 {
					t.Errorf("a link leads to %q", value)
				}
			case slices.Contains([]string{"action", "formaction", "data", "poster", "srcset", "xlink:href", "ping"},
				key):
				t.Errorf("%s has the attribute %s", e.Data, key)
			}
		}
		if slices.Contains([]string{"link", "iframe", "object", "embed", "base", "form", "foreignObject", "image",
			"use"}, e.Data) {
			t.Errorf("an element %s", e.Data)
		}
	}
}

// The policy names the one style and the one script that stand in the file.
func checkPolicy(t *testing.T, all []element) {
	t.Helper()
	policy := ""
	for _, e := range of(all, "meta") {
		if e.attributes["http-equiv"] == "Content-Security-Policy" {
			policy = e.attributes["content"]
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") ||
		strings.Contains(policy, "*") {
		t.Errorf("policy %q", policy)
	}
	for _, name := range []string{"style", "script"} {
		found := of(all, name)
		if len(found) != 1 {
			t.Fatalf("%d elements %s", len(found), name)
		}
		text := found[0].text()
		sum := sha256.Sum256([]byte(text))
		if want := name + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
			"';"; !strings.Contains(policy, want) {
			t.Errorf("the policy %q does not have %s", policy, want)
		}
		if regexp.MustCompile(`(?i)url\(|@import|://|fetch\(|XMLHttp|eval\(`).MatchString(text) {
			t.Errorf("the %s may fetch", name)
		}
	}
}

// Headings begin with one of level 1 and go down one by one.
func checkHeadings(t *testing.T, all []element) {
	t.Helper()
	last := byte('0')
	for _, e := range all {
		if regexp.MustCompile(`^h[1-6]$`).MatchString(e.Data) {
			if e.Data[1] > last+1 {
				t.Errorf("a heading %s, %q, after h%c", e.Data, e.text(), last)
			}
			last = e.Data[1]
		}
	}
	if last == '0' {
		t.Error("no heading")
	}
}

// Heads have a scope; a table has a name; a frame that moves can be reached.
func checkTables(t *testing.T, all []element) {
	t.Helper()
	for _, e := range all {
		switch {
		case e.Data == "th" && (e.attributes["scope"] == "" || strings.TrimSpace(e.text()) == ""):
			t.Errorf("a head without a scope or a text: %q", e.text())
		case e.Data == "table" && (e.Parent.Data != "div" || !hasAttribute(e.Parent, "tabindex") ||
			!hasAttribute(e.Parent, "aria-label") && !hasAttribute(e.Parent, "aria-labelledby")):
			t.Errorf("a table in no frame with a name")
		case e.Data == "svg" && (e.attributes["role"] != "img" || e.attributes["aria-label"] == "" &&
			e.attributes["aria-labelledby"] == ""):
			t.Errorf("a figure without a name")
		}
	}
}

func hasAttribute(n *parser.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a parser.Attribute) bool { return a.Key == key && a.Val != "" })
}

// pageText is what is read of a page, each element's texts between bars so that two
// texts never make a third.
func pageText(all []element) string {
	var b strings.Builder
	for _, e := range all {
		switch e.Data {
		case "p", "td", "th", "h1", "h2", "h3", "li", "caption", "figcaption", "strong", "span", "desc", "a":
			b.WriteString("|" + e.text() + "|\n")
		}
		if label, ok := e.attributes["aria-label"]; ok {
			b.WriteString("|" + label + "|\n")
		}
	}
	return b.String()
}

// textsOf are the texts of a document's pages that a reader must find.
func textsOf(d *document.Document) []string {
	texts := []string{d.Title, d.Centre, d.Closing}
	var block func(b *document.Block)
	block = func(b *document.Block) {
		if b.Paragraph != nil {
			texts = append(texts, b.Paragraph.Text)
		}
		for _, s := range b.Statuses {
			texts = append(texts, s.Name, s.Word, s.Text)
		}
		for _, c := range b.Cards {
			texts = append(texts, c.Label, c.Value, c.Interval, c.Count)
			if c.Spark != nil {
				texts = append(texts, c.Spark.Alt)
			}
		}
		if b.Table != nil {
			texts = append(texts, tableTexts(b.Table)...)
		}
		if f := b.Figure; f != nil {
			texts = append(texts, f.Alt)
			texts = append(texts, f.Said...)
			if !f.Compact {
				texts = append(texts, f.Subtitle, f.Caption)
			}
			if !f.Headed {
				texts = append(texts, f.Title)
			}
		}
		for i := range b.Row {
			block(&b.Row[i])
		}
	}
	for _, s := range d.Pages {
		texts = append(texts, s.Title)
		for i := range s.Blocks {
			block(&s.Blocks[i])
		}
	}
	return texts
}

func tableTexts(table *document.Table) []string {
	texts := append([]string{table.Caption}, table.Notes...)
	for _, c := range table.Columns {
		texts = append(texts, c.Head)
	}
	for _, row := range table.Rows {
		for i, c := range row.Cells {
			if !row.Heading || i == 0 {
				texts = append(texts, c.Text)
			}
			if c.Spark != nil {
				texts = append(texts, c.Spark.Alt)
			}
		}
	}
	return texts
}

func checkTexts(t *testing.T, file string, d *document.Document) {
	t.Helper()
	text := pageText(elements(t, file))
	for _, want := range textsOf(d) {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
}

// everything has each kind of block, with texts that are no markup.
func everything(language string) *document.Document {
	value := 0.9
	spark := &document.Spark{Alt: `up & "down"`, Low: 0, High: 1, Values: []float64{0.2, math.NaN(), 0.4},
		Benchmark: 0.5}
	flow := &document.Figure{ID: "flow", Title: "<Flow>", Subtitle: "n < 5", Alt: `Boxes "of" <cases>`,
		Caption: "a & b", Said: []string{"Read: <3>"},
		Unsaid: "the rest", Chart: &document.Flow{Steps: []document.FlowStep{{Box: document.FlowBox{Title: "Read",
			Count: "<3>"}}}}}
	small := flow.Clone()
	small.Compact, small.Headed = true, true
	screen := document.Screen{Contents: "Contents", Skip: "Skip", Numbers: "Numbers", Read: "Read",
		Filter: `Rows "with"`, Kept: "%d of %d", Sort: "Sort", Attention: "Attention", Fault: "Fault"}
	return &document.Document{Language: language, Title: `Outcomes <of> "all" & more`, Centre: "Centre",
		Closing: "31 October 2026", Tool: "graftstat 1", Screen: screen,
		Pages: []document.Section{
			{ID: "summary", Title: "How <are> they?", Level: 1, Blocks: []document.Block{
				{Paragraph: &document.Paragraph{Style: document.Lead,
					Text: "One & two\nlines, 95% CI 44–77%, platelets (≥ 20 × 10⁹/L), GVHD III–IV, p ≤ 0.10"}},
				{Paragraph: &document.Paragraph{Style: document.Warning, Text: "<b>Beware</b>"}},
				{Statuses: []document.Status{{Mark: document.Calm, Name: "A <cohort>", Word: "as expected",
					Text: "No & none", Link: "details"}, {Mark: document.Open, Name: "Other", Word: "too few"}}},
				{Cards: []document.Card{{Label: "Survival", Value: "90%", Interval: "95% CI 55–100%",
					Count: "10 patients", Link: "details", Mark: document.Attention, Spark: spark},
					{Label: "No target", Value: "–", Link: "sheet"}}},
				{Row: []document.Block{{Figure: small}, {Paragraph: &document.Paragraph{Text: "beside"}}}},
			}},
			{ID: "details", Title: "Details", Level: 2, Blocks: []document.Block{
				{Table: &document.Table{ID: "t", Caption: "Rows <here>", Notes: []string{"a < b"},
					Columns: []document.Column{{Head: "Case"}, {Head: "n", Number: true}, {}},
					Rows: []document.Row{
						{Heading: true, Cells: []document.Cell{{Text: "Group & co"}, {}, {}}},
						{ID: "case A", Cells: []document.Cell{{Text: "A", Link: "summary"},
							{Text: "90%", Value: &value, Mark: document.Fault}, {Text: "x\ny"}}},
						{ID: "case-A", Mark: document.Attention,
							Cells: []document.Cell{{Text: "B", Link: "case A"}, {Text: "12 (40–100%)"},
								{Text: "z", Spark: spark}}},
					}}},
				{Table: &document.Table{ID: "t", Columns: []document.Column{{Head: "Only"}},
					Rows: []document.Row{{Cells: []document.Cell{{Text: "one", Link: "nowhere"}}}}}},
				{Figure: flow},
			}},
			{ID: "summary", Title: "The same ID again", Level: 1},
		}}
}

// A kind of block that a document may have is in the sample above, and so on its page.
func TestSampleHasEveryKindOfBlock(t *testing.T) {
	set := map[string]bool{"Spare": true, "SheetChart": true} // of paper, and of a sheet
	for _, s := range everything("en").Pages {
		for _, b := range s.Blocks {
			v := reflect.ValueOf(b)
			for i := range v.NumField() {
				set[v.Type().Field(i).Name] = set[v.Type().Field(i).Name] || !v.Field(i).IsZero()
			}
		}
	}
	for name, there := range set {
		if !there {
			t.Errorf("no block has %s", name)
		}
	}
}

func TestReportIsWhole(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		d := everything(language)
		file := reportOf(t, d)
		checkPage(t, file)
		checkTexts(t, file, d)
		all := elements(t, file)
		if got := of(all, "html")[0].attributes["lang"]; got != language {
			t.Errorf("the language is %q, not %q", got, language)
		}
		if again := reportOf(t, d); again != file {
			t.Error("the same document gave other bytes")
		}
		for _, part := range []string{`<a href="#details">Survival</a>`, `<a href="#case-A">B</a>`, `id="case-A"`,
			`id="case-A-2"`, `<span class="whole">95% CI 44–77%</span>`, `<span class="whole">≥ 20 × 10⁹/L</span>`,
			`<span class="whole">III–IV</span>`, `<span class="whole">p ≤ 0.10</span>`,
			`data-v="0.9"`, `<th scope="rowgroup" colspan="3">Group &amp; co</th>`, `aria-label="Fault"`} {
			if !strings.Contains(file, part) {
				t.Errorf("no %s in the page", part)
			}
		}
		for _, part := range []string{"<b>", "#sheet", "#nowhere"} {
			if strings.Contains(file, part) {
				t.Errorf("%s in the page", part)
			}
		}
	}
}

// Two parts are one page: each has its title, its contents and ids of its own.
func TestPartsOfAReport(t *testing.T) {
	month, appendix := everything("en"), everything("vi")
	month.Screen.Part, appendix.Screen.Part, appendix.Title = "The month", "Appendix", "Appendix"
	appendix.Centre, appendix.Closing = "", ""
	appendix.Pages[0].Blocks = append(appendix.Pages[0].Blocks,
		document.Block{Cards: []document.Card{{Label: "to its own", Link: "details"}}})
	appendix.Pages = append(appendix.Pages, document.Section{ID: "more", Title: "More", Level: 1})
	month.Pages[0].Blocks = append(month.Pages[0].Blocks,
		document.Block{Cards: []document.Card{{Label: "to the appendix", Link: "more"}}})
	file := reportOf(t, month, appendix)
	checkPage(t, file)
	checkTexts(t, file, appendix)
	for _, part := range []string{`<a href="#details-2">to its own</a>`, `<a href="#more">to the appendix</a>`,
		`<article lang="vi">`, `>Appendix</a></p>`, `>The month</a></p>`} {
		if !strings.Contains(file, part) {
			t.Errorf("no %s in the page", part)
		}
	}
	if n := len(of(elements(t, file), "h1")); n != 2 {
		t.Errorf("%d titles of 2 parts", n)
	}
}

// Sections whose first has level 2 have a heading under the title, and a place in the contents.
func TestSectionsWithoutAChapter(t *testing.T) {
	d := &document.Document{Title: "Title", Screen: document.Screen{Contents: "Contents"},
		Pages: []document.Section{{ID: "a", Title: "A", Level: 2}, {ID: "b", Title: "B", Level: 1},
			{ID: "c", Title: "C", Level: 2}}}
	file := reportOf(t, d)
	checkPage(t, file)
	if all := elements(t, file); len(of(all, "h2")) != 2 || len(of(all, "h3")) != 1 || len(of(all, "li")) != 3 {
		t.Errorf("headings or contents in\n%s", file[strings.Index(file, "<body"):])
	}
}

func TestReportErrors(t *testing.T) {
	if err := html.Report(io.Discard, nil); err == nil {
		t.Error("a report of nothing is no error")
	}
	if err := html.Report(broken{}, []*document.Document{everything("en")}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error of the writer: %v", err)
	}
	d := everything("en")
	d.Pages[1].Blocks[2].Figure.Alt = "中"
	if err := html.Report(io.Discard, []*document.Document{d}); err == nil || !strings.Contains(err.Error(), "flow") ||
		strings.Contains(err.Error(), "中") {
		t.Errorf("a figure that cannot be drawn: %v", err)
	}
}

// Whatever the texts hold, the page has one script, its own, and shows them.
func FuzzReport(f *testing.F) {
	for _, s := range []string{"", "a", `"><script>alert(1)</script>`, "</title><script>", "]]>", "&lt;", "\x00\x07", "\xff\xfe", "a\r\nb", "\u202etxt", "ệ", "<!--", "\ufeff", "'onload='x", "javascript:alert(1)", "5–7%", "</style>", "a b#%20"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := everything("en")
		d.Pages[1].Blocks = slices.DeleteFunc(d.Pages[1].Blocks, func(b document.Block) bool { return b.Figure != nil })
		d.Pages[0].Blocks = slices.DeleteFunc(d.Pages[0].Blocks, func(b document.Block) bool { return b.Row != nil })
		fill(reflect.ValueOf(d).Elem(), s)
		for i := range d.Pages { // a level is no text
			d.Pages[i].Level = 1 + i%2
		}
		file := reportOf(t, d)
		checkPage(t, file)
		// What a browser does to a text: line ends are one, what is no letter is replaced.
		shown := regexp.MustCompile(`\r\n?`).ReplaceAllString(s, "\ufffd\n")
		if strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == '\ufffd' || r >= 0x7f && r <= 0x9f || r >= 0xfffe }) < 0 {
			if text := pageText(elements(t, file)); !strings.Contains(text, shown) {
				t.Errorf("%q is not on the page", shown)
			}
		}
	})
}

// fill puts s wherever a document has a text, but for what a style or a mark is.
func fill(v reflect.Value, s string) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			v.SetString(s)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[document.Spark]() {
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), s)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem(), s)
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), s)
		}
	}
}

// Rows change places in a table of some length whose rows each have a name of their own.
func TestTablesThatSort(t *testing.T) {
	rows := func(n int, cell document.Cell) []document.Row {
		out := make([]document.Row, n)
		for i := range out {
			out[i].Cells = []document.Cell{cell}
		}
		return out
	}
	for name, c := range map[string]struct {
		rows []document.Row
		want bool
	}{
		"five rows":   {rows(5, document.Cell{Text: "a"}), true},
		"four rows":   {rows(4, document.Cell{Text: "a"}), false},
		"indented":    {append(rows(5, document.Cell{Text: "a"}), rows(1, document.Cell{Text: "b", Indent: 1})...), false},
		"without one": {append(rows(5, document.Cell{Text: "a"}), rows(1, document.Cell{})...), false},
	} {
		d := &document.Document{Pages: []document.Section{{ID: "s", Title: "S", Level: 1, Blocks: []document.Block{{Table: &document.Table{ID: "t", Columns: []document.Column{{Head: "A"}}, Rows: c.rows}}}}}}
		if got := strings.Contains(reportOf(t, d), " data-sorts"); got != c.want {
			t.Errorf("%s: sorts %v", name, got)
		}
	}
}
