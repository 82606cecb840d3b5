package regress

import "gonum.org/v1/gonum/mat"

const (
	// flatGrowth is how many times its variance at zero the variance of a
	// coefficient must reach, with next to nothing left to climb, for the
	// likelihood to be flat: a standard error a thousand times that at zero.
	flatGrowth = 1e6
	// flatDecrement is the most that may be left to climb.
	flatDecrement = 1e-4
	// dependentShare is the share of its information that a column must have for
	// itself; dependentFloor the least information in it per event.
	dependentShare = 1e-10
	dependentFloor = 1e-10
)

// A problem is why there is no fit.
type problem struct {
	status Status
	about  []string
}

// counts fills in the numbers of events of the fit.
func (f *Fit) counts(d Data, m *design, cause uint8) {
	for _, row := range m.rows {
		switch d.Cause[row] {
		case 0:
		case cause:
			f.Events++
		default:
			f.Competing++
		}
	}
}

// problemOfData looks for what needs no likelihood to be seen. Firth's penalty
// bears a level without an event.
func (f *Fit) problemOfData(d Data, m *design, cause uint8) *problem {
	if f.Cases == 0 {
		return &problem{status: StatusNoCase}
	}
	if empty := m.unusableCategory(); empty != nil {
		return &problem{StatusEmptyLevel, empty}
	}
	if f.Events == 0 {
		return &problem{status: StatusNoEvent}
	}
	if len(m.columns) > f.Events {
		return &problem{status: StatusTooFewEvents}
	}
	if f.Kind == KindFirth {
		return nil
	}
	isEvent := func(row int32) bool { return d.Cause[row] == cause }
	if levels := m.levelsWithoutEvent(isEvent); levels != nil {
		return &problem{StatusSeparation, levels}
	}
	return nil
}

// problemAtZero looks for columns that the data cannot tell from others.
func problemAtZero(m *design, info *mat.SymDense, events int) *problem {
	if columns := dependent(info, dependentShare, dependentFloor*float64(events)); columns != nil {
		return &problem{StatusAliased, m.names(columns)}
	}
	return nil
}

// degenerate are the columns whose residuals, squared and summed, are those of
// others or nothing against the information.
func degenerate(squares, info *mat.SymDense) []int {
	var columns []int
	for j := range squares.SymmetricDim() {
		if !(squares.At(j, j) > dependentShare*info.At(j, j)) {
			columns = append(columns, j)
		}
	}
	if columns == nil {
		columns = dependent(squares, dependentShare, 0)
	}
	return columns
}

// separation watches Newton-Raphson for columns along which the likelihood
// rises for ever: what is left to climb vanishes while their variances grow
// without bound against those at zero.
func separation(atZero *mat.SymDense) watch {
	null, _ := inverse(atZero)
	return func(pt *point, decrement float64) []int {
		now, ok := inverse(pt.info)
		if !ok {
			return flatColumns(pt, atZero)
		}
		if null == nil || !(decrement < flatDecrement) {
			return nil
		}
		var flat, near []int
		for j := range pt.score {
			growth := now.At(j, j) / null.At(j, j)
			if growth > flatGrowth {
				flat = append(flat, j)
			}
			if growth > flatGrowth/100 {
				near = append(near, j)
			}
		}
		if flat == nil {
			return nil
		}
		return near
	}
}

// flatColumns are those without information, if the likelihood no longer rises.
func flatColumns(pt *point, atZero *mat.SymDense) []int {
	for j, u := range pt.score {
		if !(u*u < flatDecrement*atZero.At(j, j)) {
			return nil
		}
	}
	var flat []int
	for j := range pt.score {
		if pt.info.At(j, j) < atZero.At(j, j)/flatGrowth {
			flat = append(flat, j)
		}
	}
	if flat == nil {
		flat = dependent(pt.info, dependentShare, 0)
	}
	return flat
}

// problemOfMaximum is why a search did not end at a maximum.
func problemOfMaximum(m *design, top maximum) *problem {
	switch {
	case top.flat != nil:
		return &problem{StatusSeparation, m.names(top.flat)}
	case !top.converged:
		return &problem{status: StatusNotConverged}
	}
	return nil
}
