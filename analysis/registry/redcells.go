package registry

// A RedCellNote is what the logs say of the red cells of one transplant beside its
// milestones.
type RedCellNote struct {
	// Provisional is ProvisionalGiven, ProvisionalNotExcluded or ProvisionalUnknown where
	// the conversion may be one of cells that were given, else "".
	Provisional string
	// Why has the reason, as a code, for which a milestone, or DelayedRecovery, is open.
	Why map[string]string
	// Delayed says, of a transplant without a major mismatch, that it met what are else
	// the criteria of aplasia, on DelayedTime since the transplant in the study's time unit.
	Delayed     bool
	DelayedTime float64
}

// Why a conversion is provisional.
const (
	ProvisionalGiven       = "given"        // red cells of another group than the recipient's were
	ProvisionalNotExcluded = "not_excluded" // red cells were, of a group that is not recorded
	ProvisionalUnknown     = "unknown"      // which red cells were given is not known
)

// DelayedRecovery is the course of aplasia without a major mismatch.
const DelayedRecovery = "delayed_recovery"

// Note is that of a row, made where there is none.
func (d *Data) Note(row int) *RedCellNote {
	if d.RedCellNotes == nil {
		d.RedCellNotes = map[int32]*RedCellNote{}
	}
	n := d.RedCellNotes[int32(row)]
	if n == nil {
		n = &RedCellNote{Why: map[string]string{}}
		d.RedCellNotes[int32(row)] = n
	}
	return n
}
