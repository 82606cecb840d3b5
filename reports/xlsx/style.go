package xlsx

import (
	"github.com/xuri/excelize/v2"

	"graftstat/reports/document"
)

// look is all that one cell's style depends on.
type look struct {
	role   role
	format string
	mark   document.Mark
	number bool
	link   bool
	indent int
}

type role int

const (
	cellRole role = iota
	headRole
	headingRole // a row that groups those below it
	titleRole
	captionRole
	bodyRole
	leadRole
	noteRole
	warningRole
)

func roleOf(s document.Style) role {
	switch s {
	case document.Lead:
		return leadRole
	case document.Note:
		return noteRole
	case document.Warning:
		return warningRole
	}
	return bodyRole
}

const (
	ink       = "222222"
	grey      = "666666"
	darkBlue  = "1F3864"
	white     = "FFFFFF"
	paleBlue  = "E8EEF7"
	hairline  = "D9D9D9"
	paleAmber = "FFF2CC"
	darkAmber = "7F4F00"
	paleRed   = "F8D7DA"
	linkBlue  = "0563C1"
)

// styles makes each style once.
type styles struct {
	file *excelize.File
	ids  map[look]int
}

func (s *styles) id(l look) (int, error) {
	if id, ok := s.ids[l]; ok {
		return id, nil
	}
	id, err := s.file.NewStyle(l.style())
	if err == nil {
		s.ids[l] = id
	}
	return id, err
}

func (l look) style() *excelize.Style {
	style := &excelize.Style{
		Font:      &excelize.Font{Family: "Calibri", Size: 10, Color: ink},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true, Indent: l.indent},
	}
	switch l.role {
	case headRole:
		style.Font.Bold, style.Font.Color = true, white
		style.Fill = solid(darkBlue)
		style.Alignment.Vertical = "center"
	case headingRole:
		style.Font.Bold = true
		style.Fill = solid(paleBlue)
		style.Alignment.WrapText = false // it runs on over the empty cells beside it
	case titleRole:
		style.Font.Size, style.Font.Bold, style.Font.Color = 15, true, darkBlue
	case captionRole, leadRole:
		style.Font.Size, style.Font.Bold = 11, true
	case noteRole:
		style.Font.Size, style.Font.Color = 9, grey
	case warningRole:
		style.Font.Bold = true
		style.Fill = solid(paleAmber)
	case cellRole:
		style.Border = []excelize.Border{{Type: "bottom", Color: hairline, Style: 1}}
	}
	switch {
	case l.number:
		style.Alignment.Horizontal = "right"
	case l.indent > 0: // without a side it has no effect
		style.Alignment.Horizontal = "left"
	}
	l.emphasis(style)
	return style
}

// emphasis formats a number and marks what needs attention; a word beside it
// says so too.
func (l look) emphasis(style *excelize.Style) {
	if l.format != "" && l.format != general {
		style.CustomNumFmt = &l.format
	}
	switch l.mark {
	case document.Attention:
		style.Fill = solid(paleAmber)
	case document.Fault:
		style.Fill = solid(paleRed)
	}
	if l.link {
		style.Font.Color, style.Font.Underline = linkBlue, "single"
	}
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}
