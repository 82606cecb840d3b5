package registry

// GraftFunction is what the logs say of a row that meets the criteria of poor graft
// function, or may, whatever the row states.
type GraftFunction struct {
	Row          int32
	Day          float64 // on which they are met, or may be
	Met          bool    // all of them
	DonorUnknown bool    // all but donor chimerism, of which no sample is near
	// BloodStandsIn says that unsplit blood stood in for a lineage.
	BloodStandsIn bool
}
