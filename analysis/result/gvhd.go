package result

// AcuteGVHD counts the patients of a cohort with an allograft by the highest grade of
// acute GVHD (MAGIC) from day 0 to Day of their first. The counts add up to Patients.
type AcuteGVHD struct {
	Patients int   `json:"patients"`
	Day      int   `json:"day"`
	Grades   []int `json:"grades"` // 0, I, II, III, IV; of the dead the highest before death
	Open     int   `json:"open"`   // the stages leave the grade open, or it is of another system
	// NotFollowed have a grade, but were last seen alive before Day; NotAssessed have none.
	NotFollowed int `json:"not_followed"`
	NotAssessed int `json:"not_assessed"`
	ByRow       int `json:"by_row"` // of those with a grade, how many by the case row, for want of stages
}
