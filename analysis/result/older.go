package result

// fillOlder gives results of an earlier version what that version left to its
// reports: times as asked, which it wrote for the endpoint only, the estimate of
// the first page, the follow-up in months or years, and which numbers a choice moves.
func fillOlder(r *Results) {
	if r.Changes != nil {
		for i := range r.Changes.Numbers {
			n := &r.Changes.Numbers[i]
			if n.Measure != "estimate" && n.Said.Unit == "" {
				n.Say(r.Study.TimeUnit)
			}
			if n.Measure == "estimate" && n.Unit == "" {
				n.AskedTime = AskedTime{Asked: n.Time, Unit: r.Study.TimeUnit}
			}
		}
	}
	for i := range r.Sensitivity {
		for j := range r.Sensitivity[i].Numbers {
			n := &r.Sensitivity[i].Numbers[j]
			n.MarkMoved()
			for _, at := range []*Estimate{&n.Base, &n.Changed} {
				if at.Unit == "" {
					at.AskedTime = AskedTime{Asked: n.Time, Unit: r.Study.TimeUnit}
				}
			}
		}
	}
	for i := range r.Cohorts {
		c := &r.Cohorts[i]
		if c.FollowUp.Said.Median.Unit == "" {
			c.FollowUp.Said = c.FollowUp.Say(r.Study.TimeUnit)
		}
		for j := range c.Endpoints {
			e := &c.Endpoints[j]
			if e.fillAsked(r.Study.TimeUnit) {
				e.MarkHeadline()
			}
		}
	}
}

// fillAsked reports whether times as asked were not there. That of a proportion
// or a mean is in the study's unit.
func (e *Endpoint) fillAsked(unit string) bool {
	found := false
	for _, g := range e.Groups {
		for k := range g.At {
			if at := &g.At[k]; at.Unit == "" && k < len(e.Times) {
				at.AskedTime = AskedTime{Asked: e.Times[k], Unit: e.Unit}
				found = true
			}
		}
		if p := g.Proportion; p != nil && p.Unit == "" {
			p.AskedTime = AskedTime{Asked: p.Time, Unit: unit}
		}
		if m := g.RMST; m != nil && m.Unit == "" {
			m.AskedTime = AskedTime{Asked: m.Tau, Unit: unit}
		}
	}
	return found
}
