package endpoint

// Cases is the number of cases that unit i stands for.
func (o *Observations) Cases(i int) int {
	if o.Count == nil {
		return 1
	}
	return int(o.Count[i])
}

// A Reach is the number of cases that had the opportunity to be followed to a
// time, of all of an endpoint or of those still at risk at its landmark.
type Reach struct {
	Row      int32 // for the group
	Time     float64
	Landmark bool
	Count    int32
}

// Reasons are those for which a case is set aside.
func Reasons() []string {
	return []string{NoFollowUp, EventWithoutDate, UnreadableCell, UnknownStatus, NeverBelowExcluded, NoOrigin, EventBeforeOrigin, NoTimeAtRisk, NoEntry}
}
