package pdf

import (
	"github.com/jung-kurt/gofpdf"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

// report is one document on its way to paper. Lengths are in points, y runs
// down from the top of the page.
type report struct {
	doc      *document.Document
	pdf      *gofpdf.Fpdf
	height   float64 // of a page
	press    *figure.Press
	scale    scale
	fonts    map[figure.FontStyle]bool // those that gofpdf knows
	set      fontSetting               // what gofpdf prints with at the moment
	language language.Tag
	decimal  rune // decimal mark of the language
	tree     *tree
	links    []*link
	starts   map[string]place // where each section begins
	page     int              // the present one
	pages    int              // all, once they are known
	y        float64
	opening  bool    // nothing stands on the page yet
	lowered  float64 // by how much compact figures are lower than they are by nature

	rehearsing bool // pieces are placed but not drawn
}

// place is a height on a page.
type place struct {
	page int
	y    float64
}

func newReport(doc *document.Document) (*report, error) {
	return newPages(doc, pageWidth, pageHeight)
}

// newPages begins a file with pages of a size.
func newPages(doc *document.Document, width, height float64) (*report, error) {
	tag := language.Make(doc.Language)
	r := &report{
		doc:      doc,
		pdf:      gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: width, Ht: height}}),
		height:   height,
		scale:    newScale(),
		press:    figure.NewPress(),
		fonts:    map[figure.FontStyle]bool{},
		language: tag,
		decimal:  decimalMark(tag),
		tree:     newTree(),
		starts:   map[string]place{},
	}
	r.pdf.SetAutoPageBreak(false, 0)
	r.pdf.SetMargins(0, 0, 0)
	r.pdf.SetCatalogSort(true)
	r.pdf.SetCompression(false) // finish does that
	r.describe()
	return r, r.pdf.Error()
}

// decimalMark of a language's numbers: "." in en, "," in vi.
func decimalMark(tag language.Tag) rune {
	half := message.NewPrinter(tag).Sprint(number.Decimal(0.5))
	return []rune(half)[1]
}
