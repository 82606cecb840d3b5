package code

// Units of time.
const (
	Days   = "days"
	Months = "months"
	Years  = "years"
)

// UnitDays is the length of a unit of time in days: 1, 30.4375 or 365.25; 1 of
// what is no unit.
func UnitDays(unit string) float64 {
	switch unit {
	case Months:
		return 30.4375
	case Years:
		return 365.25
	}
	return 1
}

// FollowUpUnit is the unit in which a reader thinks of a follow-up of so many
// days: months under 24 of them, else years. NaN is in months.
func FollowUpUnit(days float64) string {
	if days/UnitDays(Months) >= 24 {
		return Years
	}
	return Months
}
