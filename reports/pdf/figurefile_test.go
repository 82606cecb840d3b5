package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

func figureFile(t *testing.T, f *document.Figure, size figure.Size) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Figure(&b, emptyDocument("vi"), f, size); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFigureFile(t *testing.T) {
	f := survivalFigure("km", "Sống còn toàn bộ", "Tháng sau ghép", false, 2)
	for _, size := range []figure.Size{
		{Width: figure.SingleWidth, Height: figure.Height(f, figure.SingleWidth)},
		{Width: figure.DoubleWidth, Height: figure.Height(f, figure.DoubleWidth)},
	} {
		content := figureFile(t, f, size)
		if !bytes.Equal(content, figureFile(t, f, figure.Size{Width: size.Width})) {
			t.Error("the natural height makes another file, or two files of one figure differ")
		}
		o := open(t, content)
		whole := fmt.Sprint(o.objects)
		for _, want := range []string{
			fmt.Sprintf("/MediaBox [0 0 %.2f %.2f]", size.Width.Points(), size.Height.Points()),
			"/Count 1", "/Lang (vi)", "/Marked true", "/S /Figure", "/Alt " + textString(f.Alt),
			"Trung tâm Ghép tế bào gốc",
		} {
			if !strings.Contains(whole, want) {
				t.Errorf("at %.0f pt the file lacks %q", size.Width, want)
			}
		}
		for _, p := range o.texts(1) {
			y := p.y - pageHeight + size.Height.Points() // o takes the page to be A4
			if p.kind != "Figure" || p.x < 0 || o.right(p) > size.Width.Points()+0.02 || y < 0 ||
				y > size.Height.Points()+0.02 {
				t.Errorf("%q is a %s at %.1f, %.1f", p.text, p.kind, p.x, y)
			}
		}
		text := strings.ReplaceAll(o.text(1), "\n", " ")
		for _, want := range []string{f.Title, f.Subtitle, f.XLabel, f.Caption} {
			if !strings.Contains(text, want) {
				t.Errorf("at %.0f pt the page lacks %q", size.Width, want)
			}
		}
	}
}

func TestFigureFileRefused(t *testing.T) {
	f := survivalFigure("km", "Sống còn", "Tháng", false, 1)
	unwritable := *f
	unwritable.Caption = "☃"
	foreign := emptyDocument("vi")
	foreign.Language = "?"
	stranger := emptyDocument("vi")
	stranger.Centre = "☃"
	for name, test := range map[string]struct {
		doc  *document.Document
		f    *document.Figure
		size figure.Size
	}{
		"text":     {emptyDocument("vi"), &unwritable, figure.Size{Width: figure.SingleWidth}},
		"language": {foreign, f, figure.Size{Width: figure.SingleWidth}},
		"centre":   {stranger, f, figure.Size{Width: figure.SingleWidth}},
		"narrow":   {emptyDocument("vi"), f, figure.Size{Width: 20}},
		"low":      {emptyDocument("vi"), f, figure.Size{Width: figure.SingleWidth, Height: 30}},
		"nothing":  {nil, nil, figure.Size{}},
	} {
		var b bytes.Buffer
		if err := Figure(&b, test.doc, test.f, test.size); err == nil || b.Len() > 0 {
			t.Errorf("%s: error %v, %d bytes", name, err, b.Len())
		}
	}
}

// On a page that is headed by its section, a figure does not say the title once
// more; in a file of its own it does.
func TestHeadedFigure(t *testing.T) {
	f := survivalFigure("km", "Sống còn toàn bộ", "Tháng", false, 1)
	f.Headed, f.Alt = true, "Một đường"
	doc := emptyDocument("vi")
	doc.Pages = []document.Section{section("a", "Phần một", 1, document.Block{Figure: f})}
	if text := write(t, doc).text(1); strings.Contains(text, f.Title) || !strings.Contains(text, f.Caption) {
		t.Error("the page repeats the title or lacks the figure")
	}
	if text := open(t, figureFile(t, f, figure.Size{Width: figure.DoubleWidth})).
		text(1); !strings.Contains(text, f.Title) {
		t.Error("the file lacks the title")
	}
	if f.Title == "" {
		t.Error("the figure has lost its title")
	}
}
