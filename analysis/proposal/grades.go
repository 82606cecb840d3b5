package proposal

// Grades counts the proposals by grade.
func (p *Proposal) Grades() map[Grade]int {
	n := map[Grade]int{}
	for _, s := range []Setting{p.Encoding, p.Decimal, p.Dates, p.TimeUnit, p.AsOf} {
		if s.Value != "" || len(s.Candidates) > 0 {
			n[s.Grade]++
		}
	}
	for _, list := range [][]Word{p.SkipRows, p.Missing, p.Never} {
		for _, word := range list {
			n[word.Grade]++
		}
	}
	addColumns := func(columns []Column) {
		for _, c := range columns {
			n[c.Grade]++
		}
	}
	addColumns(p.Columns)
	for _, s := range p.Sources {
		n[s.Grade]++
		addColumns(s.Columns)
		for _, c := range s.Set {
			n[c.Grade]++
		}
	}
	for _, list := range [][]Values{p.Values, p.Checkboxes} {
		for _, v := range list {
			n[v.Grade]++
		}
	}
	for _, u := range p.Units {
		n[u.Grade]++
	}
	for _, m := range p.Milestones {
		n[m.Grade]++
	}
	for _, c := range p.Cohorts {
		n[c.Grade]++
	}
	return n
}
