package analysis

import (
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Sources are the files that were read, each with its columns and with what it lacks
// and what that costs in the results. A milestone that a log or the study file answers is not lacking.
func Sources(d *registry.Data, r *result.Results) []result.Source {
	list := []result.Source{}
	for _, f := range d.Readings {
		s := result.Source{Role: f.Role, File: f.File, Rows: f.Rows, HeaderLine: f.HeaderLine,
			Used: []result.SourceColumn{}, Ignored: append([]string{}, f.Ignored...), Missing: []result.SourceLack{}}
		for _, c := range f.Used {
			s.Used = append(s.Used, result.SourceColumn(c))
		}
		for _, l := range f.Lacking {
			if !isAnsweredElsewhere(d, l.Name) {
				s.Missing = append(s.Missing, costOf(l, r.Absent))
			}
		}
		list = append(list, s)
	}
	return list
}

// isAnsweredElsewhere reports whether a log, the study file or another column says of
// each row whether a milestone happened.
func isAnsweredElsewhere(d *registry.Data, name string) bool {
	m := d.Milestones[name]
	return m != nil && (m.Absent == nil || m.Declared || m.Known != nil || len(m.Source) > 0)
}

func costOf(l registry.Lack, absent []result.Absence) result.SourceLack {
	lack := result.SourceLack{Name: l.Name, Named: l.Named, Costs: []result.SourceCost{}}
	for _, a := range absent {
		if a.Name == l.Name {
			lack.None, lack.NotCollected = lack.None || a.None, lack.NotCollected || a.NotCollected
			lack.Costs = append(lack.Costs, result.SourceCost{Cohort: a.Cohort, Endpoints: a.Endpoints})
		}
	}
	return lack
}
