package registry

// CountsGrace are the days for which counts say something of what comes after
// the last of them: no recovery of three values is missed in less.
const CountsGrace = 7

// LastValue is the Known.Code of counts: the last value of the case ended what is known of it.
const LastValue = "last_value"

// LastAssessment is the Known.Code of the stages of GVHD: the last assessment did.
const LastAssessment = "last_assessment"

// LastGraftCount is the Known.Code of poor graft function: the last day with enough counts did.
const LastGraftCount = "last_graft_count"

// LastSample is the Known.Code of blood typings: the last sample did.
const LastSample = "last_sample"

// Known is to when a log knows of each row whether a milestone took place.
type Known struct {
	Time  []float64 // by row, since its transplant in the study's time unit; +Inf: the log sets no end
	Grace float64   // what else happens within it after Time, in the same unit, is still seen
	Seen  []float64 // by row, in place of Grace: to when what else happens is seen; nil: by Grace
	// Stated is the milestone of the case row that may set Time: CountsCompleteTo or TransfusionsCompleteTo.
	Stated string
	// Else the entry of Line (by row; nil: no line) in File, in Column, does, called Code.
	Code, File, Column string
	Line               []int32
}

// KnownCell is what set the end of a row: its code and its cell.
func (d *Data) KnownCell(k *Known, row int) (string, Cell) {
	if m := d.Milestones[k.Stated]; m != nil && m.Time[row] == k.Time[row] {
		return k.Stated, d.CellOf(m, row)
	}
	c := Cell{File: k.File, Column: k.Column}
	if k.Line != nil {
		c.Line = int(k.Line[row])
	}
	return k.Code, c
}

// Coverage is to when a record tells of each row, whatever became of the case:
// unlike Known it does not depend on an event that the record shows.
type Coverage struct {
	// by row, since its transplant in the study's time unit; +Inf: to the end of follow-up; NaN: nothing says so
	Time   []float64
	Silent map[int32]string // rows of which the record tells nothing, with the reason as a code
}
