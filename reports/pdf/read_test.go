package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"graftstat/reports/figure"
)

// opened is a finished PDF, read back by its table of objects.
type opened struct {
	t       testing.TB
	ruler   *report
	objects map[int]string // without "n 0 obj"
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
	o := &opened{t: t, ruler: blankReport(t), objects: map[int]string{}}
	tail := string(content[bytes.LastIndex(content, []byte("startxref\n")):])
	o.trailer = objectAt(string(content), numberIn(t, `startxref\n(\d+)`, tail))
	table := []byte(inflate(t, o.trailer))
	var packed []int
	for i := 0; i*7 < len(table); i++ {
		row := table[i*7 : i*7+7]
		where := int(binary.BigEndian.Uint32(row[1:5]))
		switch row[0] {
		case 1:
			object := string(content[where:])
			if !strings.HasPrefix(object, fmt.Sprintf("%d 0 obj\n", i)) {
				t.Fatalf("object %d is not where the table says", i)
			}
			o.objects[i] = objectAt(string(content), where)
		case 2:
			packed = append(packed, where)
		}
	}
	for _, stream := range slices.Compact(packed) {
		o.unpack(stream)
	}
	return o
}

func objectAt(content string, offset int) string {
	_, object, _ := strings.Cut(content[offset:], " obj\n")
	object, _, _ = strings.Cut(object, "\nendobj")
	return object
}

func (o *opened) unpack(stream int) {
	dictionary := o.objects[stream]
	content := inflate(o.t, dictionary)
	first := numberIn(o.t, `/First (\d+)`, dictionary)
	index := strings.Fields(content[:first])
	for i := 0; i < len(index); i += 2 {
		n, _ := strconv.Atoi(index[i])
		at, _ := strconv.Atoi(index[i+1])
		o.objects[n], _, _ = strings.Cut(content[first+at:], "\n")
	}
}

// inflate the stream of an object.
func inflate(t testing.TB, object string) string {
	t.Helper()
	_, stream, found := strings.Cut(object, "stream\n")
	if !found {
		t.Fatal("the object has no stream")
	}
	r, err := zlib.NewReader(strings.NewReader(stream))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// numberIn is what the only group of a pattern matches.
func numberIn(t testing.TB, pattern, text string) int {
	t.Helper()
	match := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if match == nil {
		t.Fatalf("no %s", pattern)
	}
	n, err := strconv.Atoi(match[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (o *opened) pages() int { return numberIn(o.t, `/Count (\d+)`, o.objects[1]) }

// drawing is a page's stream of operators.
func (o *opened) drawing(page int) string {
	return inflate(o.t, o.objects[numberIn(o.t, `/Contents (\d+) 0 R`, o.objects[pageObject(page)])])
}

// faces of the names that drawings use.
func (o *opened) faces() map[string]figure.FontStyle {
	out := map[string]figure.FontStyle{}
	for _, m := range regexp.MustCompile(`/F(\w+) (\d+) 0 R`).FindAllStringSubmatch(o.objects[2], -1) {
		n, _ := strconv.Atoi(m[2])
		base := regexp.MustCompile(`/BaseFont /utf8source-sans-3-(\S+)`).FindStringSubmatch(o.objects[n])
		out[m[1]] = figure.FontStyle(base[1])
	}
	return out
}

// texts of a page. Runs that kerning has cut are joined.
func (o *opened) texts(page int) []printed {
	faces := o.faces()
	operator := regexp.MustCompile(`(?s)BT /F(\w+) ([\d.]+) Tf ET|BT (-?[\d.]+) (-?[\d.]+) Td \(((?:\\.|[^\\)])*)\) Tj ET|/(\w+) (?:<</MCID \d+>> BDC|BMC)\n|EMC\n`)
	var out []printed
	now := printed{page: page}
	fresh := true
	for _, m := range operator.FindAllStringSubmatch(latin1(o.drawing(page)), -1) {
		switch {
		case m[1] != "":
			now.face, now.size = faces[m[1]], float(m[2])
			fresh = true
		case m[6] != "":
			now.kind, fresh = m[6], true
		case m[3] != "":
			x, y, text := float(m[3]), pageHeight-float(m[4]), utf16Text(m[5])
			if last := len(out) - 1; !fresh && out[last].y == y && math.Abs(o.right(out[last])-x) < 0.15*now.size {
				out[last].text += text
				continue
			}
			now.x, now.y, now.text = x, y, text
			out = append(out, now)
			fresh = false
		}
	}
	return out
}

// right end of a text.
func (o *opened) right(p printed) float64 {
	return p.x + p.size*o.ruler.press.Width(p.face, p.text)
}

// latin1 makes each byte a rune, so that patterns see bytes.
func latin1(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

func utf16Text(literal string) string {
	literal = strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(literal)
	var units []uint16
	bytes := []rune(literal)
	for i := 0; i+1 < len(bytes); i += 2 {
		units = append(units, uint16(bytes[i])<<8|uint16(bytes[i+1]))
	}
	return string(utf16.Decode(units))
}

func float(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return v
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
	catalog := o.objects[numberIn(o.t, `/Root (\d+) 0 R`, o.trailer)]
	root := o.objects[numberIn(o.t, `/StructTreeRoot (\d+) 0 R`, catalog)]
	return o.node(numberIn(o.t, `/K (\d+) 0 R`, root))
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
