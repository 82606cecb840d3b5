package page

import (
	"math"
	"slices"

	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// Paragraph is a block of one paragraph.
func Paragraph(style document.Style, text string) document.Block {
	return document.Block{Paragraph: &document.Paragraph{Text: text, Style: style}}
}

// Text is a cell without a number.
func Text(s string) document.Cell { return document.Cell{Text: s} }

// Number is a cell that a workbook holds as a number.
func Number(value float64, format document.Format, s string) document.Cell {
	if value != value {
		return document.Cell{Text: s}
	}
	return document.Cell{Text: s, Value: &value, Format: format}
}

// Integer is a cell with a whole number.
func (b *Page) Integer(n int) document.Cell {
	return Number(float64(n), document.Integer, b.Words.Integer(n))
}

// Time is a cell with a time in the unit of the study.
func (b *Page) Time(t float64) document.Cell { return Number(t, document.Days, b.Words.Time(t)) }

// Percent is a cell with a proportion of n cases.
func (b *Page) Percent(x float64, n int) document.Cell {
	return Number(x, document.Percent, b.Words.Percent(x, n))
}

// Tables are the blocks of those tables that have a row.
func Tables(all ...*document.Table) []document.Block {
	var blocks []document.Block
	for _, t := range all {
		if len(t.Rows) > 0 {
			blocks = append(blocks, document.Block{Table: t})
		}
	}
	return blocks
}

// ReasonText is why there is no number; empty where there is one.
func (b *Page) ReasonText(reason string) string {
	if reason == "" {
		return ""
	}
	return b.ReasonWords(reason)
}

// AppendNew appends a text that is neither empty nor there already.
func AppendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// SeverityMark is the mark of an issue: a fault, or what calls for attention.
func SeverityMark(severity string) document.Mark {
	if severity == "error" {
		return document.Fault
	}
	return document.Attention
}

// PAlone is a p-value for a column headed p.
func (b *Page) PAlone(p result.Number) string {
	switch {
	case p.IsMissing():
		return b.Words.Decimal(math.NaN(), 3)
	case p < 0.001:
		return "<" + b.Words.Decimal(0.001, 3)
	}
	return b.Words.Decimal(float64(p), 3)
}

// PCell is a cell with a p-value, for a column headed p.
func (b *Page) PCell(p result.Number) document.Cell {
	return Number(float64(p), document.PValue, b.PAlone(p))
}

// Share is a cell with a proportion of n cases, empty of a number where it is missing.
func (b *Page) Share(x result.Number, n int) document.Cell { return b.Percent(float64(x), n) }

// Footmarks are the marks of notes in the order in which journals use them.
var Footmarks = []string{"*", "†", "‡", "§", "¶", "**", "††"}
