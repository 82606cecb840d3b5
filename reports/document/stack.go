package document

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Stack is the share of cases in each state over time: areas that lie upon one
// another and fill the plot from 0 to 1. Shares are right-continuous steps. The
// figure's XTicks are times, its YTicks shares.
type Stack struct {
	Cases  int          // that the shares rest on
	States []StackState // from the bottom up
	Looks  []int        // numbers of the states' colours and hatches, the same throughout a report; nil: as they come
	Times  []float64    // ascending; the shares hold from each time to the next
	End    float64      // last follow-up: nothing is drawn past it; NaN: nothing at all
	// Counted names the row of numbers under the axis ("Under observation"),
	// Counts gives its texts, one for each x tick; empty: no row.
	Counted string
	Counts  []string
}

// StackState is one area.
type StackState struct {
	Label  string
	Shares []float64 // one for each time; at every time the states' shares sum to 1
}

// Axes are both linear.
func (s *Stack) Axes() (x, y Axis) { return Linear, Linear }

// Texts of the states and of the counts under the axis.
func (s *Stack) Texts(visit func(where string, text *string)) {
	visit("name of the counts", &s.Counted)
	visitAll(visit, "count", s.Counts)
	for i := range s.States {
		visit(fmt.Sprintf("label of state %d", i+1), &s.States[i].Label)
	}
}

// Check holds the shares of each time to a sum of 1.
func (s *Stack) Check(f *Figure) error {
	if n := len(s.Counts); n > 0 && n != len(f.XTicks) {
		return fmt.Errorf("%d counts for %d ticks", n, len(f.XTicks))
	}
	if math.IsInf(s.End, 0) {
		return errors.New("the last follow-up is not finite")
	}
	for _, t := range f.YTicks {
		if !probability(t.At) {
			return errors.New("a y tick is not within 0 to 1")
		}
	}
	for i, state := range s.States {
		if len(state.Shares) != len(s.Times) {
			return fmt.Errorf("state %d has %d shares for %d times", i+1, len(state.Shares), len(s.Times))
		}
	}
	if err := checkLooks(s.Looks, len(s.States)); err != nil {
		return err
	}
	for k, at := range s.Times {
		if !finite(at) || k > 0 && at <= s.Times[k-1] {
			return fmt.Errorf("time %d is not after the one before it", k+1)
		}
		if err := s.checkShares(k); err != nil {
			return err
		}
	}
	return nil
}

// checkShares holds the states' sum to 1 but for rounding.
func (s *Stack) checkShares(k int) error {
	sum := 0.0
	for i, state := range s.States {
		if !probability(state.Shares[k]) || math.IsNaN(state.Shares[k]) {
			return fmt.Errorf("share %d of state %d is not within 0 to 1", k+1, i+1)
		}
		sum += state.Shares[k]
	}
	if math.Abs(sum-1) > 1e-6 {
		return fmt.Errorf("the shares at time %d do not sum to 1", k+1)
	}
	return nil
}

// Numbers are the shares by time.
func (s *Stack) Numbers(_ *Figure, add func(Number)) {
	for _, state := range s.States {
		for i, at := range s.Times {
			add(Number{Part: "state", Series: state.Label, X: at, Y: state.Shares[i], Lower: none, Upper: none,
				Cases: s.Cases})
		}
	}
}

func (s *Stack) clone() Chart {
	out := *s
	out.Looks = slices.Clone(s.Looks)
	out.Counts, out.States = slices.Clone(s.Counts), slices.Clone(s.States)
	return &out
}
