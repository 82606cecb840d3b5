package golden

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// told is a test that keeps what it is told.
type told struct {
	testing.TB
	errors  []string
	cleanup func()
}

func (t *told) Helper()          {}
func (t *told) Cleanup(f func()) { t.cleanup = f }
func (t *told) Failed() bool     { return len(t.errors) > 0 }

func (t *told) Errorf(format string, args ...any) {
	t.errors = append(t.errors, fmt.Sprintf(format, args...))
}

// compared runs a comparison in a folder of its own, and gives what it tells.
func compared(t *testing.T, compare func(*Folder)) string {
	t.Helper()
	if *update {
		t.Skip("goldens are renewed")
	}
	listener := &told{TB: t}
	compare(Open(listener, "g"))
	listener.cleanup()
	return strings.Join(listener.errors, "\n")
}

func TestChangedTextIsTold(t *testing.T) {
	t.Chdir(t.TempDir())
	save(t, "one\ntwo\nthree\n", "testdata/golden/g/a.txt")
	if got := compared(t, func(f *Folder) { f.Text("a.txt", "one\ntwo\nthree\n") }); got != "" {
		t.Errorf("the same text: %s", got)
	}
	got := compared(t, func(f *Folder) { f.Text("a.txt", "one\n2\nthree\n") })
	for _, want := range []string{"a.txt has changed", "-2: two", "+2: 2", "graftstat-golden-"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if strings.Contains(got, "three") {
		t.Errorf("%q tells what has not changed", got)
	}
	if got := compared(t, func(f *Folder) { f.Text("a.txt", "two\none\nthree\n") }); !strings.Contains(got,
		"another order") {
		t.Errorf("another order: %q", got)
	}
	if got := compared(t, func(f *Folder) { f.Text("b.txt", "one\n") }); !strings.Contains(got, "there was no golden") {
		t.Errorf("a new text: %q", got)
	}
	if got := compared(t, func(*Folder) {}); !strings.Contains(got, "a.txt is the golden of nothing") {
		t.Errorf("a golden that is not compared: %q", got)
	}
}

// squares are two that overlap, painted in an order.
func squares(t *testing.T, order ...int) []byte {
	t.Helper()
	p := image.NewNRGBA(image.Rect(0, 0, 96, 64))
	draw.Draw(p, p.Rect, image.White, image.Point{}, draw.Src)
	colours := []color.Color{color.NRGBA{B: 0xFF, A: 0xFF}, color.NRGBA{R: 0xFF, A: 0xFF}}
	for _, i := range order {
		at := image.Rect(4+8*i, 4+8*i, 20+8*i, 20+8*i)
		draw.Draw(p, at, image.NewUniform(colours[i]), image.Point{}, draw.Src)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The same two squares in another order of painting differ in the one tile of six
// that holds them.
func TestPictureSeesTheOrderOfPainting(t *testing.T) {
	if !exact {
		t.Skip("hashes are those of amd64")
	}
	t.Chdir(t.TempDir())
	p, err := pixels(squares(t, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	save(t, "squares "+pictureLine(p)+"\n", "testdata/golden/g/pictures.txt")
	if got := compared(t, func(f *Folder) { f.Picture("squares", squares(t, 0, 1), false) }); got != "" {
		t.Errorf("the same picture: %s", got)
	}
	got := compared(t, func(f *Folder) { f.Picture("squares", squares(t, 1, 0), false) })
	if !strings.Contains(got, "squares: 1 of 6 tiles differ") {
		t.Errorf("another order: %q", got)
	}
	for _, name := range []string{"squares.png", "squares-difference.png"} {
		content, err := os.ReadFile(filepath.Join(failures(t), "testdata/golden/g", name))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := pixels(content); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := compared(t, func(*Folder) {}); !strings.Contains(got, "squares is no longer drawn") {
		t.Errorf("a picture that is gone: %q", got)
	}
	if got := compared(t, func(f *Folder) {
		f.Picture("squares", squares(t, 0, 1), false)
		f.Picture("more", squares(t, 0), false)
	}); !strings.Contains(got, "more has no golden") {
		t.Errorf("a new picture: %q", got)
	}
}

func TestSmallPicturesAreAlikeWithinTwoLevels(t *testing.T) {
	grey := func(y uint8) *image.Paletted {
		p := image.NewNRGBA(image.Rect(0, 0, 8, 8))
		draw.Draw(p, p.Rect, image.NewUniform(color.Gray{Y: y}), image.Point{}, draw.Src)
		return shrunk(p)
	}
	if !alike(grey(170), grey(136)) || alike(grey(170), grey(119)) || alike(nil, grey(0)) {
		t.Error("170 is to be like 136, two levels away, and not like 119")
	}
}

func TestWorkbookShowsCellsStylesAndLinks(t *testing.T) {
	shown := func(bold bool, rows int) string {
		f := excelize.NewFile()
		defer f.Close()
		style, err := f.NewStyle(&excelize.Style{NumFmt: 10, Font: &excelize.Font{Bold: bold}})
		for row := 1; row <= rows && err == nil; row++ {
			err = f.SetCellFloat("Sheet1", fmt.Sprintf("B%d", row), float64(row)/3, -1, 64)
		}
		for _, next := range []func() error{
			func() error { return f.SetCellStyle("Sheet1", "B1", "B1", style) },
			func() error { return f.SetCellFormula("Sheet1", "C1", "B1+1") },
			func() error { return f.SetCellHyperLink("Sheet1", "B1", "Sheet1!A9", "Location") },
		} {
			if err == nil {
				err = next()
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		return Workbook(t, b.Bytes())
	}
	got := shown(true, 2)
	for _, want := range []string{
		"sheet Sheet1\n", " 0.333333333333", "| C ", "=B1+1", `location="Sheet1!A9"`, `<b val="1">`, "format 10",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if got == shown(false, 2) {
		t.Error("a cell that is no longer bold is not seen")
	}
	if long := shown(true, 41); strings.Contains(long, "  31 |") ||
		!strings.Contains(long, "and 11 more rows sha256:") {
		t.Errorf("a long sheet is shown as\n%s", long)
	}
	if shown(true, 41) == strings.ReplaceAll(shown(true, 42), "42", "41") {
		t.Error("one more row is not seen")
	}
}

func TestHTMLTableShowsRows(t *testing.T) {
	file := "<html><body>\n<table style=\"x\">\n<caption style=\"y\">Deaths &amp; more</caption>\n" +
		"<thead>\n<tr><th scope=\"col\" style=\"z\">Group</th><th>n</th></tr>\n</thead>\n" +
		"<tbody>\n<tr><td style=\"z\"><strong>A</strong></td><td>3</td></tr>\n</tbody>\n</table>\n" +
		"<p style=\"z\">A note.</p>\n</body></html>"
	want := "t " + Sum([]byte(file)) + "\n  Deaths & more\n  Group | n\n  <strong>A</strong> | 3\n  A note.\n"
	if got := HTMLTable("t", file); got != want {
		t.Errorf("shown as\n%s, want\n%s", got, want)
	}
}

func TestResultsSayWhereAChangeIs(t *testing.T) {
	results := func(estimate string) string {
		return Results(t, []byte(`{"schema": "x", "cohorts": [{"id": "all", "cases": 3, "patients": 3, "endpoints": [
			{"id": "os", "kind": "survival", "method": "kaplan-meier", "groups": [{"by": "", "group": "all", "cases": 3,
			"events": 1, "competing_events": 0, "missing": 0,
			"at": [{"time": 365, "estimate": `+estimate+`, "lower": 0.1, "upper": null, "at_risk": 2}]}]}]}]}`))
	}
	for estimate, want := range map[string]string{
		"0.6666666666666667": "at 365: 0.666667 (0.1 to null), at risk 2",
		"null":               "at 365: null (0.1 to null), at risk 2",
	} {
		if got := results(estimate); !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if results("0.6666666666666667") == results("0.6666666666666666") {
		t.Error("a change of the last bit is not seen")
	}
	got := Listing(t, []byte("case,cohort,endpoint,status\nA,all,os,0\nB,all,os,1\nC,all,os,0\n"))
	if !strings.Contains(got, `  all os: 2 of status "0", 1 of status "1", sha256:`) {
		t.Errorf("a listing is shown as\n%s", got)
	}
}
