package figure

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

const testDPI = 144 // two pixels a point

func pngOf(t testing.TB, f *document.Figure, size Size) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := PNG(&b, f, size, testDPI); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPNGPixels(t *testing.T) {
	f := plain()
	size := Size{Width: 400, Height: 300}
	picture, err := png.Decode(bytes.NewReader(pngOf(t, f, size)))
	if err != nil {
		t.Fatal(err)
	}
	if picture.Bounds() != image.Rect(0, 0, 800, 600) {
		t.Fatalf("bounds %v, want 800 by 600", picture.Bounds())
	}
	a := record(t, f, size).axes(t)
	a.to = 10
	tint := color.NRGBA{R: 0xD1, G: 0xE5, B: 0xF1, A: 0xFF} // blue at 18% on white
	for _, c := range []struct {
		what string
		t, p float64
		want color.NRGBA
	}{
		{"first level of the curve", 1, 1, curveColour(0)},
		{"second level", 4, 0.75, curveColour(0)},
		{"band before the first step", 1, 0.7, tint},
		{"band of the last step", 7, 0.35, tint},
		{"under the band", 4, 0.3, color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}},
		{"past the last follow-up", 9, 0.6, color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}},
	} {
		x, y := int(2*a.x(c.t)), int(2*(300-a.y(c.p)))
		got := color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA)
		if !alike(got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

// alike allows for rounding and the edge of a line.
func alike(a, b color.NRGBA) bool {
	near := func(x, y uint8) bool { return int(x)-int(y) < 8 && int(y)-int(x) < 8 }
	return near(a.R, b.R) && near(a.G, b.G) && near(a.B, b.B) && a.A == b.A
}

func TestPNGResolution(t *testing.T) {
	file := pngOf(t, plain(), Size{Width: 200})
	i := bytes.Index(file, []byte("pHYs"))
	if i != 8+25+4 {
		t.Fatalf("pHYs at %d, want it behind the header", i)
	}
	chunk := file[i : i+4+9]
	if x, y := binary.BigEndian.Uint32(chunk[4:]), binary.BigEndian.Uint32(chunk[8:]); x != 5669 || y != 5669 ||
		chunk[12] != 1 {
		t.Errorf("resolution %d, %d a unit %d, want 5669 a metre", x, y, chunk[12])
	}
	if got := binary.BigEndian.Uint32(file[i+13:]); got != crc32.ChecksumIEEE(chunk) {
		t.Errorf("checksum %08x, want %08x", got, crc32.ChecksumIEEE(chunk))
	}
}

func TestPNGIsDeterministic(t *testing.T) {
	f := grouped(2, shortName)
	if !bytes.Equal(pngOf(t, f, Size{Width: SingleWidth}), pngOf(t, f, Size{Width: SingleWidth})) {
		t.Error("two pictures of one figure differ")
	}
}

func TestPNGErrors(t *testing.T) {
	var b bytes.Buffer
	for _, dpi := range []int{0, -1, 20, 5000} {
		if err := PNG(&b, plain(), Size{Width: SingleWidth}, dpi); err == nil ||
			!strings.Contains(err.Error(), "dots per inch") {
			t.Errorf("%d: error %v", dpi, err)
		}
	}
	f := plain()
	f.Title = "中"
	if err := PNG(&b, f, Size{Width: SingleWidth}, testDPI); err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes written", err, b.Len())
	}
	if err := PNG(&b, plain(), Size{Width: 10 * vg.Millimeter, Height: 100}, testDPI); err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes written", err, b.Len())
	}
}

func BenchmarkPNG300(b *testing.B) {
	f := grouped(2, shortName)
	var file bytes.Buffer
	for b.Loop() {
		file.Reset()
		if err := PNG(&file, f, Size{Width: DoubleWidth}, 300); err != nil {
			b.Fatal(err)
		}
	}
}
