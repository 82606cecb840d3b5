package result

// RedCells is how the red cells came back in the transplants of one cohort whose donor
// has another ABO group than the recipient, one by one, with the rates of the cohort.
// Days count from the transplant in the study's time unit.
type RedCells struct {
	Cohort string `json:"cohort"`
	// Transplants of the cohort by ABO match: none of them is in two, and Unknown are
	// those of which a group is not known.
	Matched       int `json:"matched"`
	Minor         int `json:"minor"`
	Major         int `json:"major"`
	Bidirectional int `json:"bidirectional"`
	Unknown       int `json:"unknown"`
	// Missing are the measures that nothing in the study answers for any transplant of
	// the cohort: reticulocyte_recovery, donor_red_cells, abo_conversion,
	// red_cell_aplasia, last_rbc_transfusion.
	Missing []string `json:"missing"`
	// Cases are the incompatible transplants in the order of the cases file.
	Cases []RedCellCourse `json:"cases"`
	// Recovery describes reticulocyte recovery by ABO match (match, minor, major,
	// bidirectional), those without a transplant left out.
	Recovery []RedCellRecovery `json:"recovery"`
	// Aplasia is the share of the major and bidirectional mismatches that can be judged
	// that met the criteria of pure red-cell aplasia; Published are rates of others,
	// each by a definition of its own.
	Aplasia   RedCellRate     `json:"aplasia"`
	Published []PublishedRate `json:"published"`
}

// RedCellCourse is one transplant whose donor and recipient differ.
type RedCellCourse struct {
	Case         string `json:"case"`
	RecipientABO string `json:"recipient_abo"`
	DonorABO     string `json:"donor_abo"`
	Match        string `json:"match"` // minor, major, bidirectional

	Reticulocytes RedCellEvent `json:"reticulocytes"`   // reticulocyte recovery
	DonorRedCells RedCellEvent `json:"donor_red_cells"` // donor red cells first seen
	Conversion    RedCellEvent `json:"conversion"`      // to the donor's ABO group
	// Provisional says that red cells of another group than the recipient's were given
	// in the days before the conversion: given (they were), not_excluded (red cells were,
	// of a group that is not recorded), unknown (nothing says which were given), "" (none).
	Provisional string `json:"provisional"`
	// Aplasia: the criteria of pure red-cell aplasia were met; the marrow was not seen.
	// Of a minor mismatch it is not_asked, and Delayed has the same course.
	Aplasia RedCellEvent `json:"aplasia"`
	Delayed RedCellEvent `json:"delayed"`
	// Ended is the day on which what Aplasia or Delayed found ended: that of reticulocyte
	// recovery. Null: it did not end, or nothing was found.
	Ended Number `json:"ended"`
	// Diagnosis of pure red-cell aplasia as the case row states it.
	Diagnosis    RedCellEvent `json:"diagnosis"`
	LastRedCells RedCellEvent `json:"last_red_cells"` // last transfusion of red cells
}

// RedCellEvent is what is known of one event of one transplant.
type RedCellEvent struct {
	// happened, not_happened, never_below (nothing to recover from), unknown, or
	// not_asked where the event means nothing for the transplant.
	State string `json:"state"`
	// Day of what happened, null where it has none.
	Day Number `json:"day"`
	// To is the last day to which not_happened holds; null: to the end of follow-up.
	To Number `json:"to"`
	// Reason of unknown and not_asked, as a code; else "".
	Reason string `json:"reason,omitempty"`
}

// RedCellRecovery describes reticulocyte recovery in the transplants of one ABO match.
type RedCellRecovery struct {
	Match       string `json:"match"`
	Transplants int    `json:"transplants"`
	Known       int    `json:"known"`       // of which it is known whether they recovered
	Recovered   int    `json:"recovered"`   // with a day
	NeverBelow  int    `json:"never_below"` // among those known
	// Days to recovery among those who recovered.
	Days Quartiles `json:"days"`
}

// RedCellRate is Cases of N with its exact (Clopper-Pearson) interval. Unknown could
// not be judged.
type RedCellRate struct {
	Cases    int    `json:"cases"`
	N        int    `json:"n"`
	Unknown  int    `json:"unknown"`
	Estimate Number `json:"estimate"`
	Lower    Number `json:"lower"`
	Upper    Number `json:"upper"`
	Reason   string `json:"reason,omitempty"` // no_cases where N is 0
}

// PublishedRate is what a paper found: Cases of N with its exact interval, or a Median
// in days with its range. Cases is -1 for a median.
type PublishedRate struct {
	ID         string `json:"id"`
	Measure    string `json:"measure"` // red_cell_aplasia, reticulocyte_recovery
	Group      string `json:"group"`   // ABO match of its patients
	Cases      int    `json:"cases"`
	N          int    `json:"n"`
	Estimate   Number `json:"estimate"`
	Lower      Number `json:"lower"`
	Upper      Number `json:"upper"`
	Median     Number `json:"median"`
	Min        Number `json:"min"`
	Max        Number `json:"max"`
	Definition Text   `json:"definition"`
	Source     string `json:"source"`
}
