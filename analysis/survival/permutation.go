package survival

import (
	"errors"
	"math"
)

// PermutationSettings are the rules of permutation tests, and of when a
// comparison is too small for any p.
type PermutationSettings struct {
	MaxSplits       int     // enumerate up to so many splits, else sample; 0: 200,000
	Samples         int     // splits to sample; 0: 9,999
	Seed            uint64  // of the sampling; the same seed gives the same p
	MinGroup        int     // smallest group that is compared; 0: 5, 1: any
	AsymptoticGroup int     // smallest group of a comparison with asymptotic p-values; 0: 10
	Attainable      float64 // no p where the least attainable one is above; 0: 0.05
	FollowUpAlpha   float64 // no p where follow-up or competing events differ with a p below; 0: 0.10
	MaxCases        int     // more get no permutation test; 0: 10,000
}

// MaxPermuted is the number of cases up to which a permutation test is made.
const MaxPermuted = 10_000

func (s PermutationSettings) withDefaults() PermutationSettings {
	def := func(p *int, n int) {
		if *p == 0 {
			*p = n
		}
	}
	def(&s.MaxSplits, 200_000)
	def(&s.Samples, 9_999)
	def(&s.MinGroup, 5)
	def(&s.AsymptoticGroup, 10)
	def(&s.MaxCases, MaxPermuted)
	if s.Attainable == 0 {
		s.Attainable = 0.05
	}
	if s.FollowUpAlpha == 0 {
		s.FollowUpAlpha = 0.10
	}
	return s
}

// LogRankPermutation tests LogRank's statistic, rho = 0, against its values
// over the splits of the groups among the cases. strata holds a number for each
// case, or is nil; groups change places within strata only. The statistic is then
// that of the stratified test, as is the name of two or more strata; a stratum
// that has one group, or no event, adds nothing to it.
//
// With n_k cases of group k in a stratum of n there are n!/(n_1! n_2! …) splits
// of it, and their product over the strata is the number in all. Up to MaxSplits
// splits, all are enumerated and
//
//	P = share of splits with a statistic no smaller than that observed
//	PMin = share of splits with the largest statistic
//
// so PMin is the least p that these times and group sizes can give. Above, B
// splits are drawn from a generator with a fixed seed, b of them reaching the
// observed statistic, and
//
//	P = (b+1)/(B+1)
//
// Sampled then says so and PMin is taken from the largest statistic drawn. A
// split without a statistic (its variance is degenerate) counts as 0.
//
// It tests equal time, cause and follow-up together, hence P is withheld where
// the groups' follow-up differs (FollowUpLogRank, P below FollowUpAlpha), and
// where Judge does so or leaves out a group. DF is NaN.
//
// Reasons: those of LogRank, invalid_observations where NewTable refuses o,
// min_group, p_unattainable, follow_up_differs, delayed_entry, too_many_cases.
//
// Sources: Heimann and Neuhaus, Biometrika 85 (1998) 305-318, for what is
// tested; Phipson and Smyth, Stat Appl Genet Mol Biol 9 (2010) 39, for (b+1)/(B+1).
func LogRankPermutation(o Observations, groups int, strata []int32, s PermutationSettings) TestResult {
	test := permutationTest{name: TestLogRank, causes: causesOf(o),
		observed: func(t []*Table) TestResult { return LogRank(t, 0) },
		statistic: func(groups []int) func([]*Table) (float64, Reason) {
			score := newLogRankScore(len(groups))
			return func(t []*Table) (float64, Reason) {
				score.reset()
				for _, stratum := range t {
					score.add(stratum, groups, 0, anyEvent)
				}
				statistic, _, reason := score.statistic()
				return statistic, reason
			}
		}}
	return test.run(o, groups, strata, s.withDefaults())
}

// GrayPermutation is LogRankPermutation with the statistic of Gray, rho = 0.
// P is withheld also where the incidence of another cause differs between the
// groups (Gray, P below FollowUpAlpha), with the reason competing_differs.
func GrayPermutation(o Observations, groups, cause int, strata []int32, s PermutationSettings) TestResult {
	test := permutationTest{name: TestGray, causes: max(causesOf(o), cause),
		observed: func(t []*Table) TestResult { return Gray(t, cause, 0) },
		statistic: func(groups []int) func([]*Table) (float64, Reason) {
			score := newGrayTest(groups, 0)
			return func(t []*Table) (float64, Reason) { return score.statistic(t, cause) }
		}}
	for c := 1; c <= test.causes; c++ {
		if c != cause {
			test.competing = append(test.competing, c)
		}
	}
	return test.run(o, groups, strata, s.withDefaults())
}

func causesOf(o Observations) int {
	causes := uint8(1)
	for _, c := range o.Cause {
		causes = max(causes, c)
	}
	return int(causes)
}

type permutationTest struct {
	name      string // of the test whose statistic is permuted, without strata
	causes    int
	observed  func([]*Table) TestResult
	statistic func(groups []int) func([]*Table) (float64, Reason) // of one split after another
	competing []int                                               // causes whose incidence must not differ
}

func (test permutationTest) run(o Observations, groups int, strata []int32, s PermutationSettings) TestResult {
	p, err := newPermuter(o, groups, test.causes, strata)
	if err != nil {
		r := newTestResult(PermutationOf(test.name), nil, 0)
		if r.Reason = ReasonInvalidObservations; errors.Is(err, ErrNoCase) {
			r.Reason = ReasonNoCase
		}
		return r
	}
	r := test.observed(p.tables)
	r.Name, r.DF, r.P = PermutationOf(r.Name), math.NaN(), math.NaN()
	if r.Reason != "" {
		return r
	}
	if r.Reason = refused(o, s); r.Reason != "" {
		if r.Reason == ReasonDelayedEntry {
			r.Statistic = math.NaN() // not that of the times that count, as in LogRank
		}
		return r
	}
	confounded := test.confounded(p.tables, s.FollowUpAlpha)
	cases := GroupCases(p.tables, r.Groups)
	statistic := test.statistic(r.Groups)
	p.prepare()
	r = p.distribution(r, s, func(t []*Table) float64 {
		if x, reason := statistic(t); reason == "" {
			return x
		}
		return 0
	})
	switch j := Judge(cases, r.PMin, s); {
	case !j.IsEachCompared():
		return r.Withheld(ReasonMinGroup)
	case j.Reason != "":
		return r.Withheld(j.Reason)
	}
	if confounded != "" {
		return r.Withheld(confounded)
	}
	return r
}

func refused(o Observations, s PermutationSettings) Reason {
	if len(o.Time) > s.MaxCases {
		return ReasonTooManyCases
	}
	for _, entry := range o.Entry {
		if entry > 0 {
			return ReasonDelayedEntry
		}
	}
	return ""
}

// confounded is the reason why a small P would say little about the statistic.
func (test permutationTest) confounded(tables []*Table, alpha float64) Reason {
	if FollowUpLogRank(tables).P < alpha {
		return ReasonFollowUpDiffers
	}
	for _, cause := range test.competing {
		if Gray(tables, cause, 0).P < alpha {
			return ReasonCompetingDiffers
		}
	}
	return ""
}

// GroupCases is the number of cases of each of the groups, over all strata.
func GroupCases(strata []*Table, groups []int) []int {
	cases := make([]int, len(groups))
	for k, g := range groups {
		for _, t := range strata {
			cases[k] += t.Cases(g)
		}
	}
	return cases
}
