package recovery

import (
	"testing"

	"graftstat/analysis/registry"
)

// Growth factor is no transfusion: a log that has nothing else of a case is silent on
// its red cells.
func TestGrowthFactorIsNoTransfusion(t *testing.T) {
	s := newStudy(1)
	s.milestone("last_rbc_transfusion", 0, 20)
	s.transfuse(0, "gcsf", "supportive", 5, 6, 7)
	s.derive(t)
	s.want(t, "rbc_independence", 0, nan, registry.Unknown, 0)
}
