package pdf

import (
	"bytes"
	"errors"
	"image"
	"image/draw"
	_ "image/jpeg" // a logo may be one
	"image/png"

	"github.com/jung-kurt/gofpdf"

	"graftstat/analysis/message"
)

// The room of a logo on page one.
const (
	logoHeight = 16 * mm
	logoWidth  = 50 * mm
)

var errLogo = message.New("the logo cannot be read as an image; give a PNG or JPEG file that opens in an image viewer")

// logo is the centre's, ready to be placed.
type logo struct {
	name          string
	width, height float64
}

// readLogo takes the document's logo, nil if it has none. It is decoded and
// packed anew as eight bits a colour: gofpdf reads neither interlaced images nor
// those of sixteen bits.
func (r *report) readLogo() (*logo, error) {
	if len(r.doc.Logo) == 0 {
		return nil, nil
	}
	decoded, _, err := image.Decode(bytes.NewReader(r.doc.Logo))
	if err != nil {
		return nil, errLogo
	}
	size := decoded.Bounds()
	plain := image.NewNRGBA(image.Rect(0, 0, size.Dx(), size.Dy()))
	draw.Draw(plain, plain.Bounds(), decoded, size.Min, draw.Src)
	var packed bytes.Buffer
	if err := png.Encode(&packed, plain); err != nil {
		return nil, errLogo
	}
	const name = "logo"
	r.pdf.RegisterImageOptionsReader(name, gofpdf.ImageOptions{ImageType: "png"}, &packed)
	if err := r.pdf.Error(); err != nil {
		return nil, errors.Join(errLogo, err)
	}
	scale := min(logoHeight/float64(size.Dy()), logoWidth/float64(size.Dx()))
	return &logo{name: name, width: scale * float64(size.Dx()), height: scale * float64(size.Dy())}, nil
}

// drawLogo at the right margin, its top at y. A screen reader passes over it:
// the centre's name stands beside it.
func (r *report) drawLogo(l *logo, y float64) {
	r.artifact(func() {
		r.pdf.ImageOptions(l.name, margin+textWidth-l.width, y, l.width, l.height, false,
			gofpdf.ImageOptions{ImageType: "png"}, 0, "")
	})
}
