package figure

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"graftstat/reports/document"
)

func svgOf(t testing.TB, f *document.Figure) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := SVG(&b, f, Size{Width: DoubleWidth}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// svgText reads the file as XML and gives the text of its title and desc.
func svgText(t *testing.T, file []byte) (ids, uses []string, text map[string]string) {
	t.Helper()
	text = map[string]string{}
	element := ""
	for d := xml.NewDecoder(bytes.NewReader(file)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return ids, uses, text
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			element = token.Name.Local
			for _, a := range token.Attr {
				switch a.Name.Local {
				case "id":
					ids = append(ids, a.Value)
				case "href":
					uses = append(uses, strings.TrimPrefix(a.Value, "#"))
				}
			}
		case xml.CharData:
			text[element] += string(token)
		case xml.EndElement:
			element = ""
		}
	}
}

func TestSVGIsWellFormed(t *testing.T) {
	for name, f := range samples() {
		f.Title += ` <"&'>`
		ids, uses, text := svgText(t, svgOf(t, f))
		if text["title"] != f.Title || text["desc"] != f.Alt {
			t.Errorf("%s: title %q, desc %q", name, text["title"], text["desc"])
		}
		defined := map[string]bool{}
		for _, id := range ids {
			if defined[id] {
				t.Errorf("%s: %s is defined twice", name, id)
			}
			defined[id] = true
		}
		if len(uses) < 20 {
			t.Errorf("%s: only %d glyphs", name, len(uses))
		}
		for _, id := range uses {
			if !defined[id] {
				t.Errorf("%s: %s is not defined", name, id)
			}
		}
	}
}

func TestSVGIsDeterministicAndSmall(t *testing.T) {
	f := grouped(2, shortName)
	first := svgOf(t, f)
	if !bytes.Equal(first, svgOf(t, f)) {
		t.Error("two files of one figure differ")
	}
	if len(first) > 80_000 {
		t.Errorf("%d bytes", len(first))
	}
}

func TestSVGCoordinates(t *testing.T) {
	file := string(svgOf(t, plain()))
	if !strings.Contains(file, `width="174mm"`) || !strings.Contains(file, `viewBox="0 0 493.23 `) {
		t.Errorf("size on paper: %.200s", file)
	}
	for _, path := range regexp.MustCompile(`<path d="([^"]*)"`).FindAllStringSubmatch(file, -1) {
		if regexp.MustCompile(`\.\d{3}`).MatchString(path[1]) || strings.Contains(path[1], "NaN") {
			t.Errorf("path %s is not rounded to 0.01", path[1])
		}
	}
	r := record(t, plain(), Double(plain()))
	p := inColour(r.strokes, 0)[0].points
	start := "M" + decimal(float64(p[0].X)) + " " + decimal(float64(r.height-p[0].Y)) + "H" + decimal(float64(p[1].X)) +
		"V" + decimal(float64(r.height-p[2].Y))
	if !strings.Contains(file, start) {
		t.Errorf("no curve that begins %s", start)
	}
	if strings.Contains(file, "<text") || strings.Contains(file, "font-family") {
		t.Error("text that needs a font")
	}
}

func TestSVGErrors(t *testing.T) {
	f := plain()
	f.Alt = "中"
	var b bytes.Buffer
	if err := SVG(&b, f, Size{Width: DoubleWidth}); err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes written", err, b.Len())
	}
	if err := SVG(&b, plain(), Size{Width: 10}); err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes written", err, b.Len())
	}
}

func BenchmarkSVG(b *testing.B) {
	f := grouped(2, shortName)
	for b.Loop() {
		svgOf(b, f)
	}
}

func BenchmarkSVGOfOnePress(b *testing.B) {
	f, p := grouped(2, shortName), NewPress()
	for b.Loop() {
		if err := p.SVG(io.Discard, f, Size{Width: DoubleWidth}); err != nil {
			b.Fatal(err)
		}
	}
}
