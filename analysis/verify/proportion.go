package verify

import (
	"fmt"

	"graftstat/analysis/describe"
)

// proportionMethods are the methods of proportion, with the call of data/golden.R.
func proportionMethods() []method {
	return []method{{"proportion", "clopper-pearson", statsPackage(`binom.test(k, n)`), closedForm(), exactProportion}}
}

// exactProportion takes k and n from the group, such as "9/10".
func exactProportion(_ *dataset, _ string) (lookup, error) {
	return func(v Value) (answer, error) {
		var k, n int
		if _, err := fmt.Sscanf(v.Group, "%d/%d", &k, &n); err != nil {
			return answer{}, errNotRecomputed
		}
		p := describe.ExactProportion(k, n, 0.95)
		switch v.Quantity {
		case "estimate":
			return answer{ours: p.Estimate}, nil
		case "lower":
			return answer{ours: p.Lower}, nil
		case "upper":
			return answer{ours: p.Upper}, nil
		}
		return answer{}, errNotRecomputed
	}, nil
}
