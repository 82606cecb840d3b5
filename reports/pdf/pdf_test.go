package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"graftstat/reports/document"
)

func write(t testing.TB, doc *document.Document) *opened {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, doc); err != nil {
		t.Fatal(err)
	}
	return open(t, b.Bytes())
}

// The first page holds the whole overview of two cohorts.
func TestFirstPage(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		doc := emptyDocument(language)
		doc.Pages = []document.Section{firstPage(language)}
		o := write(t, doc)
		if o.pages() != 1 {
			t.Errorf("%s: the overview takes %d pages", language, o.pages())
		}
		page := strings.ReplaceAll(o.text(1), " \n", " ")
		want := []string{doc.Title, doc.Centre, doc.Closing, "1 / 1", doc.Pages[0].Title}
		for _, b := range doc.Pages[0].Blocks {
			for _, c := range b.Cards {
				want = append(want, c.Label, c.Value, c.Interval, c.Count)
			}
			for _, f := range b.Row {
				want = append(want, f.Figure.Title, f.Figure.XLabel)
			}
		}
		for _, text := range want {
			if !strings.Contains(page, text) {
				t.Errorf("%s: page one lacks %q", language, text)
			}
		}
	}
}

// Where longer texts would push the figures to page two, the figures become
// lower.
func TestFirstPageWithLongTexts(t *testing.T) {
	doc := emptyDocument("vi")
	doc.Pages = []document.Section{firstPage("vi")}
	for _, b := range doc.Pages[0].Blocks {
		for i := range b.Cards {
			b.Cards[i].Label = "Không phụ thuộc truyền hồng cầu ở ngày 100 sau ghép tế bào gốc"
			b.Cards[i].Count = "10 bệnh nhân: 8 không còn phụ thuộc truyền máu, 1 chưa đủ thời gian theo dõi, 1 đã tử vong trước đó"
		}
	}
	natural, err := newReport(doc)
	if err != nil {
		t.Fatal(err)
	}
	if height := stackHeight(natural.titleBlock(nil)) +
		stackHeight(natural.chapter(doc.Pages)); height < bodyBottom-firstTop-12 {
		t.Fatalf("%.0f pt fit as they are: the test shows nothing", height)
	}
	if o := write(t, doc); o.pages() != 1 {
		t.Errorf("the overview takes %d pages", o.pages())
	}
}

func TestPages(t *testing.T) {
	doc := fullDocument("vi")
	o := write(t, doc)
	for page := 1; page <= o.pages(); page++ {
		text := o.text(page)
		if want := fmt.Sprintf("%d / %d\n", page, o.pages()); !strings.Contains(text, want) {
			t.Errorf("page %d lacks its number %q", page, want)
		}
		if !strings.Contains(text, doc.Title+"\n") || !strings.Contains(text, doc.Closing+"\n") {
			t.Errorf("page %d lacks title or closing date", page)
		}
	}
}

// Every level-1 section opens a page, and the contents say which.
func TestContents(t *testing.T) {
	doc := fullDocument("vi")
	o := write(t, doc)
	at := map[string]int{}
	for page := 1; page <= o.pages(); page++ {
		for i, p := range headings(o, page) {
			at[p.text] = page
			if p.size == newScale().heading1.size && page > 2 && i > 0 {
				t.Errorf("%q does not open page %d", p.text, page)
			}
		}
	}
	contents := strings.Split(o.text(2), "\n")
	checked := 0
	for _, s := range doc.Pages {
		i := slices.Index(contents, s.Title)
		if i < 0 || i+1 == len(contents) || contents[i+1] != strconv.Itoa(at[s.Title]) {
			t.Errorf("the contents do not lead from %q to page %d", s.Title, at[s.Title])
		}
		checked++
	}
	if checked != len(doc.Pages) || at["Mục lục"] != 2 {
		t.Errorf("%d entries looked at, contents on page %d", checked, at["Mục lục"])
	}
}

func headings(o *opened, page int) []printed {
	var out []printed
	for _, p := range o.texts(page) {
		if p.kind == "H1" || p.kind == "H2" {
			out = append(out, p)
		}
	}
	return out
}

func TestNoContentsForThreeSections(t *testing.T) {
	doc := emptyDocument("en")
	for _, id := range []string{"a", "b", "c"} {
		doc.Pages = append(doc.Pages, section(id, "Section "+id, 1), section(id+"-2", "Part", 2))
	}
	o := write(t, doc)
	if o.pages() != 2 || strings.Contains(o.text(2), doc.Contents) { // the third goes on under the second
		t.Errorf("%d pages", o.pages())
	}
}

// No heading stands at the foot of a page without what it heads.
func TestNoOrphanedHeading(t *testing.T) {
	looked := 0
	for lines := 38; lines < 50; lines++ {
		doc := emptyDocument("en")
		doc.Pages = []document.Section{
			section("a", "First", 1, paragraph(document.Body, strings.Repeat("line\n", lines))),
			section("b", "Second", 2, paragraph(document.Body, "What follows.")),
			section("c", "Third", 2, document.Block{Table: estimateTable("t", 30, ".")}),
		}
		o := write(t, doc)
		for page := 1; page <= o.pages(); page++ {
			texts := slices.DeleteFunc(o.texts(page), func(p printed) bool { return p.kind == "Artifact" })
			last := texts[len(texts)-1]
			if strings.HasPrefix(last.kind, "H") || last.kind == "Caption" || last.kind == "TH" {
				t.Errorf("%d lines: page %d ends in a %s", lines, page, last.kind)
			}
			looked++
		}
	}
	if looked < 24 {
		t.Errorf("only %d pages", looked)
	}
}

// Nothing is printed outside the page's margins.
func TestMargins(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		doc := fullDocument(language)
		o := write(t, doc)
		looked := 0
		for page := 1; page <= o.pages(); page++ {
			for _, p := range o.texts(page) {
				if p.kind == "Figure" {
					continue // has its own tests
				}
				p.text = strings.TrimRight(p.text, " ")
				right := o.right(p)
				if p.x < margin-0.01 || right > pageWidth-margin+0.02 {
					t.Errorf("page %d: a %s of %d letters runs from %.2f to %.2f", page, p.kind, len(p.text), p.x,
						right)
				}
				if p.kind != "Artifact" && p.y > bodyBottom {
					t.Errorf("page %d: a %s stands at %.1f, in the foot", page, p.kind, p.y)
				}
				looked++
			}
		}
		if looked < 1000 {
			t.Errorf("only %d texts", looked)
		}
	}
}

// Each word of the document is in the file.
func TestEveryWord(t *testing.T) {
	doc := fullDocument("vi")
	o := write(t, doc)
	all := map[string]bool{}
	var whole strings.Builder
	for page := 1; page <= o.pages(); page++ {
		whole.WriteString(o.text(page))
	}
	for _, word := range strings.Fields(whole.String()) {
		all[word] = true
	}
	wanted := map[string]bool{}
	for _, s := range doc.Pages {
		texts := []string{s.Title}
		for _, b := range s.Blocks {
			texts = append(texts, blockTexts(b)...)
		}
		for _, word := range strings.Fields(strings.Join(texts, " ")) {
			if len(word) < 40 { // longer ones are broken
				wanted[word] = true
			}
		}
	}
	if len(wanted) < 500 {
		t.Fatalf("only %d words", len(wanted))
	}
	for _, word := range slices.Sorted(maps.Keys(wanted)) {
		if !all[word] {
			t.Errorf("the file lacks %q", word)
		}
	}
}

func blockTexts(b document.Block) []string {
	var out []string
	switch {
	case b.Paragraph != nil:
		out = append(out, b.Paragraph.Text)
	case b.Table != nil:
		out = append(append(out, b.Table.Caption), b.Table.Notes...)
		for _, row := range b.Table.Rows {
			for _, c := range row.Cells {
				out = append(out, c.Text)
			}
		}
	}
	for _, c := range b.Cards {
		out = append(out, c.Label, c.Value, c.Interval, c.Count)
	}
	return out
}

func TestSmallDocuments(t *testing.T) {
	empty := emptyDocument("en")
	empty.Pages = []document.Section{section("a", "Nothing here", 1), section("b", "Nor here", 2),
		section("c", "Nor here either", 1)}
	bare := &document.Document{Language: "vi", PageOf: "%d / %d"}
	late := emptyDocument("en")
	late.Pages = []document.Section{section("a", "A part first", 2), section("b", "A chapter", 1)}
	for name, test := range map[string]struct {
		doc   *document.Document
		pages int
	}{
		"no sections":    {emptyDocument("en"), 1},
		"empty sections": {empty, 2},
		"nothing at all": {bare, 1},
		"one patient":    {oneCase(), 1},
		"level 2 first":  {late, 2},
	} {
		if o := write(t, test.doc); o.pages() != test.pages {
			t.Errorf("%s: %d pages, want %d", name, o.pages(), test.pages)
		}
	}
}

func TestSameBytes(t *testing.T) {
	var want bytes.Buffer
	if err := Write(context.Background(), &want, fullDocument("vi")); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	got := make([]bytes.Buffer, 2)
	errs := make([]error, 2)
	shared := fullDocument("vi")
	for i := range got {
		wait.Go(func() { errs[i] = Write(context.Background(), &got[i], shared) })
	}
	wait.Wait()
	for i := range got {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		if !bytes.Equal(got[i].Bytes(), want.Bytes()) {
			t.Errorf("write %d differs from the first", i+2)
		}
	}
	if !bytes.HasPrefix(want.Bytes(), []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")) {
		t.Error("the file does not begin as a binary PDF")
	}
}

// A document that cannot be printed as it is leaves nothing behind, and its
// error says where without saying what.
func TestRefused(t *testing.T) {
	one := func(b document.Block) func(*document.Document) {
		return func(d *document.Document) { d.Pages = []document.Section{section("s", "Section", 1, b)} }
	}
	table := func(change func(*document.Table)) func(*document.Document) {
		t := estimateTable("estimates", 3, ".")
		change(t)
		return one(document.Block{Table: t})
	}
	figure := func(change func(*document.Figure)) func(*document.Document) {
		f := survivalFigure("curve", "Survival", "Months", false, 1)
		change(f)
		return one(document.Block{Row: []document.Block{{Figure: f}}})
	}
	const secret = "Nguyễn"
	for name, test := range map[string]struct {
		change func(*document.Document)
		want   string
	}{
		"language":    {func(d *document.Document) { d.Language = "" }, "language"},
		"page number": {func(d *document.Document) { d.PageOf = "%d of %s" }, "page number"},
		"no numbers":  {func(d *document.Document) { d.PageOf = "page" }, "page number"},
		"title": {func(d *document.Document) { d.Title = secret + "\U0001F600" },
			"title: the font has no glyph for U+1F600"},
		"metadata": {func(d *document.Document) { d.Subject = secret + "\xff" },
			"subject: text is not valid UTF-8"},
		"same ID": {func(d *document.Document) {
			d.Pages = []document.Section{section("s", "", 1),
				section("s", "", 1)}
		}, `section "s"`},
		"level": {func(d *document.Document) { d.Pages = []document.Section{section("s", "", 3)} }, "level"},
		"heading": {func(d *document.Document) { d.Pages = []document.Section{section("s", secret+"☃", 1)} },
			`section "s": title: the font has no glyph for U+2603`},
		"empty block": {one(document.Block{}), "block 1"},
		"double block": {one(document.Block{Paragraph: &document.Paragraph{}, Table: &document.Table{}}),
			"exactly one"},
		"paragraph":  {one(paragraph(document.Body, secret+"\x00")), "block 1: paragraph: "},
		"card":       {one(document.Block{Cards: []document.Card{{}, {Count: secret + "☃"}}}), "card 2: "},
		"no columns": {one(document.Block{Table: &document.Table{ID: "t"}}), `table "t": the table has no columns`},
		"short row": {table(func(t *document.Table) { t.Rows[2].Cells = t.Rows[2].Cells[:2] }),
			`table "estimates", row 3: `},
		"bare heading": {table(func(t *document.Table) { t.Rows[0].Cells = nil }), "row 1"},
		"cell": {table(func(t *document.Table) { t.Rows[2].Cells[1].Text = secret + "☃" }),
			`table "estimates", row 3: column 2: `},
		"head": {table(func(t *document.Table) { t.Columns[1].Head = "☃" }), "head of column 2"},
		"note": {table(func(t *document.Table) { t.Notes = []string{"☃"} }), `table "estimates": `},
		"width": {table(func(t *document.Table) { t.Columns[1].Width = math.NaN() }),
			"head of column 2: a column's width"},
		"figure text": {figure(func(f *document.Figure) { f.Chart.(*document.Curves).Lines[0].Label = secret + "☃" }),
			`figure curve: label of curve 1: `},
		"figure value": {figure(func(f *document.Figure) {
			f.Chart.(*document.Curves).
				Lines[0].Steps[0].Y = math.NaN()
		}), "figure curve: "},
	} {
		doc := fullDocument("en")
		test.change(doc)
		var b bytes.Buffer
		err := Write(context.Background(), &b, doc)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", name, err, test.want)
			continue
		}
		if strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error prints the text: %v", name, err)
		}
		if b.Len() > 0 {
			t.Errorf("%s: %d bytes are written all the same", name, b.Len())
		}
	}
}

// Text that is not in NFC is printed in NFC.
func TestDecomposed(t *testing.T) {
	doc := emptyDocument("vi")
	doc.Pages = []document.Section{section("s", "Trie\u0302\u0323u", 1, paragraph(document.Body, "huye\u0302\u0301t"))}
	text := write(t, doc).text(1)
	if !strings.Contains(text, "Triệu\n") || !strings.Contains(text, "huyết\n") {
		t.Errorf("printed %q", text)
	}
}

// A panic below is an error.
func TestPanic(t *testing.T) {
	var b bytes.Buffer
	if err := Write(context.Background(), &b, nil); err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, b.Len())
	}
}

// pagesLeft is a context that ends after a number of looks at it.
type pagesLeft struct {
	context.Context
	left int
}

func (c *pagesLeft) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestCancelled(t *testing.T) {
	for _, pages := range []int{0, 1, 2, 10, 20} {
		var b bytes.Buffer
		err := Write(&pagesLeft{context.Background(), pages}, &b, fullDocument("en"))
		if !errors.Is(err, context.Canceled) || b.Len() > 0 {
			t.Errorf("after %d pages: error %v, %d bytes", pages, err, b.Len())
		}
	}
}

type fullDisk struct{}

var errFull = errors.New("disk full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestWriterFails(t *testing.T) {
	if err := Write(context.Background(), fullDisk{}, emptyDocument("en")); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
}

func BenchmarkWriteReport(b *testing.B) {
	doc := fullDocument("vi")
	for b.Loop() {
		if err := Write(context.Background(), &bytes.Buffer{}, doc); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite500Rows(b *testing.B) {
	doc := emptyDocument("en")
	doc.Pages = []document.Section{section("a", "A", 1, document.Block{Table: estimateTable("t", 500, ".")})}
	for b.Loop() {
		if err := Write(context.Background(), &bytes.Buffer{}, doc); err != nil {
			b.Fatal(err)
		}
	}
}

// Blocks side by side stand beside each other; what is taller than a page is
// put one under the other and loses nothing.
func TestRows(t *testing.T) {
	tall := estimateTable("tall", 80, ".")
	doc := emptyDocument("en")
	doc.Pages = []document.Section{
		section("a", "Beside", 1,
			document.Block{Row: []document.Block{paragraph(document.Body, "left"), paragraph(document.Body, "right")}}),
		section("b", "Under", 1,
			document.Block{Row: []document.Block{{Table: tall}, paragraph(document.Body, "last")}}),
	}
	o := write(t, doc)
	at := map[string]printed{}
	for page := 1; page <= o.pages(); page++ {
		for _, p := range o.texts(page) {
			at[p.text] = p
		}
	}
	if left, right := at["left"], at["right"]; left.y != right.y || left.x >= right.x {
		t.Errorf("left at %.1f, %.1f and right at %.1f, %.1f", left.x, left.y, right.x, right.y)
	}
	for i := range 80 {
		if at[fmt.Sprintf("Hàng %d", i+1)].page < 2 {
			t.Fatalf("row %d is lost", i+1)
		}
	}
	if last := at["last"]; last.page != o.pages() || last.y <= at["Hàng 80"].y || o.pages() < 3 {
		t.Errorf("the last block is on page %d of %d", last.page, o.pages())
	}
}
