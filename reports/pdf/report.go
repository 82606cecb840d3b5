package pdf

import (
	"github.com/jung-kurt/gofpdf"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"graftstat/reports/figure"
	"graftstat/reports/layout"
)

// report is one document on its way to paper. Lengths are in points, y runs
// down from the top of the page.
type report struct {
	doc      *layout.Document
	pdf      *gofpdf.Fpdf
	scale    scale
	faces    map[figure.FontStyle]*typeface
	set      fontSetting // what gofpdf prints with at the moment
	language language.Tag
	decimal  rune // decimal mark of the language
	tree     *tree
	links    []*link
	starts   map[string]place // where each section begins
	known    pagination       // from the layout before this one
	y        float64
	opening  bool    // nothing stands on the page yet
	lowered  float64 // by how much compact figures are lower than they are by nature
}

// place is a height on a page.
type place struct {
	page int
	y    float64
}

// pagination is what only a finished layout knows.
type pagination struct {
	pages  int
	starts map[string]place
}

func newReport(doc *layout.Document, known pagination) (*report, error) {
	tag := language.Make(doc.Language)
	r := &report{
		doc:      doc,
		pdf:      gofpdf.New("P", "pt", "A4", ""),
		scale:    newScale(),
		faces:    map[figure.FontStyle]*typeface{},
		language: tag,
		decimal:  decimalMark(tag),
		tree:     newTree(),
		starts:   map[string]place{},
		known:    known,
	}
	r.pdf.SetAutoPageBreak(false, 0)
	r.pdf.SetMargins(0, 0, 0)
	r.pdf.SetCatalogSort(true)
	r.describe()
	return r, r.pdf.Error()
}

func (r *report) pagination() pagination {
	return pagination{pages: r.pdf.PageCount(), starts: r.starts}
}

// decimalMark of a language's numbers: "." in en, "," in vi.
func decimalMark(tag language.Tag) rune {
	half := message.NewPrinter(tag).Sprint(number.Decimal(0.5))
	return []rune(half)[1]
}
