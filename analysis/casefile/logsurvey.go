package casefile

import (
	"context"
	"math"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// A logSurvey is what a first reading tells of a log.
type logSurvey struct {
	order     dateOrder
	unordered place // the first row that is earlier than the row before it of its case; line 0: none
}

// surveyLog reads a log for the order of its dates and of its rows. The hash is
// that of the file as it was then.
func surveyLog(ctx context.Context, p *plan.Plan, d *registry.Data, file string, form logForm, cases map[string]int32) (logSurvey, []byte, error) {
	r, err := openLog(p, d, file, form, cases)
	if err != nil {
		return logSurvey{}, nil, err
	}
	defer r.table.Close()
	var evidence dateEvidence
	first := dayFirst
	if dateOrder(p.Data.Dates) == onlyYMD {
		first = onlyYMD
	}
	dmy, mdy := newSequence(d), newSequence(d)
	err = r.each(ctx, func(cells []string, line int) error {
		row, ok := r.row(cells, line)
		if !ok {
			return nil
		}
		c, blank := r.dateOf(cells)
		if blank {
			time, ok := table.ParseNumber(r.cell(cells, r.day), r.missing.decimalComma)
			day := d.TransplantDate[row] + time*r.unit
			if math.IsNaN(day) {
				day = time
			}
			dmy.add(row, day, ok, line)
			mdy.add(row, day, ok, line)
			return nil
		}
		evidence.add(c, line)
		day, ok := c.in(first)
		dmy.add(row, day, ok, line)
		day, ok = c.in(monthFirst)
		mdy.add(row, day, ok, line)
		return nil
	})
	if err != nil {
		return logSurvey{}, nil, err
	}
	header := ""
	if r.date >= 0 {
		header = r.table.header[r.date]
	}
	order, err := chooseOrder(p, &evidence, file, header)
	s := logSurvey{order: order, unordered: dmy.broken}
	if order == monthFirst {
		s.unordered = mdy.broken
	}
	return s, r.table.Sum(), err
}

// A sequence watches whether the days of each case rise, under one order of day
// and month.
type sequence struct {
	last   []float64 // by row of the cases; -Inf before its first day
	broken place
}

func newSequence(d *registry.Data) sequence {
	s := sequence{last: make([]float64, d.Rows())}
	for i := range s.last {
		s.last[i] = math.Inf(-1)
	}
	return s
}

func (s *sequence) add(row int32, day float64, ok bool, line int) {
	if !ok {
		return
	}
	if day < s.last[row] && s.broken.line == 0 {
		s.broken = place{line: line}
	}
	s.last[row] = max(s.last[row], day)
}
