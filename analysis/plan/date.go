package plan

import (
	"fmt"
	"time"
)

const dayForm = "2006-01-02"

// Date is a calendar day.
type Date struct {
	Set  bool
	Days int // since 1970-01-01
}

// ParseDate reads a calendar day written as YYYY-MM-DD.
func ParseDate(text string) (Date, error) {
	day, err := time.Parse(dayForm, text)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a day written as YYYY-MM-DD", text)
	}
	return Date{Set: true, Days: int(day.Unix() / secondsPerDay)}, nil
}

// String is the day as YYYY-MM-DD, "" if it is not set.
func (d Date) String() string {
	if !d.Set {
		return ""
	}
	return time.Unix(int64(d.Days)*secondsPerDay, 0).UTC().Format(dayForm)
}

const secondsPerDay = 24 * 60 * 60
