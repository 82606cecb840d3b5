package casefile

import (
	"math"
	"strconv"

	"graftstat/analysis/registry"
)

// A milestoneReader reads the rows of one milestone.
type milestoneReader struct {
	*reader
	source
	transplant *dateColumn // nil in a file without dates
	dates      *dateColumn
	days       *numberColumn
	statuses   []registry.Status // by code; Unreadable if it is no status
	unit       float64           // days
}

// never are the texts that say of a milestone that it did not happen. What says
// how far a case was followed is a time and nothing else.
func (r *reader) never(milestone string) scalars {
	if registry.IsFollowUp(milestone) {
		return scalars{}
	}
	return newScalars(r.plan.Data.Never, r.missing.decimalComma)
}

func (r *reader) readMilestones(d *registry.Data, tx *dateColumn) error {
	for _, s := range r.sources {
		for i := range s.when {
			r.readCondition(&s.when[i])
			r.noteNever(s.milestone, s.when[i])
		}
		never := r.never(s.milestone)
		dates, err := r.readDates(s.date, never, tx)
		if err != nil {
			return err
		}
		m := milestoneReader{
			reader: r, source: s, transplant: tx, dates: dates, days: r.readTimes(s.day, never),
			statuses: r.readStatuses(s.milestone, s.status, never), unit: r.plan.TimeUnit.Days(),
		}
		d.Milestones[s.milestone] = m.read()
	}
	return nil
}

// readStatuses reads the distinct texts of a status column.
func (r *reader) readStatuses(milestone string, c *column, never scalars) []registry.Status {
	if c == nil {
		return nil
	}
	words := map[string]registry.Status{"yes": registry.Yes, "no": registry.No, "unknown": registry.Unknown}
	if countsFall(milestone) {
		words["never_below"] = registry.NeverBelow
	}
	levels := r.levels(milestone + "_status")
	statuses := make([]registry.Status, len(c.text))
	for code, text := range c.text {
		if r.missing.has(text) {
			continue
		}
		word, ok := levels.of(text)
		if !ok {
			word = text
		}
		statuses[code], ok = words[word]
		switch {
		case ok:
		case never.has(text):
			statuses[code] = registry.No
		default:
			statuses[code] = registry.Unreadable
		}
	}
	return statuses
}

func (m *milestoneReader) read() *registry.Milestone {
	out := &registry.Milestone{
		Header: m.header(), Untimed: m.dates == nil && m.days == nil, Time: make([]float64, len(m.caseID)),
		Status: make([]registry.Status, len(m.caseID)),
	}
	out.Absent = m.absentRows()
	for row := range m.caseID {
		if registry.IsAbsent(out.Absent, row) {
			out.Time[row] = math.NaN()
			continue
		}
		out.Time[row], out.Status[row] = m.row(row)
		if out.Status[row] == registry.Unreadable && m.isSilent(row) {
			out.SetSilent(row)
		}
	}
	if m.dates != nil {
		m.dates.middles.report(m.issues, monthMiddle)
	}
	for row, is := range m.reader.absentRows(m.date, m.day) {
		if is && !out.Untimed && out.Happened(row) && math.IsNaN(out.Time[row]) {
			if out.Absent == nil {
				out.Absent = make([]bool, len(out.Time))
			}
			out.Absent[row] = true
		}
	}
	return out
}

// isSilent reports whether nothing in the row says that the milestone took
// place: no time is written, and no condition or status that can be read says yes.
func (m *milestoneReader) isSilent(row int) bool {
	if m.status != nil {
		if s := m.statuses[m.status.at(row)]; s == registry.Yes || s == registry.NeverBelow {
			return false
		}
	}
	date, day := blankCell, blankCell
	if m.dates != nil {
		_, date = m.dates.at(row)
	}
	if m.days != nil {
		_, day = m.days.at(row)
	}
	return m.doubtful(row) != nil || len(m.when) == 0 && date == blankCell && day == blankCell
}

// row is the time and the status of the milestone in one row.
func (m *milestoneReader) row(row int) (float64, registry.Status) {
	none := math.NaN()
	stated, ok := m.stated(row)
	if !ok {
		return none, registry.Unreadable
	}
	if len(m.when) > 0 {
		return m.rowWhen(row)
	}
	time, state := m.time(row)
	switch {
	case state == badCell:
		return none, registry.Unreadable
	case state == neverCell && stated != registry.Blank && stated != registry.No:
		m.issues.add(neverContradiction, m.at(row, m.timeColumn(row)), m.status.header)
		return none, registry.Unreadable
	case state == neverCell:
		return none, registry.No
	case state == readCell && (stated == registry.No || stated == registry.Unknown || stated == registry.NeverBelow):
		m.issues.add(statusContradiction, m.at(row, m.timeColumn(row)), m.status.header)
		return none, registry.Unreadable
	}
	if state == readCell && math.IsNaN(time) {
		stated = registry.Yes // dated, but the row has no day 0
	}
	return time, stated
}

// stated is what the status column says; false if that cannot be read.
func (m *milestoneReader) stated(row int) (registry.Status, bool) {
	if m.status == nil {
		return registry.Blank, true
	}
	s := m.statuses[m.status.at(row)]
	if s == registry.Unreadable {
		m.issues.add(unreadableStatus, m.at(row, m.status))
	}
	return s, s != registry.Unreadable
}

// rowWhen is a milestone that happened only where its conditions hold. Its time
// may be the time of follow-up where they do not.
func (m *milestoneReader) rowWhen(row int) (float64, registry.Status) {
	none := math.NaN()
	if c := m.doubtful(row); c != nil {
		m.issues.add(unreadableStatus, m.at(row, c))
		return none, registry.Unreadable
	}
	happened, blank := m.holds(row)
	if !happened && blank == nil {
		return none, registry.No
	}
	time, state := m.time(row)
	switch {
	case state == badCell:
		return none, registry.Unreadable
	case state == neverCell && happened:
		m.issues.add(neverContradiction, m.at(row, m.timeColumn(row)), m.when[0].header)
		return none, registry.Unreadable
	case state == neverCell:
		return none, registry.No
	case happened:
		return time, registry.Yes
	case state == readCell:
		m.issues.add(missingIndicator, m.at(row, m.timeColumn(row)), blank.header)
		return none, registry.Unknown
	}
	return none, registry.Blank
}

// doubtful is the column of a condition whose value may be a listed one
// misspelt, nil if there is none.
func (m *milestoneReader) doubtful(row int) *column {
	for _, c := range m.when {
		if c.doubt[c.at(row)] {
			return c.column
		}
	}
	return nil
}

// holds says whether all conditions hold; blank is a column that has no value
// and leaves it open.
func (m *milestoneReader) holds(row int) (happened bool, blank *column) {
	for _, c := range m.when {
		code := c.at(row)
		switch {
		case c.met[code]:
		case c.blank[code]:
			blank = c.column
		default:
			return false, nil
		}
	}
	return blank == nil, blank
}

// timeColumn is the column that gave the time of a row.
func (m *milestoneReader) timeColumn(row int) *column {
	if m.dates != nil {
		if _, state := m.dates.at(row); state != blankCell || m.days == nil {
			return m.date
		}
	}
	return m.day
}

// time is the time of a row since its transplant, in the study's unit. It is
// NaN, though read, in a row that was not infused.
func (m *milestoneReader) time(row int) (float64, cellState) {
	byDate, dateState := m.timeByDate(row)
	byDay, dayState := m.timeByDay(row)
	time := byDate
	switch {
	case dateState == badCell || dayState == badCell:
		return math.NaN(), badCell
	case dateState == blankCell && dayState == blankCell:
		return math.NaN(), blankCell
	case dateState == neverCell && dayState == readCell:
		m.issues.add(neverContradiction, m.at(row, m.date), m.day.header)
		return math.NaN(), badCell
	case dayState == neverCell && dateState == readCell:
		m.issues.add(neverContradiction, m.at(row, m.day), m.date.header)
		return math.NaN(), badCell
	case dateState == neverCell || dayState == neverCell:
		return math.NaN(), neverCell
	case dateState == readCell && dayState == readCell && math.Abs(byDate-byDay)*m.unit >= 1:
		m.issues.add(dateDayContradiction, m.at(row, m.date), m.day.header)
		return math.NaN(), badCell
	case dateState == blankCell:
		time = byDay
	}
	if time < 0 {
		m.issues.add(negativeTime, m.at(row, m.timeColumn(row)))
		return math.NaN(), badCell
	}
	return time, readCell
}

func (m *milestoneReader) timeByDay(row int) (float64, cellState) {
	if m.days == nil {
		return math.NaN(), blankCell
	}
	time, state := m.days.at(row)
	switch {
	case state == badCell:
		m.issues.add(m.days.faultOf(row, unreadableTime, boundedTime, notedTime), m.at(row, m.day))
	case time*m.unit > maxYears*daysAYear:
		m.issues.add(timeBeyond, m.at(row, m.day), strconv.Itoa(maxYears))
		return math.NaN(), badCell
	}
	return time, state
}

// timeByDate reckons from the row's transplant. Where that date cannot be read,
// neither can any milestone that is dated. Where it is blank, death and the last
// contact may be dated all the same; another milestone says that the date of the
// transplant is missing by mistake.
func (m *milestoneReader) timeByDate(row int) (float64, cellState) {
	if m.dates == nil {
		return math.NaN(), blankCell
	}
	day, state := m.dates.at(row)
	if state == badCell {
		m.addUnreadable(m.dates, row)
		return math.NaN(), badCell
	}
	start, startState := m.transplant.at(row)
	switch {
	case startState == badCell:
		return math.NaN(), badCell
	case state == readCell && m.dates.isMiddle(row) && m.leavesOpen(row, day, start):
		m.issues.add(dateWithoutDay, m.at(row, m.date))
		return math.NaN(), badCell
	case state == readCell && startState == blankCell && m.milestone != "death" && !registry.IsFollowUp(m.milestone):
		m.issues.add(dateWithoutTransplant, m.at(row, m.date), m.transplant.header)
		return math.NaN(), badCell
	}
	m.noteMiddle(m.dates, row)
	return (day - start) / m.unit, state
}

// leavesOpen reports whether the middle of a month lies on the other side of the
// transplant or of the closing date than other days of the month do.
func (m *milestoneReader) leavesOpen(row int, day, start float64) bool {
	from, to := m.dates.cell[m.dates.column.at(row)].month()
	closing := m.plan.AsOf
	return day < start && to >= start || closing.Set && day > float64(closing.Days) && from <= float64(closing.Days)
}
