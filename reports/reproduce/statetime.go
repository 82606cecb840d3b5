package reproduce

import (
	"slices"
	"strings"

	"graftstat/analysis/result"
)

// addStateTime adds what is asked for over the states of a cohort and what is
// expected of it. Groups are numbers, 0 the whole cohort.
func (b *bundle) addStateTime(id string, s *result.StateTime) {
	groups := stateGroups(s)
	numbers, pairs := make([]string, len(groups)), []string(nil)
	for i := range groups {
		numbers[i] = count(i)
	}
	numbered := func(group string) string { return count(slices.Index(groups, group)) }
	prefix := "cohort." + id + ".state_time."
	for _, m := range s.Means {
		b.expectMean(prefix+"mean."+m.State+"."+numbered(m.Group), m.Estimate, m.StdErr, m.Lower, m.Upper)
	}
	pair := func(x, y string) string { return numbered(x) + "-" + numbered(y) }
	for _, d := range s.Differences {
		if p := pair(d.A, d.B); !slices.Contains(pairs, p) {
			pairs = append(pairs, p)
		}
		b.expectMean(prefix+"difference."+d.State+"."+pair(d.A, d.B), d.Estimate, d.StdErr, d.Lower, d.Upper)
	}
	for _, f := range s.Favour {
		key := prefix + "favour." + pair(f.A, f.B)
		b.expect("estimate", key+".better", float64(f.Better))
		b.expect("estimate", key+".worse", float64(f.Worse))
		b.expectMean(key, f.Estimate, f.StdErr, f.Lower, f.Upper)
	}
	for _, x := range s.Since {
		key := prefix + "since." + x.From + "." + x.To
		b.expect("count", key+".patients", float64(x.Patients))
		b.expectMean(key+".all", x.All.Estimate, x.All.StdErr, x.All.Lower, x.All.Upper)
		b.expectMean(key+".own", x.Own.Estimate, x.Own.StdErr, x.Own.Lower, x.Own.Upper)
	}
	b.stateTimes.add(id, number(s.Horizon), number(s.Landmark), strings.Join(numbers, " "), strings.Join(pairs, " "),
		strings.Join(s.Order, "|"))
}

func (b *bundle) expectMean(key string, estimate, stdErr, lower, upper result.Number) {
	b.expect("estimate", key+".estimate", float64(estimate))
	b.expect("error", key+".std_err", float64(stdErr))
	b.expect("interval", key+".lower", float64(lower))
	b.expect("interval", key+".upper", float64(upper))
}

// stateGroups are the groups by which the states are summed up, the whole cohort first.
func stateGroups(s *result.StateTime) []string {
	groups := []string{""}
	for _, m := range s.Means {
		if !slices.Contains(groups, m.Group) {
			groups = append(groups, m.Group)
		}
	}
	return groups
}

// stateGroup is the number of the group of a case, empty where it has none.
func (f *frame) stateGroup(s *result.StateTime, n int32) string {
	if s == nil || s.By == "" {
		return ""
	}
	groups := stateGroups(s)
	for i := range f.endpoints {
		o := &f.endpoints[i]
		if o.at[n] < 0 {
			continue
		}
		for _, g := range o.groups[o.at[n]] {
			if at := slices.Index(groups, g.Group); g.By == s.By && g.Group != "" && at > 0 {
				return count(at)
			}
		}
	}
	return ""
}
