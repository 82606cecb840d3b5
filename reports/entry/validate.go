package entry

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/codebook"
	"graftstat/analysis/plan"
)

// firstDay is 1950-01-01 as a spreadsheet counts it: nobody was transplanted before.
const firstDay = "18264"

// validate says of each column what its cells take.
func (b *book) validate(s codebook.Sheet) error {
	for i, c := range s.Columns {
		v, err := b.validation(s, i, c)
		if err != nil {
			return err
		}
		if v == nil {
			continue
		}
		v.SetSqref(cellName(i+1, exampleRow) + ":" + cellName(i+1, lastRow(s)))
		if err := b.AddDataValidation(s.Name, v); err != nil {
			return err
		}
	}
	return nil
}

// validation is what the cells of a column take; nil where that is any text. A word
// beside an open list is asked about, anything else that is wrong refused.
func (b *book) validation(s codebook.Sheet, at int, c codebook.Column) (*excelize.DataValidation, error) {
	v := excelize.NewDataValidation(true)
	style, refused := excelize.DataValidationErrorStyleStop, "number"
	var err error
	switch {
	case c.Name == "case_id" && s.ID != "cases":
		v.SetSqrefDropList(b.caseIDs())
		style, refused = excelize.DataValidationErrorStyleWarning, "case"
	case c.Kind == plan.Day:
		refused = "date"
		err = v.SetRange(firstDay, "TODAY()", excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
	case len(c.Levels) > 0:
		v.SetSqrefDropList(b.lists[c.Name])
		if refused = "level"; !c.Closed {
			style, refused = excelize.DataValidationErrorStyleWarning, "other"
		}
	case c.Name == "value":
		cell, test := cellName(at+1, exampleRow), "$"+cellName(at, exampleRow) // the test stands left of its value
		// the library writes a formula as it is, so that a < would end the XML
		err = v.SetRange(fmt.Sprintf("AND(ISNUMBER(%s),%s>=0,IFERROR(VLOOKUP(%s,%s,2,FALSE),1E+12)>=%s)", cell, cell, test,
			b.tests, cell), "", excelize.DataValidationTypeCustom, excelize.DataValidationOperatorBetween)
	case c.HasLimit && !isTitre(c):
		err = v.SetRange(c.Limit.Least, min(c.Limit.Most, 1e6), numberType(c), excelize.DataValidationOperatorBetween)
	default:
		return nil, nil
	}
	v.SetError(style, b.code.Refused("title"), b.code.Refused(refused))
	return v, err
}

func numberType(c codebook.Column) excelize.DataValidationType {
	if c.Limit.Whole {
		return excelize.DataValidationTypeWhole
	}
	return excelize.DataValidationTypeDecimal
}

// caseIDs is the range of the identifiers of the cases.
func (b *book) caseIDs() string {
	s := b.code.Sheets[0]
	return fmt.Sprintf("%s!$A$%d:$A$%d", quoted(s.Name), exampleRow, lastRow(s))
}
