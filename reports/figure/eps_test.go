package figure

import (
	"bytes"
	"fmt"
	"image/color"
	"regexp"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

func epsOf(t *testing.T, p *Press, name string, size Size) string {
	t.Helper()
	f := samples()[name]
	if f == nil {
		f = chartSamples()[name]
	}
	var b bytes.Buffer
	if err := p.EPS(&b, f, size); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEPS(t *testing.T) {
	for _, name := range []string{"short-2", "occupation", "cusum-60", "funnel-8"} {
		file := epsOf(t, NewPress(), name, Size{Width: DoubleWidth})
		if !strings.HasPrefix(file, "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 494 ") ||
			!strings.HasSuffix(file, "showpage\n%%EOF\n") {
			t.Errorf("%s: begins %.60q", name, file)
		}
		if !strings.Contains(file, "\n%%HiResBoundingBox: 0 0 493.23 ") || strings.Contains(file, "NaN") ||
			strings.Contains(file, "Date") {
			t.Errorf("%s: no exact size, a number that is none, or a date", name)
		}
		if pushed, popped := strings.Count(file, "gsave"), strings.Count(file, "grestore"); pushed != popped ||
			pushed < 10 {
			t.Errorf("%s: %d states saved, %d restored", name, pushed, popped)
		}
		defined := map[string]bool{}
		for _, g := range regexp.MustCompile(`(?m)^/(g[a-e]\d+) \{`).FindAllStringSubmatch(file, -1) {
			if defined[g[1]] {
				t.Errorf("%s: %s is defined twice", name, g[1])
			}
			defined[g[1]] = true
		}
		used := regexp.MustCompile(`(?m)(g[a-e]\d+)$`).FindAllStringSubmatch(file, -1)
		for _, g := range used {
			if !defined[g[1]] {
				t.Errorf("%s: %s is not defined", name, g[1])
			}
		}
		if len(used) < 20 || len(defined) < 10 {
			t.Errorf("%s: %d letters of %d kinds", name, len(used), len(defined))
		}
		if again := epsOf(t, NewPress(), name, Size{Width: DoubleWidth}); again != file {
			t.Errorf("%s: two files of one figure differ", name)
		}
	}
}

// Where two transparent areas lie upon each other, the file has their mixture:
// half red on white is FF8080; half blue on that is 8040C0.
func TestEPSMixesTransparentAreas(t *testing.T) {
	c := newEPSCanvas(NewPress())
	for i, ink := range []color.NRGBA{{R: 0xFF, A: 0x80}, {B: 0xFF, A: 0x80}} {
		c.SetColor(ink)
		c.Fill(path(corners(vg.Rectangle{Max: vg.Point{X: vg.Length(10 + i), Y: 10}})))
	}
	body := c.body.String()
	for _, want := range []string{
		"1 0.498 0.498 k\na0 f\n", "0.498 0.498 1 k\na1 f\n",
		"gsave a0 clip newpath 0.498 0.2471 0.7490 k a1 f grestore\n",
	} {
		if want = strings.ReplaceAll(want, "0.7490", "0.749"); !strings.Contains(body, want) {
			t.Errorf("no %q in %q", want, body)
		}
	}
	if !strings.Contains(c.areas.String(), "/a0 {0 0 m 10 0 l 10 10 l 0 10 l } bind def\n") {
		t.Errorf("areas %q", c.areas.String())
	}
}

func TestEPSErrors(t *testing.T) {
	f := plain()
	f.Title = "中"
	var b bytes.Buffer
	if err := EPS(&b, f, Size{Width: SingleWidth}); err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, b.Len())
	}
	if err := EPS(&b, plain(), Size{Width: 10}); err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, b.Len())
	}
}

// What a press drew before does not change what it draws.
func TestAPressDrawsTheSame(t *testing.T) {
	used := NewPress()
	all := chartSamples()
	for _, name := range []string{"funnel-8", "occupation", "comparison", "funnel-8"} {
		var fresh, again bytes.Buffer
		if err := SVG(&fresh, all[name], Size{Width: SingleWidth}); err != nil {
			t.Fatal(err)
		}
		if err := used.SVG(&again, all[name], Size{Width: SingleWidth}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(fresh.Bytes(), again.Bytes()) {
			t.Errorf("%s: a press that was used draws another file", name)
		}
		if file := epsOf(t, used, name, Size{Width: SingleWidth}); file != epsOf(t, NewPress(), name,
			Size{Width: SingleWidth}) {
			t.Errorf("%s: a press that was used draws another EPS", name)
		}
	}
}

// A press measures as vg does.
func TestAPressMeasuresLikeVG(t *testing.T) {
	p := NewPress()
	for _, s := range FontStyles() {
		for _, text := range []string{"Tỷ số nguy cơ AVATAR", "T", "138 (12, 45)", ""} {
			for _, size := range []vg.Length{6, 8.5, 1000} {
				if got, want := p.face(s, size).Width(text),
					s.at(size); fmt.Sprintf("%.9f", got) != fmt.Sprintf("%.9f", want.Width(text)) {
					t.Errorf("%s %q at %v: %v, vg %v", s, text, size, got, want.Width(text))
				}
			}
		}
	}
}

func TestElideMiddleKeepsTheEnd(t *testing.T) {
	face := NewPress().face(Regular, 9)
	for width := vg.Length(40); width < 260; width += 20 {
		got := elideMiddle(face, sentence+" số 12", width)
		if face.Width(got) > width || !strings.HasSuffix(got, "12") || !strings.Contains(got, ellipsis) ||
			!strings.HasPrefix(got, "X") {
			t.Errorf("width %v: %q, %v wide", width, got, face.Width(got))
		}
	}
	if got := elideMiddle(face, "ngắn", 100); got != "ngắn" {
		t.Errorf("a text that fits becomes %q", got)
	}
}
