package xlsx

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sort"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/message"
	"graftstat/reports/document"
)

// ErrTooLong is returned for a text or a sheet that Excel would cut off in silence.
var ErrTooLong = message.New("longer than Excel holds")

const (
	maxRows = 1_048_576
	maxText = 32_767 // UTF-16 units of a cell
)

// book is a workbook that is being written.
type book struct {
	file   *excelize.File
	styles *styles
	doc    *document.Document
	places map[string]place           // targets of links
	data   map[string]place           // first rows of tables
	tables map[string]*document.Table // those of charts
	charts int
	few    int               // the style of a conditional format, counted from 1
	parts  map[string][]byte // charts by the names of their parts
}

func newBook(f *excelize.File, doc *document.Document) *book {
	b := &book{file: f, styles: &styles{file: f, ids: make(map[look]int)}, doc: doc,
		tables: make(map[string]*document.Table), parts: make(map[string][]byte)}
	b.places, b.data = places(doc)
	for _, s := range doc.Sheets {
		for _, block := range s.Blocks {
			if block.Table != nil {
				b.tables[block.Table.ID] = block.Table
			}
		}
	}
	return b
}

// Write lays the document's sheets out as a workbook. What does not fit into
// memory on its way lies in temporary files of a folder, of which a program that
// is killed leaves some.
func Write(ctx context.Context, w io.Writer, doc *document.Document, folder string) (err error) {
	f := excelize.NewFile(excelize.Options{TmpDir: folder})
	defer func() { err = errors.Join(err, f.Close()) }()
	b := newBook(f, doc)
	for i, s := range doc.Sheets {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := addSheet(f, i, s.Name); err != nil {
			return err
		}
		if err := b.writeSheet(s); err != nil {
			return message.Errorf("sheet %d: %w", i+1, err)
		}
	}
	if err := setProperties(f, doc); err != nil {
		return err
	}
	sort.Slice(f.ContentTypes.Defaults, func(i, j int) bool {
		return f.ContentTypes.Defaults[i].Extension < f.ContentTypes.Defaults[j].Extension
	})
	f.SetZipWriter(newSortedZip(b.parts))
	return f.Write(w)
}

// addSheet makes sheet i; the first is the one that a new workbook has.
func addSheet(f *excelize.File, i int, name string) error {
	if i == 0 {
		return f.SetSheetName(f.GetSheetName(0), name)
	}
	before := f.SheetCount
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	if f.SheetCount == before {
		return message.Errorf("two sheets have one name when case is ignored")
	}
	return nil
}

func setProperties(f *excelize.File, doc *document.Document) error {
	made := "2000-01-01T00:00:00Z"
	if d := doc.Date; d != (document.Day{}) {
		made = fmt.Sprintf("%04d-%02d-%02dT00:00:00Z", d.Year, d.Month, d.Day)
	}
	return f.SetDocProps(&excelize.DocProperties{Title: doc.Title, Subject: doc.Subject, Creator: doc.Centre,
		LastModifiedBy: doc.Tool,
		Created:        made, Modified: made, Language: doc.Language})
}
