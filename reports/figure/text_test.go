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
	if face.Width(got) > 60 || !strings.HasSuffix(got, ellipsis) || !strings.HasPrefix(sentence, strings.TrimSuffix(got, ellipsis)) {
		t.Errorf("%q, %v wide", got, face.Width(got))
	}
}

func TestTypeIsLegible(t *testing.T) {
	for _, width := range []vg.Length{leastWidth, SingleWidth, DoubleWidth, 2 * DoubleWidth} {
		for _, compact := range []bool{false, true} {
			typ := NewPress().typography(width, compact)
			if typ.em < 6.5 || typ.small.Font.Size < 6 || typ.em > 9 || typ.title.Font.Size > 12 {
				t.Errorf("%v compact %v: base %v, small %v, title %v", width, compact, typ.em, typ.small.Font.Size, typ.title.Font.Size)
			}
		}
	}
	if single, double := NewPress().typography(SingleWidth, false), NewPress().typography(DoubleWidth, false); single.em != 7 || double.em != 8.5 {
		t.Errorf("base %v and %v, want 7 and 8.5", single.em, double.em)
	}
}
