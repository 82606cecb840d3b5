package figure

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/png"
	"io"
	"math"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"graftstat/reports/document"
)

// Resolutions that PNG takes, in dots per inch. Journals ask for 300 to 600
// where lines and text meet.
const (
	minDPI = 36
	maxDPI = 1200
)

// PNG writes f as a picture on white with its resolution in the file, so that
// it is placed at its size on paper.
func (p *Press) PNG(w io.Writer, f *document.Figure, size Size, dpi int) error {
	if dpi < minDPI || dpi > maxDPI {
		return fmt.Errorf("figure %s: %d dots per inch is not within %d to %d", f.ID, dpi, minDPI, maxDPI)
	}
	clean, size, err := p.sized(f, size)
	if err != nil {
		return err
	}
	c := vgimg.NewWith(vgimg.UseWH(size.Width, size.Height), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(paper))
	if err := p.draw(draw.New(outlined{c, p}), clean); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, c.Image()); err != nil {
		return fmt.Errorf("figure %s: %w", f.ID, err)
	}
	_, err = w.Write(withResolution(b.Bytes(), dpi))
	return err
}

// withResolution puts a pHYs chunk (PNG specification, section 11.3.4.3)
// behind the header chunk.
func withResolution(file []byte, dpi int) []byte {
	const header = 8 + 25 // signature and IHDR
	perMetre := uint32(math.Round(float64(dpi) / 0.0254))
	chunk := binary.BigEndian.AppendUint32(nil, 9)
	chunk = append(chunk, "pHYs"...)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit is the metre
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	return bytes.Join([][]byte{file[:header], chunk, file[header:]}, nil)
}
