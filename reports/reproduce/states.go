package reproduce

import (
	"io"
	"strings"

	"graftstat/analysis/result"
)

// state is an expected state of a cohort.
type state struct {
	cohort string
	state  *result.State
}

// addStates adds the way of each patient through the milestones, from which
// come the follow-up and the states.
func (b *bundle) addStates(c *result.Cohort, f *frame) {
	id := count(len(b.cohorts.rows) + 1)
	name := "data/" + fileName(c.ID) + "-states.csv"
	names := make([]string, len(c.States))
	for i := range c.States {
		names[i] = c.States[i].State
		b.states = append(b.states, state{id, &c.States[i]})
	}
	b.cohorts.add(id, text(c.ID), name, strings.Join(names, " "))
	key := "cohort." + id + ".follow_up"
	for _, v := range []struct {
		name  string
		value result.Number
	}{{"median", c.FollowUp.Median}, {"lower", c.FollowUp.Lower}, {"upper", c.FollowUp.Upper}, {"min", c.FollowUp.Min},
		{"max", c.FollowUp.Max}} {
		b.expect("time", key+"."+v.name, float64(v.value))
	}
	b.expect("count", key+".alive", float64(c.FollowUp.Alive))
	b.data = append(b.data, b.pathFile(name, f))
}

// pathFile has a row for each patient whose follow-up is known.
func (b *bundle) pathFile(name string, f *frame) File {
	var columns []*result.Covariate
	end := -1
	header := []string{"id"}
	for j := range f.covariates.Columns {
		x := &f.covariates.Columns[j]
		if x.Kind != result.CovariatePath {
			continue
		}
		if x.Name == result.PathEnd {
			end = len(columns)
		}
		columns, header = append(columns, x), append(header, x.Name)
	}
	return File{Name: name, Write: func(w io.Writer) error {
		return writeCSV(w, header, func(write func([]string) error) error {
			for _, n := range f.order {
				if end < 0 || columns[end].IsMissing(int(f.row[n])) {
					continue
				}
				cells := []string{count(int(f.number[n]))}
				for _, x := range columns {
					cells = append(cells, number(x.Number[f.row[n]]))
				}
				if err := write(cells); err != nil {
					return err
				}
			}
			return nil
		})
	}}
}

func (b *bundle) statesFile() File {
	return File{Name: "expected/states.csv", Write: func(w io.Writer) error {
		return writeCSV(w, []string{"cohort", "state", "time", "prob", "lower", "upper"},
			func(write func([]string) error) error {
				for _, s := range b.states {
					for i, time := range s.state.Time {
						if err := write([]string{s.cohort, s.state.State, number(time), number(float64(s.state.Prob[i])),
							number(float64(s.state.Lower[i])), number(float64(s.state.Upper[i]))}); err != nil {
							return err
						}
					}
				}
				return nil
			})
	}}
}

func (b *bundle) curvesFile() File {
	header := []string{"key", "time", "at_risk", "events", "competing", "censored", "estimate", "std_err", "lower",
		"upper", "interval"}
	return File{Name: "expected/curves.csv", Write: func(w io.Writer) error {
		return writeCSV(w, header, func(write func([]string) error) error {
			for _, c := range b.curves {
				for _, p := range c.points {
					if err := write([]string{c.key, number(p.Time), count(p.AtRisk), count(p.Events),
						count(p.Competing), count(p.Censored),
						number(float64(p.Estimate)), number(float64(p.StdErr)), number(float64(p.Lower)),
						number(float64(p.Upper)), p.Interval}); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}}
}
