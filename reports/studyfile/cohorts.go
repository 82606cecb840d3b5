package studyfile

import (
	"strings"

	"graftstat/analysis/proposal"
)

// milestones writes those that are read from columns of another kind.
func (f *file) milestones() {
	started := false
	for _, m := range f.p.Milestones {
		if m.Grade == proposal.Doubtful {
			continue
		}
		if !started {
			f.line(0, "milestones:")
			started = true
		}
		f.said(1, m.Name+": "+milestoneText(m), m.Grade, m.Evidence)
	}
	for _, m := range f.p.Milestones {
		if m.Grade == proposal.Doubtful {
			possible := m.Values
			m.Values = []string{"?"}
			f.remark(0, f.words.Text("proposal.doubt", "milestones: {"+m.Name+": "+milestoneText(m)+"}",
				f.words.Text("proposal.codes", list(possible), quoted(m.When))))
		}
	}
	if len(f.p.Milestones) > 0 {
		f.line(0, "")
	}
}

func milestoneText(m proposal.Milestone) string {
	var keys []string
	if m.Date != "" {
		keys = append(keys, "date: "+quoted(m.Date))
	}
	if m.Day != "" {
		keys = append(keys, "day: "+quoted(m.Day))
	}
	if m.When != "" {
		keys = append(keys, "when: {"+quoted(m.When)+": "+list(m.Values)+"}")
	}
	return "{" + strings.Join(keys, ", ") + "}"
}

// cohorts writes the cohorts, and the endpoint of those without a preset.
func (f *file) cohorts() {
	f.line(0, "cohorts:")
	generic, presets := false, false
	for _, c := range f.p.Cohorts {
		keys := []string{"id: " + c.ID}
		if c.Preset != "" {
			keys, presets = append(keys, "preset: "+c.Preset), true
		}
		if c.Generic {
			label := f.words.Text("proposal.all_cases")
			if len(c.Where) > 0 {
				label = c.Where[0].Value
			}
			keys = append(keys, "label: "+quoted(label))
		}
		if len(c.Where) > 0 {
			var where []string
			for _, w := range c.Where {
				where = append(where, w.Name+": "+quoted(w.Value))
			}
			keys = append(keys, "where: {"+strings.Join(where, ", ")+"}")
		}
		if c.Generic {
			keys, generic = append(keys, "endpoints: [ENDPOINT]"), true
		}
		id := "os"
		if presets {
			id = "os-general"
		}
		text := strings.Replace("- {"+strings.Join(keys, ", ")+"}", "ENDPOINT", id, 1)
		f.said(1, text, c.Grade, c.Evidence)
	}
	if !generic {
		return
	}
	f.line(0, "")
	f.line(0, "endpoints:")
	times := map[string]string{"": "[100, 365, 730]", "days": "[100, 365, 730]", "months": "[3, 12, 24]",
		"years": "[1, 2, 5]"}[f.p.TimeUnit.Value]
	id, label := "os", ""
	if presets {
		id, label = "os-general", "label: "+quoted(f.words.Text("endpoint.os"))+", "
	}
	f.line(1, "- {id: "+id+", "+label+"kind: survival, event: [death], times: "+times+"}")
}

// absent lists what nothing answers, what it costs, and the lines to paste.
func (f *file) absent() {
	if len(f.p.Absent) == 0 {
		return
	}
	f.line(0, "")
	f.remark(0, f.words.Text("proposal.absent"))
	var none, notCollected []string
	for _, a := range f.p.Absent {
		f.remark(0, "- "+f.absentText(a))
		if a.None {
			none = append(none, a.Name)
		}
		if a.NotCollected {
			notCollected = append(notCollected, a.Name)
		}
	}
	if len(none)+len(notCollected) > 0 {
		f.remark(0, f.words.Text("proposal.paste"))
	}
	if len(none) > 0 {
		f.line(0, "#   none: "+list(none))
	}
	if len(notCollected) > 0 {
		f.line(0, "#   not_collected: "+list(notCollected))
	}
}

func (f *file) absentText(a proposal.Absent) string {
	if a.Column && len(a.Endpoints) == 0 {
		return f.words.Text("proposal.absent_column", a.Name, f.words.Text("column."+a.Name))
	}
	what := "milestone."
	if a.Column {
		what = "column."
	}
	var names []string
	for _, id := range a.Endpoints {
		names = append(names, f.words.Text("endpoint."+id))
	}
	return f.words.Text("proposal.absent_milestone", a.Name, f.words.Text(what+a.Name), strings.Join(names, "; "))
}
