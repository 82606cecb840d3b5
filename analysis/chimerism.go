package analysis

import (
	"math"
	"slices"

	"graftstat/analysis/criteria"
	"graftstat/analysis/plan"
	"graftstat/analysis/recovery"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

const (
	donorBlood, donorMyeloid, donorT = "chimerism", "chimerism_myeloid", "chimerism_t"
	graftFailure                     = "graft_failure"
)

// chimerismDays are the days on which the classes are counted.
func chimerismDays() []float64 { return []float64{30, 100, 365} }

// A graft is the first allograft of a patient, with its samples.
type graft struct {
	row     int32
	donor   criteria.DonorSamples
	death   float64 // day; +Inf: none known
	next    float64 // day of the next infusion; +Inf: none
	seen    float64 // last day on which the patient is known to live; NaN: none
	deadNow bool
}

func (g graft) samples(test string) []criteria.Value {
	switch test {
	case donorMyeloid:
		return g.donor.Myeloid
	case donorT:
		return g.donor.T
	}
	return g.donor.Blood
}

// of are the samples that stand for a measure: its own, else those of unsplit blood.
func (g graft) of(test string) (samples []criteria.Value, standsIn bool) {
	own := g.samples(test)
	if len(own) == 0 && len(g.donor.Blood) > 0 {
		return g.donor.Blood, test != donorBlood
	}
	return own, false
}

// chimerism describes donor chimerism of the cohort's first grafts; nil where no patient has a sample.
func (c *cohort) chimerism() *result.Chimerism {
	if c.data.Measured == nil {
		return nil
	}
	rule := c.study.Rules.Chimerism
	r := &result.Chimerism{FullAbove: rule.FullAbove, LostBelow: rule.LostBelow, FallPoints: rule.FallPoints,
		WithinDays: rule.WithinDays,
		Measures:   []result.ChimerismMeasure{}, Courses: []result.ChimerismCourse{},
		PoorGraftFunction: []result.PoorGraftFunction{}}
	var grafts []graft
	for _, row := range c.indexRows() {
		if !isAutologous(c.data, int(row)) {
			grafts = append(grafts, c.graftOf(row))
		}
	}
	r.Patients = len(grafts)
	for _, test := range []string{donorBlood, donorMyeloid, donorT} {
		own := slices.ContainsFunc(grafts, func(g graft) bool { return len(g.samples(test)) > 0 })
		if !own {
			continue
		}
		m := result.ChimerismMeasure{Test: test}
		for _, day := range append(chimerismDays(), math.NaN()) {
			m.Times = append(m.Times, c.classesOn(grafts, test, day))
		}
		r.Measures = append(r.Measures, m)
	}
	if len(r.Measures) == 0 {
		return nil
	}
	for _, g := range grafts {
		for _, m := range r.Measures {
			if samples := g.samples(m.Test); len(samples) > 0 {
				r.Courses = append(r.Courses, c.chimerismCourse(g, m.Test, samples))
			}
		}
	}
	r.PoorGraftFunction = append(r.PoorGraftFunction, c.poorGraftFunction(grafts)...)
	return r
}

// graftOf gathers a row's samples and to when its patient is followed.
func (c *cohort) graftOf(row int32) graft {
	days := c.study.TimeUnit.Days()
	g := graft{row: row, donor: recovery.DonorSamples(c.data, int(row), days), death: math.Inf(1), next: math.Inf(1),
		seen: math.NaN()}
	rows := c.histories.Of(int(c.data.Patient[row]))
	last := rows[len(rows)-1]
	if len(rows) > 1 {
		g.next = c.daysBetween(row, rows[1])
	}
	if m := c.data.Milestones["second_transplant"]; m != nil && !math.IsNaN(m.Time[row]) {
		g.next = min(g.next, wholeDay(m.Time[row]*days))
	}
	from := c.daysBetween(row, last)
	if m := c.data.Milestones["last_contact"]; m != nil && !math.IsNaN(m.Time[last]) {
		g.seen = wholeDay(from + min(m.Time[last], c.histories.Potential(last))*days)
	}
	if g.deadNow = c.state("death", int(last)) == happened; g.deadNow {
		if t := c.data.Milestones["death"].Time[last]; !math.IsNaN(t) {
			g.death = wholeDay(from + t*days)
		}
	}
	return g
}

// classesOn counts the patients by the class of one measure on a day; NaN: by the
// class that holds at the last sample of those who are alive.
func (c *cohort) classesOn(grafts []graft, test string, day float64) result.ChimerismTime {
	t := result.ChimerismTime{Day: result.Number(day)}
	for _, g := range grafts {
		low, high, standsIn, found := c.classOn(g, test, day)
		switch {
		case math.IsNaN(day) && g.deadNow, g.death <= day:
			t.Dead++
			continue
		case math.IsNaN(day) && !math.IsInf(g.next, 1), g.next <= day:
			t.Retreated++
			continue
		case found && low != high:
			t.Open++
		case found:
			*map[criteria.ChimerismClass]*int{criteria.DonorFull: &t.Full, criteria.DonorMixed: &t.Mixed,
				criteria.DonorLost: &t.Lost}[low]++
		case math.IsNaN(g.seen), g.seen < day:
			t.NotFollowed++
			continue
		default:
			t.NoSample++
			continue
		}
		if standsIn {
			t.BloodStandsIn++
		}
	}
	return t
}

// classOn is the class of a graft on a day. The sample of a day lies at most within_days
// from it, and at most a third of the day: near day 30 a graft changes within weeks.
func (c *cohort) classOn(g graft, test string, day float64) (low, high criteria.ChimerismClass, standsIn, found bool) {
	rule := chimerismRule(c.study)
	if math.IsNaN(day) {
		samples, standsIn := g.of(test)
		classes := rule.Classes(samples)
		if len(classes) == 0 {
			return criteria.DonorLost, criteria.DonorFull, standsIn, len(samples) > 0
		}
		now := classes[len(classes)-1].Class
		return now, now, standsIn, true
	}
	within := math.Floor(min(c.study.Rules.Chimerism.WithinDays, day/3))
	v, ok := criteria.Nearest(g.samples(test), day, within)
	if !ok {
		v, ok = criteria.Nearest(g.donor.Blood, day, within)
		standsIn = ok && test != donorBlood
	}
	if !ok {
		return 0, 0, false, false
	}
	low, high = rule.ClassOf(v)
	return low, high, standsIn, true
}

func chimerismRule(p *plan.Plan) criteria.ChimerismRule {
	r := p.Rules.Chimerism
	return criteria.ChimerismRule{FullAbove: r.FullAbove, LostBelow: r.LostBelow, FallPoints: r.FallPoints}
}

// chimerismCourse is one patient's course. Loss is looked for after the recovery of the
// neutrophils, else after the first sample that is not lost: cells that never came are not lost.
func (c *cohort) chimerismCourse(g graft, test string, samples []criteria.Value) result.ChimerismCourse {
	rule := chimerismRule(c.study)
	trend, _ := rule.TrendOf(samples)
	found := result.ChimerismCourse{Case: c.data.CaseID[g.row], Test: test, Samples: trend.Samples,
		First: chimerismValue(trend.First), Highest: chimerismValue(trend.Highest), Nadir: chimerismValue(trend.Nadir),
		Last: chimerismValue(trend.Last), Since: result.Missing(), Falling: trend.Falling, Lost: result.Missing(),
		Known: result.Missing(), Dead: g.deadNow, Failed: c.state(graftFailure, int(g.row)) == happened}
	if classes := rule.Classes(samples); len(classes) > 0 {
		now := classes[len(classes)-1]
		found.Class, found.Since = className(now.Class), result.Number(now.From)
	}
	if day, known, ok := recovery.DonorCellsLost(c.study, c.data, int(g.row), samples); ok {
		found.Lost, found.Known = result.Number(day), result.Number(known)
	}
	return found
}

func className(c criteria.ChimerismClass) string {
	switch c {
	case criteria.DonorFull:
		return "full"
	case criteria.DonorMixed:
		return "mixed"
	}
	return "lost"
}

func chimerismValue(v criteria.Value) result.ChimerismValue {
	return result.ChimerismValue{Day: v.Day, Low: max(v.Low, 0), High: min(v.High, 100)}
}

// poorGraftFunction are the grafts of the cohort that meet its criteria, or may.
func (c *cohort) poorGraftFunction(grafts []graft) []result.PoorGraftFunction {
	var found []result.PoorGraftFunction
	for _, f := range c.data.GraftFunction {
		if !slices.ContainsFunc(grafts, func(g graft) bool { return g.row == f.Row }) {
			continue
		}
		found = append(found, result.PoorGraftFunction{Case: c.data.CaseID[f.Row], Day: f.Day, Answer: graftAnswer(f),
			BloodStandsIn: f.BloodStandsIn})
	}
	return found
}

func graftAnswer(f registry.GraftFunction) string {
	switch {
	case f.Met:
		return "yes"
	case f.DonorUnknown:
		return "donor_unknown"
	}
	return "open"
}
