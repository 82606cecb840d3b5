package entry

import (
	"io"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/codebook"
)

// Rows of a sheet to fill in.
const (
	groupRow   = 1
	headRow    = 2
	exampleRow = 3 // the first row of data
	caseRows   = 5_000
	logRows    = 100_000
)

// A book is the workbook as it is written.
type book struct {
	*excelize.File
	code   *codebook.Codebook
	styles styles
	lists  map[string]string // by column: range of its words
	tests  string            // range of the tests with the most of each
}

// Write writes the workbook in the language of a codebook. The same codebook gives
// the same bytes.
func Write(w io.Writer, c *codebook.Codebook) error {
	b := &book{File: excelize.NewFile(), code: c, lists: map[string]string{}}
	defer b.Close()
	if err := b.SetSheetName("Sheet1", c.Guide); err != nil {
		return err
	}
	if err := b.makeStyles(); err != nil {
		return err
	}
	for _, s := range c.Sheets {
		if _, err := b.NewSheet(s.Name); err != nil {
			return err
		}
	}
	if err := b.writeLists(); err != nil {
		return err
	}
	for _, s := range c.Sheets {
		if err := b.writeSheet(s); err != nil {
			return err
		}
	}
	if err := b.writeGuide(); err != nil {
		return err
	}
	if err := b.SetDocProps(&excelize.DocProperties{Title: c.GuideText("title"), Language: c.Language,
		Creator: "graftstat"}); err != nil {
		return err
	}
	return b.File.Write(w)
}

// lastRow is the last row of a sheet that is prepared.
func lastRow(s codebook.Sheet) int {
	if s.ID == "cases" {
		return exampleRow + caseRows
	}
	return exampleRow + logRows
}
