package criteria

import "math"

// A ChimerismClass orders the share of donor cells.
type ChimerismClass uint8

const (
	DonorLost  ChimerismClass = iota // under LostBelow
	DonorMixed                       // from LostBelow to FullAbove, both inclusive
	DonorFull                        // over FullAbove
)

// ChimerismRule has the limits in percent of donor cells: full over 95, mixed from 5 to
// 95, lost under 5 (Sureda et al., Bone Marrow Transplant 2024, for 95; PubMed Central
// PMC4548938 for 5). A fall is of at least FallPoints percentage points, a convention:
// single measurements differ by a few.
type ChimerismRule struct {
	FullAbove, LostBelow, FallPoints float64
}

// ClassOf is the class of a sample, or the lowest and the highest that a bound allows.
func (r ChimerismRule) ClassOf(sample Value) (low, high ChimerismClass) {
	return r.classOf(sample.Low), r.classOf(sample.High)
}

func (r ChimerismRule) classOf(percent float64) ChimerismClass {
	switch {
	case percent > r.FullAbove:
		return DonorFull
	case percent < r.LostBelow:
		return DonorLost
	}
	return DonorMixed
}

// A ClassPeriod is the time in which a class holds: from the day From of its first
// sample on, which the sample of day Known confirmed.
type ClassPeriod struct {
	Class       ChimerismClass
	From, Known float64
}

// Classes are the classes of a course, in order of day. The first is that of the first
// sample that decides one. It changes once two consecutive samples of different days
// both lie below it, or both above it: to the nearer of their two classes, from the
// first of them on. One sample alone changes nothing, nor does a bound that may be of
// the class that holds. Of several samples of a day the lowest counts. A course
// without a sample has none.
func (r ChimerismRule) Classes(samples []Value) []ClassPeriod {
	var found []ClassPeriod
	var before *Value // the last sample, if it lies outside the class that holds
	for _, v := range LowestOfDay(samples) {
		low, high := r.ClassOf(v)
		if len(found) == 0 {
			if low == high {
				found = append(found, ClassPeriod{low, v.Day, v.Day})
			}
			continue
		}
		now := found[len(found)-1].Class
		if low <= now && now <= high {
			before = nil
			continue
		}
		if before != nil {
			if to := r.nearest(now, *before, v); to != now {
				found = append(found, ClassPeriod{to, before.Day, v.Day})
				before = nil
				if low <= to && to <= high {
					continue
				}
			}
		}
		sample := v
		before = &sample
	}
	return found
}

// nearest is the class nearest to the one that holds that two samples, both on one side
// of it, are sure to have reached; the same where they lie on two sides.
func (r ChimerismRule) nearest(now ChimerismClass, a, b Value) ChimerismClass {
	aLow, aHigh := r.ClassOf(a)
	bLow, bHigh := r.ClassOf(b)
	switch {
	case aHigh < now && bHigh < now:
		return max(aHigh, bHigh)
	case aLow > now && bLow > now:
		return min(aLow, bLow)
	}
	return now
}

// LostAfter is the first day after a day from which two consecutive samples of
// different days are both surely under LostBelow, whenever that is, and the day of the
// second, which makes it known. ok is false where there are none.
func (r ChimerismRule) LostAfter(samples []Value, after float64) (day, known float64, ok bool) {
	days := LowestOfDay(samples)
	for i := 1; i < len(days); i++ {
		first, second := days[i-1], days[i]
		if first.Day > after && first.Under(r.LostBelow) == Yes && second.Under(r.LostBelow) == Yes {
			return first.Day, second.Day, true
		}
	}
	return math.NaN(), math.NaN(), false
}

// A ChimerismTrend is a course in a few of its values.
type ChimerismTrend struct {
	First, Nadir, Last Value // the nadir is the last of the lowest values
	Highest            Value // the last of the highest values before Last; Last where it is alone
	Samples            int   // days with a sample
	Falling            bool
}

// TrendOf tells how a course goes; ok is false without a sample. It falls if the last
// sample is at least FallPoints under the highest before it, and not over the one
// before it. A bound counts where every value within it gives the same answer.
func (r ChimerismRule) TrendOf(samples []Value) (t ChimerismTrend, ok bool) {
	days := LowestOfDay(samples)
	if len(days) == 0 {
		return t, false
	}
	n := len(days)
	t = ChimerismTrend{First: days[0], Nadir: days[0], Last: days[n-1], Highest: days[0], Samples: n}
	for _, v := range days {
		if v.High <= t.Nadir.High {
			t.Nadir = v
		}
	}
	for _, v := range days[:n-1] {
		if v.Low >= t.Highest.Low {
			t.Highest = v
		}
	}
	if n > 1 {
		t.Falling = t.Highest.Low-t.Last.High >= r.FallPoints && t.Last.High <= days[n-2].Low
	}
	return t, true
}

// Nearest is the sample nearest to a day, of two as near the later, if one lies at most
// within days from it.
func Nearest(samples []Value, day, within float64) (nearest Value, ok bool) {
	for _, v := range LowestOfDay(samples) {
		away := math.Abs(v.Day - day)
		if away <= within && (!ok || away <= math.Abs(nearest.Day-day)) {
			nearest, ok = v, true
		}
	}
	return nearest, ok
}

// DonorSamples are the courses of donor chimerism of one patient by what was typed, in
// percent: unsplit blood, its myeloid cells, its T cells.
type DonorSamples struct {
	Blood, Myeloid, T []Value
}

// DonorOver tells whether donor cells are over a limit on a day, by the sample nearest
// to it at most within days away: both lineages must be. Where a lineage has no such
// sample, that of unsplit blood stands in for it, which standsIn says. A lineage
// with neither leaves the answer open, unless the other says no.
func (s DonorSamples) DonorOver(day, within, limit float64) (answer Answer, standsIn bool) {
	answer = Yes
	for _, lineage := range [][]Value{s.Myeloid, s.T} {
		v, ok := Nearest(lineage, day, within)
		if !ok {
			v, ok = Nearest(s.Blood, day, within)
			standsIn = standsIn || ok
		}
		switch {
		case ok && v.High <= limit:
			return No, standsIn
		case !ok, !(v.Low > limit):
			answer = Open
		}
	}
	return answer, standsIn
}
