package analysis

import (
	"context"
	"slices"
	"sync"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/message"
	"graftstat/analysis/parallel"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// cohort is the patients of a cohort with all that its endpoints share.
type cohort struct {
	plan      *plan.Cohort
	study     *plan.Plan
	data      *registry.Data
	histories *endpoint.Histories
	patients  []int32
	groupings []grouping
	// notCompared are the columns to compare of which the data say nothing; their groupings have no level.
	notCompared []result.NotCompared
	leftOut     []result.LeftOut
	life        func() *endpoint.Observations // of every patient to death or the last contact
	units       []int32                       // of the listing, by row; nil before the first endpoint is listed
	// by row of a first infusion; nil where the states are not told patient by patient
	stays     map[int32][]result.Stay
	monitored map[string]*endpoint.Observations // of the endpoints that are monitored, by ID
	stratify  grouping                          // by the column to stratify by, if the cohort has one
	form      code.IntervalForm                 // of the intervals that are left to auto; "": each endpoint's own
}

// newCohort finds the patients whose index row, the first infusion, meets the
// cohort's conditions.
func newCohort(p *plan.Plan, d *registry.Data, h *endpoint.Histories, c *plan.Cohort) *cohort {
	found := &cohort{plan: c, study: p, data: d, histories: h, monitored: make(map[string]*endpoint.Observations)}
	matches := endpoint.Matcher(d, c.Where)
	for patient := range d.Patients {
		if rows := h.Of(patient); len(rows) > 0 && matches(int(rows[0])) && found.inPeriod(rows[0]) {
			found.patients = append(found.patients, int32(patient))
		}
	}
	found.life = sync.OnceValue(func() *endpoint.Observations { return found.derive(code.Survival, plan.Item{Milestone: "death"}) })
	found.groupings = append(found.groupings, everyone())
	for _, compare := range c.Compare {
		g := newGrouping(d, compare, found.indexRows())
		if l := found.compareLacks(compare.Column); l.reason != "" {
			g = noGrouping(compare.Column)
			found.notCompared = append(found.notCompared, result.NotCompared{By: compare.Column, Reason: l.reason})
		}
		found.groupings = append(found.groupings, g)
	}
	if c.Stratify != "" {
		found.stratify = newGrouping(d, plan.Compare{Column: c.Stratify}, found.indexRows())
	}
	return found
}

// inPeriod reports whether a first infusion is not before the day from which
// the study counts, if it has one.
func (c *cohort) inPeriod(row int32) bool {
	from := c.study.TransplantedFrom
	return !from.Set || c.data.TransplantDate[row] >= float64(from.Days)
}

// indexRows are the rows of the patients' first infusions.
func (c *cohort) indexRows() []int32 {
	rows := make([]int32, len(c.patients))
	for i, patient := range c.patients {
		rows[i] = c.histories.Of(int(patient))[0]
	}
	return rows
}

func (c *cohort) run(ctx context.Context, l *result.Listing, progress Progress) (*result.Cohort, error) {
	r := &result.Cohort{ID: c.plan.ID, Patients: len(c.patients), NotCompared: c.notCompared, LeftOut: c.leftOut}
	for _, patient := range c.patients {
		r.Cases += len(c.histories.Of(int(patient)))
	}
	parts := c.parts(r)
	type found struct {
		endpoint     *result.Endpoint
		observations *endpoint.Observations
	}
	do := func(i int) (found, error) {
		if err := ctx.Err(); err != nil {
			return found{}, err
		}
		if i < len(parts) {
			return found{}, parts[i]()
		}
		e := c.plan.Resolved[i-len(parts)]
		if l := c.lacks(e); l.reason != "" {
			return found{endpoint: c.notComputed(e, l)}, nil
		}
		o := endpoint.Derive(c.study, c.histories, e, c.patients)
		estimated, err := c.endpoint(e, c.casesOf(e, o))
		if err != nil {
			return found{}, message.Errorf("cohort %s, endpoint %s: %w", c.plan.ID, e.ID, err)
		}
		estimated.NoneRecorded = c.noneRecorded(e)
		estimated.CountsGrace, estimated.DeathsAfterCounts = c.countsGrace(e), c.deathsAfterCounts(e, o)
		estimated.SamplesGrace = c.samplesGrace(e)
		if estimated.Current, err = c.current(e, o, estimated); err != nil {
			return found{}, message.Errorf("cohort %s, endpoint %s: %w", c.plan.ID, e.ID, err)
		}
		return found{estimated, o}, nil
	}
	err := parallel.InOrder(len(parts)+len(c.plan.Resolved), do, func(i int, f found) {
		if i < len(parts) {
			return
		}
		r.Endpoints = append(r.Endpoints, *f.endpoint)
		progress(c.plan.ID, i-len(parts)+1)
		if f.observations == nil {
			return
		}
		e := c.plan.Resolved[i-len(parts)]
		c.list(l, e, f.observations)
		if isMonitored(c, e.ID) {
			c.monitored[e.ID] = f.observations.WithoutCells()
		}
	})
	if err != nil {
		return nil, err
	}
	if c.units != nil {
		for row, stays := range c.stays {
			l.AddStays(c.plan.ID, c.units[row], stays)
		}
	}
	return r, nil
}

// parts fill in what a cohort has beside its endpoints, each a field of its own.
func (c *cohort) parts(r *result.Cohort) []func() error {
	return []func() error{
		func() error {
			found, err := c.states()
			if err != nil {
				return message.Errorf("cohort %s: states: %w", c.plan.ID, err)
			}
			r.States, r.StateBasis, r.StateTime = found.states, found.basis, found.time
			return nil
		},
		func() (err error) {
			if r.FollowUp, err = c.followUp(); err != nil {
				err = message.Errorf("cohort %s: follow-up: %w", c.plan.ID, err)
			}
			return err
		},
		func() error { r.Flow = c.flow(); return nil },
		func() error { r.Activity = c.activity(); return nil },
		func() error { r.Baseline = c.baseline(); return nil },
		func() error { r.Chimerism = c.chimerism(); return nil },
		func() error { r.AcuteGVHD = c.acuteGVHD(); return nil },
		func() error { r.Comparisons = c.comparisons(); return nil },
	}
}

// flow counts the rows from the file to the cohort. Each row of the file is in
// exactly one step between "read" and "analysed".
func (c *cohort) flow() []result.Flow {
	d := c.data
	member := make([]bool, d.Patients)
	counted := make([]bool, d.Rows())
	for _, patient := range c.patients {
		member[patient] = true
		for _, row := range c.histories.Of(int(patient)) {
			counted[row] = true
		}
	}
	steps := flowSteps()
	rows, patients := make([]int, len(steps)), make([]int, len(steps))
	seen := make([]uint8, d.Patients) // a bit for each step
	matches := endpoint.Matcher(d, c.plan.Where)
	for r := range d.Rows() {
		patient := d.Patient[r]
		for _, s := range []int{0, slices.Index(steps, c.step(r, member[patient], counted[r], matches))} {
			rows[s]++
			if seen[patient]&(1<<s) == 0 {
				seen[patient] |= 1 << s
				patients[s]++
			}
		}
	}
	var flow []result.Flow
	for i, s := range steps {
		if rows[i] > 0 || s == "read" || s == "analysed" {
			flow = append(flow, result.Flow{Step: s, Cases: rows[i], Patients: patients[i]})
		}
	}
	return flow
}

// flowSteps in their order.
func flowSteps() []string {
	return []string{"read", "not_in_cohort", "not_infused", "after_closing_date", "boost", "analysed"}
}

func (c *cohort) step(row int, member, counted bool, matches func(row int) bool) string {
	d := c.data
	switch {
	case counted:
		return "analysed"
	case !member && len(c.histories.Of(int(d.Patient[row]))) > 0, !matches(row):
		return "not_in_cohort"
	case !d.Infused[row]:
		return "not_infused"
	case d.TransplantDate[row] > d.AsOf:
		return "after_closing_date"
	}
	return "boost"
}

// list adds the observations of an endpoint to the line listing.
func (c *cohort) list(l *result.Listing, e plan.Endpoint, o *endpoint.Observations) {
	if c.units == nil {
		c.units = c.listUnits(l)
	}
	rows := l.AddEndpoint(c.plan.ID, e.ID, o.Len())
	for i, row := range o.Row {
		outcome := result.Outcome{Time: o.Time[i], Status: int(o.Cause[i]), Code: o.Decided(i),
			Decided: result.Place(c.data.Place(o.Cell(i)))}
		if o.SetAside(i) {
			outcome.Status = result.SetAside
		}
		if o.Entry != nil && o.Entry[i] > 0 {
			outcome.Entry = o.Entry[i]
		}
		rows.Add(c.units[row], outcome)
	}
}

// listUnits adds the infusions of the cohort to the listing, each with its
// groups, and gives their numbers by row.
func (c *cohort) listUnits(l *result.Listing) []int32 {
	d := c.data
	units := make([]int32, d.Rows())
	cases := 0
	for _, patient := range c.patients {
		cases += len(c.histories.Of(int(patient)))
	}
	l.Room(cases)
	known := make(map[int]int32) // combination of groups: its number
	for _, patient := range c.patients {
		for _, row := range c.histories.Of(int(patient)) {
			combination := 0
			for _, g := range c.groupings[1:] {
				combination = combination*(len(g.levels)+1) + int(g.code(row)) + 1
			}
			groups, ok := known[combination]
			if !ok {
				groups = l.Groups(c.groupValues(row))
				known[combination] = groups
			}
			units[row] = l.Unit(d.CaseID[row], d.PatientID[d.Patient[row]], groups)
		}
	}
	return units
}

func (c *cohort) groupValues(row int32) []result.GroupValue {
	groups := make([]result.GroupValue, 0, len(c.groupings)-1)
	for _, g := range c.groupings[1:] {
		groups = append(groups, result.GroupValue{By: g.by, Group: g.name(row)})
	}
	return groups
}
