package entry

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/codebook"
	"graftstat/analysis/plan"
)

// Colours.
const (
	ink       = "1F2933"
	paper     = "FFFFFF"
	headFill  = "DCE6EE"
	needFill  = "1F4E79" // of the head of a required column
	groupFill = "EEF2F5"
	lineInk   = "B8C4CE"
	wrongFill = "F4B6AE"
	lacksFill = "FFE699"
	greyInk   = "6B7780"
	greyFill  = "F2F2F2"
)

// styles are the numbers of the styles of a workbook.
type styles struct {
	group, head, required       int
	text, number, date          int // of cells to fill in
	wrong, lacks, example       int // conditional
	title, plain, code, heading int // of the guide
	legend                      [3]int
}

func (b *book) makeStyles() error {
	var err error
	add := func(s *excelize.Style) (id int) {
		if err == nil {
			id, err = b.NewStyle(s)
		}
		return id
	}
	mark := func(s *excelize.Style) (id int) {
		if err == nil {
			id, err = b.NewConditionalStyle(s)
		}
		return id
	}
	font := func(size float64, colour string, bold bool) *excelize.Font {
		return &excelize.Font{Family: "Calibri", Size: size, Color: colour, Bold: bold}
	}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	wrapped := &excelize.Alignment{Vertical: "center", Horizontal: "center", WrapText: true}
	left := &excelize.Alignment{Vertical: "top", Horizontal: "left", Indent: 1, WrapText: true}
	low := &excelize.Alignment{Vertical: "bottom", Horizontal: "left", Indent: 1}
	var edges []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		edges = append(edges, excelize.Border{Type: side, Color: lineInk, Style: 1})
	}
	head := func(colour, back string) int {
		return add(&excelize.Style{Font: font(10, colour, true), Fill: fill(back), Alignment: wrapped, Border: edges})
	}
	cell := func(format, horizontal string) int {
		return add(&excelize.Style{Font: font(10, ink, false), CustomNumFmt: &format,
			Protection: &excelize.Protection{Locked: false},
			Alignment:  &excelize.Alignment{Vertical: "center", Horizontal: horizontal}})
	}
	b.styles = styles{
		group: add(&excelize.Style{Font: font(10, greyInk, true), Fill: fill(groupFill), Alignment: low, Border: edges}),
		head:  head(ink, headFill), required: head(paper, needFill),
		text: cell("@", "left"), number: cell("General", "right"), date: cell("dd/mm/yyyy", "center"),
		wrong:   mark(&excelize.Style{Fill: fill(wrongFill)}),
		lacks:   mark(&excelize.Style{Fill: fill(lacksFill)}),
		example: mark(&excelize.Style{Fill: fill(greyFill), Font: &excelize.Font{Italic: true, Color: greyInk}}),
		title:   add(&excelize.Style{Font: font(16, ink, true), Alignment: low}),
		plain:   add(&excelize.Style{Font: font(11, ink, false), Alignment: left}),
		heading: add(&excelize.Style{Font: font(12, ink, true), Alignment: low}),
		code: add(&excelize.Style{Font: &excelize.Font{Family: "Consolas", Size: 11, Color: ink}, Fill: fill(greyFill),
			Alignment: left}),
	}
	for i, colour := range []string{wrongFill, lacksFill, greyFill} {
		b.styles.legend[i] = add(&excelize.Style{Fill: fill(colour), Border: edges})
	}
	return err
}

// cellStyle is the style of the cells of a column. What a spreadsheet would turn
// into a date or a time, 10/10 and 1:256, is text.
func (b *book) cellStyle(c codebook.Column) int {
	switch {
	case c.Kind == plan.Day:
		return b.styles.date
	case c.Kind == plan.Number && !isTitre(c), isNumbered(c):
		return b.styles.number
	}
	return b.styles.text
}

// isTitre says of a column that its numbers may be written as 1:256.
func isTitre(c codebook.Column) bool {
	return c.Name == "titre" || c.Name == "titre_baseline" || c.Name == "titre_at_transplant"
}

// isNumbered says of a column that its levels are numbers.
func isNumbered(c codebook.Column) bool { return len(c.Levels) > 0 && c.Levels[0].Code == "1" }

// width is the width of a column in characters.
func width(c codebook.Column) float64 {
	longest := 0
	for _, l := range c.Levels {
		longest = max(longest, len([]rune(l.Word)))
	}
	switch {
	case strings.HasSuffix(c.Name, "_status"):
		return 18
	case longest > 0 && !isNumbered(c):
		return float64(min(max(longest+3, 14), 34))
	case c.Kind == plan.Day:
		return 15
	case c.Kind == plan.Number, isNumbered(c):
		return 12
	case c.Name == "conditioning", c.Name == "gvhd_prophylaxis":
		return 30
	}
	return 14
}
