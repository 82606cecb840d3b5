package casefile

import (
	"math"
	"slices"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// cellState is what became of a cell.
type cellState uint8

const (
	blankCell cellState = iota
	readCell
	badCell   // it holds something that cannot be read
	neverCell // it says that the milestone did not happen
)

// A dateColumn is a column of dates, read.
type dateColumn struct {
	*column
	cell  []dateCell  // by code
	day   []float64   // by code, since 1970-01-01; NaN unless read
	state []cellState // by code
	start *dateColumn // of the transplants, which a day since them needs; nil where none is read

	middles repeats // rows that have the middle of a month in place of a day
}

// at is the day of a row since 1970-01-01.
func (c *dateColumn) at(row int) (float64, cellState) {
	code := c.column.at(row)
	if c.cell[code].form != sinceTransplant || c.state[code] != readCell {
		return c.day[code], c.state[code]
	}
	if c.start == nil {
		return math.NaN(), badCell
	}
	start, state := c.start.at(row)
	if state != readCell {
		return math.NaN(), badCell
	}
	return start + c.day[code], readCell
}

// readDates reads a column of dates; nil stays nil. Texts in never say that there
// is no date. It is an Error if the order of day and month is neither declared nor
// decided by the dates themselves. The middle of a month never stands for a
// transplant, which is day 0 of all else; start is nil where c has the transplants.
func (r *reader) readDates(c *column, never scalars, start *dateColumn) (*dateColumn, error) {
	if c == nil {
		return nil, nil
	}
	d := &dateColumn{column: c, start: start}
	for _, text := range c.text {
		d.cell = append(d.cell, r.table.dayOrMonth(text))
	}
	order, err := r.orderOf(d, never)
	if err != nil {
		return nil, err
	}
	for code, text := range c.text {
		day, state := math.NaN(), badCell
		switch x, ok := d.cell[code].stated(&r.plan.Data, order); {
		case r.missing.has(text):
			state = blankCell
		case never.has(text):
			state = neverCell
		case d.cell[code].form == monthOnly && c == r.columnOf(transplantDateColumn):
		case ok:
			day, state = x, readCell
		}
		d.day, d.state = append(d.day, day), append(d.state, state)
	}
	r.noteDates(d, order)
	return d, nil
}

// orderOf is the order of day and month in a column. Of several files each has to
// show its own, and all the same.
func (r *reader) orderOf(d *dateColumn, never scalars) (dateOrder, error) {
	evidence := map[*dataFile]*dateEvidence{}
	isDate := make([]bool, len(d.text))
	for code, text := range d.text {
		isDate[code] = !r.missing.has(text) && !never.has(text)
		if r.table.whole == nil && isDate[code] {
			note(evidence, r.table, d.cell[code], int(r.line[d.first[code]]))
		}
	}
	for row := 0; r.table.whole != nil && row < d.rows(); row++ {
		if code := d.column.at(row); isDate[code] {
			one := r.table.whole.partAt(int(r.line[row]))
			note(evidence, one.dataFile, d.cell[code], int(r.line[row])-one.from)
		}
	}
	order := anyOrder
	for _, f := range r.table.every() {
		e := evidence[f]
		if e == nil {
			e = &dateEvidence{}
		}
		own, err := chooseOrder(r.plan, e, f.file, d.header)
		switch {
		case err != nil:
			return "", err
		case order == anyOrder:
			order = own
		case own != anyOrder && own != order:
			return "", &table.Error{File: f.file, Column: d.header,
				Message: message.Of("the dates have another order of day and month than those of other files of " +
					"the cases"),
				Next: message.Of("write the dates of all files in one order, or as YYYY-MM-DD")}
		}
	}
	return order, nil
}

// note keeps what a date says of the order in its file.
func note(evidence map[*dataFile]*dateEvidence, f *dataFile, cell dateCell, line int) {
	if evidence[f] == nil {
		evidence[f] = &dateEvidence{}
	}
	evidence[f].add(cell, line)
}

// noteDates keeps the order and the place of the first date, and tells of serial
// numbers.
func (r *reader) noteDates(d *dateColumn, order dateOrder) {
	if !slices.Contains(r.orders, order) {
		r.orders = append(r.orders, order)
	}
	var serials, notes repeats
	for row := range d.rows() {
		if _, state := d.at(row); state != readCell {
			continue
		}
		if at := r.at(row, d.column); r.dated.line == 0 || at.line < r.dated.line {
			r.dated = at
		}
		at, cell := place{line: int(r.line[row]), column: d.header}, d.cell[d.column.at(row)]
		if cell.form == excelSerial {
			serials.add(at)
		}
		if cell.note != noNote {
			notes.add(at)
		}
	}
	r.table.tellSerials(serials)
	notes.report(r.issues, notesIgnored)
}

// chooseOrder takes the declared order, or what the dates decide.
func chooseOrder(p *plan.Plan, e *dateEvidence, file, header string) (dateOrder, error) {
	switch order := dateOrder(p.Data.Dates); order {
	case dayFirst, monthFirst, onlyYMD:
		return order, nil
	}
	return e.order(file, header)
}

// addUnreadable adds the issue of a date that cannot be read.
func (r *reader) addUnreadable(d *dateColumn, row int) {
	of := unreadableDate
	switch c := d.cell[d.column.at(row)]; {
	case c.note != noNote && (c.note == refusedNote || r.plan.Data.Notes != plan.IgnoreNotes):
		of = notedTime
	case c.form == shortYear:
		of = twoDigitYear
	case c.form == monthOnly:
		of = dateWithoutDay
	case c.form == sinceTransplant:
		of = dayWithoutTransplant
	}
	r.issues.add(of, r.at(row, d.column))
}

// addUnreadableCovariate is addUnreadable of a date that describes a case.
func (r *reader) addUnreadableCovariate(d *dateColumn, row int) {
	of := unreadableCovariateDate
	switch c := d.cell[d.column.at(row)]; {
	case c.note != noNote && (c.note == refusedNote || r.plan.Data.Notes != plan.IgnoreNotes):
		of = notedValue
	case c.form == monthOnly:
		of = covariateDateWithoutDay
	}
	r.issues.add(of, r.at(row, d.column))
}

// transplants reads the day of transplant of each row. In a file with the
// column, a row without a date is a patient who was not infused.
func (r *reader) transplants(d *registry.Data) (*dateColumn, error) {
	c := r.columnOf(transplantDateColumn)
	tx, err := r.readDates(c, scalars{}, nil)
	if err != nil {
		return nil, err
	}
	d.TransplantDate = make([]float64, len(r.caseID))
	d.Infused = make([]bool, len(r.caseID))
	for row := range r.caseID {
		if tx == nil {
			d.TransplantDate[row], d.Infused[row] = math.NaN(), true
			continue
		}
		day, state := tx.at(row)
		d.TransplantDate[row], d.Infused[row] = day, state != blankCell
		if state == badCell {
			r.addUnreadable(tx, row)
		}
	}
	if tx != nil {
		d.TransplantHeader = tx.header
	}
	return tx, nil
}

// readStart reads a date that lies before the transplant or on it, as a time
// since the transplant: negative before it.
func (r *reader) readStart(d *registry.Data, name string, tx *dateColumn) error {
	start, err := r.readDates(r.columnOf(name), scalars{}, tx)
	if start == nil || err != nil {
		return err
	}
	n := &registry.Number{Header: start.header, Value: make([]float64, len(r.caseID)),
		Absent: r.absentRows(start.column)}
	for row := range n.Value {
		day, state := start.at(row)
		if state == badCell {
			r.addUnreadableCovariate(start, row)
		}
		n.Value[row] = (day - d.TransplantDate[row]) / r.plan.TimeUnit.Days()
		r.noteMiddle(start, row)
	}
	start.middles.report(r.issues, monthMiddle)
	d.Numbers[name] = n
	return nil
}

// readAge derives the age at transplant from the date of birth, which is not
// kept, where the file gives no age.
func (r *reader) readAge(d *registry.Data) error {
	if r.columnOf(ageColumn) != nil {
		return nil
	}
	birth, err := r.readDates(r.columnOf(birthDateColumn), scalars{}, nil)
	if birth == nil || err != nil {
		return err
	}
	n := &registry.Number{Header: birth.header, Value: make([]float64, len(r.caseID)),
		Absent: r.absentRows(birth.column)}
	for row := range n.Value {
		n.Value[row] = math.NaN()
		day, state := birth.at(row)
		if state == badCell {
			r.addUnreadableCovariate(birth, row)
		}
		if state == readCell && !math.IsNaN(d.TransplantDate[row]) {
			n.Value[row] = yearsBetween(day, d.TransplantDate[row])
		}
		r.noteMiddle(birth, row)
	}
	birth.middles.report(r.issues, monthMiddle)
	d.Numbers[ageColumn] = n
	return nil
}

// formatCodes are the codes of the decimal mark and of the orders of dates.
func formatCodes(p *plan.Plan, orders []dateOrder) []string {
	codes := []string{"decimal-point"}
	if decimalComma(p) {
		codes[0] = "decimal-comma"
	}
	for _, order := range []dateOrder{onlyYMD, dayFirst, monthFirst} {
		if slices.Contains(orders, order) || order == onlyYMD && slices.Contains(orders, anyOrder) {
			codes = append(codes, string(order))
		}
	}
	return codes
}
