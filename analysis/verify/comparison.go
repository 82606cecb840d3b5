package verify

import (
	"strings"

	"graftstat/analysis/survival"
)

func logRankTest(d *dataset, name string) (lookup, error) {
	tables, err := d.survivalTables(name == "stratified")
	if err != nil {
		return nil, err
	}
	switch name {
	case "rho=1":
		return d.ofTest(survival.LogRank(tables, 1)), nil
	case "mantel-byar":
		return d.ofTest(survival.MantelByar(tables)), nil
	}
	return d.ofTest(survival.LogRank(tables, 0)), nil
}

func grayTest(d *dataset, name string) (lookup, error) {
	cause, variant, err := causeOf(name)
	if err != nil {
		return nil, err
	}
	tables, err := d.tables(variant == "stratified")
	if err != nil {
		return nil, err
	}
	if variant == "rho=1" {
		return d.ofTest(survival.Gray(tables, cause, 1)), nil
	}
	return d.ofTest(survival.Gray(tables, cause, 0)), nil
}

// permutationTest compares groups of any size, which a study's own rules do not.
func permutationTest(d *dataset, _ string) (lookup, error) {
	anySize := survival.PermutationSettings{MinGroup: 1, Attainable: 1, FollowUpAlpha: 1e-300}
	return d.ofTest(survival.LogRankPermutation(d.cases, len(d.groups), nil, anySize)), nil
}

// ofTest looks up the numbers of a test. R names a group "group=level".
func (d *dataset) ofTest(r survival.TestResult) lookup {
	return func(v Value) (answer, error) {
		switch v.Quantity {
		case "chisq", "stat":
			return answer{ours: r.Statistic}, nil
		case "df":
			return answer{ours: r.DF}, nil
		case "p":
			return answer{ours: r.P}, nil
		}
		for i, g := range r.Groups {
			if strings.TrimPrefix(v.Group, d.group+"=") != d.groups[g] {
				continue
			}
			switch v.Quantity {
			case "observed":
				return answer{ours: r.Observed[i]}, nil
			case "expected":
				return answer{ours: r.Expected[i]}, nil
			}
		}
		return answer{}, errNotRecomputed
	}
}
