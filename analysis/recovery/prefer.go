package recovery

import (
	"math"
	"slices"
	"strconv"

	"graftstat/analysis/code"
	"graftstat/analysis/registry"
)

// settle puts what a log says of a milestone beside what the case row says.
//
// A row that says nothing (blank, yes without a day, unknown, or a cell that
// cannot be read) takes the log's event. Where the row has an event on another
// day, says no, or says that the count never fell, it differs: a warning, and
// rules.prefer says which stands, the log (default) or the case row. Less than
// a day apart is equal; then the log's entry is the one that decides.
//
// That a log has no event says something only of the days for which the log is
// complete, up to answer.knownTo. An event that the row dates later stands
// without a word, as does a yes without a day, unknown and what cannot be read.
// An event that it dates in those days, and a count that it says never fell when
// the log saw it fall, differ as above; where the log stands, the row then has
// no event.
func (r *Deriver) settle(name string, row int, a answer, at registry.Cell) {
	switch a.verdict {
	case happened:
		r.settleEvent(name, row, min(max(a.time, 0), r.end[row].until()), registry.Yes, at)
	case neverBelow:
		r.settleEvent(name, row, math.NaN(), registry.NeverBelow, at)
	case noEvent:
		r.settleNone(name, row, a, at)
	}
}

func (r *Deriver) settleEvent(name string, row int, time float64, status registry.Status, at registry.Cell) {
	if r.says(name, row) && !r.agrees(name, row, time, status) {
		r.tellDifference(name, row, time, r.data.Place(at))
		if r.preferCase() {
			return
		}
	}
	r.set(name, row, time, status, at)
}

// tellDifference tells by how many days the log differs from the case row, or, where
// one of them has no day, that it does.
func (r *Deriver) tellDifference(name string, row int, time float64, at registry.Cell) {
	line := strconv.Itoa(at.Line)
	days := math.Abs(r.data.Milestones[name].Time[row]-time) * r.unit
	if math.IsNaN(days) {
		r.differs(logDiffers, name, row, at.File, line)
		return
	}
	r.differs(logDatesDiffer, name, row, at.File, line, strconv.FormatFloat(math.Round(days), 'f', -1, 64))
}

func (r *Deriver) settleNone(name string, row int, a answer, at registry.Cell) {
	m := r.data.Milestones[name]
	if m == nil {
		return
	}
	dated := !math.IsNaN(m.Time[row]) && r.day(m.Time[row]) <= a.knownTo
	if !dated && !(m.Status[row] == registry.NeverBelow && a.fell) {
		return
	}
	r.differs(logWithoutEvent, name, row, at.File)
	if !r.preferCase() {
		r.set(name, row, math.NaN(), registry.No, at)
	}
}

// says reports whether a case row says when a milestone happened, or that it
// did not or need not.
func (r *Deriver) says(name string, row int) bool {
	m := r.data.Milestones[name]
	return m != nil && (!math.IsNaN(m.Time[row]) || m.Status[row] == registry.No ||
		m.Status[row] == registry.NeverBelow)
}

func (r *Deriver) agrees(name string, row int, time float64, status registry.Status) bool {
	m := r.data.Milestones[name]
	if status == registry.NeverBelow || m.Status[row] == registry.NeverBelow {
		return status == m.Status[row]
	}
	return math.Abs(m.Time[row]-time)*r.unit < 1-rounding
}

// blank reports whether a case row says nothing at all of a milestone.
func (r *Deriver) blank(name string, row int) bool {
	m := r.data.Milestones[name]
	return m == nil || m.Status[row] == registry.Blank && math.IsNaN(m.Time[row])
}

func (r *Deriver) preferCase() bool { return r.plan.Rules.Prefer == code.PreferCase }

// differs tells of a case row that the log contradicts.
func (r *Deriver) differs(code, name string, row int, args ...string) {
	at := registry.Cell{File: r.data.File, Line: int(r.data.Line[row]), Column: r.data.Milestones[name].Header}
	r.report(registry.Warning, code, at, row, args...)
}

// set writes a milestone that a log decided; one that the cases file does not
// have is added.
func (r *Deriver) set(name string, row int, time float64, status registry.Status, at registry.Cell) {
	m := r.data.Milestones[name]
	if m == nil {
		m = r.add(name)
	}
	if m.Source == nil {
		m.Source = map[int]registry.Cell{}
	}
	m.Time[row], m.Status[row], m.Source[row] = time, status, at
}

// add adds a milestone that the cases file does not have.
func (r *Deriver) add(name string) *registry.Milestone {
	m := &registry.Milestone{Time: make([]float64, r.data.Rows()), Status: make([]registry.Status, r.data.Rows())}
	for i := range m.Time {
		m.Time[i] = math.NaN()
	}
	r.data.Milestones[name] = m
	return m
}

// open reports whether a row has no event of a milestone because a log has none:
// neither the row nor the log has one, and the row does not rule it out.
func (r *Deriver) open(name string, row int) bool {
	m := r.data.Milestones[name]
	_, byLog := m.Source[row]
	return math.IsNaN(m.Time[row]) && (m.Status[row] == registry.Blank || m.Status[row] == registry.No && byLog)
}

// noEnd is a registry.Known.Time that ends nothing.
func (r *Deriver) noEnd() []float64 { return slices.Repeat([]float64{math.Inf(1)}, r.data.Rows()) }
