package pdf

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"graftstat/reports/figure"
	"graftstat/reports/golden"
)

// opened is a finished PDF, read back.
type opened struct {
	*golden.PDF
	t       testing.TB
	objects map[int]string
	trailer string
}

// printed is a text at its place on a page, in points from the top left corner.
type printed struct {
	page int
	x, y float64
	size float64
	face figure.FontStyle
	kind string // of its structure element; Artifact for none
	text string
}

func open(t testing.TB, content []byte) *opened {
	t.Helper()
	press := figure.NewPress()
	p := golden.ReadPDF(t, content,
		func(face, text string) float64 { return press.Width(figure.FontStyle(face), text) })
	return &opened{PDF: p, t: t, objects: p.Objects, trailer: p.Trailer}
}

func (o *opened) pages() int              { return o.Pages() }
func (o *opened) drawing(page int) string { return o.Drawing(page) }

// texts of a page. Runs that kerning has cut are joined.
func (o *opened) texts(page int) []printed {
	var out []printed
	for _, p := range o.Texts(page) {
		out = append(out, printed{p.Page, p.X, pageHeight - p.Y, p.Size, figure.FontStyle(p.Face), p.Kind, p.Text})
	}
	return out
}

// right end of a text.
func (o *opened) right(p printed) float64 {
	return o.Right(golden.Printed{X: p.x, Size: p.size, Face: string(p.face), Text: p.text})
}

// text of a page, a line each printed text.
func (o *opened) text(page int) string {
	var b strings.Builder
	for _, p := range o.texts(page) {
		b.WriteString(p.text + "\n")
	}
	return b.String()
}

// node of the structure tree.
type node struct {
	object int
	kind   string
	alt    string
	body   string
	kids   []*node
	marks  [][2]int // page object and MCID
	links  []int    // annotation objects
}

func (o *opened) structure() *node {
	catalog := o.objects[golden.NumberIn(o.t, `/Root (\d+) 0 R`, o.trailer)]
	root := o.objects[golden.NumberIn(o.t, `/StructTreeRoot (\d+) 0 R`, catalog)]
	return o.node(golden.NumberIn(o.t, `/K (\d+) 0 R`, root))
}

func (o *opened) node(object int) *node {
	body := o.objects[object]
	n := &node{object: object, body: body, kind: regexp.MustCompile(`/S /(\w+)`).FindStringSubmatch(body)[1]}
	if alt := regexp.MustCompile(`/Alt <FEFF([0-9A-F]*)>`).FindStringSubmatch(body); alt != nil {
		n.alt = alt[1]
	}
	_, kids, _ := strings.Cut(body, "/K [")
	kid := regexp.MustCompile(`^ ?(?:(\d+) 0 R|<</Type /MCR /Pg (\d+) 0 R /MCID (\d+)>>|<</Type /OBJR /Pg \d+ 0 R /Obj (\d+) 0 R>>)`)
	for m := kid.FindStringSubmatch(kids); m != nil; m = kid.FindStringSubmatch(kids) {
		switch kids = kids[len(m[0]):]; {
		case m[1] != "":
			child, _ := strconv.Atoi(m[1])
			n.kids = append(n.kids, o.node(child))
		case m[2] != "":
			page, _ := strconv.Atoi(m[2])
			id, _ := strconv.Atoi(m[3])
			n.marks = append(n.marks, [2]int{page, id})
		default:
			link, _ := strconv.Atoi(m[4])
			n.links = append(n.links, link)
		}
	}
	return n
}

// walk visits a node and all under it.
func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, k := range n.kids {
		k.walk(visit)
	}
}

// What goldens show of a report has its pages, its pictures' words and its links.
func TestLinesOfAReport(t *testing.T) {
	o := write(t, fullDocument("en"))
	lines := o.Lines()
	for _, want := range []string{"page 1, operators sha256:", "\n  H1: ", "instead of Figure: ", "link to page "} {
		if !strings.Contains(lines, want) {
			t.Errorf("lacks %q", want)
		}
	}
	if got := strings.Count("\n"+lines, "\npage "); got != o.pages() {
		t.Errorf("%d pages are shown of %d", got, o.pages())
	}
}
