package figure

import (
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

const sentence = "Xác suất sống còn không biến cố sau lần truyền tế bào gốc đầu tiên"

func TestWrapKeepsEveryWord(t *testing.T) {
	face := NewPress().face(Regular, 9)
	for width := vg.Length(60); width < 400; width += 17 {
		lines := wrap(face, sentence, width, 0)
		if strings.Join(lines, " ") != sentence {
			t.Errorf("width %v: %q", width, lines)
		}
		for _, l := range lines {
			if face.Width(l) > width {
				t.Errorf("width %v: %q is wider", width, l)
			}
		}
		for i := 1; i < len(lines); i++ {
			next, _, _ := strings.Cut(lines[i], " ")
			if face.Width(lines[i-1]+" "+next) <= width {
				t.Errorf("width %v: %q had room for %q", width, lines[i-1], next)
			}
		}
	}
}

func TestWrapElidesTheLastLine(t *testing.T) {
	face := NewPress().face(Regular, 9)
	lines := wrap(face, sentence, 100, 2)
	if len(lines) != 2 || !strings.HasSuffix(lines[1], ellipsis) || widest(face, lines) > 100 {
		t.Errorf("%q, %v wide", lines, widest(face, lines))
	}
	head := strings.TrimSuffix(lines[0]+" "+lines[1], ellipsis)
	if !strings.HasPrefix(sentence, head) {
		t.Errorf("%q is not the head of the text", head)
	}
}

func TestWrapBreaksLongWordsAndLines(t *testing.T) {
	face := NewPress().face(Regular, 9)
	word := strings.Repeat("ế", 60)
	lines := wrap(face, word, 50, 0)
	if len(lines) < 3 || strings.Join(lines, "") != word || widest(face, lines) > 50 {
		t.Errorf("%d lines, %v wide", len(lines), widest(face, lines))
	}
	if got := wrap(face, "a\n\n b ", 50, 0); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("line breaks: %q", got)
	}
	if got := wrap(face, " ", 50, 0); got != nil {
		t.Errorf("a blank text gives %q", got)
	}
	if got := wrap(face, "Wide", 0, 0); strings.Join(got, "") != "Wide" {
		t.Errorf("no width: %q", got)
	}
}

func TestElide(t *testing.T) {
	face := NewPress().face(Regular, 9)
	if got := elide(face, sentence, 1000); got != sentence {
		t.Errorf("shortened without need: %q", got)
	}
	got := elide(face, sentence, 60)
	if face.Width(got) > 60 || !strings.HasSuffix(got, ellipsis) ||
		!strings.HasPrefix(sentence, strings.TrimSuffix(got, ellipsis)) {
		t.Errorf("%q, %v wide", got, face.Width(got))
	}
}

// A label of 300 kB, of words or of none, costs a few looks at each of its letters:
// what was measured is kept by its text, and stays below ten times the label.
func TestLongTextCostsItsLength(t *testing.T) {
	const size = 300_000
	for name, text := range map[string]string{"word": strings.Repeat("W", size),
		"words": strings.Repeat("long ", size/5), "accents": strings.Repeat("ế", size/3)} {
		face := NewPress().face(Regular, 9)
		lines := wrap(face, text, 200, 0)
		kept := 0
		for _, line := range lines {
			kept += len(strings.ReplaceAll(line, " ", ""))
		}
		if want := len(strings.ReplaceAll(text, " ", "")); kept != want {
			t.Errorf("%s: %d bytes of %d are on %d lines", name, kept, want, len(lines))
		}
		if got := wrap(face, text, 200, 3); len(got) != 3 || !strings.HasSuffix(got[2], ellipsis) {
			t.Errorf("%s: of three lines %d", name, len(got))
		}
		if got := elideMiddle(face, text, 100); face.Width(got) > 100 || len(got) < 10 {
			t.Errorf("%s: %q", name, got)
		}
		measured := 0
		for text := range face.metrics.widths {
			measured += len(text)
		}
		if measured > 10*size {
			t.Errorf("%s: %d bytes were measured of a text of %d", name, measured, size)
		}
		first := testing.AllocsPerRun(10, func() { fitting(face, text, 200) })
		if first > 0 {
			t.Errorf("%s: one line takes %v allocations", name, first)
		}
	}
}

func TestTypeIsLegible(t *testing.T) {
	for _, width := range []vg.Length{minWidth, SingleWidth, DoubleWidth, 2 * DoubleWidth} {
		for _, compact := range []bool{false, true} {
			typ := NewPress().typography(width, compact)
			if typ.em < 6.5 || typ.small.Font.Size < 6 || typ.em > 9 || typ.title.Font.Size > 12 {
				t.Errorf("%v compact %v: base %v, small %v, title %v", width, compact, typ.em, typ.small.Font.Size,
					typ.title.Font.Size)
			}
		}
	}
	if single, double := NewPress().typography(SingleWidth, false), NewPress().
		typography(DoubleWidth, false); single.em != 7 || double.em != 8.5 {
		t.Errorf("base %v and %v, want 7 and 8.5", single.em, double.em)
	}
}
