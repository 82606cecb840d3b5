package pdf

import (
	"fmt"
	"strings"
)

// addColours adds the meaning of the pages' red, green and blue, and returns the
// catalog's entry for it (ISO 19005-2, 6.2.3).
func (f *file) addColours() string {
	profile := f.addStream("/N 3 /Alternate /DeviceRGB /Filter /FlateDecode", f.small.deflate(colourProfile()))
	return fmt.Sprintf("/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (%[1]s) /Info (%[1]s) /DestOutputProfile %[2]d 0 R>>]\n",
		colourSpace, profile)
}

// mapCharacters replaces the map from a font's codes to characters that gofpdf
// writes: a range of codes may not leave its first byte (ISO 32000-1, 9.10.3).
func (f *file) mapCharacters() {
	packed := f.small.deflate(characterMap())
	for number, object := range f.objects {
		if strings.Contains(object, "stream\n/CIDInit /ProcSet") {
			f.objects[number] = streamObject(number, "/Filter /FlateDecode", packed)
		}
	}
}

// characterMap says that the code of each character of the basic plane is its
// code point.
func characterMap() string {
	const perBlock = 100 // as many as a block may have
	var ranges []string
	for high := range 0x100 {
		low := 0
		switch {
		case high == 0:
			low = ' '
		case 0xD8 <= high && high <= 0xDF:
			continue // halves of characters beyond the plane
		}
		ranges = append(ranges, fmt.Sprintf("<%02X%02X> <%02XFF> <%02X%02X>\n", high, low, high, high, low))
	}
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for len(ranges) > 0 {
		n := min(perBlock, len(ranges))
		fmt.Fprintf(&b, "%d beginbfrange\n%sendbfrange\n", n, strings.Join(ranges[:n], ""))
		ranges = ranges[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.String()
}
