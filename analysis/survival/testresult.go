package survival

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// The names of the tests.
const (
	TestLogRank                      = "log-rank"
	TestPetoPeto                     = "peto-peto" // the log-rank test with rho = 1
	TestLogRankStratified            = "log-rank-stratified"
	TestLogRankTrend                 = "log-rank-trend"
	TestLogRankPermutation           = TestLogRank + permuted
	TestLogRankStratifiedPermutation = TestLogRankStratified + permuted
	TestGray                         = "gray"
	TestGrayStratified               = "gray-stratified"
	TestGrayPermutation              = TestGray + permuted
	TestGrayStratifiedPermutation    = TestGrayStratified + permuted
	TestMantelByar                   = "mantel-byar"

	permuted = "-permutation"
)

// PermutationOf is the name of the permutation test with the statistic of a test.
func PermutationOf(name string) string { return name + permuted }

// A TestResult is the comparison of two or more groups. What a test does not
// give is NaN, nil or 0. Where Reason is set, P is NaN.
type TestResult struct {
	Name         string
	Groups       []int     // the groups compared: those with a case
	Observed     []float64 // by Groups, log-rank tests only: weighted events
	Expected     []float64 // by Groups, log-rank tests only: weighted events expected if all groups were alike
	Rho          float64   // power of the weight: 0 weighs all times alike, 1 the early ones more
	Statistic    float64   // chi-squared
	DF           float64   // NaN for a permutation test
	P            float64   // upper tail
	PAdjusted    float64   // Holm's, among pairwise comparisons
	PMin         float64   // permutation tests: the least p that these data could have given
	Permutations int       // splits enumerated or, where Sampled, drawn
	Sampled      bool      // Permutations are a Monte Carlo with a fixed seed, not every split
	// with delayed entry: events at times at which a group has fewer than Table.MinAtRisk at risk
	LeftOut int
	Reason  Reason
}

// Withheld is r without its p, for a reason. The statistic stays.
func (r TestResult) Withheld(reason Reason) TestResult {
	r.P, r.PAdjusted, r.Reason = math.NaN(), math.NaN(), reason
	return r
}

func newTestResult(name string, groups []int, rho float64) TestResult {
	nan := math.NaN()
	return TestResult{Name: name, Groups: groups, Rho: rho,
		Statistic: nan, DF: nan, P: nan, PAdjusted: nan, PMin: nan}
}

// chiSquared fills in a statistic and its upper tail.
func (r TestResult) chiSquared(statistic float64, df int) TestResult {
	r.Statistic, r.DF = statistic, float64(df)
	r.P = distuv.ChiSquared{K: r.DF}.Survival(statistic)
	return r
}

// singular is the share of a variance that must stay unexplained by the other
// components, for its matrix to count as of full rank.
const singular = 1e-10

// quadraticForm is x' m⁻¹ x by the Cholesky factor of m. It overwrites both. It
// is false where m is not positive definite.
func quadraticForm(x, m []float64) (float64, bool) {
	k := len(x)
	sum := 0.0
	for i := range k {
		own := m[i*k+i]
		for j := range i + 1 {
			v := m[i*k+j]
			for l := range j {
				v -= m[i*k+l] * m[j*k+l]
			}
			if j < i {
				m[i*k+j] = v / m[j*k+j]
				continue
			}
			if !(v > singular*own) {
				return math.NaN(), false
			}
			m[i*k+i] = math.Sqrt(v)
		}
		for l := range i {
			x[i] -= m[i*k+l] * x[l]
		}
		x[i] /= m[i*k+i]
		sum += x[i] * x[i]
	}
	return sum, true
}

// groupsWithCases are the groups that have a case in any stratum.
func groupsWithCases(strata []*Table) []int {
	var groups []int
	if len(strata) == 0 {
		return nil
	}
	for g := range strata[0].Groups {
		for _, t := range strata {
			if t.Cases(g) > 0 {
				groups = append(groups, g)
				break
			}
		}
	}
	return groups
}

// tooFew is the reason why groups cannot be compared, if there is one.
func tooFew(groups []int) Reason {
	switch len(groups) {
	case 0:
		return ReasonNoCase
	case 1:
		return ReasonOneGroup
	}
	return ""
}
