package cohort

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// StateSheet has the mean time in each state of every cohort, by group, and the
// occupation from the landmark; false where no cohort has states.
func (b *Builder) StateSheet() (document.Sheet, bool) {
	w := b.Words
	times := b.grid(page.Sheet, "state-time", w.Text("state_time.sheet_times"))
	since := b.grid(page.Sheet, "state-since", w.Text("state_time.sheet_since"))
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		if c.StateTime != nil {
			times.stateTimes(c)
			since.statesSince(c)
		}
	}
	name := w.Text("state_time.sheet")
	return document.Sheet{ID: "state-time", Name: name, Title: name, Blocks: page.Tables(times.Table(), since.Table()),
		Wide: true}, times.Len() > 0
}

// stateTimes has a row for each mean time, each difference and each time in favour.
func (t *grid) stateTimes(c *result.Cohort) {
	b, s := t.builder, c.StateTime
	pair := func(x, y string) string { return b.Words.Text("paper.pairs.pair", b.Group(s.By, x), b.Group(s.By, y)) }
	for _, m := range s.Means {
		group := b.Words.Text("group.all")
		if m.Group != "" {
			group = b.Group(s.By, m.Group)
		}
		t.stateTime(c, "mean", b.stateOf(c, m.State), group)
		t.Count("patients", m.Patients)
		t.stateNumbers(m.Estimate, m.StdErr, m.Lower, m.Upper, m.Method, m.Reason)
	}
	for _, d := range s.Differences {
		t.stateTime(c, "difference", b.stateOf(c, d.State), pair(d.A, d.B))
		t.stateNumbers(d.Estimate, d.StdErr, d.Lower, d.Upper, d.Method, d.Reason)
	}
	for _, f := range s.Favour {
		t.stateTime(c, "favour", "", pair(f.A, f.B))
		t.stateNumbers(f.Estimate, f.StdErr, f.Lower, f.Upper, f.Method, f.Reason)
	}
}

// stateTime begins a row.
func (t *grid) stateTime(c *result.Cohort, measure, state, group string) {
	t.Row()
	t.Text("cohort", t.builder.CohortName(c.ID))
	t.Word("state_measure", "state_measure", measure)
	t.Text("state", state)
	t.Text("state_group", group)
	t.Figures("patients")
	t.Set("state_horizon", t.builder.Time(c.StateTime.Horizon))
}

func (t *grid) stateNumbers(x, se, lower, upper result.Number, method, reason string) {
	for _, v := range []struct {
		column string
		number result.Number
	}{{"state_estimate", x}, {"std_err", se}, {"lower", lower}, {"upper", upper}} {
		t.Set(v.column, page.Number(float64(v.number), document.Decimal, ""))
	}
	if method != "" {
		method = t.builder.Words.Text("state_method." + method)
	}
	t.Text("paper_method", method)
	t.Text("paper_reason", t.builder.stateReason(reason))
}

// statesSince has a row for each state at the landmark and each at the horizon.
func (t *grid) statesSince(c *result.Cohort) {
	b, s := t.builder, c.StateTime
	for _, x := range s.Since {
		t.Row()
		t.Text("cohort", b.CohortName(c.ID))
		t.Set("since_day", b.Time(s.Landmark))
		t.Text("since_from", b.stateOf(c, x.From))
		t.Count("patients", x.Patients)
		t.Text("since_to", b.stateOf(c, x.To))
		t.Set("state_horizon", b.Time(s.Horizon))
		t.stateChance([]string{"since_all", "since_all_lower", "since_all_upper"}, x.All)
		t.stateChance([]string{"since_own", "since_own_lower", "since_own_upper"}, x.Own)
		differ := ""
		if x.Differ {
			differ = b.Words.Text("state_time.differs")
		}
		t.Text("since_differ", differ)
		t.Text("paper_reason", b.stateReason(x.Own.Reason))
	}
}

func (t *grid) stateChance(columns []string, x result.StateChance) {
	for i, number := range []result.Number{x.Estimate, x.Lower, x.Upper} {
		t.Set(columns[i], page.Number(float64(number), document.Percent, ""))
	}
}
