package pdf

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"graftstat/reports/document"
	"graftstat/reports/golden"
)

func TestStructure(t *testing.T) {
	doc := fullDocument("vi")
	o := write(t, doc)
	counts := map[string]int{}
	o.structure().walk(func(n *node) {
		counts[n.kind]++
		switch n.kind {
		case "Figure":
			if n.alt == "" || !strings.Contains(n.body, "/BBox [") {
				t.Error("a figure without alternative text or place")
			}
		case "TH":
			if !strings.Contains(n.body, "/Scope /Column") && !strings.Contains(n.body, "/Scope /Row") {
				t.Error("a header cell without a scope")
			}
		case "Link":
			if len(n.links) == 0 || len(n.marks) == 0 {
				t.Error("a link without its text or its place")
			}
		}
	})
	figures, tables, rows, level1, level2 := 0, 0, 0, 2, 0 // title and contents
	for _, s := range doc.Pages {
		if s.Level == 1 {
			level1++
		} else {
			level2++
		}
		for _, b := range s.Blocks {
			figures += len(b.Row)
			if b.Figure != nil {
				figures++
			}
			if b.Table != nil {
				tables++
				rows += 1 + len(b.Table.Rows)
			}
		}
	}
	want := map[string]int{"Document": 1, "Figure": figures, "Table": tables, "TR": rows, "H1": level1, "H2": level2,
		"TOCI": len(doc.Pages)}
	for kind, n := range want {
		if counts[kind] != n || n == 0 {
			t.Errorf("%d elements %s, want %d", counts[kind], kind, n)
		}
	}
}

// Each marked content leads to the element that claims it, and back.
func TestParentTree(t *testing.T) {
	o := write(t, fullDocument("en"))
	claimed := map[[2]int]int{}
	links := map[int]int{}
	o.structure().walk(func(n *node) {
		for _, mark := range n.marks {
			claimed[mark] = n.object
		}
		for _, link := range n.links {
			links[link] = n.object
		}
	})
	catalog := o.objects[golden.NumberIn(t, `/Root (\d+) 0 R`, o.trailer)]
	tree := o.objects[golden.NumberIn(t, `/ParentTree (\d+) 0 R`,
		o.objects[golden.NumberIn(t, `/StructTreeRoot (\d+) 0 R`, catalog)])]
	looked := 0
	for page := 1; page <= o.pages(); page++ {
		key := golden.NumberIn(t, `/StructParents (\d+)`, o.objects[pageObject(page)])
		list := regexp.MustCompile(fmt.Sprintf(`[\[ ]%d \[([^\]]*)\]`, key)).FindStringSubmatch(tree)
		for id, m := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(list[1], -1) {
			if got := fmt.Sprint(claimed[[2]int{pageObject(page), id}]); got != m[1] {
				t.Fatalf("page %d: content %d belongs to %s and to %s", page, id, got, m[1])
			}
			looked++
		}
	}
	for link, element := range links {
		key := golden.NumberIn(t, `/StructParent (\d+)`, o.objects[link])
		if !strings.Contains(tree, fmt.Sprintf(" %d %d 0 R ", key, element)) {
			t.Errorf("link %d does not lead to its element", link)
		}
	}
	if looked != len(claimed) || looked < 1000 || len(links) == 0 {
		t.Errorf("%d contents looked at, %d claimed, %d links", looked, len(claimed), len(links))
	}
}

// Everything on a page is content of an element or an artifact.
func TestNothingUnmarked(t *testing.T) {
	o := write(t, fullDocument("en"))
	painting := regexp.MustCompile(`(?m)( Tj| re f| [Ss]| f| B| l)$`)
	for page := 1; page <= o.pages(); page++ {
		depth := 0
		for line := range strings.SplitSeq(o.drawing(page), "\n") {
			switch {
			case strings.HasSuffix(line, " BDC") || strings.HasSuffix(line, " BMC"):
				depth++
			case line == "EMC":
				depth--
			case depth == 0 && (painting.MatchString(line) || strings.Contains(line, " Tj")):
				t.Fatalf("page %d paints outside any mark", page)
			case depth > 1:
				t.Fatalf("page %d: marks in marks", page)
			}
		}
		if depth != 0 {
			t.Errorf("page %d: a mark does not end", page)
		}
	}
}

func TestLinks(t *testing.T) {
	doc := fullDocument("en")
	o := write(t, doc)
	os := 0
	for page := 1; page <= o.pages(); page++ {
		for _, p := range headings(o, page) {
			if p.text == "Sống còn toàn bộ" {
				os = page
			}
		}
	}
	refs := regexp.MustCompile(`/Annots \[([^\]]*)\]`).FindStringSubmatch(o.objects[pageObject(1)])
	links := regexp.MustCompile(`(\d+) 0 R`).FindAllString(refs[1], -1)
	linked := 0
	for _, c := range append(englishCards(), englishCards()[:4]...) {
		if c.Link == "os" {
			linked++
		}
	}
	if len(links) != linked || linked == 0 {
		t.Fatalf("%d links on page one, want %d", len(links), linked)
	}
	for _, ref := range links {
		link := o.objects[golden.NumberIn(t, `(\d+) 0 R`, ref)]
		if got := golden.NumberIn(t, `/Dest \[(\d+) 0 R`, link); got != pageObject(os) {
			t.Errorf("a card leads to object %d, its section is on page %d", got, os)
		}
	}
}

// A link to a section that the report has not, a sheet for instance, is text.
func TestLinkToNowhere(t *testing.T) {
	doc := emptyDocument("en")
	cards := englishCards()[:1]
	cards[0].Link = "Listing"
	doc.Pages = []document.Section{section("a", "A", 1, document.Block{Cards: cards})}
	o := write(t, doc)
	if strings.Contains(o.objects[pageObject(1)], "/Annots") || !strings.Contains(o.text(1), cards[0].Label) {
		t.Error("the link leads somewhere, or its text is lost")
	}
}

func TestBookmarks(t *testing.T) {
	doc := fullDocument("vi")
	o := write(t, doc)
	titles := 0
	for _, body := range o.objects {
		if strings.Contains(body, "/Parent") && strings.Contains(body, "/Title (") && strings.Contains(body, "/Dest") {
			titles++
		}
	}
	if titles != len(doc.Pages) {
		t.Errorf("%d bookmarks, want %d", titles, len(doc.Pages))
	}
}

func TestMetadata(t *testing.T) {
	doc := fullDocument("vi")
	doc.Subject = `Sống còn & "mọc mảnh ghép" <2026>`
	o := write(t, doc)
	catalog := o.objects[golden.NumberIn(t, `/Root (\d+) 0 R`, o.trailer)]
	for _, want := range []string{"/Lang (vi)", "/DisplayDocTitle true", "/Marked true", "/Outlines "} {
		if !strings.Contains(catalog, want) {
			t.Errorf("the catalog lacks %s", want)
		}
	}
	info := o.objects[golden.NumberIn(t, `/Info (\d+) 0 R`, o.trailer)]
	if !strings.Contains(info, "/CreationDate (D:20261031000000)") ||
		!strings.Contains(info, "/ModDate (D:20261031000000)") || strings.Contains(info, "/Keywords") {
		t.Error("the information has other dates than the document, or keywords")
	}
	for _, field := range []struct{ key, text string }{{"Title", doc.Title}, {"Author", doc.Centre},
		{"Subject", doc.Subject}, {"Creator", doc.Tool}} {
		literal := regexp.MustCompile(`(?s)/` + field.key + ` \(\x{fe}\x{ff}((?:\\.|[^\\)])*)\)`).
			FindStringSubmatch(golden.Latin1(info))
		if literal == nil || golden.UTF16Text(literal[1]) != field.text {
			t.Errorf("the %s is not the document's", field.key)
		}
	}
	_, stream, _ := strings.Cut(o.objects[golden.NumberIn(t, `/Metadata (\d+) 0 R`, catalog)], "stream\n")
	xmp, _, _ := strings.Cut(stream, "\nendstream")
	if got := xmlTexts(t, xmp); !strings.Contains(got, doc.Title) || !strings.Contains(got, doc.Subject) ||
		!strings.Contains(got, "2026-10-31T00:00:00Z") {
		t.Errorf("XMP says %q", got)
	}
	if !regexp.MustCompile(`/ID \[<[0-9a-f]{32}><[0-9a-f]{32}>\]`).MatchString(o.trailer) {
		t.Error("the file has no identifier")
	}
}

// xmlTexts reads the whole of an XML text, so that a fault in it fails.
func xmlTexts(t *testing.T, content string) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(strings.NewReader(content))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := token.(xml.CharData); ok {
			b.Write(text)
		}
	}
}

func TestNoDate(t *testing.T) {
	doc := emptyDocument("en")
	doc.Date = document.Day{}
	o := write(t, doc)
	if info := o.objects[golden.NumberIn(t, `/Info (\d+) 0 R`, o.trailer)]; !strings.Contains(info,
		"(D:20000101000000)") {
		t.Error("a document without a date has one that is not fixed")
	}
}

func TestReadFileRefuses(t *testing.T) {
	for _, content := range []string{
		"", "startxref\n", "startxref\n-1\n", "startxref\n99999\n%%EOF", "xref\n0 2\nstartxref\n0\n%%EOF",
		"xref\n0 3\n0000000000 65535 f \ntrailer\n<<\n/Size 3\n/Root 2 0 R\n/Info 1 0 R\n>>\nstartxref\n0\n%%EOF",
		"xref\n0 2\n0000000000 65535 f \n9999999999 00000 n \ntrailer\n<<\n/Size 2\n/Root 1 0 R\n/Info 1 0 R\n>>\nstartxref\n0\n%%EOF",
	} {
		if _, err := readFile(content); !errors.Is(err, errFile) {
			t.Errorf("%q: error %v", content, err)
		}
	}
	f := &file{objects: []string{"", "1 0 obj\n"}}
	if err := f.extend(1, "/Type /Page", "/X 1"); !errors.Is(err, errFile) {
		t.Errorf("an object of another form: error %v", err)
	}
}
