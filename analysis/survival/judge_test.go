package survival_test

import (
	"math"
	"slices"
	"testing"

	"graftstat/analysis/survival"
)

func TestJudge(t *testing.T) {
	var s survival.PermutationSettings
	nan := math.NaN()
	two := survival.PermutationSettings{MinGroup: 2}
	for name, test := range map[string]struct {
		cases              []int
		pMin               float64
		s                  survival.PermutationSettings
		compared, left     []int
		reason, asymptotic survival.Reason
	}{
		"two against eight": {[]int{2, 8}, nan, s, []int{1}, []int{0}, survival.ReasonMinGroup,
			survival.ReasonMinGroup},
		"a small third does not silence": {[]int{60, 3, 50}, .001, s, []int{0, 2}, []int{1}, "", ""},
		"five to nine: the permutation": {[]int{5, 40}, .001, s, []int{0, 1}, nil, "",
			survival.ReasonPermutationOnly},
		"nine": {[]int{9, 40}, .001, s, []int{0, 1}, nil, "",
			survival.ReasonPermutationOnly},
		"ten":                              {[]int{10, 40}, .001, s, []int{0, 1}, nil, "", ""},
		"the small one left out is not it": {[]int{4, 10, 40}, .001, s, []int{1, 2}, []int{0}, "", ""},
		"least p over .05": {[]int{20, 20}, .0500001, s, []int{0, 1}, nil, survival.ReasonUnattainable,
			survival.ReasonUnattainable},
		"least p of .05":                    {[]int{20, 20}, .05, s, []int{0, 1}, nil, "", ""},
		"least p unknown":                   {[]int{20, 20}, nan, s, []int{0, 1}, nil, "", ""},
		"a level without a case is no such": {[]int{20, 0, 20}, nan, s, []int{0, 2}, nil, "", ""},
		"one group": {[]int{20, 0}, nan, s, []int{0}, nil, survival.ReasonOneGroup,
			survival.ReasonOneGroup},
		"nobody": {[]int{0, 0}, nan, s, nil, nil, survival.ReasonNoCase,
			survival.ReasonNoCase},
		"a rule of the study": {[]int{2, 8}, nan, two, []int{0, 1}, nil, "",
			survival.ReasonPermutationOnly},
	} {
		j := survival.Judge(test.cases, test.pMin, test.s)
		if !slices.Equal(j.Compared, test.compared) || !slices.Equal(j.LeftOut, test.left) || j.Reason != test.reason ||
			j.Asymptotic != test.asymptotic {
			t.Errorf("%s: %+v", name, j)
		}
	}
}

// The judgement sees counts only, and the same whatever the order of the groups.
func TestJudgeOfRelabelledGroups(t *testing.T) {
	cases := []int{7, 3, 60, 0, 12}
	order := []int{4, 2, 0, 1, 3}
	relabelled := make([]int, len(cases))
	for to, from := range order {
		relabelled[to] = cases[from]
	}
	a, b := survival.Judge(cases, .01, survival.PermutationSettings{}),
		survival.Judge(relabelled, .01, survival.PermutationSettings{})
	var back []int
	for _, g := range b.Compared {
		back = append(back, order[g])
	}
	slices.Sort(back)
	if !slices.Equal(back, a.Compared) || a.Reason != b.Reason || a.Asymptotic != b.Asymptotic {
		t.Errorf("%+v and %+v", a, b)
	}
}
