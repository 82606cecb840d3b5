package check

import (
	"math"
	"strings"
	"testing"

	"graftstat/analysis/registry"
)

// A bound is above the threshold where all of it is, and says that a titre was taken.
func TestBoundsOfTitres(t *testing.T) {
	for want, b := range map[string]registry.Bound{
		"warning titre_above_threshold 2 :titre_at_transplant C1 32": {Limit: 512, Above: true}, "": {Limit: 64}} {
		c := cleanCentre()
		c.levels("abo_major", "present", "", "")
		c.levels("rbc_depletion", "no", "", "")
		c.levels("desensitisation", "plasma_exchange", "", "")
		c.numbers("titre_at_transplant", math.NaN(), math.NaN(), math.NaN())
		c.Numbers["titre_at_transplant"].SetBound(0, b)
		got := ""
		for _, issue := range c.run() {
			if strings.Contains(issue, "titre") {
				got += issue
			}
		}
		if got != want {
			t.Errorf("%+v: %q, want %q", b, got, want)
		}
	}
}
