package analysis

import (
	"math"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// A ClosingDateError says that the closing date lies more than a year after every
// date of the data: a slip of the study file or of --as-of.
type ClosingDateError struct {
	File         string
	AsOf, Newest string
}

func (e *ClosingDateError) Error() string { return e.In(message.English) }

// In is Error in the language of a catalogue.
func (e *ClosingDateError) In(c message.Catalogue) string {
	return message.Of("%s: the closing date %s lies more than a year after every date of the data, of which the newest is %s; "+
		"correct as_of or --as-of, or name the current files", e.File, e.AsOf, e.Newest).In(c)
}

// newest is the latest day of the data since 1970-01-01, NaN where there is none.
type newest struct{ day float64 }

// newestDate is the latest transplant or milestone of the cases file. Call it
// before a log derives any.
func newestDate(d *registry.Data, unit float64) *newest {
	n := &newest{math.NaN()}
	for row, start := range d.TransplantDate {
		n.see(start)
		for _, m := range d.Milestones {
			n.see(start + m.Time[row]*unit)
		}
	}
	return n
}

func (n *newest) see(day float64) {
	if day > n.day || math.IsNaN(n.day) {
		n.day = day
	}
}

// watch sees the days of a log on their way.
func (n *newest) watch(d *registry.Data, unit float64,
	take func(registry.LogEntry) error) func(registry.LogEntry) error {
	return func(e registry.LogEntry) error {
		n.see(d.TransplantDate[e.Row] + e.Day*unit)
		return take(e)
	}
}

// check refuses a closing date more than twelve months after the newest day.
func (n *newest) check(p *plan.Plan, d *registry.Data) error {
	if math.IsNaN(d.AsOf) || math.IsNaN(n.day) {
		return nil
	}
	last := plan.Date{Set: true, Days: int(math.Floor(n.day))}
	if p.AsOf.Days <= last.AddMonths(12).Days {
		return nil
	}
	return &ClosingDateError{File: p.File, AsOf: p.AsOf.String(), Newest: last.String()}
}
