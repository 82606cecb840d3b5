package entry

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/codebook"
)

// Heights in points, and the size of a note in pixels.
const (
	groupHeight = 20
	headHeight  = 58
	noteWidth   = 330
	noteLine    = 20
	noteChars   = 46 // in a line of a note
)

// writeSheet writes a sheet to fill in.
func (b *book) writeSheet(s codebook.Sheet) error {
	for _, step := range []func(codebook.Sheet) error{b.columns, b.groups, b.heads, b.example, b.validate, b.mark,
		b.freeze, b.print, b.protect} {
		if err := step(s); err != nil {
			return fmt.Errorf("sheet %s: %w", s.ID, err)
		}
	}
	return nil
}

func (b *book) columns(s codebook.Sheet) error {
	for i, c := range s.Columns {
		if err := b.SetColStyle(s.Name, letters(i+1), b.cellStyle(c)); err != nil {
			return err
		}
		if err := b.SetColWidth(s.Name, letters(i+1), letters(i+1), width(c)); err != nil {
			return err
		}
	}
	return nil
}

// groups writes what stands over the heads. Of the cases the first column, which
// stays in sight, has no group.
func (b *book) groups(s codebook.Sheet) error {
	from := 0
	if s.ID == "cases" {
		from = 1
		if err := b.band(s, 0, 1, ""); err != nil {
			return err
		}
	}
	for from < len(s.Columns) {
		to := from
		for to < len(s.Columns) && s.Columns[to].Group == s.Columns[from].Group {
			to++
		}
		if err := b.band(s, from, to, s.Columns[from].Group); err != nil {
			return err
		}
		from = to
	}
	return b.SetRowHeight(s.Name, groupRow, groupHeight)
}

// band writes a text over the columns from and before to.
func (b *book) band(s codebook.Sheet, from, to int, text string) error {
	first, last := cellName(from+1, groupRow), cellName(to, groupRow)
	if err := b.SetCellStyle(s.Name, first, last, b.styles.group); err != nil {
		return err
	}
	if err := b.SetCellStr(s.Name, first, text); err != nil || to-from == 1 {
		return err
	}
	return b.MergeCell(s.Name, first, last)
}

func (b *book) heads(s codebook.Sheet) error {
	for i, c := range s.Columns {
		cell, style := cellName(i+1, headRow), b.styles.head
		if c.Required {
			style = b.styles.required
		}
		if err := b.SetCellStr(s.Name, cell, c.Shown()); err != nil {
			return err
		}
		if err := b.SetCellStyle(s.Name, cell, cell, style); err != nil {
			return err
		}
		if err := b.AddComment(s.Name, b.note(cell, c)); err != nil {
			return err
		}
	}
	return b.SetRowHeight(s.Name, headRow, headHeight)
}

// note is the comment on a head.
func (b *book) note(cell string, c codebook.Column) excelize.Comment {
	prompt := b.code.Prompt(c)
	lines := 2
	for _, line := range prompt {
		lines += 1 + len([]rune(line))/noteChars
	}
	font := func(bold bool) *excelize.Font { return &excelize.Font{Family: "Calibri", Size: 10, Bold: bold} }
	return excelize.Comment{Cell: cell, Author: "graftstat", Width: noteWidth, Height: uint(lines * noteLine),
		Paragraph: []excelize.RichTextRun{{Text: c.Head + "\n", Font: font(true)},
			{Text: strings.Join(prompt, "\n"), Font: font(false)}}}
}

// freeze keeps the heads in sight, and of the cases their identifier.
func (b *book) freeze(s codebook.Sheet) error {
	panes := &excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: cellName(1, exampleRow), ActivePane: "bottomLeft"}
	if s.ID == "cases" {
		panes = &excelize.Panes{Freeze: true, XSplit: 1, YSplit: headRow, TopLeftCell: cellName(2, exampleRow),
			ActivePane: "bottomRight"}
	}
	return b.SetPanes(s.Name, panes)
}

// print has the heads on each page, which is A3 across.
func (b *book) print(s codebook.Sheet) error {
	landscape, a3, wide, high := "landscape", 8, 1, 0
	if s.ID == "cases" {
		wide = 4
	}
	fit := true
	if err := b.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := b.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a3, FitToWidth: &wide,
		FitToHeight: &high}); err != nil {
		return err
	}
	return b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.Name,
		RefersTo: fmt.Sprintf("%s!$A:$A,%s!$%d:$%d", quoted(s.Name), quoted(s.Name), groupRow, headRow)})
}

// protect locks the heads. There is no password: whoever needs another column
// unlocks the sheet.
func (b *book) protect(s codebook.Sheet) error {
	return b.ProtectSheet(s.Name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true,
		FormatCells: true, FormatColumns: true, FormatRows: true, InsertRows: true, DeleteRows: true, Sort: true,
		AutoFilter: true})
}

func cellName(column, row int) string { return fmt.Sprintf("%s%d", letters(column), row) }
