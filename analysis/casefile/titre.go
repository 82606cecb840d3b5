package casefile

import (
	"slices"
	"strings"

	"graftstat/analysis/table"
)

// parseTitre reads the titre of an antibody as the reciprocal of the highest
// dilution that reacts: 1:32, 1/32 and 32 are 32.
//
// A titre below the first dilution, <1:2, is half of it: one step of log2 lower.
// A titre at or above the last dilution, >=1:1024 or >1:1024, is taken as that
// one. A negative titre is 0. Other signs, and numbers below 1, are no titres.
func parseTitre(s string, decimalComma bool) (float64, bool) {
	s = strings.ToLower(s)
	if slices.Contains([]string{"neg", "neg.", "negative", "âm", "âm tính"}, s) {
		return 0, true
	}
	factor := 1.
	switch {
	case strings.HasPrefix(s, "<"):
		s, factor = s[1:], .5
	default:
		for _, sign := range []string{">=", "≥", ">"} {
			if rest, ok := strings.CutPrefix(s, sign); ok {
				s = rest
				break
			}
		}
	}
	s = strings.ReplaceAll(s, " ", "")
	for _, dilution := range []string{"1:", "1/"} {
		s = strings.TrimPrefix(s, dilution)
	}
	x, ok := table.ParseNumber(s, decimalComma)
	return x * factor, ok && (x >= 1 || x == 0 && factor == 1)
}
