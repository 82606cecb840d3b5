package survival

import "math"

// LogRank compares the times to an event of any cause between the groups of
// the strata, one table a stratum, all with the same groups.
//
// At each time with events, with n_k of group k and n in all at risk just
// before it, d_k and d events on it, and the weight w = S(t-)^rho,
//
//	O_k = Σ w d_k              E_k = Σ w d n_k/n
//	V_kl = Σ w² d (n-d)/(n-1) (n_k/n) (δ_kl - n_l/n)
//
// summed over the times and the strata; S is the Kaplan-Meier estimate of all
// groups of the stratum together. The statistic is (O-E)' V⁻¹ (O-E) without
// one group. rho = 0 is the log-rank test, rho = 1 the Peto-Peto test.
//
// Tied events count with the hypergeometric variance, so that rho = 0 equals
// the score test of Cox with exact ties, not that with Efron's or Breslow's.
// Events come before censorings of the same time. A group that is never at risk
// at an event adds no degree of freedom.
//
// With delayed entry only the times count at which every group compared has at
// least Table.MinAtRisk at risk, over all strata; events of other times are taken
// as censored and counted in LeftOut. A single case in a group's risk set would
// otherwise decide the test (one dead of one at risk beside 39 others: 1/40 by
// reckoning, 4e-10 by the normal approximation).
//
// Reasons: no_case, one_group, no_event, degenerate_variance (such as all
// events at one time with nobody left), few_at_risk (delayed entry with under 5
// events that count). O(distinct times × groups²).
//
// Sources: Mantel, Cancer Chemother Rep 50 (1966) 163-170; Peto and Peto,
// J R Stat Soc A 135 (1972) 185-207; Harrington and Fleming, Biometrika 69
// (1982) 553-566. Equals R survdiff.
func LogRank(strata []*Table, rho float64) TestResult {
	return logRank(strata, groupsWithCases(strata), rho)
}

func logRank(strata []*Table, groups []int, rho float64) TestResult {
	r := newTestResult(logRankName(strata, rho), groups, rho)
	if r.Reason = tooFew(groups); r.Reason != "" {
		return r
	}
	counted := strata
	if counted, r.LeftOut, r.Reason = countedEvents(strata, groups, 0); r.Reason != "" {
		return r
	}
	s := newLogRankScore(len(groups))
	for _, t := range counted {
		s.add(t, groups, rho, anyEvent)
	}
	r.Observed, r.Expected = s.observed, s.expected
	return s.test(r)
}

func logRankName(strata []*Table, rho float64) string {
	switch {
	case len(strata) > 1:
		return TestLogRankStratified
	case rho == 1:
		return TestPetoPeto
	}
	return TestLogRank
}

// A riskSet tells how many of a group are at risk at Times[i] and fail on it.
type riskSet func(t *Table, i, group int) (atRisk, events int)

func anyEvent(t *Table, i, group int) (atRisk, events int) {
	return t.AtRisk(i, group), t.AllEvents(i, group)
}

// endOfFollowUp takes the censoring as the event, as the reverse Kaplan-Meier
// does: the events of a time leave before its censorings.
func endOfFollowUp(t *Table, i, group int) (atRisk, events int) {
	return t.AtRisk(i, group) - t.AllEvents(i, group), t.Censored(i, group)
}

// FollowUpLogRank compares the length of follow-up: the log-rank test with the
// censoring as the event, and the events leaving before the censorings of the
// same time, as in the reverse Kaplan-Meier estimate. Its reasons are those of
// LogRank, no_event meaning that nobody is censored.
//
// Source: Schemper and Smith, Control Clin Trials 17 (1996) 343-346.
func FollowUpLogRank(strata []*Table) TestResult {
	groups := groupsWithCases(strata)
	r := newTestResult(logRankName(strata, 0), groups, 0)
	if r.Reason = tooFew(groups); r.Reason != "" {
		return r
	}
	s := newLogRankScore(len(groups))
	for _, t := range strata {
		s.add(t, groups, 0, endOfFollowUp)
	}
	r.Observed, r.Expected = s.observed, s.expected
	return s.test(r)
}

// logRankScore holds the sums of a log-rank test over strata.
type logRankScore struct {
	observed, expected []float64
	variance           []float64 // lower triangle of groups × groups
	atRisk, events     []float64 // of one time, by group
	compared           []int     // scratch of statistic, as are score and form
	score, form        []float64
}

func newLogRankScore(groups int) *logRankScore {
	columns := make([]float64, 4*groups)
	return &logRankScore{
		observed: columns[:groups], expected: columns[groups : 2*groups],
		atRisk: columns[2*groups : 3*groups], events: columns[3*groups:],
		variance: make([]float64, groups*groups),
		compared: make([]int, 0, groups), score: make([]float64, groups), form: make([]float64, groups*groups),
	}
}

func (s *logRankScore) add(t *Table, groups []int, rho float64, count riskSet) {
	survival := 1.0 // Kaplan-Meier of all groups, just before the time
	for i := range t.Times {
		n, d := 0, 0
		for k, g := range groups {
			atRisk, events := count(t, i, g)
			s.atRisk[k], s.events[k] = float64(atRisk), float64(events)
			n += atRisk
			d += events
		}
		if d == 0 {
			continue
		}
		weight := 1.0
		if rho != 0 {
			weight = math.Pow(survival, rho)
		}
		s.addTime(float64(n), float64(d), weight)
		survival *= float64(n-d) / float64(n)
	}
}

func (s *logRankScore) addTime(n, d, weight float64) {
	k := len(s.atRisk)
	spread := 0.0
	if n > 1 {
		spread = weight * weight * d * (n - d) / (n - 1)
	}
	for a := range k {
		share := s.atRisk[a] / n
		s.observed[a] += weight * s.events[a]
		s.expected[a] += weight * d * share
		s.variance[a*k+a] += spread * share * (1 - share)
		for b := range a {
			s.variance[a*k+b] -= spread * share * s.atRisk[b] / n
		}
	}
}

// reset makes the sums those of no stratum yet.
func (s *logRankScore) reset() {
	clear(s.observed)
	clear(s.expected)
	clear(s.variance)
}

// test compares the groups that were at risk at any event.
func (s *logRankScore) test(r TestResult) TestResult {
	statistic, df, reason := s.statistic()
	if r.Reason = reason; reason != "" {
		return r
	}
	return r.chiSquared(statistic, df)
}

func (s *logRankScore) statistic() (statistic float64, df int, reason Reason) {
	at := s.compared[:0]
	for k, e := range s.expected {
		if e > 0 {
			at = append(at, k)
		}
	}
	switch len(at) {
	case 0:
		return math.NaN(), 0, ReasonNoEvent
	case 1:
		return math.NaN(), 0, ReasonDegenerateVariance
	}
	at = at[1:]
	score, variance := s.score[:len(at)], s.form[:len(at)*len(at)]
	for i, a := range at {
		score[i] = s.observed[a] - s.expected[a]
		for j, b := range at[:i+1] {
			variance[i*len(at)+j] = s.variance[a*len(s.expected)+b]
		}
	}
	statistic, ok := quadraticForm(score, variance)
	if !ok {
		return math.NaN(), 0, ReasonDegenerateVariance
	}
	return statistic, len(score), ""
}
