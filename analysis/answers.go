package analysis

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Reasons for which an endpoint of a cohort is not computed.
const (
	columnAbsent = "column_absent" // nothing in the data says whether a milestone happened
	columnBlank  = "column_blank"  // the death is blank in every row, and so is the last contact of some
)

// declare adds the milestones that no column and no log has, but that the study
// file or another column answers: those that nobody had, and the first day of
// acute GVHD of grade II and III by the highest grade. Of a milestone that the file
// of a row has no column of, nor a log, nothing is known in that row.
func declare(p *plan.Plan, d *registry.Data) {
	for _, m := range d.Milestones {
		for row := range m.Absent {
			if m.Absent[row] && m.Known == nil && m.Status[row] == registry.Blank && !inLog(m, row) {
				m.Status[row] = registry.Unknown
			}
		}
	}
	for _, name := range p.Data.None {
		if d.Milestones[name] == nil {
			d.Milestones[name] = registry.Nobody(d.Rows())
		}
	}
	for name, grade := range map[string]int{"acute_gvhd_2": 2, "acute_gvhd_3": 3} {
		if d.Milestones[name] != nil {
			continue
		}
		if m := byGrade(d, grade); m != nil {
			d.Milestones[name] = m
		}
	}
}

// byGrade is acute GVHD of at least a grade, by the highest grade of each row: a
// lower one says no, a higher one yes without a date. A blank one says no where
// acute GVHD did not happen. It is nil where that leaves a row open.
func byGrade(d *registry.Data, least int) *registry.Milestone {
	grades, onset := d.Categories["acute_gvhd_grade"], d.Milestones["acute_gvhd"]
	if grades == nil {
		return nil
	}
	m := registry.Nobody(d.Rows())
	m.Declared, m.Header = false, grades.Header
	for row := range d.Rows() {
		level := grades.Level(row)
		grade, known := code.GVHDGrade(level)
		switch {
		case known && grade >= least:
			m.Status[row] = registry.Yes
		case known, level == "" && isAutologous(d, row):
		case level != "":
			m.Status[row] = registry.Unknown // of another system
		case onset == nil:
			return nil
		case onset.Status[row] != registry.No && (onset.Status[row] != registry.Blank || onset.Happened(row)):
			m.Status[row] = registry.Unknown
		}
	}
	return m
}

func isAutologous(d *registry.Data, row int) bool {
	category := d.Categories["transplant_type"]
	return category != nil && category.Level(row) == "autologous"
}

// lack is what an endpoint cannot be computed without.
type lack struct {
	reason  string   // of the first that is missing
	missing []string // milestones, or columns of a condition
	reasons []string // of each
}

func (l *lack) add(reason, name string) {
	if l.reason == "" {
		l.reason = reason
	}
	if !slices.Contains(l.missing, name) {
		l.missing, l.reasons = append(l.missing, name), append(l.reasons, reason)
	}
}

// lacks says what an endpoint needs that nothing in the cohort's rows answers:
// each milestone of its events and competing events, the columns of their
// conditions, its origin, its entry, and the death and last contact up to which
// everyone is followed. To what day counts and transfusions are complete
// (*_complete_to) need not be told here.
func (c *cohort) lacks(e plan.Endpoint) lack {
	var l lack
	if c.data.Unlinked && c.hasRepeats() {
		l.add(columnAbsent, "patient_id")
	}
	for _, items := range [][]plan.Item{e.Event, e.Competing} {
		for _, it := range items {
			c.milestoneLacks(&l, it.Milestone)
			for _, condition := range it.Where {
				if !c.everyRowHas(condition.Column) {
					l.add(columnAbsent, condition.Column)
				}
			}
		}
	}
	for _, condition := range e.Among {
		if !c.everyRowHas(condition.Column) {
			l.add(columnAbsent, condition.Column)
		}
	}
	c.milestoneLacks(&l, "death")
	for _, name := range e.Censor {
		if !registry.IsCompleteTo(name) {
			c.milestoneLacks(&l, name)
		}
	}
	if e.From != plan.Transplant && e.From != "" {
		c.milestoneLacks(&l, e.From)
	}
	if e.Entry != "" && c.data.Numbers[e.Entry] == nil {
		c.milestoneLacks(&l, e.Entry)
	} else if e.Entry != "" && !c.everyRowHas(e.Entry) {
		l.add(columnAbsent, e.Entry)
	}
	return l
}

// everyRowHas reports whether the file of each infusion of the cohort has a column
// that is no milestone.
func (c *cohort) everyRowHas(name string) bool {
	number, category := c.data.Numbers[name], c.data.Categories[name]
	return (number != nil || category != nil) && c.everyRow(func(row int) bool {
		return number != nil && !registry.IsAbsent(number.Absent, row) || category != nil &&
			!registry.IsAbsent(category.Absent, row)
	})
}

// isAnswered reports whether the file of each infusion of the cohort, or a log,
// says whether a milestone happened and when.
func (c *cohort) isAnswered(name string, m *registry.Milestone) bool {
	if name == "second_transplant" && (!c.hasSeveral() || c.everyRowHas("transplant_intent")) {
		return true
	}
	return m.Absent == nil || m.Known != nil || c.everyRow(func(row int) bool {
		return !m.Absent[row] || inLog(m, row) || isAllogeneic(name) && isAutologous(c.data, row)
	})
}

// milestoneLacks adds a milestone that nothing answers.
func (c *cohort) milestoneLacks(l *lack, name string) {
	m := c.data.Milestones[name]
	switch {
	case m != nil && m.Declared: // nobody had it, whatever a log lacks
	case c.data.Withheld[name] != "":
		l.add(c.data.Withheld[name], name)
	case name == "second_transplant" && m == nil:
		if c.hasSeveral() && !c.everyRowHas("transplant_intent") {
			l.add(columnAbsent, "transplant_intent")
		}
	case m == nil && isAllogeneic(name) && c.everyRow(func(row int) bool { return isAutologous(c.data, row) }):
	case m == nil:
		l.add(columnAbsent, name)
	case !c.isAnswered(name, m):
		l.add(columnAbsent, name)
	case m.Untimed && !c.everyRow(func(row int) bool { return !m.Happened(row) || inLog(m, row) }):
		l.add(columnAbsent, name)
	case name == "death" && c.isBlank(m) && !c.everyRow(c.contacted):
		l.add(columnBlank, name)
	}
}

// isAllogeneic reports whether a milestone needs a donor.
func isAllogeneic(name string) bool {
	return slices.Contains([]string{"acute_gvhd", "acute_gvhd_2", "acute_gvhd_3", "chronic_gvhd", "prca",
		"poor_graft_function", "acute_gvhd_resolved", "chronic_gvhd_resolved", "immunosuppression_stopped",
		"reticulocyte_recovery", "donor_red_cells", "abo_conversion", "red_cell_aplasia"}, name)
}

// everyRow reports whether a condition holds for each infusion of the cohort.
func (c *cohort) everyRow(holds func(row int) bool) bool {
	for _, patient := range c.patients {
		for _, row := range c.histories.Of(int(patient)) {
			if !holds(int(row)) {
				return false
			}
		}
	}
	return true
}

// hasSeveral reports whether a patient of the cohort has more than one infusion.
func (c *cohort) hasSeveral() bool {
	return slices.ContainsFunc(c.patients, func(patient int32) bool { return len(c.histories.Of(int(patient))) > 1 })
}

// hasRepeats reports whether a row says that it is not its patient's first transplant.
func (c *cohort) hasRepeats() bool {
	intent, number := c.data.Categories["transplant_intent"], c.data.Numbers["transplant_number"]
	return !c.everyRow(func(row int) bool {
		later := intent != nil && slices.Contains([]string{"planned_tandem", "rescue", "retransplant", "boost"},
			intent.Level(row))
		return !later && !(number != nil && number.Value[row] > 1)
	})
}

// isBlank reports whether no row of the cohort states anything of a milestone.
func (c *cohort) isBlank(m *registry.Milestone) bool {
	return c.everyRow(func(row int) bool { return m.Status[row] == registry.Blank && math.IsNaN(m.Time[row]) })
}

// contacted reports whether a row has its last contact.
func (c *cohort) contacted(row int) bool {
	m := c.data.Milestones["last_contact"]
	return m != nil && !math.IsNaN(m.Time[row])
}

// inLog reports whether a log decided the milestone of a row.
func inLog(m *registry.Milestone, row int) bool {
	_, decided := m.Source[row]
	return decided
}

// noneRecorded are the milestones of an endpoint whose column is blank in every
// row of the cohort: nobody had them, or nobody wrote them down. Those of which a
// log knows are none of them.
func (c *cohort) noneRecorded(e plan.Endpoint) []string {
	var names []string
	for _, items := range [][]plan.Item{e.Event, e.Competing} {
		for _, it := range items {
			m := c.data.Milestones[it.Milestone]
			answered := it.Milestone == "second_transplant" && c.data.Categories["transplant_intent"] != nil
			if m == nil || m.Declared || answered || m.Known != nil || len(m.Source) > 0 ||
				slices.Contains(names, it.Milestone) {
				continue
			}
			if c.isBlank(m) {
				names = append(names, it.Milestone)
			}
		}
	}
	return names
}

// declaredNone are the milestones of an endpoint of which the study file alone
// says that nobody had them.
func (c *cohort) declaredNone(e plan.Endpoint) []string {
	var names []string
	for _, items := range [][]plan.Item{e.Event, e.Competing} {
		for _, it := range items {
			if m := c.data.Milestones[it.Milestone]; m != nil && m.Declared && !slices.Contains(names, it.Milestone) {
				names = append(names, it.Milestone)
			}
		}
	}
	return names
}

// notComputed is an endpoint with its definition and the reason why it has no estimate.
func (c *cohort) notComputed(e plan.Endpoint, l lack) *result.Endpoint {
	r := c.newEndpoint(e)
	r.Models = []result.Model{}
	r.Reason, r.Missing = l.reason, l.missing
	return r
}

// isComputed reports whether nothing is missing for an endpoint of the cohort.
func (c *cohort) isComputed(e plan.Endpoint) bool { return c.lacks(e).reason == "" }

// lifeLacks is what is missing to tell who is alive and how long they were followed.
func (c *cohort) lifeLacks() lack {
	return c.lacks(plan.Endpoint{Kind: code.Survival, Event: []plan.Item{{Milestone: "death"}},
		Censor: []string{"last_contact"}})
}

// remedy is the line of the study file, under data or rules, with which a log answers what it is silent
// on for a reason; "" where no line helps.
func (c *cohort) remedy(reason string) string {
	switch reason {
	case "log_coverage_undeclared":
		if r := c.study.Data.Redcap; r != nil && r.Has("transfusions") {
			return r.Line("transfusions", "complete_to: as_of")
		}
		return "transfusions: {file: " + yamlFiles(c.study.Data.Transfusions.File) + ", complete_to: as_of}"
	case "platelets_underivable":
		return "platelet_engraftment: {transfusion_free_days: 0}"
	}
	return ""
}

// yamlFiles are files as they stand in a flow mapping.
func yamlFiles(sources plan.Sources) string {
	names := make([]string, len(sources))
	for i, s := range sources {
		names[i] = yamlText(s.File)
	}
	if len(names) == 1 {
		return names[0]
	}
	return "[" + strings.Join(names, ", ") + "]"
}

// yamlText is a file name as it stands in a flow mapping: in quotation marks unless
// it has plain characters only.
func yamlText(s string) string {
	plain := func(r rune) bool {
		return r < 0x80 && (r == '.' || r == '_' || r == '-' || r == '/' || unicode.IsLetter(r) || unicode.IsDigit(r))
	}
	if strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// absences are the milestones and columns that are missing in a cohort, each
// with the endpoints that wait for it and what the study file may say of it.
func (c *cohort) absences() []result.Absence {
	var list []result.Absence
	for _, e := range c.plan.Resolved {
		l := c.lacks(e)
		for k, name := range l.missing {
			i := slices.IndexFunc(list, func(a result.Absence) bool { return a.Name == name })
			if i < 0 {
				i = len(list)
				milestone := slices.ContainsFunc(append(e.Event, e.Competing...),
					func(it plan.Item) bool { return it.Milestone == name })
				reason := l.reasons[k]
				list = append(list, result.Absence{Cohort: c.plan.ID, Name: name, Reason: reason,
					Write: c.remedy(reason),
					None: reason == columnAbsent && milestone && name != "death" && !plan.IsRecovery(name) &&
						c.data.Milestones[name] == nil})
			}
			list[i].Endpoints = append(list[i].Endpoints, e.ID)
			list[i].NotCollected = list[i].NotCollected || list[i].None && slices.Contains(c.plan.Optional, name) &&
				e.MayLeaveOut(name)
		}
	}
	return list
}
