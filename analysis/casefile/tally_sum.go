package casefile

import (
	"math"
	"slices"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A tallySum adds tallies up.
type tallySum struct {
	plan         *plan.Plan
	codes        TallyCodes
	decimalComma bool
	total        *registry.Tally
	cells        map[registry.TallyCell]int32
	rows         map[tallyKey]int32
	lastFile     []int32 // by row: the last file that had it
	files        []tallyParts
	read         int // rows of the files so far
}

// tallyKey is what tells two rows of a sum apart.
type tallyKey struct {
	cell        int32
	entry, time float64
}

func newTallySum(p *plan.Plan, codes TallyCodes, total *registry.Tally) *tallySum {
	return &tallySum{plan: p, codes: codes, decimalComma: decimalComma(p), total: total,
		cells: map[registry.TallyCell]int32{}, rows: map[tallyKey]int32{}}
}

// add adds a file, whose number is its place in the study file.
func (s *tallySum) add(f *tallyFile, number int32) error {
	parts := newTallyParts(f.table.file)
	known := map[[tallyColumns]int32]int32{} // cell by the codes of its texts
	for row := range f.line {
		codes := [tallyColumns]int32{}
		for _, column := range []int{tallyCohort, tallyEndpoint, tallyBy, tallyGroup, tallyStatus, tallyStratum,
			tallyCode} {
			codes[column] = f.code(column, row)
		}
		cell, ok := known[codes]
		if !ok {
			c, err := s.cell(f, row)
			if err != nil {
				return err
			}
			if cell, ok = s.cells[c]; !ok {
				cell = int32(len(s.total.Cells))
				s.cells[c], s.total.Cells = cell, append(s.total.Cells, c)
			}
			known[codes] = cell
			f.tellPrinted(tallyGroup, row)
			f.tellPrinted(tallyStratum, row)
		}
		r, err := s.row(f, row, cell)
		if err != nil {
			return err
		}
		if err := s.addRow(f, row, r, number); err != nil {
			return err
		}
		c := s.total.Cells[cell]
		parts.add(c, s.cohort(c.Cohort).Stratify, r)
	}
	s.read += len(f.line)
	s.files = append(s.files, parts)
	return parts.check(s.plan)
}

// addRow adds a row to the sum. A file has each row once.
func (s *tallySum) addRow(f *tallyFile, row int, r registry.TallyRow, number int32) error {
	key := tallyKey{r.Cell, r.Entry, r.Time}
	at, ok := s.rows[key]
	if !ok {
		s.rows[key] = int32(len(s.total.Rows))
		s.total.Rows, s.lastFile = append(s.total.Rows, r), append(s.lastFile, number)
		return nil
	}
	if s.lastFile[at] == number {
		return f.fault(tallyN, row, message.Of("an earlier row of the file counts the same cases"),
			message.Of("write the tally again at its site; it must have one row for each combination of the other "+
				"columns"))
	}
	s.lastFile[at] = number
	sum := &s.total.Rows[at]
	if int64(sum.N)+int64(r.N) > math.MaxInt32 {
		return f.fault(tallyN, row,
			message.Of("with the files before it, there are more than %d cases", math.MaxInt32),
			message.Of("sum fewer sites"))
	}
	sum.N += r.N
	return nil
}

// row has the numbers of a row.
func (s *tallySum) row(f *tallyFile, row int, cell int32) (registry.TallyRow, error) {
	c := s.total.Cells[cell]
	r := registry.TallyRow{Cell: cell, Time: registry.NoTime}
	var err error
	if r.N, err = f.cases(row, s.decimalComma); err != nil {
		return r, err
	}
	isFlow := c.Endpoint == registry.TallyRows || c.Endpoint == registry.TallyPatients
	switch blank := f.text(tallyTime, row) == ""; {
	case blank && (isFlow || c.Status == registry.TallySetAside):
	case blank:
		return r, f.fault(tallyTime, row, message.Of("a time is missing"),
			message.Of("only cases set aside, status -1, may have none"))
	case isFlow:
		return r, f.fault(tallyTime, row, message.Of("the flow has no time"), message.Of("leave the cell blank"))
	default:
		time, ok := f.number(tallyTime, row, s.decimalComma)
		if !ok || time < 0 {
			return r, f.fault(tallyTime, row, message.Of("this is not a time: a number from 0 on"),
				message.Of("write the tally again at its site; data: decimal: says how it writes decimals"))
		}
		r.Time = time + 0 // no negative zero
	}
	if f.text(tallyEntry, row) == "" || isFlow {
		return r, nil
	}
	entry, ok := f.number(tallyEntry, row, s.decimalComma)
	switch e := s.endpoint(c); {
	case !ok:
		return r, f.fault(tallyEntry, row, message.Of("this is not a time"),
			message.Of("leave the cell blank where cases are at risk from the origin on"))
	case entry <= 0 || c.Status < 0:
	case e == nil || e.Entry == "":
		return r, f.fault(tallyEntry, row, message.Of("the study's endpoint has no delayed entry"),
			message.Of("write the tally at its site with this study file"))
	case entry >= r.Time:
		return r, f.fault(tallyEntry, row, message.Of("the entry is not before the time"),
			message.Of("write the tally again at its site"))
	default:
		r.Entry = entry
	}
	return r, nil
}

func (s *tallySum) cohort(id string) *plan.Cohort {
	i := slices.IndexFunc(s.plan.Cohorts, func(c plan.Cohort) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return &s.plan.Cohorts[i]
}

// endpoint is that of a cell's cohort; nil for what a tally counts beside endpoints.
func (s *tallySum) endpoint(c registry.TallyCell) *plan.Endpoint {
	cohort := s.cohort(c.Cohort)
	i := slices.IndexFunc(cohort.Resolved, func(e plan.Endpoint) bool { return e.ID == c.Endpoint })
	if i < 0 {
		return nil
	}
	return &cohort.Resolved[i]
}
