package entry

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/plan"
)

// writeLists writes the hidden sheet: a column of words for each list, and the tests
// with the largest value of each. Lists in the cells themselves end at 255 characters.
func (b *book) writeLists() error {
	if _, err := b.NewSheet(b.code.Lists); err != nil {
		return err
	}
	at := 0
	for _, s := range b.code.Sheets {
		for _, c := range s.Columns {
			if len(c.Levels) == 0 {
				continue
			}
			at++
			words := []any{c.Name}
			for _, l := range c.Levels {
				words = append(words, l.Word)
			}
			list, err := b.list(at, words)
			if err != nil {
				return err
			}
			b.lists[c.Name] = list
			if c.Name != "test" {
				continue
			}
			most := []any{"most"}
			for _, l := range c.Levels {
				q, _ := plan.QuantityOf(l.Code)
				most = append(most, q.Most)
			}
			at++
			if _, err := b.list(at, most); err != nil {
				return err
			}
			b.tests = b.area(at-1, at, len(words))
		}
	}
	return b.SetSheetVisible(b.code.Lists, false)
}

// list writes a column below its name, and is the range of what stands there.
func (b *book) list(column int, cells []any) (string, error) {
	first, err := excelize.CoordinatesToCellName(column, 1)
	if err != nil {
		return "", err
	}
	return b.area(column, column, len(cells)), b.SetSheetCol(b.code.Lists, first, &cells)
}

// area is a range of the hidden sheet from its second row.
func (b *book) area(from, to, last int) string {
	return fmt.Sprintf("%s!$%s$2:$%s$%d", quoted(b.code.Lists), letters(from), letters(to), last)
}

func quoted(sheet string) string { return "'" + sheet + "'" }

// letters are those of a column, from 1.
func letters(column int) string {
	name, _ := excelize.ColumnNumberToName(column) // of a few columns
	return name
}
