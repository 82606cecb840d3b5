package entry

import (
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Columns of the guide: a margin, which has the colours, and the text.
const (
	marginWidth = 4
	textWidth   = 100
	lineHeight  = 16
	lineChars   = 112
)

// writeGuide writes the sheet that explains, and opens the workbook on it.
func (b *book) writeGuide() error {
	g := &guide{book: b, sheet: b.code.Guide}
	g.put(b.styles.title, "title")
	for _, code := range []string{"cases", "required", "notes", "lists"} {
		g.put(b.styles.plain, code)
	}
	g.put(b.styles.plain, "example", strconv.Itoa(exampleRow))
	g.put(b.styles.plain, "privacy")
	g.put(b.styles.plain, "locked")
	g.put(b.styles.heading, "marks")
	for i, code := range []string{"wrong", "lacks", "sample"} {
		g.swatch(b.styles.legend[i])
		g.put(b.styles.plain, code)
	}
	g.put(b.styles.heading, "next")
	g.put(b.styles.plain, "as_of")
	g.write(b.styles.code, "graftstat check study.yaml")
	g.write(b.styles.code, "graftstat run study.yaml")
	return g.close()
}

// A guide is the sheet that explains as it is written; the first error stays.
type guide struct {
	*book
	sheet string
	row   int
	err   error
}

func (g *guide) put(style int, code string, args ...string) {
	g.write(style, g.code.GuideText(code, args...))
}

// write writes a text in a row of its own.
func (g *guide) write(style int, text string) {
	if g.err != nil {
		return
	}
	g.row++
	cell := cellName(2, g.row)
	height := float64((1+len([]rune(text))/lineChars)*lineHeight + 4)
	switch style {
	case g.styles.title:
		height = 30
	case g.styles.heading:
		height = 28
	}
	for _, step := range []func() error{
		func() error { return g.SetCellStr(g.sheet, cell, text) },
		func() error { return g.SetCellStyle(g.sheet, cell, cell, style) },
		func() error { return g.SetRowHeight(g.sheet, g.row, height) },
	} {
		if g.err = step(); g.err != nil {
			return
		}
	}
}

// swatch colours the margin of the next row.
func (g *guide) swatch(style int) {
	if cell := cellName(1, g.row+1); g.err == nil {
		g.err = g.SetCellStyle(g.sheet, cell, cell, style)
	}
}

func (g *guide) close() error {
	if g.err != nil {
		return g.err
	}
	none, portrait, one := false, "portrait", 1
	if err := g.SetSheetView(g.sheet, 0, &excelize.ViewOptions{ShowGridLines: &none}); err != nil {
		return err
	}
	if err := g.SetColWidth(g.sheet, "A", "A", marginWidth); err != nil {
		return err
	}
	if err := g.SetColWidth(g.sheet, "B", "B", textWidth); err != nil {
		return err
	}
	fit := true
	if err := g.SetSheetProps(g.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := g.SetPageLayout(g.sheet, &excelize.PageLayoutOptions{Orientation: &portrait, FitToWidth: &one}); err != nil {
		return err
	}
	g.SetActiveSheet(0)
	return g.ProtectSheet(g.sheet, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true})
}
