package recovery

// A value is one blood count.
type value struct {
	time float64 // in the study's time unit
	day  float64 // calendar day
	x    float64 // 10^9/L; the lowest that it may be, where it is a bound
	high float64 // the highest that it may be; x of a number
	line int32   // of the log; 0: no value
}

// A series reduces the values of one test of one case as they pass.
type series struct {
	track          // what is sure; all there is where every value is a number
	maybe   *track // what may be, by bounds that leave a comparison open; nil before the first bound
	bound   int32  // line of the first such bound, else of the first bound; 0: none
	open    bool   // bound leaves a comparison open
	today   value  // the lowest of the day at hand
	nadir   value  // the last of the lowest values of the days in which the nadir lies
	latest  value  // of the days that are over
	days    int32  // with a value, within neverBelowWithin
	told    bool   // an issue says what leaves it open
	gap     bool   // over a week without a value before the end of the nadir's days
	suspect int32  // line of the first value that cannot be of this unit; 0: none
}

// A track is the search for a recovery of each threshold, and for a fall after it.
type track struct {
	decline run
	runs    []run
}

// A run is the search for one threshold.
type run struct {
	fell   bool  // a value was below the threshold, or platelets were transfused
	length int32 // of the run at hand; at rule.consecutive it is the recovery and stays
	start  value
}

// A rule says when a run of values is a recovery. Sources: CIBMTR forms manual,
// form 2100, neutrophil and platelet recovery; Sureda et al., Bone Marrow
// Transplant 2024 (harmonised definitions).
type rule struct {
	thresholds  []float64 // inclusive
	consecutive int32     // values on different days

	// A fall after recovery is so many values on different days below a threshold; 0: none is looked for.
	declineBelow       float64
	declineConsecutive int32
}

const (
	// neverBelowWithin is the period in which a count must stay at or above its
	// threshold to have never been below it: the CIBMTR's first reporting period.
	neverBelowWithin = 100
	// longestGap is how many days may lie between values for a fall not to have
	// gone unseen.
	longestGap = 7
)

// closeDay takes the value at hand, now that its day is over. The nadir is the
// last day of the lowest value in days 0 to nadirWithin; runs start after it.
func (s *series) closeDay(r *rule, nadirWithin float64, t *transfused) {
	v := s.today
	if v.line == 0 {
		return
	}
	s.see(v, nadirWithin)
	if v.x != v.high {
		s.noteBound(r, v)
	}
	may, surely := s.lower(v, nadirWithin)
	free := t.freeOn(v.day)
	other := s.maybe
	if other == nil {
		other = &s.track
	}
	early, by := v.day <= neverBelowWithin, t.by(v.day)
	for i := range s.runs {
		s.fall(r, i, may, early && (by || v.high < r.thresholds[i]), other)
		if s.maybe != nil {
			s.maybe.fall(r, i, surely, early && (by || v.x < r.thresholds[i]), &s.track)
		}
	}
	s.rise(r, &v, v.x, v.high, free && !may)
	if s.maybe != nil {
		s.maybe.rise(r, &v, v.high, v.x, free && !surely)
	}
}

// lower takes a value for the nadir. It reports whether no earlier one of its days may
// be lower than it, and whether none is.
func (s *series) lower(v value, nadirWithin float64) (may, surely bool) {
	if v.day > nadirWithin {
		return false, false
	}
	n := s.nadir
	if n.line == 0 {
		s.nadir = v
		return true, true
	}
	if may, surely = v.x <= n.high, v.high <= n.x; may {
		s.nadir = v
		s.nadir.x, s.nadir.high = min(v.x, n.x), min(v.high, n.high)
	}
	return may, surely
}

// fall resets a run at the nadir and notes a fall below its threshold. The other
// track says whether that is still the fall of the transplant.
func (k *track) fall(r *rule, i int, lower, below bool, other *track) {
	if lower {
		k.runs[i].length = 0
	}
	if below && !k.runs[i].fell && other.initial(r, i) {
		k.runs[i].fell = true
	}
}

// rise takes a value that counts as up towards a recovery, and as down after it.
func (k *track) rise(r *rule, v *value, up, down float64, counts bool) {
	for i := range k.runs {
		run := &k.runs[i]
		switch {
		case run.length == r.consecutive:
		case up < r.thresholds[i] || !counts || !run.fell:
			run.length = 0
		default:
			if run.length++; run.length == 1 {
				run.start = *v
			}
		}
	}
	if k.runs[0].length == r.consecutive {
		k.seeDecline(r, v, down)
	}
}

// seeDecline takes a value after recovery.
func (k *track) seeDecline(r *rule, v *value, x float64) {
	d := &k.decline
	switch {
	case d.length == r.declineConsecutive:
	case x >= r.declineBelow:
		d.length = 0
	default:
		if d.length++; d.length == 1 {
			d.start = *v
		}
	}
}

// see notes where values lie.
func (s *series) see(v value, nadirWithin float64) {
	before := 0.
	if s.latest.line != 0 {
		before = s.latest.day
	}
	if before < nadirWithin && v.day-before > longestGap {
		s.gap = true
	}
	if v.day <= neverBelowWithin {
		s.days++
	}
	s.latest = v
}

// initial reports whether a fall below threshold i is still that of the
// transplant: not once the threshold itself or a higher one is reached again.
func (k *track) initial(r *rule, i int) bool {
	for j, threshold := range r.thresholds {
		if threshold >= r.thresholds[i] && k.runs[j].length == r.consecutive {
			return false
		}
	}
	return true
}

// A verdict is what a log says of a milestone of one case.
type verdict uint8

const (
	silent     verdict = iota // nothing
	noEvent                   // it did not happen up to answer.knownTo
	happened                  // it did, at answer.time
	neverBelow                // the count never fell below the threshold
	undated                   // it happened, the log does not say when
	bounded                   // a bound leaves open what happened or when
)

// An answer is a verdict with what decided it.
type answer struct {
	verdict verdict
	time    float64
	line    int32   // of the log; 0: no single line
	knownTo float64 // last calendar day on which noEvent holds
	fell    bool    // noEvent: the log saw the count below its threshold
}

// answer reads the result of run i. A recovery counts up to the day complete,
// to which counts are recorded; values after that may confirm it.
func (s *series) answer(r *rule, i int, nadirWithin, complete float64, t *transfused) answer {
	seen := s.latest.day >= nadirWithin && s.days >= r.consecutive
	if s.maybe == nil {
		return s.answerOf(&s.track, &s.track, r, i, seen, complete, t)
	}
	sure, may := s.answerOf(&s.track, s.maybe, r, i, seen, complete, t), s.answerOf(s.maybe, &s.track, r, i, seen, complete, t)
	if sure.verdict != may.verdict || sure.verdict == happened && sure.line != may.line {
		return answer{verdict: bounded, line: s.bound}
	}
	sure.knownTo = min(sure.knownTo, may.knownTo)
	return sure
}

// answerOf is the answer of one track; the other says which fall is that of the transplant.
func (s *series) answerOf(k, other *track, r *rule, i int, seen bool, complete float64, t *transfused) answer {
	run := &k.runs[i]
	fell := run.fell || t.by(neverBelowWithin) && other.initial(r, i)
	switch {
	case s.days == 0:
		return answer{verdict: silent}
	case run.length == r.consecutive && run.start.day <= complete:
		return answer{verdict: happened, time: run.start.time, line: run.start.line}
	case !fell && seen && !s.gap:
		return answer{verdict: neverBelow, line: s.lowest().line}
	case !fell && seen:
		return answer{verdict: undated, line: s.latest.line}
	}
	known := min(s.latest.day, complete)
	if run.length > 0 {
		known = min(known, run.start.day-1) // an open run may become a recovery
	}
	return answer{verdict: noEvent, line: s.latest.line, knownTo: known, fell: fell}
}

// lowest is the nadir, or without one the last value.
func (s *series) lowest() value {
	if s.nadir.line != 0 {
		return s.nadir
	}
	return s.latest
}

// transfused are the days on and after platelet transfusions of one case.
type transfused struct {
	from  float64 // day of the first since the transplant, +Inf without any
	spans []span  // in order, apart from each other
	next  int     // the first span that is not over
}

// A span is a stretch of days that are not free of transfusions.
type span struct{ from, to float64 }

// add takes a transfusion: its day and the free days after it.
func (t *transfused) add(day float64, free int) {
	if day >= 0 {
		t.from = min(t.from, day)
	}
	to := day + float64(free) - 1
	if n := len(t.spans); n > 0 && day <= t.spans[n-1].to+1 {
		t.spans[n-1].to = to
		return
	}
	t.spans = append(t.spans, span{day, to})
}

// freeOn reports whether the days before and the day itself were free. Days
// are asked in order.
func (t *transfused) freeOn(day float64) bool {
	if t == nil {
		return true
	}
	for t.next < len(t.spans) && t.spans[t.next].to < day {
		t.next++
	}
	return t.next == len(t.spans) || day < t.spans[t.next].from
}

// by reports whether a transfusion was given from day 0 to the day.
func (t *transfused) by(day float64) bool { return t != nil && t.from <= day }
