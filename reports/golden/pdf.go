package golden

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// A PDF of ours, read back by its table of objects.
type PDF struct {
	Objects map[int]string // without "n 0 obj"
	Trailer string
	t       testing.TB
	width   func(face, text string) float64
}

// Printed is a text at its place on a page, in points from the lower left corner.
type Printed struct {
	Page int
	X, Y float64
	Size float64
	Face string
	Kind string // of its structure element; Artifact for none
	Mark int    // the how-manieth marked content of its page
	Text string
}

// ReadPDF reads a file. width gives that of a text in ems, which tells a word
// that kerning has cut from two words.
func ReadPDF(t testing.TB, content []byte, width func(face, text string) float64) *PDF {
	t.Helper()
	p := &PDF{Objects: map[int]string{}, t: t, width: width}
	tail := string(content[bytes.LastIndex(content, []byte("startxref\n")):])
	p.Trailer = objectAt(string(content), NumberIn(t, `startxref\n(\d+)`, tail))
	table := []byte(Inflate(t, p.Trailer))
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
			p.Objects[i] = objectAt(string(content), where)
		case 2:
			packed = append(packed, where)
		}
	}
	for _, stream := range slices.Compact(packed) {
		p.unpack(stream)
	}
	return p
}

func objectAt(content string, offset int) string {
	_, object, _ := strings.Cut(content[offset:], " obj\n")
	object, _, _ = strings.Cut(object, "\nendobj")
	return object
}

func (p *PDF) unpack(stream int) {
	dictionary := p.Objects[stream]
	content := Inflate(p.t, dictionary)
	first := NumberIn(p.t, `/First (\d+)`, dictionary)
	index := strings.Fields(content[:first])
	for i := 0; i < len(index); i += 2 {
		n, _ := strconv.Atoi(index[i])
		at, _ := strconv.Atoi(index[i+1])
		p.Objects[n], _, _ = strings.Cut(content[first+at:], "\n")
	}
}

// Inflate gives the stream of an object.
func Inflate(t testing.TB, object string) string {
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

// NumberIn is what the only group of a pattern matches.
func NumberIn(t testing.TB, pattern, text string) int {
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

// Pages is their number.
func (p *PDF) Pages() int { return NumberIn(p.t, `/Count (\d+)`, p.Objects[1]) }

// Drawing is a page's stream of operators. A page is every second object from
// the third on.
func (p *PDF) Drawing(page int) string {
	return Inflate(p.t, p.Objects[NumberIn(p.t, `/Contents (\d+) 0 R`, p.Objects[1+2*page])])
}

var fontNames = regexp.MustCompile(`/F(\w+) (\d+) 0 R`)

var baseFont = regexp.MustCompile(`/BaseFont /utf8source-sans-3-(\S+)`)

// faces of the names that drawings use.
func (p *PDF) faces() map[string]string {
	out := map[string]string{}
	for _, m := range fontNames.FindAllStringSubmatch(p.Objects[2], -1) {
		n, _ := strconv.Atoi(m[2])
		out[m[1]] = baseFont.FindStringSubmatch(p.Objects[n])[1]
	}
	return out
}

// Texts of a page. Runs that kerning has cut are joined.
func (p *PDF) Texts(page int) []Printed {
	faces := p.faces()
	var out []Printed
	now := Printed{Page: page}
	fresh := true
	for i, operators := range strings.Split(p.Drawing(page), "BT ") {
		if font, rest, isFont := strings.Cut(operators, " Tf ET"); i > 0 && isFont && strings.HasPrefix(font, "/F") {
			name, size, _ := strings.Cut(font[2:], " ")
			now.Face, now.Size, fresh, operators = faces[name], p.float(size), true, rest
		} else if place, rest, isText := strings.Cut(operators, " Td ("); i > 0 && isText {
			x, y, _ := strings.Cut(place, " ")
			end := literalEnd(rest)
			now.X, now.Y, now.Text = p.float(x), p.float(y), UTF16Text(Latin1(rest[:end]))
			if last := len(out) - 1; !fresh && out[last].Y == now.Y &&
				math.Abs(p.Right(out[last])-now.X) < 0.15*now.Size {
				out[last].Text += now.Text
			} else {
				out = append(out, now)
			}
			fresh, operators = false, rest[end:]
		}
		if kind, marked := lastMark(operators); marked {
			fresh = true
			if kind != "" {
				now.Kind = kind
				now.Mark++
			}
		}
	}
	return out
}

// BrokenWords are the line ends inside a word, in the cells and heads of tables
// and what else is one content of several lines: a line keeps the space at which
// it ended. A name may be cut after its sign.
func (p *PDF) BrokenWords() []string {
	var found []string
	for page := 1; page <= p.Pages(); page++ {
		last := Printed{}
		for _, now := range p.Texts(page) {
			if symbol := strings.ContainsAny(now.Text, "!×?") && len([]rune(now.Text)) == 1; symbol ||
				now.Kind == "Figure" || now.Kind == "Artifact" {
				continue
			}
			if now.Mark == last.Mark && now.Y < last.Y && !strings.HasSuffix(last.Text, " ") &&
				!strings.ContainsAny(last.Text[len(last.Text)-1:], "-/_") {
				found = append(found, fmt.Sprintf("page %d, %s: %q, %q", page, now.Kind, last.Text, now.Text))
			}
			last = now
		}
	}
	return found
}

// literalEnd is where a literal string ends: at a bracket that is not escaped.
func literalEnd(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case ')':
			return i
		}
	}
	return len(s)
}

// lastMark is the kind of the last marked content that operators begin, "" if
// they only end one; it reports whether there is a mark at all.
func lastMark(operators string) (string, bool) {
	begin := max(strings.LastIndex(operators, " BDC\n"), strings.LastIndex(operators, " BMC\n"))
	if begin < 0 {
		return "", strings.Contains(operators, "EMC\n")
	}
	line := operators[strings.LastIndex(operators[:begin], "\n")+1 : begin]
	kind, _, _ := strings.Cut(strings.TrimPrefix(line, "/"), " ")
	return kind, true
}

// Right end of a text.
func (p *PDF) Right(t Printed) float64 { return t.X + t.Size*p.width(t.Face, t.Text) }

func (p *PDF) float(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		p.t.Fatal(err)
	}
	return v
}

// Latin1 makes each byte a rune, so that patterns see bytes.
func Latin1(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

// UTF16Text is that of a literal string of the file, each byte a rune.
func UTF16Text(literal string) string {
	literal = strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(literal)
	var units []uint16
	bytes := []rune(literal)
	for i := 0; i+1 < len(bytes); i += 2 {
		units = append(units, uint16(bytes[i])<<8|uint16(bytes[i+1]))
	}
	return string(utf16.Decode(units))
}

// Lines shows every page: a hash of its operators, which tells that something
// has moved, then its texts with the kind of their structure element. Texts of
// one height that follow one another, such as the cells of a row, share a line.
// Then follow what pictures say to those who do not see them, and the links.
func (p *PDF) Lines() string {
	var b strings.Builder
	for page := 1; page <= p.Pages(); page++ {
		fmt.Fprintf(&b, "page %d, operators %s", page, Sum([]byte(p.Drawing(page))))
		last := Printed{}
		for _, now := range p.Texts(page) {
			separator := "\n  " + now.Kind + ": "
			if now.Y == last.Y && now.Kind == last.Kind {
				separator = " | "
			}
			b.WriteString(separator + oneLine(now.Text))
			last = now
		}
		b.WriteString("\n\n")
	}
	for _, object := range slices.Sorted(maps.Keys(p.Objects)) {
		body := p.Objects[object]
		if m := alternative.FindStringSubmatch(body); m != nil {
			fmt.Fprintf(&b, "instead of %s: %s\n", m[1], hexText(m[2]))
		}
		if m := linkTo.FindStringSubmatch(body); m != nil {
			page, _ := strconv.Atoi(m[1])
			fmt.Fprintf(&b, "link to page %d: %s\n", (page-1)/2, hexText(m[2]))
		}
	}
	return b.String()
}

var (
	alternative = regexp.MustCompile(`/S /(\w+).* /Alt <FEFF([0-9A-F]*)>`)
	linkTo      = regexp.MustCompile(`/Subtype /Link .*/Dest \[(\d+) 0 R.*/Contents <FEFF([0-9A-F]*)>`)
)

// hexText is that of UTF-16 in hexadecimal digits.
func hexText(digits string) string {
	var units []uint16
	for i := 0; i+4 <= len(digits); i += 4 {
		unit, _ := strconv.ParseUint(digits[i:i+4], 16, 16) // the pattern lets digits alone through
		units = append(units, uint16(unit))
	}
	return oneLine(string(utf16.Decode(units)))
}

// oneLine shows a text on one line.
func oneLine(s string) string {
	return strings.NewReplacer("\r", "", "\n", " ⏎ ", "\u00a0", "␣").Replace(s)
}
