package page

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
)

// NoneRecordedSentences name, for each cohort, the milestones whose column is blank throughout.
func (b *Page) NoneRecordedSentences() []string {
	var sentences []string
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		var names []string
		for j := range c.Endpoints {
			for _, name := range c.Endpoints[j].NoneRecorded {
				names = AppendNew(names, b.Milestone(name))
			}
		}
		if len(names) > 0 {
			sentences = append(sentences, b.Words.Text("absent.none_recorded", b.CohortName(c.ID),
				strings.Join(names, ", ")))
		}
	}
	return sentences
}

// NoCohortSentence counts the rows that no cohort takes; "" where there is none.
func (b *Page) NoCohortSentence() string {
	n := b.Results.NoCohort
	if n == nil {
		return ""
	}
	return b.Words.Text("absent.no_cohort", b.Words.Count("count.rows", n.Rows),
		b.Words.Count("count.patients", n.Patients))
}

// NotComputed says why an endpoint has no estimate.
func (b *Page) NotComputed(e *result.Endpoint) string {
	if len(e.Missing) == 0 {
		return b.Words.Text("absent.endpoint_as", b.Words.Text("reason."+e.Reason))
	}
	names := make([]string, len(e.Missing))
	for i, name := range e.Missing {
		names[i] = b.MissingName(name)
	}
	return b.Words.Text("absent.endpoint", strings.Join(names, ", "), b.Words.Text("reason."+e.Reason))
}

// Absent names a column or milestone of which the data say nothing, with the reason.
func (b *Page) Absent(name, reason string) string {
	if reason == "column_absent" {
		return b.Words.Text("absent.column", b.MissingName(name))
	}
	return b.Words.Text("absent.column_for", b.MissingName(name), b.Words.Text("reason."+reason))
}

// NotComputedNotes have a line for each endpoint of a cohort that is not computed.
func (b *Page) NotComputedNotes(c *result.Cohort) []string {
	var notes []string
	for i := range c.Endpoints {
		if e := &c.Endpoints[i]; e.Reason != "" {
			notes = append(notes, b.EndpointName(e)+": "+b.NotComputed(e))
		}
	}
	if len(c.LeftOut) > 0 {
		notes = append(notes, b.leftOutNote(c.LeftOut))
	}
	return notes
}

// leftOutNote is the one line of the endpoints whose data are not recorded, each reason
// once.
func (b *Page) leftOutNote(list []result.LeftOut) string {
	var parts []string
	for i, first := range list {
		why := b.leftOutReason(first)
		if slices.ContainsFunc(list[:i], func(l result.LeftOut) bool { return b.leftOutReason(l) == why }) {
			continue
		}
		var names []string
		for _, l := range list[i:] {
			if b.leftOutReason(l) == why {
				names = append(names, b.EndpointName(&result.Endpoint{ID: l.Endpoint, Label: l.Label}))
			}
		}
		parts = append(parts, b.Words.Text("absent.left_out_part", strings.Join(names, ", "), why))
	}
	return b.Words.Text("absent.left_out", strings.Join(parts, "; "))
}

func (b *Page) leftOutReason(l result.LeftOut) string {
	if l.Reason == "few_cases" {
		return b.Words.Text("absent.few_cases", b.Words.Integer(l.Cases))
	}
	return b.Words.Text("reason." + l.Reason)
}

// VitalStatus counts the alive, the dead and those of whom it is not known. Results
// of an earlier version have the alive only.
func (b *Page) VitalStatus(code string, c *result.Cohort) string {
	f := c.FollowUp
	switch {
	case f.Alive < 0:
		return b.Words.Text("summary.alive_unknown")
	case f.Alive+f.Dead+f.Unknown != c.Patients:
		return b.Words.Text(code+"_of", b.Words.Integer(f.Alive), b.Words.Integer(c.Patients))
	}
	return b.Words.Text(code, b.Words.Integer(f.Alive), b.Words.Integer(f.Dead), b.Words.Integer(f.Unknown))
}
