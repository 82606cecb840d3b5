package casefile

import (
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A countSum adds tables of counts up.
type countSum struct {
	plan         *plan.Plan
	codes        CountCodes
	decimalComma bool
	total        *registry.CountTable
	cells        map[registry.CountCell]int32
	rows         map[countKey]int32
	lastFile     []int32 // by row: the last file that had it
	files        []countParts
	read         int // rows of the files so far
}

// countKey is what tells two rows of a sum apart.
type countKey struct {
	cell        int32
	entry, time float64
}

func newCountSum(p *plan.Plan, codes CountCodes, total *registry.CountTable) *countSum {
	return &countSum{plan: p, codes: codes, decimalComma: decimalComma(p), total: total, cells: map[registry.CountCell]int32{}, rows: map[countKey]int32{}}
}

// add adds a file, whose number is its place in the study file.
func (s *countSum) add(f *countFile, number int32) error {
	parts := newCountParts(f.table.file)
	known := map[[countColumns]int32]int32{} // cell by the codes of its texts
	for row := range f.line {
		codes := [countColumns]int32{}
		for _, column := range []int{countCohort, countEndpoint, countBy, countGroup, countStatus, countStratum, countCode} {
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
			f.tellPrinted(countGroup, row)
			f.tellPrinted(countStratum, row)
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
func (s *countSum) addRow(f *countFile, row int, r registry.CountRow, number int32) error {
	key := countKey{r.Cell, r.Entry, r.Time}
	at, ok := s.rows[key]
	if !ok {
		s.rows[key] = int32(len(s.total.Rows))
		s.total.Rows, s.lastFile = append(s.total.Rows, r), append(s.lastFile, number)
		return nil
	}
	if s.lastFile[at] == number {
		return f.fault(countN, row, "an earlier row of the file counts the same cases", "write the table again at its site; it must have one row for each combination of the other columns")
	}
	s.lastFile[at] = number
	sum := &s.total.Rows[at]
	if int64(sum.N)+int64(r.N) > math.MaxInt32 {
		return f.fault(countN, row, "with the files before it, there are more than "+strconv.Itoa(math.MaxInt32)+" cases", "sum fewer sites")
	}
	sum.N += r.N
	return nil
}

// row has the numbers of a row.
func (s *countSum) row(f *countFile, row int, cell int32) (registry.CountRow, error) {
	c := s.total.Cells[cell]
	r := registry.CountRow{Cell: cell, Time: registry.NoTime}
	var err error
	if r.N, err = f.cases(row, s.decimalComma); err != nil {
		return r, err
	}
	isFlow := c.Endpoint == registry.CountedRows || c.Endpoint == registry.CountedPatients
	switch blank := f.text(countTime, row) == ""; {
	case blank && (isFlow || c.Status == registry.CountSetAside):
	case blank:
		return r, f.fault(countTime, row, "a time is missing", "only cases set aside, status -1, may have none")
	case isFlow:
		return r, f.fault(countTime, row, "the flow has no time", "leave the cell blank")
	default:
		time, ok := f.number(countTime, row, s.decimalComma)
		if !ok || time < 0 {
			return r, f.fault(countTime, row, "this is not a time: a number from 0 on", "write the table again at its site; data: decimal: says how it writes decimals")
		}
		r.Time = time + 0 // no negative zero
	}
	if f.text(countEntry, row) == "" || isFlow {
		return r, nil
	}
	entry, ok := f.number(countEntry, row, s.decimalComma)
	switch e := s.endpoint(c); {
	case !ok:
		return r, f.fault(countEntry, row, "this is not a time", "leave the cell blank where cases are at risk from the origin on")
	case entry <= 0 || c.Status < 0:
	case e == nil || e.Entry == "":
		return r, f.fault(countEntry, row, "the study's endpoint has no delayed entry", "write the table at its site with this study file")
	case entry >= r.Time:
		return r, f.fault(countEntry, row, "the entry is not before the time", "write the table again at its site")
	default:
		r.Entry = entry
	}
	return r, nil
}

func (s *countSum) cohort(id string) *plan.Cohort {
	i := slices.IndexFunc(s.plan.Cohorts, func(c plan.Cohort) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return &s.plan.Cohorts[i]
}

// endpoint is that of a cell's cohort; nil for what a table counts beside endpoints.
func (s *countSum) endpoint(c registry.CountCell) *plan.Endpoint {
	cohort := s.cohort(c.Cohort)
	i := slices.IndexFunc(cohort.Resolved, func(e plan.Endpoint) bool { return e.ID == c.Endpoint })
	if i < 0 {
		return nil
	}
	return &cohort.Resolved[i]
}
