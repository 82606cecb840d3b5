package registry

// An Episode is one time of a condition that comes and goes, of one row, as a log shows it.
type Episode struct {
	Row        int32
	Start, End float64 // since the row's transplant, in the study's time unit; End is NaN where none was seen
	// Lines of the log that show them; EndLine is 0 where there is no end.
	StartLine, EndLine int32
}

// Episodes are all that a log tells of a condition, under the milestone that begins
// it: acute_gvhd, acute_gvhd_3 and rbc_independence.
type Episodes struct {
	All []Episode // in order of row and start
	// Known is by row to when the log tells of it; NaN: it tells nothing, and the case row speaks alone.
	Known []float64
}

// Of are the episodes of one row, in order of time.
func (e *Episodes) Of(row int) []Episode {
	if e == nil {
		return nil
	}
	first, end := 0, len(e.All)
	for first < end { // the first that is not of an earlier row
		if at := (first + end) / 2; e.All[at].Row < int32(row) {
			first = at + 1
		} else {
			end = at
		}
	}
	for end = first; end < len(e.All) && e.All[end].Row == int32(row); {
		end++
	}
	return e.All[first:end]
}
