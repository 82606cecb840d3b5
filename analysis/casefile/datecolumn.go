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
}

// at is the day of a row since 1970-01-01.
func (c *dateColumn) at(row int) (float64, cellState) {
	code := c.column.at(row)
	return c.day[code], c.state[code]
}

// readDates reads a column of dates; nil stays nil. Texts in never say that there
// is no date. It is an Error if the order of day and month is neither declared nor
// decided by the dates themselves.
func (r *reader) readDates(c *column, never scalars) (*dateColumn, error) {
	if c == nil {
		return nil, nil
	}
	d := &dateColumn{column: c}
	for _, text := range c.text {
		d.cell = append(d.cell, r.table.date(text))
	}
	order, err := r.orderOf(d, never)
	if err != nil {
		return nil, err
	}
	for code, text := range c.text {
		day, state := math.NaN(), badCell
		switch x, ok := d.cell[code].in(order); {
		case r.missing.has(text):
			state = blankCell
		case never.has(text):
			state = neverCell
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
	var serials repeats
	for row := range d.rows() {
		if _, state := d.at(row); state != readCell {
			continue
		}
		if at := r.at(row, d.column); r.dated.line == 0 || at.line < r.dated.line {
			r.dated = at
		}
		if d.cell[d.column.at(row)].form == excelSerial {
			serials.add(place{line: int(r.line[row]), column: d.header})
		}
	}
	r.table.tellSerials(serials)
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
	if d.cell[d.column.at(row)].form == shortYear {
		r.issues.add(twoDigitYear, r.at(row, d.column))
		return
	}
	r.issues.add(unreadableDate, r.at(row, d.column))
}

// transplants reads the day of transplant of each row. In a file with the
// column, a row without a date is a patient who was not infused.
func (r *reader) transplants(d *registry.Data) (*dateColumn, error) {
	c := r.columnOf(transplantDateColumn)
	tx, err := r.readDates(c, scalars{})
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
	start, err := r.readDates(r.columnOf(name), scalars{})
	if start == nil || err != nil {
		return err
	}
	n := &registry.Number{Header: start.header, Value: make([]float64, len(r.caseID)),
		Absent: r.absentRows(start.column)}
	for row := range n.Value {
		day, state := start.at(row)
		if state == badCell {
			r.issues.add(unreadableCovariateDate, r.at(row, start.column))
		}
		n.Value[row] = (day - d.TransplantDate[row]) / r.plan.TimeUnit.Days()
	}
	d.Numbers[name] = n
	return nil
}

// readAge derives the age at transplant from the date of birth, which is not
// kept, where the file gives no age.
func (r *reader) readAge(d *registry.Data) error {
	if r.columnOf(ageColumn) != nil {
		return nil
	}
	birth, err := r.readDates(r.columnOf(birthDateColumn), scalars{})
	if birth == nil || err != nil {
		return err
	}
	n := &registry.Number{Header: birth.header, Value: make([]float64, len(r.caseID)),
		Absent: r.absentRows(birth.column)}
	for row := range n.Value {
		n.Value[row] = math.NaN()
		day, state := birth.at(row)
		if state == badCell {
			r.issues.add(unreadableCovariateDate, r.at(row, birth.column))
		}
		if state == readCell && !math.IsNaN(d.TransplantDate[row]) {
			n.Value[row] = yearsBetween(day, d.TransplantDate[row])
		}
	}
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
