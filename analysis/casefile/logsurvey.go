package casefile

import (
	"context"
	"math"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A logSurvey is what a first reading tells of a log.
type logSurvey struct {
	order     dateOrder
	unordered place    // the first row that is earlier than the row before it of its case; line 0: none
	begins    sequence // of the order
	lines     int
	heads     []string // of the columns of days
	lacks     []testLack
	hash      []byte // of the file as it was then
}

// surveyLog reads a file of a log for the order of its dates and of its rows.
func surveyLog(ctx context.Context, p *plan.Plan, d *registry.Data, file plan.Source, form logForm,
	cases map[string]int32) (logSurvey, error) {
	r, err := openLog(p, d, file, form, cases)
	if err != nil {
		return logSurvey{}, err
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
			time, _, ok := r.dayOf(cells)
			day := d.TransplantDate[row] + time*r.unit
			if math.IsNaN(day) {
				day = time
			}
			dmy.add(row, day, ok, line)
			mdy.add(row, day, ok, line)
			return nil
		}
		evidence.add(c, line)
		day, ok := r.dayIn(c, row, first)
		dmy.add(row, day, ok, line)
		day, ok = r.dayIn(c, row, monthFirst)
		mdy.add(row, day, ok, line)
		return nil
	})
	if err != nil {
		return logSurvey{}, err
	}
	header := ""
	if r.date >= 0 {
		header = r.table.header[r.date]
	}
	order, err := chooseOrder(p, &evidence, file.File, header)
	s := logSurvey{order: order, begins: dmy, lines: r.table.last, heads: r.heads(), lacks: r.lacks, hash: r.table.Sum()}
	if order == monthFirst {
		s.begins = mdy
	}
	s.unordered = s.begins.broken
	return s, err
}

// A sequence watches whether the days of each case rise, under one order of day
// and month.
type sequence struct {
	last   []float64 // by row of the cases; -Inf before its first day
	first  []float64 // by row of the cases: its first day; +Inf before it
	at     place     // the first row
	broken place
}

func newSequence(d *registry.Data) sequence {
	s := sequence{last: make([]float64, d.Rows()), first: make([]float64, d.Rows())}
	for i := range s.last {
		s.last[i], s.first[i] = math.Inf(-1), math.Inf(1)
	}
	return s
}

func (s *sequence) add(row int32, day float64, ok bool, line int) {
	if !ok || math.IsNaN(day) {
		return
	}
	if day < s.last[row] && s.broken.line == 0 {
		s.broken = place{line: line}
	}
	if s.at.line == 0 {
		s.at.line = line
	}
	s.last[row], s.first[row] = max(s.last[row], day), min(s.first[row], day)
}

// before reports whether the days of a case begin before the last day that it has
// in earlier files.
func (s *sequence) before(last []float64) bool {
	for row, day := range s.first {
		if day < last[row] {
			return true
		}
	}
	return false
}
