package xlsx

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"graftstat/reports/layout"
)

const (
	paperA4 = 9
	// headerLimit is the longest text of a page's head in UTF-16 units.
	headerLimit = 255
	sideMargin  = 0.4 // inches
	endMargin   = 0.75
	headMargin  = 0.35
)

// setUpPage fits a sheet to the width of an A4 page, with the head repeated.
func (w *sheetWriter) setUpPage(doc *layout.Document) error {
	paper, width, height, orientation := paperA4, 1, 0, "portrait"
	if w.sheet.Wide {
		orientation = "landscape"
	}
	fit, side, end, head := true, sideMargin, endMargin, headMargin
	if err := w.file.SetSheetProps(w.sheet.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := w.file.SetPageLayout(w.sheet.Name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &width, FitToHeight: &height}); err != nil {
		return err
	}
	if err := w.file.SetPageMargins(w.sheet.Name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &end, Bottom: &end, Header: &head, Footer: &head}); err != nil {
		return err
	}
	if err := w.file.SetHeaderFooter(w.sheet.Name, &excelize.HeaderFooterOptions{
		OddHeader: header(doc.Title, doc.Closing), OddFooter: "&L" + headerText(w.sheet.Title, headerLimit-20) + "&R&P / &N"}); err != nil {
		return err
	}
	row, _ := w.headRow("")
	if !w.sheet.Filter || row == 0 {
		return nil
	}
	return w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: w.sheet.Name,
		RefersTo: fmt.Sprintf("%s!$%d:$%d", quoteSheet(w.sheet.Name), row, row)})
}

// header has a long text on the left, which is cut where both do not fit, and
// a short one on the right.
func header(left, right string) string {
	right = "&R" + headerText(right, headerLimit/2)
	return "&L" + headerText(left, headerLimit-2-units(right)) + right
}

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
