package survival

import "math"

// Gray compares the cumulative incidence of one cause between the groups of
// the strata, one table a stratum, all with the same groups.
//
// In group k at time t let n_k be at risk just before it, d_k the events of
// the cause, S_k the Kaplan-Meier estimate for any event, F_k the incidence of
// the cause. A group with nobody at risk has h_k = 0, otherwise
//
//	h_k = n_k / S_k(t-)    R_k = h_k (1 - F_k(t-))    dF = Σ d_k / Σ h_k
//
// where F is the incidence of all groups together, and the score is
//
//	z_k = Σ_t (1 - F(t-))^rho (d_k - R_k Σd / ΣR)
//
// Its variance V under equal incidences, which the other causes need not
// share, is derived in grayStratum. Scores and variances are summed over the
// strata. The statistic is z' V⁻¹ z without one group, on one degree of freedom
// less than groups.
//
// Events come before censorings of the same time. Where a group is used up early
// F may pass 1, as in cmprsk, which the statistic equals there too. With delayed
// entry events of any cause count as in LogRank; LeftOut are those of the cause.
//
// Reasons: no_case, one_group, no_event, degenerate_variance (cmprsk then has
// the statistic -1 and p = 1), risk_set_emptied, few_at_risk. O(distinct times × groups³).
//
// Source: Gray, Ann Stat 16 (1988) 1141-1154. Equals R cmprsk cuminc.
func Gray(strata []*Table, cause int, rho float64) TestResult {
	return gray(strata, groupsWithCases(strata), cause, rho)
}

func gray(strata []*Table, groups []int, cause int, rho float64) TestResult {
	name := TestGray
	if len(strata) > 1 {
		name = TestGrayStratified
	}
	r := newTestResult(name, groups, rho)
	if r.Reason = tooFew(groups); r.Reason != "" {
		return r
	}
	counted := strata
	if counted, r.LeftOut, r.Reason = countedEvents(strata, groups, cause); r.Reason != "" {
		return r
	}
	statistic, reason := newGrayTest(groups, rho).statistic(counted, cause)
	if r.Reason = reason; reason != "" {
		return r
	}
	return r.chiSquared(statistic, len(groups)-1)
}

// A grayTest has room for the sums of Gray's test, for one set of strata after another.
type grayTest struct {
	groups          []int
	stratum         *grayStratum
	score, variance []float64
}

func newGrayTest(groups []int, rho float64) *grayTest {
	k := len(groups) - 1
	return &grayTest{groups: groups, stratum: newGrayStratum(len(groups), rho), score: make([]float64, k),
		variance: make([]float64, k*k)}
}

func (g *grayTest) statistic(strata []*Table, cause int) (float64, Reason) {
	clear(g.score)
	clear(g.variance)
	events := 0
	for _, t := range strata {
		g.stratum.reset()
		n, ok := g.stratum.add(t, g.groups, cause)
		if !ok {
			return math.NaN(), ReasonRiskSetEmptied
		}
		events += n
		g.stratum.sum(g.score, g.variance)
	}
	if events == 0 {
		return math.NaN(), ReasonNoEvent
	}
	statistic, ok := quadraticForm(g.score, g.variance)
	if !ok {
		return math.NaN(), ReasonDegenerateVariance
	}
	return statistic, ""
}

// A grayStratum adds up Gray's score and its variance over the times of one
// stratum, in one pass.
//
// Write the score as Σ_r ∫ D_kr d(Γ_r - Γ), with Γ_r the subdistribution hazard
// of group r and D_kr = w R_r (δ_kr - R_k/R). Expanding F_r and S_r in the
// martingales M_1r of the cause and M_2r of the other causes, and putting
// R_r = h_r (1 - F) as it is where the incidences are equal, gives
//
//	z_k = Σ_r ∫ [a_kr + (1-q_r) C_kr] dM_1r/h_r - Σ_r ∫ q_r C_kr dM_2r/h_r
//	a_kr = w h_r (δ_kr - h_k/h)         q_r = (1 - F(t)) / S_r(t)
//	c_kr(t) = Σ_{u≤t} a_kr dF/(1-F(u-))  C_kr = c_kr(∞) - c_kr(t)
//
// whose terms have the variances, with e_r other events and the corrections
// for ties of cmprsk,
//
//	v_1r = dF/h_r · (1 - (d-1)/(h S_r(t-) - 1))
//	v_2r = e_r S_r(t-)²/n_r² · (1 - (e_r-1)/(n_r-1))
//
// c(∞) is known only at the end: each term has the form x + y c(∞), so sums of
// v x x', v y x and v y² are kept for each group.
type grayStratum struct {
	rho    float64
	pooled float64 // F
	groups []grayGroup
	score  []float64 // of every group but the first
}

// A grayGroup is one group of a stratum. Its slices have an entry for every
// group but the first.
type grayGroup struct {
	atRisk, events, others float64 // n_r, d_r, e_r of the time
	survival, incidence    float64 // S_r, F_r just before the time
	h, risk                float64 // h_r, R_r
	a, c, x                []float64
	xx                     []float64 // Σ v x x', lower triangle
	xy                     []float64 // Σ v y x
	yy                     float64   // Σ v y²
	columns                []float64 // a, c, x, xy and xx
}

func newGrayStratum(groups int, rho float64) *grayStratum {
	k := groups - 1
	s := &grayStratum{rho: rho, groups: make([]grayGroup, groups), score: make([]float64, k)}
	for r := range s.groups {
		columns := make([]float64, (4+k)*k)
		s.groups[r] = grayGroup{columns: columns,
			a: columns[:k], c: columns[k : 2*k], x: columns[2*k : 3*k], xy: columns[3*k : 4*k], xx: columns[4*k:]}
	}
	return s
}

// reset makes the sums those of no time yet.
func (s *grayStratum) reset() {
	s.pooled = 0
	clear(s.score)
	for k := range s.groups {
		r := &s.groups[k]
		r.survival, r.incidence, r.yy = 1, 0, 0
		clear(r.columns)
	}
}

// add takes in a table and returns the number of events of the cause. It is
// false where a group has cases at risk after its event-free share reached 0.
func (s *grayStratum) add(t *Table, groups []int, cause int) (events int, ok bool) {
	for i := range t.Times {
		d, others := s.read(t, i, groups, cause)
		events += d
		if d+others > 0 && !s.addTime(float64(d)) {
			return events, false
		}
	}
	return events, true
}

func (s *grayStratum) read(t *Table, i int, groups []int, cause int) (events, others int) {
	for k, g := range groups {
		r := &s.groups[k]
		d, all := t.Events(i, g, cause), t.AllEvents(i, g)
		r.atRisk, r.events, r.others = float64(t.AtRisk(i, g)), float64(d), float64(all-d)
		events += d
		others += all - d
	}
	return events, others
}

func (s *grayStratum) addTime(events float64) bool {
	h, risk, atRisk := 0.0, 0.0, 0
	for k := range s.groups {
		r := &s.groups[k]
		r.h, r.risk = 0, 0
		if r.atRisk == 0 {
			continue
		}
		if r.survival == 0 {
			return false
		}
		atRisk++
		r.h = r.atRisk / r.survival
		r.risk = r.h * (1 - r.incidence)
		h += r.h
		risk += r.risk
	}
	before := s.pooled
	s.pooled += events / h
	if atRisk > 1 { // one group alone has no score, and C does not change
		weight := 1.0
		if s.rho != 0 {
			weight = math.Pow(1-before, s.rho)
		}
		s.addScore(weight, events, risk)
		s.addVariance(weight, events, h, before)
	}
	for k := range s.groups {
		if r := &s.groups[k]; r.atRisk > 0 {
			r.incidence += r.survival * r.events / r.atRisk
			r.survival = r.survivalAfter()
		}
	}
	return true
}

func (r *grayGroup) survivalAfter() float64 {
	return r.survival * (r.atRisk - r.events - r.others) / r.atRisk
}

func (s *grayStratum) addScore(weight, events, risk float64) {
	for k := range s.score {
		r := &s.groups[k+1]
		s.score[k] += weight * (r.events - events*r.risk/risk)
	}
}

func (s *grayStratum) addVariance(weight, events, h, before float64) {
	eventFree := 1 - before
	if math.Abs(eventFree) < 1e-12 {
		eventFree = 0 // by rounding alone not 0: no finite variance
	}
	for i := range s.groups {
		r := &s.groups[i]
		if r.atRisk == 0 || events+r.others == 0 {
			continue
		}
		q := 0.0 // where S is 0 nobody is left, and C is 0
		if after := r.survivalAfter(); after > 0 {
			q = (1 - s.pooled) / after
		}
		if events > 0 {
			scale := -weight * r.h
			for k := range r.a {
				r.a[k] = scale * s.groups[k+1].h / h
			}
			if i > 0 {
				r.a[i-1] += weight * r.h
			}
			for k, a := range r.a {
				r.c[k] += a * events / (h * eventFree)
			}
			r.addTerm(1, 1-q, events/(h*r.h)*ties(events, h*r.survival))
		}
		if r.others > 0 {
			share := r.survival / r.atRisk
			r.addTerm(0, -q, r.others*share*share*ties(r.others, r.atRisk))
		}
	}
}

// addTerm adds the term (own a + y (c(∞) - c)) of variance v.
func (r *grayGroup) addTerm(own, y, v float64) {
	k, x := len(r.x), r.x
	a, c, xy := r.a[:k], r.c[:k], r.xy[:k]
	for i := range x {
		x[i] = own*a[i] - y*c[i]
		xy[i] += v * y * x[i]
		scale, row := v*x[i], r.xx[i*k:i*k+i+1]
		for j := range row {
			row[j] += scale * x[j]
		}
	}
	r.yy += v * y * y
}

// ties is the correction of a variance for d events on one time among n.
func ties(d, n float64) float64 {
	if d <= 1 {
		return 1
	}
	return 1 - (d-1)/(n-1)
}

// sum adds the score and the lower triangle of its variance, with c(∞) known.
func (s *grayStratum) sum(score, variance []float64) {
	k := len(s.score)
	for i, z := range s.score {
		score[i] += z
		for j := range i + 1 {
			for g := range s.groups {
				r := &s.groups[g]
				variance[i*k+j] += r.xx[i*k+j] + r.xy[i]*r.c[j] + r.xy[j]*r.c[i] + r.yy*r.c[i]*r.c[j]
			}
		}
	}
}
