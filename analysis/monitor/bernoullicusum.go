package monitor

import (
	"math"

	"graftstat/analysis/survival"
)

// A ResetPolicy says how a chart goes on after a signal.
type ResetPolicy string

const (
	ResetToZero ResetPolicy = "zero" // the next patient starts from 0
	ResetNever  ResetPolicy = "keep" // the sum goes on; a further signal needs a new crossing from below
)

// CUSUMSettings are the choices of a CUSUM of outcomes.
type CUSUMSettings struct {
	OddsRatio float64     // of death, to detect; 0 means 2; between 0 and 1 looks for improvement
	Limit     float64     // h, over 0: see CUSUMLimit
	Reset     ResetPolicy // "" means ResetToZero
}

// A CUSUM is a chart of patients in the order in which their outcomes became known.
type CUSUM struct {
	Path    []float64 // C after each patient, before any reset
	Signals []int     // patients at whom C reached the limit from below
	Reason  Reason    // why Path is nil; empty where it is not
}

// BernoulliCUSUM is the risk-adjusted CUSUM of deaths by a fixed horizon.
// Patient t, expected to die with probability p_t, adds
//
//	W_t = X_t ln(OR) - ln(1 - p_t + OR p_t),  C_t = max(0, C_t-1 + W_t),  C_0 = 0
//
// with X_t = 1 for a death and 0 for a survivor. C_t >= h is a signal. With an
// odds ratio below 1 C rises with survivors and signals improvement; a two-sided
// chart is two of them.
//
// A patient belongs here only once followed to the horizon, whatever the
// outcome: deaths counted at once while survivors wait make a chart rise by
// itself. An expected probability of 0 or 1 gives expected_at_edge. No patient
// gives an empty path. C within 10⁻⁹ of the limit has reached it.
//
// Errors: survival.ErrColumns, ErrRatio, ErrLimit, ErrReset, and a
// *survival.CaseError for a probability outside [0, 1].
//
// Source: Steiner, Cook, Farewell and Treasure, Biostatistics 1 (2000) 441-452.
func BernoulliCUSUM(expected []float64, died []bool, s CUSUMSettings) (*CUSUM, error) {
	if len(expected) != len(died) {
		return nil, survival.ErrColumns
	}
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	reason, err := checkExpected(expected)
	if err != nil || reason != "" {
		return &CUSUM{Reason: reason}, err
	}
	c := &CUSUM{Path: make([]float64, len(expected))}
	chart := chart{limit: s.Limit, reset: s.Reset}
	for i, p := range expected {
		signal := chart.add(CUSUMWeight(p, s.OddsRatio, died[i]))
		if c.Path[i] = chart.reached; signal {
			c.Signals = append(c.Signals, i)
		}
	}
	return c, nil
}

// CUSUMWeight is the log-likelihood ratio W of one patient: see BernoulliCUSUM.
func CUSUMWeight(expected, oddsRatio float64, died bool) float64 {
	w := -math.Log1p(expected * (oddsRatio - 1))
	if died {
		w += math.Log(oddsRatio)
	}
	return w
}

func (s CUSUMSettings) withDefaults() (CUSUMSettings, error) {
	if s.OddsRatio == 0 {
		s.OddsRatio = 2
	}
	if s.Reset == "" {
		s.Reset = ResetToZero
	}
	switch {
	case !isOddsRatio(s.OddsRatio):
		return s, ErrRatio
	case !isPositive(s.Limit):
		return s, ErrLimit
	case s.Reset != ResetToZero && s.Reset != ResetNever:
		return s, ErrReset
	}
	return s, nil
}

func isOddsRatio(r float64) bool { return isPositive(r) && r != 1 }

func isPositive(x float64) bool { return x > 0 && !math.IsInf(x, 1) }

// checkExpected refuses what is no probability and gives the reason of a chart
// that cannot be drawn.
func checkExpected(expected []float64) (Reason, error) {
	reason := Reason("")
	for i, p := range expected {
		switch {
		case !(p >= 0 && p <= 1):
			return "", &survival.CaseError{Case: i, Reason: "expected probability is not between 0 and 1"}
		case p == 0 || p == 1:
			reason = ReasonExpectedAtEdge
		}
	}
	return reason, nil
}

// A chart is a sum that is kept at or above 0, and what it does after a signal.
type chart struct {
	limit   float64
	reset   ResetPolicy
	value   float64 // from which the next step starts
	reached float64 // after the last step
}

// add takes a step and says whether it reached the limit from below.
func (c *chart) add(step float64) bool {
	before := c.value
	c.reached = math.Max(0, c.value+step)
	c.value = c.reached
	signal := c.isOver(c.reached) && !c.isOver(before)
	if signal && c.reset == ResetToZero {
		c.value = 0
	}
	return signal
}

func (c *chart) isOver(value float64) bool { return value >= c.limit*(1-1e-9) }
