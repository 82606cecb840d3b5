package analysis

import (
	"graftstat/analysis/message"
	"graftstat/analysis/registry"
)

// An EmptyCohortError names a cohort that no case belongs to: a fault of the
// study file, or of rows that could not be read.
type EmptyCohortError struct {
	File   string
	Cohort string
	// Unread is the first issue of a row that was not read, or of a cell of a column
	// that the cohort's where asks for; nil where there is none.
	Unread *registry.Issue
}

func (e *EmptyCohortError) Error() string { return e.In(message.English) }

// In is Error in the language of a catalogue.
func (e *EmptyCohortError) In(c message.Catalogue) string {
	text := message.Of("%s: cohort %s matches no case; compare its where, and that of its preset, "+
		"with the values in the cases file", e.File, e.Cohort)
	if e.Unread == nil {
		return text.In(c)
	}
	place := message.Of("%s, line %d", e.Unread.File, e.Unread.Line)
	if e.Unread.Column != "" {
		place = message.Of("%s, column %s", place, e.Unread.Column)
	}
	return message.Of("%s, and mend what could not be read there, first %s (%s)", text, place, e.Unread.Code).In(c)
}

// empty is the error of a cohort without a case.
func (c *cohort) empty() *EmptyCohortError {
	unread := c.firstUnread()
	if unread != nil {
		at := c.data.Place(registry.Cell{File: unread.File, Line: unread.Line, Column: unread.Column})
		issue := *unread
		issue.File, issue.Line, issue.Column = at.File, at.Line, at.Column
		unread = &issue
	}
	return &EmptyCohortError{File: c.study.File, Cohort: c.plan.ID, Unread: unread}
}

// firstUnread is the issue of the first line that may have kept a row out.
func (c *cohort) firstUnread() *registry.Issue {
	read := make(map[int]bool, len(c.data.Line))
	for _, line := range c.data.Line {
		read[int(line)] = true
	}
	asked := make(map[string]bool)
	for _, condition := range c.plan.Where {
		if category := c.data.Categories[condition.Column]; category != nil {
			asked[category.Header] = true
		}
		if number := c.data.Numbers[condition.Column]; number != nil {
			asked[number.Header] = true
		}
	}
	var first *registry.Issue
	for i := range c.data.Issues {
		issue := &c.data.Issues[i]
		keepsOut := issue.File == c.data.File && issue.Line > 1 &&
			(!read[issue.Line] || issue.Column != "" && asked[issue.Column])
		if keepsOut && (first == nil || issue.Line < first.Line) {
			first = issue
		}
	}
	return first
}
