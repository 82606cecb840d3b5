package pdf

import (
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"graftstat/reports/golden"
)

// The claims of PDF/A-2a and PDF/UA-1 stand in the metadata, with the meaning of
// the colours that the first asks for.
func TestClaims(t *testing.T) {
	for _, o := range []*opened{write(t, emptyDocument("en")), write(t, fullDocument("vi"))} {
		catalog := o.objects[golden.NumberIn(t, `/Root (\d+) 0 R`, o.trailer)]
		xmp := o.objects[golden.NumberIn(t, `/Metadata (\d+) 0 R`, catalog)]
		for _, want := range []string{
			"<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>",
			"<pdfuaid:part>1</pdfuaid:part>",
			"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>",
		} {
			if !strings.Contains(xmp, want) {
				t.Errorf("the metadata lacks %s", want)
			}
		}
		profile := o.objects[golden.NumberIn(t, `/OutputIntents \[<<.*/S /GTS_PDFA1 .*/DestOutputProfile (\d+) 0 R`,
			catalog)]
		if golden.Inflate(t, profile) != colourProfile() || !strings.Contains(profile, "/N 3") {
			t.Error("the colours are not those of the profile")
		}
	}
}

// Every font maps its codes to characters, each range within one first byte.
func TestCharacterMap(t *testing.T) {
	o := write(t, fullDocument("vi"))
	fonts := 0
	for _, body := range o.objects {
		if !strings.Contains(body, "/Subtype /Type0") {
			continue
		}
		fonts++
		if golden.Inflate(t, o.objects[golden.NumberIn(t, `/ToUnicode (\d+) 0 R`, body)]) != characterMap() {
			t.Error("a font has another map")
		}
	}
	ranges := regexp.MustCompile(`<(\w\w)(\w\w)> <(\w\w)FF> <(\w\w)(\w\w)>`).FindAllStringSubmatch(characterMap(), -1)
	for _, r := range ranges {
		if r[1] != r[3] || r[1] != r[4] || r[2] != r[5] || r[1] >= "D8" && r[1] <= "DF" {
			t.Errorf("range %s", r[0])
		}
	}
	if fonts < 2 || len(ranges) != 256-8 || !strings.Contains(characterMap(), "<1E00> <1EFF> <1E00>") {
		t.Errorf("%d fonts, %d ranges", fonts, len(ranges))
	}
	for _, m := range regexp.MustCompile(`(\d+) beginbfrange\n([^e]*)endbfrange`).
		FindAllStringSubmatch(characterMap(), -1) {
		if lines := strings.Count(m[2], "\n"); fmt.Sprint(lines) != m[1] || lines > 100 {
			t.Errorf("a block says %s of %d ranges", m[1], lines)
		}
	}
}

// The profile's table leads to its entries; its three primaries add up to white.
func TestColourProfile(t *testing.T) {
	p := colourProfile()
	word := func(at int) int { return int(binary.BigEndian.Uint32([]byte(p[at:]))) }
	if word(0) != len(p) || p[36:40] != "acsp" || p[12:24] != "mntrRGB XYZ " {
		t.Fatal("the header is wrong")
	}
	sum := [3]float64{}
	entries := map[string]string{}
	for i := range word(128) {
		at := 132 + 12*i
		start, size := word(at+4), word(at+8)
		if start%4 != 0 || start < 132+12*word(128) || start+size > len(p) {
			t.Fatalf("entry %q lies at %d", p[at:at+4], start)
		}
		entries[p[at:at+4]] = p[start : start+size]
		if p[at+1:at+4] == "XYZ" {
			for k := range sum {
				sum[k] += float64(word(start+8+4*k)) / 65536
			}
		}
	}
	for k, want := range []float64{0.9642, 1, 0.8249} {
		if math.Abs(sum[k]-want) > 3e-4 {
			t.Errorf("the primaries add up to %.5f of %.5f", sum[k], want)
		}
	}
	for name, begin := range map[string]string{"desc": "mluc", "cprt": "mluc", "wtpt": "XYZ ", "chad": "sf32",
		"rTRC": "para", "gTRC": "para", "bTRC": "para"} {
		if !strings.HasPrefix(entries[name], begin) {
			t.Errorf("entry %s is %q", name, entries[name])
		}
	}
	// (0.5/1.055 + 0.055/1.055)^2.4 of the curve's five numbers at a half.
	g, a, b := curveNumber(entries["rTRC"], 0), curveNumber(entries["rTRC"], 1), curveNumber(entries["rTRC"], 2)
	if y := math.Pow(a*0.5+b, g); math.Abs(y-0.2140) > 1e-4 {
		t.Errorf("a half shines as %.5f", y)
	}
}

func curveNumber(curve string, i int) float64 {
	return float64(binary.BigEndian.Uint32([]byte(curve[12+4*i:]))) / 65536
}
