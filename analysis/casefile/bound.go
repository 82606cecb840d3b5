package casefile

import (
	"math"
	"strings"

	"graftstat/analysis/registry"
)

// parseBound reads a cleaned cell that states a bound and no value: <0.05, ≤5, >=1000.
// parse reads the number after the sign.
func parseBound(text string, parse func(string) (float64, bool)) (registry.Bound, bool) {
	for _, sign := range []struct {
		text             string
		above, inclusive bool
	}{
		{"<=", false, true}, {"=<", false, true}, {"≤", false, true}, {"<", false, false},
		{">=", true, true}, {"=>", true, true}, {"≥", true, true}, {">", true, false},
	} {
		rest, ok := strings.CutPrefix(text, sign.text)
		if !ok {
			continue
		}
		x, ok := parse(strings.TrimLeft(rest, " "))
		return registry.Bound{Limit: x, Above: sign.above, Inclusive: sign.inclusive}, ok && math.Abs(x) <= largestNumber
	}
	return registry.Bound{}, false
}
