package survival

// Landmark selects the cases of an analysis from a day on: those whose time is
// strictly later, so a case that fails or is censored on the day is out. from
// holds the index of each case selected.
//
// The clock is kept: times still count from the origin, and an estimate from
// the landmark is 1 on it, since nobody fails before. Groups must be what was
// known on the day, that day included; that is the caller's to see to. A case
// that enters after the day stays, with its entry.
//
// Source: Anderson, Cain and Gelber, J Clin Oncol 1 (1983) 710-719.
func Landmark(o Observations, day float64) (selected Observations, from []int) {
	for i, time := range o.Time {
		if time > day {
			from = append(from, i)
		}
	}
	return o.Selected(from), from
}

// Selected has the observations of some cases.
func (o Observations) Selected(from []int) Observations {
	return Observations{
		Time: selectedRows(o.Time, from), Cause: selectedRows(o.Cause, from),
		Group: selectedRows(o.Group, from), Entry: selectedRows(o.Entry, from),
	}
}

// selectedRows is nil for a nil column.
func selectedRows[T any](column []T, from []int) []T {
	if column == nil {
		return nil
	}
	rows := make([]T, len(from))
	for i, row := range from {
		rows[i] = column[row]
	}
	return rows
}
