package pdf

import (
	"math"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"graftstat/reports/figure"
)

func blankReport(t testing.TB) *report {
	t.Helper()
	r, err := newReport(emptyDocument("vi"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Wrapped lines hold the whole text, none is too wide, and no accent is alone.
func TestWrap(t *testing.T) {
	r := blankReport(t)
	s := r.scale.table
	texts := []string{
		"", " ", "một", "Không phụ thuộc truyền hồng cầu ở ngày 100",
		strings.Repeat("ế", 200),
		"x " + strings.Repeat("m", 90) + " y",
		"neutrophil_engraftment_date/platelet_engraftment-50.status",
		strings.Repeat("m̀", 40), // no such letter: the accent is a rune of its own
		"12\u00a0345\u00a0bệnh\u00a0nhân\u00a0được\u00a0ghép",
	}
	for _, text := range texts {
		for width := 4.0; width < 300; width += 3.7 {
			lines := r.wrap(text, s, width)
			if got := strings.Join(lines, ""); got != text {
				t.Fatalf("width %.1f: %q became %q", width, text, got)
			}
			for _, line := range lines {
				first, _ := utf8.DecodeRuneInString(line)
				if unicode.Is(unicode.M, first) {
					t.Errorf("width %.1f: a line begins with an accent", width)
				}
				letters := strings.FieldsFunc(line, func(c rune) bool { return unicode.Is(unicode.M, c) || c == ' ' })
				if w := r.width(line, s); w > width+0.3 && utf8.RuneCountInString(strings.Join(letters, "")) > 1 {
					t.Errorf("width %.1f: the line %q is %.1f wide", width, line, w)
				}
			}
		}
	}
}

// A text of 300 kB takes seconds at most, where it took minutes when all of it was
// measured anew for each line.
func TestLongTextCostsItsLength(t *testing.T) {
	r := blankReport(t)
	s := r.scale.table
	for name, text := range map[string]string{"word": strings.Repeat("W", 300_000),
		"words": strings.Repeat("long ", 60_000), "accents": strings.Repeat("ế", 100_000)} {
		began := time.Now()
		if lines := r.wrap(text, s, 200); strings.Join(lines, "") != text || len(lines) < 1000 {
			t.Errorf("%s: %d lines hold another text", name, len(lines))
		}
		short := r.fit(text, s, 200)
		if w := r.width(short, s); w > 200 || w < 180 || !strings.HasSuffix(short, "…") {
			t.Errorf("%s: %q is %.1f wide", name, short, w)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

func TestWrapBreaks(t *testing.T) {
	r := blankReport(t)
	s := r.scale.table
	lines := r.wrap("neutrophil_engraftment_date_platelet", s, r.width("neutrophil_engraftment_da", s))
	if len(lines) != 2 || lines[0] != "neutrophil_engraftment_" {
		t.Errorf("a long name is cut into %q", lines)
	}
	if lines := r.wrap("a b\nc", s, 100); len(lines) != 2 || lines[0] != "a b" || lines[1] != "c" {
		t.Errorf("two lines become %q", lines)
	}
	if lines := r.wrap("một hai", s, r.width("một h", s)); len(lines) != 2 || lines[0] != "một " {
		t.Errorf("two words become %q; the space belongs to the first line", lines)
	}
}

func TestFit(t *testing.T) {
	r := blankReport(t)
	s := r.scale.furniture
	if got := r.fit("Ngắn\ngọn", s, 100); got != "Ngắn gọn" {
		t.Errorf("a text that fits becomes %q", got)
	}
	short := r.fit(strings.Repeat("Kết quả ghép ", 30), s, 100)
	if !strings.HasSuffix(short, "…") || r.width(short, s) > 100 || r.width(short, s) < 85 {
		t.Errorf("a long text becomes %q, %.1f wide", short, r.width(short, s))
	}
	if got := r.fit("dài", s, 0.1); got != "" {
		t.Errorf("no room, yet %q", got)
	}
}

// A text is as wide here as figures take it to be, in every face.
func TestWidthAgreesWithFigures(t *testing.T) {
	r := blankReport(t)
	kerned := 0
	for _, name := range figure.FontStyles() {
		for _, text := range []string{"Tỷ số nguy cơ AVATAR", "95% CI 47–99%", "Ưu thế", "T", ""} {
			want := measured(t, name, text, 9)
			runs := r.runs(name, text)
			width := 0.0
			for _, run := range runs {
				width = run.x + advances(r, name, run.text)
			}
			if math.Abs(width*9-want) > 0.01 || math.Abs(r.width(text, style{face: name, size: 9})-want) > 0.01 {
				t.Errorf("%s: %q is %.3f wide, figures say %.3f", name, text, width*9, want)
			}
			var b strings.Builder
			for _, run := range runs {
				b.WriteString(run.text)
			}
			if b.String() != text {
				t.Errorf("%s: the runs of %q are %q", name, text, b.String())
			}
			if len(runs) > 1 {
				kerned++
			}
		}
	}
	if kerned < 5 {
		t.Errorf("only %d texts are kerned", kerned)
	}
}

// advances is the width in ems of text that is not kerned.
func advances(r *report, name figure.FontStyle, text string) float64 {
	width := 0.0
	for _, c := range text {
		width += r.press.Advance(name, c)
	}
	return width
}

// measured is the width that figures take a text to have, in points.
func measured(t *testing.T, name figure.FontStyle, text string, size vg.Length) float64 {
	t.Helper()
	for _, style := range []xfont.Style{xfont.StyleNormal, xfont.StyleItalic} {
		for _, weight := range []xfont.Weight{xfont.WeightNormal, xfont.WeightSemiBold, xfont.WeightBold} {
			f := font.Font{Typeface: figure.Typeface, Style: style, Weight: weight}
			if figure.Fonts().Has(f) && figure.StyleOf(f) == name {
				face := figure.Fonts().Lookup(f, size)
				return face.Width(text).Points()
			}
		}
	}
	t.Fatalf("figures have no %s", name)
	return 0
}

func TestDecimalMark(t *testing.T) {
	for tag, want := range map[string]rune{"en": '.', "vi": ','} {
		doc := emptyDocument("en")
		doc.Language = tag
		r, err := newReport(doc)
		if err != nil {
			t.Fatal(err)
		}
		if r.decimal != want {
			t.Errorf("%s: %q, want %q", tag, r.decimal, want)
		}
	}
}
