package survival

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// fewForNumber is the number of cases under which a mean cumulative number has no interval.
const fewForNumber = 20

// ErrRecurrences is returned for occurrences without a case, before time 0 or after the
// case's end, for amounts that are no number or negative, and for ends before time 0.
var ErrRecurrences = errors.New("occurrences outside the follow-up of their case")

// Recurrences are cases followed from time 0 with what may happen to them more than
// once, such as units of red cells.
type Recurrences struct {
	End  []float64 // of each case's follow-up
	Dead []bool    // at End; else censored there

	// Of each occurrence, in any order: the case, the time, and how much it was.
	Case   []int
	Time   []float64
	Amount []float64
}

// A MeanCumulative is the mean cumulative number by time of all cases, the dead among
// them: nothing happens to these any more.
type MeanCumulative struct {
	Cases int

	x        Recurrences
	settings Settings
	times    []float64 // distinct times of ends and occurrences
	before   []float64 // S just before each
	atRisk   []int     // just before each
	deaths   []int
	jumps    []float64 // dR
	means    []float64 // μ
	last     float64   // the last follow-up
	free     float64   // S at the end
}

// A MeanPoint is a mean cumulative number at one time. Numbers that do not exist are
// NaN, and Reason says why.
type MeanPoint struct {
	Time         float64
	AtRisk       int // just before Time
	Estimate     float64
	StdErr       float64
	Lower, Upper float64
	Reason       Reason
}

// MeanCumulativeNumber estimates μ(t), the mean of how much has happened to a case by
// time t where death ends it for good.
//
// With Y(u) cases at risk just before u, amounts N(du) on u, d(u) deaths on u and S the
// Kaplan-Meier estimate of survival,
//
//	μ(t) = ∫_{0 ≤ u ≤ t} S(u−) dR(u),   dR(u) = N(du)/Y(u)
//
// The variance is the sum of squares of each case's influence, which counts a case
// with many occurrences as one. With dΛ = d/Y, case i at risk to X_i,
//
//	ψ_i(t) = Σ_{u ≤ t} S(u−)/Y(u) · (N_i(du) − 1{X_i ≥ u} dR(u))
//	         − Σ_{u ≤ t} (μ(t) − μ(u))/(Y(u) − d(u)) · (D_i(du) − 1{X_i ≥ u} dΛ(u))
//	SE² = Σ_i ψ_i(t)²
//
// It is the derivative of μ by the case's weight; Ghosh and Lin have Y in place of
// Y − d, which is the same as n grows. Occurrences on one time are taken together, and
// before a death on it; who is censored on it is at risk on it.
//
// The interval is μ·exp(±q·SE/μ), q the quantile of Student's t with n − 1 degrees of
// freedom, of fewForNumber cases or more. By simulation (units at .15 a day with a
// gamma frailty, deaths at .001 and .01 a day with the same frailty, μ at day 60; 4,000
// draws a cell) its coverage of a nominal .95, and that with the normal z, are at least
//
//	n             10    15    20    30    60   200
//	Student's t  .923  .924  .937  .939  .946  .948
//	normal       .887   -    .927  .929  .937  .947
//
// A case that dies stays among those the mean is of, so that it is no number of the
// survivors; treating death as a censoring instead would give what would have happened
// to the dead had they lived on.
//
// Source: Cook and Lawless, Statistics in Medicine 16 (1997) 911-924; Ghosh and Lin,
// Biometrics 56 (2000) 554-562.
func MeanCumulativeNumber(x Recurrences, s Settings) (*MeanCumulative, error) {
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	if err := x.check(); err != nil {
		return nil, err
	}
	m := &MeanCumulative{Cases: len(x.End), x: x, settings: s, last: math.Inf(-1), free: 1}
	m.times = append(slices.Clone(x.End), x.Time...)
	slices.Sort(m.times)
	m.times = slices.Compact(m.times)
	n := len(m.times)
	ends, amounts := make([]int, n), make([]float64, n)
	m.atRisk, m.deaths = make([]int, n), make([]int, n)
	m.before, m.jumps, m.means = make([]float64, n), make([]float64, n), make([]float64, n)
	for i, end := range x.End {
		m.last = max(m.last, end)
		at := m.index(end)
		ends[at]++
		if x.Dead[i] {
			m.deaths[at]++
		}
	}
	for k, time := range x.Time {
		amounts[m.index(time)] += x.Amount[k]
	}
	left, mean := m.Cases, 0.0
	for k := range m.times {
		m.atRisk[k], m.before[k] = left, m.free
		m.jumps[k] = amounts[k] / float64(left)
		mean += m.free * m.jumps[k]
		m.means[k] = mean
		m.free *= float64(left-m.deaths[k]) / float64(left)
		left -= ends[k]
	}
	return m, nil
}

func (x Recurrences) check() error {
	if len(x.Dead) != len(x.End) || len(x.Time) != len(x.Case) || len(x.Amount) != len(x.Case) {
		return ErrRecurrences
	}
	for _, end := range x.End {
		if !(end >= 0) || math.IsInf(end, 1) {
			return ErrRecurrences
		}
	}
	for k, i := range x.Case {
		if i < 0 || i >= len(x.End) || !(x.Time[k] >= 0) || x.Time[k] > x.End[i] || !(x.Amount[k] >= 0) ||
			math.IsInf(x.Amount[k], 1) {
			return ErrRecurrences
		}
	}
	return nil
}

// index of a time that is there.
func (m *MeanCumulative) index(time float64) int {
	i, _ := slices.BinarySearch(m.times, time)
	return i
}

// At is the estimate at a time. Past the last follow-up there is none
// (ReasonPastFollowUp) unless nobody is alive by then, and without cases none at all
// (ReasonNoCase). Where nothing has happened by then, or the same to all, there is
// neither error nor interval (ReasonNoEvent, ReasonNoInterval), and of under fewForNumber
// cases no interval (ReasonSmallGroup).
func (m *MeanCumulative) At(time float64) MeanPoint {
	nan := math.NaN()
	p := MeanPoint{Time: time, Estimate: nan, StdErr: nan, Lower: nan, Upper: nan}
	upTo, exact := slices.BinarySearch(m.times, time)
	if upTo < len(m.times) {
		p.AtRisk = m.atRisk[upTo]
	}
	if exact {
		upTo++
	}
	switch {
	case m.Cases == 0:
		p.Reason = ReasonNoCase
		return p
	case time > m.last && m.free > 0:
		p.Reason = ReasonPastFollowUp
		return p
	}
	if p.Estimate = 0; upTo > 0 {
		p.Estimate = m.means[upTo-1]
	}
	if p.Estimate == 0 {
		p.Reason = ReasonNoEvent
		return p
	}
	p.StdErr = math.Sqrt(m.variance(upTo, p.Estimate))
	if !(p.StdErr > singular*p.Estimate) {
		p.StdErr, p.Reason = nan, ReasonNoInterval
		return p
	}
	if m.Cases < fewForNumber {
		p.Reason = ReasonSmallGroup
		return p
	}
	q := distuv.StudentsT{Sigma: 1, Nu: float64(m.Cases - 1)}.Quantile(1 - m.settings.tail())
	h := q * p.StdErr / p.Estimate
	p.Lower, p.Upper = p.Estimate*math.Exp(-h), p.Estimate*math.Exp(h)
	return p
}

// variance is Σψ² at a time with mean μ and so many times up to it.
func (m *MeanCumulative) variance(upTo int, mean float64) float64 {
	compensated := make([]float64, upTo+1) // up to each time, what being at risk takes from ψ
	for k := range upTo {
		y, d := float64(m.atRisk[k]), float64(m.deaths[k])
		compensated[k+1] = compensated[k] + m.before[k]*m.jumps[k]/y
		if d < y {
			compensated[k+1] -= (mean - m.means[k]) / (y - d) * d / y
		}
	}
	influence := make([]float64, m.Cases)
	for i, end := range m.x.End {
		k := m.index(end)
		influence[i] = -compensated[min(k+1, upTo)]
		if left := m.atRisk[k] - m.deaths[k]; m.x.Dead[i] && k < upTo && left > 0 {
			influence[i] -= (mean - m.means[k]) / float64(left)
		}
	}
	for j, time := range m.x.Time {
		if k := m.index(time); k < upTo {
			influence[m.x.Case[j]] += m.before[k] / float64(m.atRisk[k]) * m.x.Amount[j]
		}
	}
	sum := 0.0
	for _, psi := range influence {
		sum += psi * psi
	}
	return sum
}
