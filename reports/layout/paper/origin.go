package paper

import (
	"cmp"

	"graftstat/analysis/result"
)

// infusion is the milestone at which time starts in a study of transplants.
const infusion = "transplant"

// origin is the milestone at which an endpoint's time starts.
func origin(e *result.Endpoint) string { return cmp.Or(e.Definition.From, infusion) }

// isOfTransplants reports whether the time of any endpoint starts at the infusion:
// a paper of none speaks of no transplant.
func (b *Builder) isOfTransplants() bool {
	any, found := false, false
	b.EachEndpoint(func(e *result.Endpoint) {
		any, found = true, found || origin(e) == infusion
	})
	return found || !any
}

// usualOrigin is the milestone at which the time of most endpoints starts, of
// several the first; isOnly says that all start there.
func (b *Builder) usualOrigin() (usual string, isOnly bool) {
	count := make(map[string]int)
	b.EachEndpoint(func(e *result.Endpoint) { count[origin(e)]++ })
	b.EachEndpoint(func(e *result.Endpoint) {
		if count[origin(e)] > count[usual] {
			usual = origin(e)
		}
	})
	return cmp.Or(usual, infusion), len(count) < 2
}
