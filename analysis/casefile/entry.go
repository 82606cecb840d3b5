package casefile

import (
	"maps"
	"slices"
	"strings"

	"graftstat/analysis/codebook"
	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// An entrySheet says that a file is a sheet of the data-entry workbook, or was saved
// from it: its identifier stands under the official head of a language, and not
// under case_id. Its official heads are then our columns and the words of its lists
// our codes, without a mapping; any other file is read as it always was.
type entrySheet struct {
	codebook.Sheet
	codes map[int]map[string]string // by field: code by word in small letters
}

// findEntry looks for the official heads of a language in the rows at the top of a
// file in which none has a wanted name. wanted and known are then those heads.
func (t *dataFile) findEntry(top []readRow, wanted *[]string, known *map[string]bool) error {
	for _, row := range top {
		if row.err == nil && hasHeader(row.cells, *wanted) {
			return nil
		}
	}
	most := 1 // an identifier alone is no sheet of the workbook
	for _, language := range codebook.Languages() {
		d, err := codebook.Read(language)
		if err != nil {
			return err
		}
		for _, s := range d.Sheets {
			for _, row := range top {
				id, heads := officialHeads(s, row.cells)
				if id == "" || len(heads) <= most {
					continue
				}
				t.official, most = &entrySheet{Sheet: s}, len(heads)
				*wanted, *known = []string{id}, heads
			}
		}
	}
	return nil
}

// officialHeads are the heads in a row that are those of a sheet, and that of its
// identifier.
func officialHeads(s codebook.Sheet, cells []string) (id string, heads map[string]bool) {
	heads = map[string]bool{}
	for _, cell := range cells {
		head := table.HeaderText(cell)
		c, ok := s.ColumnOf(head)
		if !ok {
			continue
		}
		heads[head] = true
		if c.Name == caseIDColumn {
			id = head
		}
	}
	return id, heads
}

// takeOfficialHeads reads our columns from under the official heads, but for those
// that the study file maps or that stand under our own name.
func (t *dataFile) takeOfficialHeads(p *plan.Plan) {
	if t.official == nil {
		return
	}
	columns := maps.Clone(t.columns)
	if columns == nil {
		columns = map[string]string{}
	}
	mapped := slices.Collect(maps.Values(columns))
	t.official.codes = map[int]map[string]string{}
	for field, head := range t.header {
		c, ok := t.official.ColumnOf(head)
		if !ok || slices.Contains(mapped, head) {
			continue
		}
		if _, found := t.find(p, c.Name); found {
			continue
		}
		columns[c.Name] = head
		if codes := c.Codes(); len(codes) > 0 {
			t.official.codes[field] = codes
		}
	}
	t.columns = columns
}

// toCodes puts codes in place of the words of lists.
func (t *dataFile) toCodes(cells []string) {
	if t.official == nil {
		return
	}
	for field, codes := range t.official.codes {
		if code, ok := codes[strings.ToLower(table.Clean(cells[field]))]; ok {
			cells[field] = code
		}
	}
}

// noCaseYet is the Error of a workbook into which nobody has entered a case.
func (t *dataFile) noCaseYet() error {
	return &table.Error{File: t.file, Line: t.headerLine, Message: message.Of("no case has been entered yet"),
		Next: message.Of("enter a row for each transplant below the heads, save and close the workbook, and run again")}
}
