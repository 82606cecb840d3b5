package result

import (
	"math"
	"strconv"
	"strings"
)

// A Stay is a state of a case, from the end of the stay before it (0 of the first)
// to To, in the study's time unit. Nothing is known of the time after the last.
type Stay struct {
	State string
	To    float64
}

// ofCohort is a unit in one cohort: of two cohorts the states may differ.
type ofCohort struct {
	cohort string
	unit   int32
}

// AddStays tells the stays of a case in a cohort, in their order.
func (l *Listing) AddStays(cohort string, unit int32, stays []Stay) {
	if l.stays == nil {
		l.stays = make(map[ofCohort][]Stay)
	}
	l.stays[ofCohort{cohort, unit}] = stays
}

// joinStays writes stays as state=to, joined by "|".
func joinStays(stays []Stay) string {
	parts := make([]string, len(stays))
	for i, s := range stays {
		parts[i] = escape(s.State) + "=" + string(appendNumber(nil, s.To))
	}
	return strings.Join(parts, "|")
}

// splitStays reads what joinStays wrote; false for anything else.
func splitStays(s string) ([]Stay, bool) {
	var stays []Stay
	if s == "" {
		return nil, true
	}
	for part := range strings.SplitSeq(strings.Clone(s), "|") {
		state, to, found := strings.Cut(part, "=")
		time, err := strconv.ParseFloat(to, 64)
		if !found || err != nil || math.IsNaN(time) || math.IsInf(time, 0) {
			return nil, false
		}
		stays = append(stays, Stay{unescape(state), time})
	}
	return stays, true
}
