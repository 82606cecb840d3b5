package figure

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"

	"gonum.org/v1/plot/vg/draw"

	"graftstat/reports/document"
)

// SVG writes f as an SVG 1.1 file that needs no font where it is shown: each
// glyph is an outline, defined once. The user unit is the point, coordinates
// are rounded to 0.01. The title and the alternative text stand in the file
// for who cannot see the picture.
func (p *Press) SVG(w io.Writer, f *document.Figure, size Size) error {
	clean, size, err := p.sized(f, size)
	if err != nil {
		return err
	}
	c := newSVGCanvas(p, size.Height)
	if err := p.draw(draw.NewCanvas(c, size.Width, size.Height), clean); err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"`+
		` width="%smm" height="%smm" viewBox="0 0 %s %s" role="img">`+"\n",
		decimal(mm(size.Width)), decimal(mm(size.Height)), decimal(size.Width.Points()), decimal(size.Height.Points()))
	element(&b, "title", clean.Title)
	element(&b, "desc", clean.Alt)
	b.WriteString("<defs>\n")
	b.Write(c.defs.Bytes())
	b.WriteString("</defs>\n")
	fmt.Fprintf(&b, `<rect width="%s" height="%s" fill="#fff"/>`+"\n", decimal(size.Width.Points()),
		decimal(size.Height.Points()))
	b.Write(c.body.Bytes())
	b.WriteString("</svg>\n")
	_, err = w.Write(b.Bytes())
	return err
}

func element(b *bytes.Buffer, name, text string) {
	if text == "" {
		return
	}
	b.WriteString("<" + name + ">")
	xml.EscapeText(b, []byte(text)) // a bytes.Buffer never fails
	b.WriteString("</" + name + ">\n")
}
