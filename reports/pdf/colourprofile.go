package pdf

import (
	"bytes"
	"encoding/binary"
	"math"
	"unicode/utf16"
)

// colourSpace is that of the pages and figures.
const colourSpace = "sRGB IEC61966-2.1"

// xyz is a colour as CIE XYZ.
type xyz [3]float64

// The primaries of sRGB and its white, adapted to the profile's D50 by the
// matrix of Bradford, as the ICC's own sRGB profiles have them.
var (
	redPrimary   = xyz{0.43607, 0.22249, 0.01392}
	greenPrimary = xyz{0.38515, 0.71687, 0.09708}
	bluePrimary  = xyz{0.14307, 0.06061, 0.71410}
	white        = xyz{0.9642, 1, 0.8249}
	adaptation   = []float64{1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168}
	// transfer is g, a, b, c and d of Y = (aX + b)^g from d on, cX below it.
	transfer = []float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}
)

// profileTag is one entry of a profile; entries of the same content share it.
type profileTag struct {
	name    string
	content []byte
}

// colourProfile is sRGB (IEC 61966-2-1) as an ICC profile of version 4.2 (ISO
// 15076-1): a header, a table of entries and the entries.
func colourProfile() string {
	curve := parametric(transfer)
	tags := []profileTag{
		{"desc", localised(colourSpace)}, {"cprt", localised("No copyright, use freely")},
		{"wtpt", coordinates(white)}, {"chad", append([]byte("sf32\x00\x00\x00\x00"), fixed(adaptation)...)},
		{"rXYZ", coordinates(redPrimary)}, {"gXYZ", coordinates(greenPrimary)}, {"bXYZ", coordinates(bluePrimary)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	const header, entry = 128, 12
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var contents []byte
	start := header + len(table) + entry*len(tags)
	for i, tag := range tags {
		at := start + len(contents)
		if i > 0 && bytes.Equal(tag.content, tags[i-1].content) {
			at -= len(tag.content)
		} else {
			contents = append(contents, tag.content...)
		}
		table = append(table, tag.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(at))
		table = binary.BigEndian.AppendUint32(table, uint32(len(tag.content)))
	}
	return string(profileHeader(start+len(contents))) + string(table) + string(contents)
}

// profileHeader of a profile of that size: version 4.2, for displays, from RGB
// to XYZ, perceptual.
func profileHeader(size int) []byte {
	header := make([]byte, 128)
	binary.BigEndian.PutUint32(header, uint32(size))
	copy(header[8:], "\x04\x20\x00\x00mntrRGB XYZ ")
	copy(header[24:], "\x07\xd0\x00\x01\x00\x01") // 1 January 2000
	copy(header[36:], "acsp")
	copy(header[68:], fixed(white[:]))
	return header
}

// localised is a text in English, padded to whole words.
func localised(text string) []byte {
	units := utf16.Encode([]rune(text))
	content := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS")
	content = binary.BigEndian.AppendUint32(content, uint32(2*len(units)))
	content = binary.BigEndian.AppendUint32(content, 28)
	for _, unit := range units {
		content = binary.BigEndian.AppendUint16(content, unit)
	}
	return append(content, make([]byte, (4-len(content)%4)%4)...)
}

func coordinates(c xyz) []byte { return append([]byte("XYZ \x00\x00\x00\x00"), fixed(c[:])...) }

// parametric is a curve of function type 3.
func parametric(parameters []float64) []byte {
	return append([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), fixed(parameters)...)
}

// fixed is numbers of 16 bits before the point and 16 after it.
func fixed(values []float64) []byte {
	var out []byte
	for _, v := range values {
		out = binary.BigEndian.AppendUint32(out, uint32(int32(math.Round(v*65536))))
	}
	return out
}
