package golden

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"path/filepath"
	"strings"
)

const (
	pictureList = "pictures.txt"
	tile        = 32 // pixels
	shrink      = 2  // pixels of a picture in one of its small picture
	levels      = 16 // of grey in a small picture
)

// Picture compares the pixels of a PNG file with those of the golden. A small
// one is kept beside the hashes if asked for.
func (f *Folder) Picture(name string, file []byte, small bool) {
	f.t.Helper()
	got, err := pixels(file)
	if err != nil {
		f.t.Errorf("picture %s: %v", name, err)
		return
	}
	if *pictures != "" {
		save(f.t, string(file), *pictures, f.path, name+".png")
	}
	name = strings.ReplaceAll(name, " ", "_") // a line of the list is cut at spaces
	f.drawn[name] = pictureLine(got)
	smallName := "pictures/" + name + ".png"
	if small {
		f.seen[smallName] = true
	}
	switch {
	case *update && small:
		var b bytes.Buffer
		if err := png.Encode(&b, shrunk(got)); err != nil {
			f.t.Fatal(err)
		}
		f.write(smallName, b.String())
	case *update:
	case exact && f.pictures[name] != f.drawn[name]:
		f.pictureChanged(name, file, got)
	case !exact && small && !alike(f.small(name), shrunk(got)):
		f.pictureChanged(name, file, got)
	}
}

func pixels(file []byte) (*image.NRGBA, error) {
	decoded, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	p := image.NewNRGBA(decoded.Bounds())
	draw.Draw(p, p.Rect, decoded, p.Rect.Min, draw.Src)
	return p, nil
}

// small is the small picture of a golden, nil where there is none.
func (f *Folder) small(name string) image.Image {
	decoded, err := png.Decode(strings.NewReader(f.read("pictures/" + name + ".png")))
	if err != nil {
		return nil
	}
	return decoded
}

// pictureChanged leaves the new picture and, where there was one, the old beside it.
func (f *Folder) pictureChanged(name string, file []byte, got *image.NRGBA) {
	f.t.Helper()
	folder := filepath.Join(failures(f.t), f.path)
	save(f.t, string(file), folder, name+".png")
	want := strings.Fields(f.pictures[name])
	if len(want) == 0 {
		f.changed = append(f.changed, name+" has no golden")
		return
	}
	var b bytes.Buffer
	beside, changed := besideEachOther(f.small(name), got, want)
	if err := png.Encode(&b, beside); err != nil {
		f.t.Fatal(err)
	}
	save(f.t, b.String(), folder, name+"-difference.png")
	f.changed = append(f.changed, name+": "+changed)
}

// maxPictures that a failure names.
const maxPictures = 12

// closePictures writes the list, or finds what is no longer drawn.
func (f *Folder) closePictures() {
	f.seen[pictureList] = true
	if *update {
		var b strings.Builder
		for _, name := range sorted(f.drawn) {
			b.WriteString(name + " " + f.drawn[name] + "\n")
		}
		f.write(pictureList, b.String())
		return
	}
	for _, name := range sorted(f.pictures) {
		if f.drawn[name] == "" {
			f.changed = append(f.changed, name+" is no longer drawn")
		}
	}
	if n := len(f.changed); n > 0 {
		shown := f.changed[:min(n, maxPictures)]
		f.t.Errorf("%d pictures of %s have changed; the new ones and NAME-difference.png are in %s\n  %s\n  (%d shown)",
			n, f.path, filepath.Join(failures(f.t), f.path), strings.Join(shown, "\n  "), len(shown))
	}
}

func pictureLines(list string) map[string]string {
	lines := map[string]string{}
	for line := range strings.Lines(list) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		lines[name] = rest
	}
	return lines
}

// pictureLine holds size, hash and the hashes of the tiles.
func pictureLine(p *image.NRGBA) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%dx%d %s ", p.Rect.Dx(), p.Rect.Dy(), Sum(p.Pix))
	for _, r := range tiles(p.Rect) {
		b.WriteString(tileSum(p, r))
	}
	return b.String()
}

// tiles of a picture, row by row.
func tiles(whole image.Rectangle) []image.Rectangle {
	var out []image.Rectangle
	for y := whole.Min.Y; y < whole.Max.Y; y += tile {
		for x := whole.Min.X; x < whole.Max.X; x += tile {
			out = append(out, image.Rect(x, y, x+tile, y+tile).Intersect(whole))
		}
	}
	return out
}

const tileDigits = 3

func tileSum(p *image.NRGBA, r image.Rectangle) string {
	h := fnv.New32a()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		h.Write(p.Pix[p.PixOffset(r.Min.X, y) : p.PixOffset(r.Max.X-1, y)+4])
	}
	sum := h.Sum32()
	return fmt.Sprintf("%03x", (sum^sum>>12^sum>>24)&0xfff)
}

// shrunk is a small grey picture, each point the mean of its pixels.
func shrunk(p *image.NRGBA) *image.Paletted {
	var greys color.Palette
	for i := range levels {
		greys = append(greys, color.Gray{Y: uint8(i * 255 / (levels - 1))})
	}
	out := image.NewPaletted(image.Rect(0, 0, p.Rect.Dx()/shrink, p.Rect.Dy()/shrink), greys)
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			sum := 0
			for dy := range shrink {
				from := p.PixOffset(p.Rect.Min.X+x*shrink, p.Rect.Min.Y+y*shrink+dy)
				for i := from; i < from+4*shrink; i += 4 {
					sum += 299*int(p.Pix[i]) + 587*int(p.Pix[i+1]) + 114*int(p.Pix[i+2])
				}
			}
			mean := sum / (1000 * shrink * shrink)
			out.SetColorIndex(x, y, uint8((mean*(levels-1)+127)/255))
		}
	}
	return out
}

// alike allows each point two levels.
func alike(want image.Image, got *image.Paletted) bool {
	if want == nil || want.Bounds() != got.Rect {
		return false
	}
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			w := color.GrayModel.Convert(want.At(x, y)).(color.Gray).Y
			if d := int(w)*(levels-1)/255 - int(got.ColorIndexAt(x, y)); d < -2 || d > 2 {
				return false
			}
		}
	}
	return true
}

// besideEachOther shows the old picture, enlarged from its small one, and the
// new one with its changed tiles framed. want is the line of the golden.
func besideEachOther(old image.Image, got *image.NRGBA, want []string) (image.Image, string) {
	const gap = 12
	size := got.Rect.Size()
	out := image.NewNRGBA(image.Rect(0, 0, 2*size.X+gap, size.Y))
	draw.Draw(out, out.Rect, image.NewUniform(color.Gray{Y: 0xCC}), image.Point{}, draw.Src)
	if old != nil {
		for y := range min(size.Y, old.Bounds().Dy()*shrink) {
			for x := range min(size.X, old.Bounds().Dx()*shrink) {
				out.Set(x, y, old.At(x/shrink, y/shrink))
			}
		}
	}
	right := image.Pt(size.X+gap, 0)
	draw.Draw(out, got.Rect.Sub(got.Rect.Min).Add(right), got, got.Rect.Min, draw.Src)
	if was := fmt.Sprintf("%dx%d", size.X, size.Y); want[0] != was || len(want) < 3 {
		return out, "its size was " + want[0] + " and is " + was
	}
	all, changed := tiles(got.Rect), 0
	for i, r := range all {
		if want[2][i*tileDigits:(i+1)*tileDigits] != tileSum(got, r) {
			changed++
			frame(out, r.Sub(got.Rect.Min).Add(right))
		}
	}
	return out, fmt.Sprintf("%d of %d tiles differ", changed, len(all))
}

func frame(p *image.NRGBA, r image.Rectangle) {
	red := color.NRGBA{R: 0xE0, A: 0xFF}
	for x := r.Min.X; x < r.Max.X; x++ {
		p.Set(x, r.Min.Y, red)
		p.Set(x, r.Max.Y-1, red)
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		p.Set(r.Min.X, y, red)
		p.Set(r.Max.X-1, y, red)
	}
}
