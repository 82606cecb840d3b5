package plan

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestPaperBringsItsOutputs(t *testing.T) {
	p := decode(t, with("paper: {}"))
	if want := []string{"xlsx", "pdf", "html", "json", "figures", "tables", "manuscript",
		"reproduce"}; !reflect.DeepEqual(p.Outputs.Formats, want) {
		t.Errorf("formats %v, want %v", p.Outputs.Formats, want)
	}
	want := &Paper{Anonymity: Anonymity{Columns: []string{"sex", "age_years", "diagnosis", "transplant_year"},
		AgeBands: []float64{2, 7, 12}, K: 5}}
	if !reflect.DeepEqual(p.Paper, want) {
		t.Errorf("paper %+v, want %+v", p.Paper, want)
	}
	if p := decode(t, with("paper: {}\noutputs: {formats: [pdf]}")); !reflect.DeepEqual(p.Outputs.Formats,
		[]string{"pdf"}) {
		t.Errorf("formats %v", p.Outputs.Formats)
	}
}

func TestCountsInsteadOfCases(t *testing.T) {
	p := decode(t, strings.Replace(minimal, "cases: cases.csv", "tallies: [a.csv, b.csv]", 1))
	if len(p.Data.Cases) != 0 || !reflect.DeepEqual(p.Data.Tallies, []string{"a.csv", "b.csv"}) {
		t.Errorf("data %+v", p.Data)
	}
}

func picture(t *testing.T, width, height int, asJPEG bool) []byte {
	t.Helper()
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Black})
	var b bytes.Buffer
	var err error
	if asJPEG {
		err = jpeg.Encode(&b, img, nil)
	} else {
		err = png.Encode(&b, img)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLogo(t *testing.T) {
	// A head that claims 60000 x 60000 pixels, with nothing behind it.
	claims := picture(t, 1, 1, false)
	binary.BigEndian.PutUint32(claims[16:], 60000)
	small := picture(t, 3, 2, false)
	for _, c := range []struct {
		name, file string
		content    []byte
		format     string
		message    string
	}{
		{"png", "logo.png", small, "png", ""},
		{"jpeg whatever its name", "logo.png", picture(t, 3, 2, true), "jpeg", ""},
		{"as wide as may be", "logo.png", picture(t, 4000, 1, false), "png", ""},
		{"beside the folder", "../logo.png", small, "png", ""},
		{"too wide", "logo.png", picture(t, 4001, 1, false), "", "4001 x 1 pixels"},
		{"too high", "logo.png", picture(t, 1, 4001, false), "", "1 x 4001 pixels"},
		{"false head", "logo.png", claims, "", "no PNG or JPEG image"},
		{"too large", "logo.png", append(small, make([]byte, largestLogo)...), "", "larger than 1 MiB"},
		{"text", "logo.png", []byte("Nguyen Van A"), "", "no PNG or JPEG image"},
		{"nothing", "logo.png", []byte{}, "", "no PNG or JPEG image"},
		{"absent", "logo.png", nil, "", "no such file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "study")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			study := filepath.Join(dir, "study.yaml")
			if err := os.WriteFile(study, []byte(with("report: {logo: "+c.file+"}")), 0o600); err != nil {
				t.Fatal(err)
			}
			if c.content != nil {
				if err := os.WriteFile(filepath.Join(dir, c.file), c.content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			p, err := Read(study)
			if c.message == "" {
				if err != nil || p.Report.ImageType != c.format || !bytes.Equal(p.Report.Image, c.content) {
					t.Fatalf("plan %v, error %v", p, err)
				}
				return
			}
			var e *Error
			if !errors.As(err, &e) || e.Line != 5 || e.Column != 16 || !strings.Contains(e.Message.String(),
				c.message) ||
				e.Next.String() == "" {
				t.Errorf("got %v, want %q at 5:16", err, c.message)
			}
			if strings.Contains(err.Error(), "Nguyen") || strings.Contains(err.Error(), dir) {
				t.Errorf("the error shows a content or a folder: %v", err)
			}
		})
	}
}
