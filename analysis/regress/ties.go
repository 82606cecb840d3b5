package regress

import "math"

// A tally is a log-likelihood with its derivatives in the coefficients of the
// standardised columns.
type tally struct {
	logLikelihood float64
	score         []float64
	info          []float64 // minus the second derivatives, packed
}

func newTally(columns int) *tally {
	return &tally{score: make([]float64, columns), info: make([]float64, packed(columns))}
}

func (t *tally) clear() {
	t.logLikelihood = 0
	clear(t.score)
	clear(t.info)
}

// add adds another's score and information, each with a weight.
func (t *tally) add(other *tally, scoreWeight, infoWeight float64) {
	for j, v := range other.score {
		t.score[j] += scoreWeight * v
	}
	for j, v := range other.info {
		t.info[j] += infoWeight * v
	}
}

// steps are sums over the steps k = 0 … d-1 in which d tied events fail. With
// f = k/d for Efron and f = 0 for Breslow, S over the rows at risk and E over
// the failing ones, step k has the denominator D = S0 - f E0.
type steps struct {
	events        float64
	log           float64 // Σ log D
	one, f        float64 // Σ 1/D, Σ f/D
	two, fTwo, ff float64 // Σ 1/D², Σ f/D², Σ f²/D²
}

func newSteps(ties Ties, atRisk, failing sums, events int) steps {
	d, s0 := float64(events), atRisk.total()
	if failing == nil || ties == TiesBreslow {
		return steps{events: d, log: d * math.Log(s0), one: d / s0, two: d / (s0 * s0)}
	}
	st := steps{events: d}
	e0 := failing.total()
	for k := range events {
		f := float64(k) / d
		inverse := 1 / (s0 - f*e0)
		st.log -= math.Log(inverse)
		st.one += inverse
		st.f += f * inverse
		st.two += inverse * inverse
		st.fTwo += f * inverse * inverse
		st.ff += f * f * inverse * inverse
	}
	return st
}

// expect takes the part of the risk sets away from the likelihood and its
// score, and adds it to the information.
func (t *tally) expect(st *steps, atRisk, failing sums) {
	p := len(t.score)
	s1, s2 := atRisk.first(p), atRisk.second(p)
	t.logLikelihood -= st.log
	if st.f == 0 {
		at := 0
		for j, sj := range s1 {
			t.score[j] -= st.one * sj
			v := st.two * sj
			for _, sk := range s1[:j+1] {
				t.info[at] += st.one*s2[at] - v*sk
				at++
			}
		}
		return
	}
	e1, e2 := failing.first(p), failing.second(p)
	at := 0
	for j, sj := range s1 {
		ej := e1[j]
		t.score[j] -= st.one*sj - st.f*ej
		a, b := st.two*sj-st.fTwo*ej, st.fTwo*sj-st.ff*ej
		for k, sk := range s1[:j+1] {
			t.info[at] += st.one*s2[at] - st.f*e2[at] - a*sk + b*e1[k]
			at++
		}
	}
}
