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

// addStates adds the follow-up of each patient and the states that he was in.
func (b *bundle) addStates(c *result.Cohort, f *frame) {
	id := count(len(b.cohorts.rows) + 1)
	name, stays := "data/"+fileName(c.ID)+"-follow-up.csv", ""
	b.data = append(b.data, followUpFile(name, f, c.StateTime))
	names := make([]string, len(c.States))
	for i := range c.States {
		names[i] = text(c.States[i].State)
		b.states = append(b.states, state{id, &c.States[i]})
	}
	if len(names) > 0 {
		stays = "data/" + fileName(c.ID) + "-stays.csv"
		b.data = append(b.data, staysFile(stays, f))
	}
	b.cohorts.add(id, text(c.ID), name, strings.Join(names, "|"), stays)
	key := "cohort." + id + ".follow_up"
	for _, v := range []struct {
		name  string
		value result.Number
	}{{"median", c.FollowUp.Median}, {"lower", c.FollowUp.Lower}, {"upper", c.FollowUp.Upper}, {"min", c.FollowUp.Min},
		{"max", c.FollowUp.Max}} {
		b.expect("time", key+"."+v.name, float64(v.value))
	}
	b.expect("count", key+".alive", float64(c.FollowUp.Alive))
	if c.StateTime != nil {
		b.addStateTime(id, c.StateTime)
	}
}

// followUpColumns are those of a patient's path from which the follow-up comes.
func followUpColumns() []string {
	return []string{result.PathEnd, result.PathStatesEnd, result.PathDeath}
}

// followUpFile has a row for each patient whose follow-up is known.
func followUpFile(name string, f *frame, s *result.StateTime) File {
	var columns []*result.Covariate
	header := []string{"id", "group"}
	for _, column := range followUpColumns() {
		if x := f.covariates.Column(column, result.CovariatePath); x != nil {
			columns, header = append(columns, x), append(header, column)
		}
	}
	return File{Name: name, Write: func(w io.Writer) error {
		return writeCSV(w, header, func(write func([]string) error) error {
			for _, n := range f.order {
				if len(columns) == 0 || columns[0].IsMissing(int(f.row[n])) {
					continue
				}
				cells := []string{count(int(f.number[n])), f.stateGroup(s, n)}
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

// staysFile has a row for each stay of a patient in a state.
func staysFile(name string, f *frame) File {
	x := f.covariates.Column(result.CourseStates, result.CovariateCourse)
	return File{Name: name, Write: func(w io.Writer) error {
		return writeCSV(w, []string{"id", "state", "to"}, func(write func([]string) error) error {
			for _, n := range f.order {
				if x == nil {
					return nil
				}
				for _, s := range x.Stays(int(f.row[n])) {
					if err := write([]string{count(int(f.number[n])), text(s.State), number(s.To)}); err != nil {
						return err
					}
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
