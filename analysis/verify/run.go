package verify

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Run recomputes every reference value of every data set. The report is the
// same at each run. An error means that a reference file, which is part of the
// program, cannot be read or that an estimator refuses it altogether; a value
// that falls short is in the report.
func Run() (*Report, error) { return run(references) }

func run(read func(dataset string) ([]reference, error)) (*Report, error) {
	names, err := datasets()
	if err != nil {
		return nil, err
	}
	report := &Report{Tool: rTool()}
	for _, name := range names {
		values, err := read(name)
		if err != nil {
			return nil, err
		}
		sets, err := recomputeAll(name, values)
		if err != nil {
			return nil, err
		}
		report.Sets = append(report.Sets, sets...)
	}
	return report, nil
}

// recomputeAll are the sets of a data set, by the first value of each.
func recomputeAll(name string, values []reference) ([]Set, error) {
	d, err := newDataset(layoutOf(name))
	if err != nil {
		return nil, err
	}
	var sets []Set
	for _, part := range split(values) {
		set, err := recomputeSet(d, part)
		if err != nil {
			return nil, fmt.Errorf("reference set %s, %s %s: %w", name, part[0].Analysis, part[0].Method, err)
		}
		sets = append(sets, set)
	}
	return sets, nil
}

// layoutOf is the layout of a data set, one without methods if it has none.
func layoutOf(name string) layout {
	all := layouts()
	if i := slices.IndexFunc(all, func(l layout) bool { return l.dataset == name }); i >= 0 {
		return all[i]
	}
	return layout{dataset: name}
}

// split are the values by analysis and method.
func split(values []reference) [][]reference {
	var parts [][]reference
	at := make(map[[2]string]int)
	for _, v := range values {
		key := [2]string{v.Analysis, v.Method}
		i, found := at[key]
		if !found {
			i = len(parts)
			at[key] = i
			parts = append(parts, nil)
		}
		parts[i] = append(parts[i], v)
	}
	return parts
}

func recomputeSet(d *dataset, values []reference) (Set, error) {
	first := values[0]
	set := Set{Dataset: first.Dataset, Analysis: first.Analysis, Method: first.Method, Values: len(values)}
	find := lookup(nothing)
	if m, found := d.method(first.Analysis, first.Method); found {
		set.Source, set.Tolerance = m.source, m.tolerance
		recomputed, err := m.recompute(d, first.Method)
		switch {
		case err == nil:
			find = recomputed
		case !errors.Is(err, errNotRecomputed):
			return set, err
		}
	}
	for _, v := range values {
		switch a, err := find(v.Value); {
		case errors.Is(err, errNotRecomputed):
			set.notRecomputed(v)
		case err != nil:
			return set, err
		default:
			set.judge(v, a)
		}
	}
	return set, nil
}

func (s *Set) notRecomputed(r reference) {
	nan := math.NaN()
	s.Short = append(s.Short, Short{Value: r.Value, Ours: nan, Difference: nan, Reason: NotRecomputed})
}

// nothing is the lookup where no method is known.
func nothing(Value) (answer, error) { return answer{}, errNotRecomputed }

// judge counts a value. One that differs by convention is held to both sides
// of it; where both numbers are missing they do not differ.
func (s *Set) judge(r reference, a answer) {
	if math.IsNaN(a.ours) && math.IsNaN(r.Value.Value) {
		s.Held++
		return
	}
	compared := a.ours
	if a.convention != "" {
		compared = a.theirs
	}
	difference := s.Tolerance.difference(compared, r)
	if difference > s.Largest { // not where either is missing
		s.Largest = difference
	}
	switch {
	case !s.Tolerance.holds(compared, r) || !a.convention.isKept(a.ours):
		s.Short = append(s.Short, Short{Value: r.Value, Ours: a.ours, Difference: difference, Reason: Differs})
	case a.convention != "":
		s.byConvention(a.convention)
	default:
		s.Held++
	}
}

// isKept says whether our number is what the convention promises.
func (c Convention) isKept(ours float64) bool {
	switch c {
	case PastFollowUp, NoEvent:
		return math.IsNaN(ours)
	case ExactAtEdge:
		return ours >= 0 && ours <= 1
	case NobodyFollowed:
		return ours == 0
	}
	return true
}

func (s *Set) byConvention(c Convention) {
	s.Convention++
	i := slices.IndexFunc(s.Conventions, func(n Count) bool { return n.Convention == c })
	if i < 0 {
		i = len(s.Conventions)
		s.Conventions = append(s.Conventions, Count{Convention: c})
	}
	s.Conventions[i].Values++
}
