package analysis

import (
	"cmp"
	"math"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/endpoint"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// moved is a patient's move on the way; which orders those of one day.
type moved struct {
	time  float64
	which uint8
}

func sortMoves(path []moved) {
	slices.SortFunc(path,
		func(a, b moved) int { return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.which, b.which)) })
}

// transitions are the stays of the patients whose states are known.
type transitions struct {
	walk      walk
	excluded  []result.Excluded
	end       []float64 // by patient: to when the states are known; NaN of those set aside
	ends      []float64 // of those who were not seen to die
	later     int       // deaths after the end of what is known
	uncounted int       // not engrafted by their last count
}

// transitions follows each patient through the moves to the end of what is known.
// A patient of whom one of them cannot be told is set aside: not to have moved
// would be a guess.
func (c *cohort) transitions() *transitions {
	t := &transitions{walk: c.newWalk()}
	w := &t.walk
	reached := make([]reachedMove, len(w.moves))
	room := len(c.patients)
	for which, m := range w.moves {
		if c.data.Milestones[m.item.Milestone] == nil {
			continue
		}
		reached[which] = movesOf(c.derive(code.Incidence, m.item))
		room += len(reached[which].patient)
	}
	w.room(room)
	ends, life := c.stateEnds(), c.life()
	recurrences := c.recurrences(w.moves)
	t.end = make([]float64, len(c.patients))
	grace := registry.CountsGrace / c.study.TimeUnit.Days()
	var path []moved
	for i := range c.patients {
		k := stateCourse{path: path[:0], why: ends.why[int32(i)], end: ends.time[i], counted: math.Inf(1)}
		for which := range reached {
			if w.moves[which].item.Milestone == plan.Transplant {
				k.path = append(k.path, moved{0, uint8(which)})
			}
			reached[which].tell(i, uint8(which), &k)
		}
		c.recur(recurrences, c.histories.Of(int(c.patients[i])), &k)
		path = k.path
		sortMoves(path)
		if life.SetAside(i) {
			k.why = life.Decided(i)
		}
		// A death within the grace is seen, as in the endpoint: no recovery is missed before it.
		diedCounted := life.Cause[i] == 1 && life.Time[i] <= k.counted+grace
		if k.why == "" && k.counted < k.end && !diedCounted && w.at(path, k.counted) == 0 {
			k.end = k.counted
			t.uncounted++
		}
		t.follow(life, i, &k)
	}
	return t
}

// stateCourse is what is known of a patient's states.
type stateCourse struct {
	path    []moved
	why     string  // not "" where the states are not known
	end     float64 // to when they are
	counted float64 // the last count, to which it is known that there was no engraftment; else +Inf
}

// follow adds the stays of a patient, or counts why they are not known.
func (t *transitions) follow(life *endpoint.Observations, i int, k *stateCourse) {
	_, died := life.EventKnown(i)
	died = died || !life.SetAside(i) && life.Cause[i] == 1
	if t.end[i] = k.end; k.why != "" {
		t.end[i] = math.NaN()
		t.leaveOut(k.why, died)
		return
	}
	later := died && k.end < life.Time[i]
	if later {
		t.later++
	}
	if later || !died {
		t.ends = append(t.ends, k.end)
	}
	t.walk.add(int32(i), k.path, k.end)
}

// leaveOut counts a patient whose states are not known.
func (t *transitions) leaveOut(why string, died bool) {
	i := slices.IndexFunc(t.excluded, func(x result.Excluded) bool { return x.Code == why })
	if i < 0 {
		i = len(t.excluded)
		t.excluded = append(t.excluded, result.Excluded{Code: why})
	}
	t.excluded[i].Cases++
	if died {
		t.excluded[i].EventsKnown++
	}
}

// basis says on whom the states rest, and how far they are followed.
func (t *transitions) basis(c *cohort) *result.StateBasis {
	ends := quartiles(t.ends)
	b := &result.StateBasis{Transfusions: c.restsOnTransfusions(), Assessments: c.restsOnStages(),
		Chosen: c.plan.StatesAsked, FollowedTo: *inDays(&ends, c.study.TimeUnit),
		DeathsLater: t.later, Uncounted: t.uncounted, Excluded: append([]result.Excluded{}, t.excluded...)}
	slices.SortFunc(b.Excluded, func(x, y result.Excluded) int { return cmp.Compare(x.Code, y.Code) })
	for i, patient := range t.walk.stays.Case {
		if i == 0 || patient != t.walk.stays.Case[i-1] {
			b.Patients++
		}
	}
	return b
}

// stateEnds are the times to which the states of the patients are known.
type stateEnds struct {
	time []float64
	why  map[int32]string // patients of whose transfusions nothing is known, with the reason
}

// stateEnds are the ends of follow-up or, where a state rests on transfusions or on the
// stages of GVHD alone, the days to which these are known, whatever state a patient is
// in then: an end that hung on the state would not be independent of what it ends.
func (c *cohort) stateEnds() stateEnds {
	life := c.life()
	onTransfusions, onStages := c.restsOnTransfusions(), c.restsOnStages()
	if !onTransfusions && !onStages {
		return stateEnds{time: life.Time}
	}
	e := stateEnds{time: slices.Clone(life.Time), why: map[int32]string{}}
	for i, patient := range c.patients {
		rows := c.histories.Of(int(patient))
		if onTransfusions {
			known, why := c.transfusionsKnown(rows)
			if why != "" {
				e.why[int32(i)] = why
			}
			e.time[i] = min(e.time[i], max(known, 0))
		}
		if onStages {
			e.time[i] = min(e.time[i], max(c.gvhdKnownTo(rows), 0))
		}
	}
	return e
}

// restsOnTransfusions reports whether one of the states of the cohort is
// transfusion independence.
func (c *cohort) restsOnTransfusions() bool {
	return slices.ContainsFunc(c.moves(), func(m move) bool { return m.item.Milestone == "rbc_independence" })
}

// reachedMove has the patients who made a move, in their order, and when: most
// made few, so that this is far less than all observations. Those of whom it
// cannot be told stand apart, with the reason, and so do those without it whose
// counts ended, with the day.
type reachedMove struct {
	patient []int32
	time    []float64
	why     map[int32]string
	counted map[int32]float64
}

func movesOf(o *endpoint.Observations) reachedMove {
	n := 0
	for i, cause := range o.Cause {
		if cause == 1 && !o.SetAside(i) {
			n++
		}
	}
	r := reachedMove{make([]int32, 0, n), make([]float64, 0, n), map[int32]string{}, map[int32]float64{}}
	for i, cause := range o.Cause {
		switch {
		case o.SetAside(i):
			r.why[int32(i)] = o.Decided(i)
		case cause == 1:
			r.patient, r.time = append(r.patient, int32(i)), append(r.time, o.Time[i])
		case endedByCounts(o, i):
			r.counted[int32(i)] = o.Time[i]
		}
	}
	return r
}

// endedByCounts reports whether the last count ended what is known of unit i.
func endedByCounts(o *endpoint.Observations, i int) bool {
	return o.Cause[i] == 0 && slices.Contains([]string{registry.CountsCompleteTo, registry.LastValue}, o.Decided(i))
}

// tell adds what is known of a patient, and takes it off the front: patients are
// asked for in order.
func (r *reachedMove) tell(patient int, which uint8, k *stateCourse) {
	if len(r.patient) > 0 && int(r.patient[0]) == patient {
		k.path = append(k.path, moved{r.time[0], which})
		r.patient, r.time = r.patient[1:], r.time[1:]
	}
	if k.why == "" {
		k.why = r.why[int32(patient)]
	}
	if time, ended := r.counted[int32(patient)]; ended {
		k.counted = min(k.counted, time)
	}
}

// derive follows every patient to one milestone, whatever else happens, as far as
// the record that it is read from is complete.
func (c *cohort) derive(kind code.EndpointKind, it plan.Item) *endpoint.Observations {
	e := plan.Endpoint{Kind: kind, From: plan.Transplant, Event: []plan.Item{it},
		Censor: []string{"last_contact"}, Per: code.PerPatient}
	if record := plan.RecordOf(it.Milestone); record != "" {
		e.Censor = append(e.Censor, record)
	}
	return endpoint.DeriveWithoutCells(c.study, c.histories, e, c.patients)
}
