package casefile

import (
	"slices"
	"strings"

	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// parseTitre reads the titre of an antibody as the reciprocal of the highest
// dilution that reacts: 1:32, 1/32 and 32 are 32. A negative titre is 0. Numbers
// below 1 are no titres, and <1:2 or >1:512 is a bound, which is no number.
func parseTitre(s string, decimalComma bool) (float64, bool) {
	s = strings.ToLower(s)
	if slices.Contains([]string{"neg", "neg.", "negative", "âm", "âm tính"}, s) {
		return 0, true
	}
	s = strings.ReplaceAll(s, " ", "")
	for _, dilution := range []string{"1:", "1/"} {
		s = strings.TrimPrefix(s, dilution)
	}
	x, ok := table.ParseNumber(s, decimalComma)
	return x, ok && (x >= 1 || x == 0)
}

// boundsTitre reports whether a bound is one of a titre: no dilution is below 1.
func boundsTitre(b registry.Bound) bool { return b.Limit >= 1 }
