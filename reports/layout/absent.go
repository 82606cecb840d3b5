package layout

import (
	"strings"

	"graftstat/analysis/result"
)

// noneRecordedSentences name, for each cohort, the milestones whose column is blank throughout.
func (b *builder) noneRecordedSentences() []string {
	var sentences []string
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		var names []string
		for j := range c.Endpoints {
			for _, name := range c.Endpoints[j].NoneRecorded {
				names = appendNew(names, b.milestone(name))
			}
		}
		if len(names) > 0 {
			sentences = append(sentences, b.words.Text("absent.none_recorded", b.cohortName(c.ID), strings.Join(names, ", ")))
		}
	}
	return sentences
}

// noCohortSentence counts the rows that no cohort takes; "" where there is none.
func (b *builder) noCohortSentence() string {
	n := b.results.NoCohort
	if n == nil {
		return ""
	}
	return b.words.Text("absent.no_cohort", b.words.Count("count.rows", n.Rows), b.words.Count("count.patients", n.Patients))
}

// missingName is the name of a milestone or of a column.
func (b *builder) missingName(name string) string {
	if _, ok := b.words.Find("milestone." + name); ok {
		return b.milestone(name)
	}
	return b.column(name)
}

// notComputed says why an endpoint has no estimate.
func (b *builder) notComputed(e *result.Endpoint) string {
	names := make([]string, len(e.Missing))
	for i, name := range e.Missing {
		names[i] = b.missingName(name)
	}
	return b.words.Text("absent.endpoint", strings.Join(names, ", "), b.words.Text("reason."+e.Reason))
}

// notComputedNotes have a line for each endpoint of a cohort that is not computed.
func (b *builder) notComputedNotes(c *result.Cohort) []string {
	var notes []string
	for i := range c.Endpoints {
		if e := &c.Endpoints[i]; e.Reason != "" {
			notes = append(notes, b.endpointName(e)+": "+b.notComputed(e))
		}
	}
	return notes
}

// vitalStatus counts the alive, the dead and those of whom it is not known. Results
// of an earlier version have the alive only.
func (b *builder) vitalStatus(code string, c *result.Cohort) string {
	f := c.FollowUp
	switch {
	case f.Alive < 0:
		return b.words.Text("summary.alive_unknown")
	case f.Alive+f.Dead+f.Unknown != c.Patients:
		return b.words.Text(code+"_of", b.words.Integer(f.Alive), b.words.Integer(c.Patients))
	}
	return b.words.Text(code, b.words.Integer(f.Alive), b.words.Integer(f.Dead), b.words.Integer(f.Unknown))
}
