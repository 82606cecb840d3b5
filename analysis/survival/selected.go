package survival

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
