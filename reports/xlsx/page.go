package xlsx

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"graftstat/reports/document"
)

const (
	paperA4    = 9
	sideMargin = 0.4 // inches
	endMargin  = 0.75
	headMargin = 0.35
)

// setUpPage fits a sheet to the width of an A4 page, with the head repeated.
func (w *sheetWriter) setUpPage() error {
	orientation := "portrait"
	if w.sheet.Wide {
		orientation = "landscape"
	}
	side, end, head := sideMargin, endMargin, headMargin
	if err := w.fit(orientation); err != nil {
		return err
	}
	if err := w.file.SetPageMargins(w.sheet.Name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side,
		Top: &end, Bottom: &end, Header: &head, Footer: &head}); err != nil {
		return err
	}
	if err := w.file.SetHeaderFooter(w.sheet.Name, &excelize.HeaderFooterOptions{
		OddHeader: w.header(), OddFooter: "&L" + headerText(w.sheet.Title, portraitLetters-20) +
			"&R&P / &N"}); err != nil {
		return err
	}
	row, _ := w.headRow("")
	if !w.sheet.Filter || row == 0 {
		return nil
	}
	return w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: w.sheet.Name,
		RefersTo: fmt.Sprintf("%s!$%d:$%d", quoteSheet(w.sheet.Name), row, row)})
}

// fit makes a sheet one page wide. A sheet of charts is made smaller instead,
// for Excel leaves out breaks between pages where it fits a sheet to them.
func (w *sheetWriter) fit(orientation string) error {
	paper, wide, high, scale := paperA4, 1, 0, w.chartScale()
	options := &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide,
		FitToHeight: &high}
	fit := scale == 0
	if !fit {
		options = &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, AdjustTo: &scale}
	}
	if err := w.file.SetSheetProps(w.sheet.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return w.file.SetPageLayout(w.sheet.Name, options)
}

// The room on a landscape A4 page within its margins.
const (
	pageWide = 1040 // pixels of 1/96 inch
	pageHigh = 480  // points
	minScale = 65   // a table that would need a smaller one goes on to the next page
)

// chartScale is the percentage at which each chart of a sheet is on one page
// with what stands under it; 0 for a sheet without charts.
func (w *sheetWriter) chartScale() uint {
	above, highest, charts := w.lineHeight(w.sheet.Title, titleRole)+lineHeight, 0.0, 0
	for i, b := range w.sheet.Blocks {
		if b.Paragraph != nil {
			above += w.lineHeight(b.Paragraph.Text, roleOf(b.Paragraph.Style))
		}
		if b.SheetChart == nil {
			continue
		}
		chart := above + float64(chartRows(b.SheetChart))*usualHeight
		charts, above, highest = charts+1, 0, max(highest, chart)
		if i+1 < len(w.sheet.Blocks) && w.sheet.Blocks[i+1].Table != nil {
			if all := chart + w.tableHeight(w.sheet.Blocks[i+1].Table); all <= 100*pageHigh/minScale {
				highest = max(highest, all)
			}
		}
	}
	if charts == 0 {
		return 0
	}
	scale := min(100, 100*pageWide/max(w.pixels(), chartWidth), int(100*pageHigh/highest))
	return uint(max(minScale, scale))
}

// tableHeight of a table whose cells have one line each.
func (w *sheetWriter) tableHeight(t *document.Table) float64 {
	high := usualHeight + w.lineHeight(t.Caption, captionRole) + float64(1+len(t.Rows))*(lineHeight+3)
	for _, note := range t.Notes {
		high += w.lineHeight(note, noteRole)
	}
	return high
}

// header has a long text on the left, which is cut where both do not fit, and
// a short one on the right.
func (w *sheetWriter) header() string {
	room := portraitLetters
	if w.sheet.Wide {
		room = landscapeLetters
	}
	right := "&R" + headerText(w.doc.Closing, room*3/5)
	return "&L" + headerText(w.doc.Title, room-units(right)) + right
}

// The letters of the head of an A4 page.
const portraitLetters, landscapeLetters = 95, 145

// headerText keeps an ampersand from being a code of a page's head, and the
// text within a number of UTF-16 units.
func headerText(s string, limit int) string {
	var b strings.Builder
	used := 0
	for _, r := range s {
		part := string(r)
		if r == '&' {
			part = "&&"
		}
		if used += units(part); used >= limit {
			return b.String() + "…"
		}
		b.WriteString(part)
	}
	return b.String()
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// quoteSheet is the name of a sheet as a reference has it.
func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }
