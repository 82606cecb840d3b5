package pdf

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"golang.org/x/text/language"

	"graftstat/reports/document"
	"graftstat/reports/figure"
)

var (
	errBlock    = errors.New("a block has not exactly one content")
	errCells    = errors.New("the row has not as many cells as the table has columns")
	errColumns  = errors.New("the table has no columns")
	errHeading  = errors.New("the heading row has no cell")
	errID       = errors.New("two sections have the same ID")
	errLanguage = errors.New("the language is not a tag such as en or vi")
	errLevel    = errors.New("the level is neither 1 nor 2")
	errPageOf   = errors.New(`the page number is not of the form "%d / %d"`)
	errWidth    = errors.New("a column's width is negative or not finite")
)

// check refuses, before a page is drawn, a document that cannot be printed as
// it is. An error says where, never what the text is.
func check(doc *document.Document) error {
	if err := checkLanguage(doc.Language); err != nil {
		return err
	}
	if n := strings.Count(doc.PageOf, "%d"); n != 2 || strings.Contains(fmt.Sprintf(doc.PageOf, 1, 1), "%!") {
		return errPageOf
	}
	for _, text := range []struct{ where, text string }{
		{"title", doc.Title}, {"centre", doc.Centre}, {"closing date", doc.Closing}, {"subject", doc.Subject},
		{"tool", doc.Tool}, {"page number", doc.PageOf}, {"heading of the contents", doc.Contents},
	} {
		if err := checkText(text.text); err != nil {
			return fmt.Errorf("%s: %w", text.where, err)
		}
	}
	seen := map[string]bool{}
	for i := range doc.Pages {
		s := &doc.Pages[i]
		if seen[s.ID] {
			return fmt.Errorf("section %q: %w", s.ID, errID)
		}
		seen[s.ID] = true
		if err := checkSection(s); err != nil {
			return fmt.Errorf("section %q: %w", s.ID, err)
		}
	}
	return nil
}

func checkLanguage(name string) error {
	if tag, err := language.Parse(name); err != nil || tag == language.Und {
		return errLanguage
	}
	return nil
}

// checkText refuses what the font cannot print. Other forms than NFC are put
// into NFC as they are printed.
func checkText(text string) error {
	_, err := figure.Clean(text)
	return err
}

func checkTexts(where string, texts ...string) error {
	for _, text := range texts {
		if err := checkText(text); err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
	}
	return nil
}

func checkSection(s *document.Section) error {
	if s.Level != 1 && s.Level != 2 {
		return errLevel
	}
	if err := checkTexts("title", s.Title); err != nil {
		return err
	}
	return checkBlocks(s.Blocks)
}

func checkBlocks(blocks []document.Block) error {
	for i, b := range blocks {
		if err := checkBlock(b); err != nil {
			return fmt.Errorf("block %d: %w", i+1, err)
		}
	}
	return nil
}

func checkBlock(b document.Block) error {
	contents := 0
	for _, has := range []bool{b.Paragraph != nil, len(b.Cards) > 0, len(b.Statuses) > 0, b.Table != nil,
		b.Figure != nil, len(b.Row) > 0} {
		if has {
			contents++
		}
	}
	switch {
	case contents != 1:
		return errBlock
	case b.Paragraph != nil:
		return checkTexts("paragraph", b.Paragraph.Text)
	case b.Table != nil:
		return checkTable(b.Table)
	case b.Figure != nil:
		return figure.Validate(b.Figure)
	case len(b.Row) > 0:
		return checkBlocks(b.Row)
	}
	for i, s := range b.Statuses {
		if err := checkTexts(fmt.Sprintf("status %d", i+1), s.Name, s.Word, s.Text); err != nil {
			return err
		}
	}
	for i, c := range b.Cards {
		if err := checkTexts(fmt.Sprintf("card %d", i+1), c.Label, c.Value, c.Interval, c.Count); err != nil {
			return err
		}
		if err := checkSpark(c.Spark); err != nil {
			return fmt.Errorf("card %d: %w", i+1, err)
		}
	}
	return nil
}

func checkTable(t *document.Table) error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("table %q: %w", t.ID, errColumns)
	}
	if err := checkTexts(fmt.Sprintf("table %q", t.ID), append(t.Notes[:len(t.Notes):len(t.Notes)],
		t.Caption)...); err != nil {
		return err
	}
	for i, c := range t.Columns {
		where := fmt.Sprintf("table %q, head of column %d", t.ID, i+1)
		if c.Width < 0 || math.IsNaN(c.Width) || math.IsInf(c.Width, 0) {
			return fmt.Errorf("%s: %w", where, errWidth)
		}
		if err := checkTexts(where, c.Head); err != nil {
			return err
		}
	}
	for i := range t.Rows {
		if err := checkRow(&t.Rows[i], len(t.Columns)); err != nil {
			return fmt.Errorf("table %q, row %d: %w", t.ID, i+1, err)
		}
	}
	return nil
}

func checkRow(row *document.Row, columns int) error {
	switch {
	case row.Heading && len(row.Cells) == 0:
		return errHeading
	case !row.Heading && len(row.Cells) != columns:
		return errCells
	}
	for i, c := range row.Cells {
		if err := checkTexts(fmt.Sprintf("column %d", i+1), c.Text); err != nil {
			return err
		}
		if err := checkSpark(c.Spark); err != nil {
			return fmt.Errorf("column %d: %w", i+1, err)
		}
	}
	return nil
}
