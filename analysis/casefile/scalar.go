package casefile

import (
	"graftstat/analysis/plan"
	"graftstat/analysis/redcap"
	"graftstat/analysis/table"
)

// isFormulaError says that a spreadsheet could not compute a cell, or that it stands
// for some of a record which differ.
func isFormulaError(cell string) bool {
	switch cell {
	case "#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
		redcap.Contradiction:
		return true
	}
	return false
}

// scalars are values of the study file that cells are compared with: as
// written, or as numbers if both are numbers.
type scalars struct {
	text         map[string]bool
	number       map[float64]bool
	decimalComma bool // of the cells; the study file has points
}

func newScalars(list []plan.Scalar, decimalComma bool) scalars {
	s := scalars{text: map[string]bool{}, number: map[float64]bool{}, decimalComma: decimalComma}
	for _, v := range list {
		s.text[table.Clean(string(v))] = true
		if x, ok := v.Number(); ok {
			s.number[x] = true
		}
	}
	return s
}

// has compares a cleaned cell.
func (s scalars) has(cell string) bool {
	if s.text[cell] {
		return true
	}
	if len(s.number) == 0 {
		return false
	}
	x, ok := table.ParseNumber(cell, s.decimalComma)
	return ok && s.number[x]
}

// missing are the cells that hold no value: blank ones, and what the study
// file declares.
func missing(p *plan.Plan) scalars {
	s := newScalars(p.Data.Missing, decimalComma(p))
	s.text[""] = true
	return s
}

func decimalComma(p *plan.Plan) bool { return p.Data.Decimal == "comma" }
