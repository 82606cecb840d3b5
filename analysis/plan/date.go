package plan

import (
	"graftstat/analysis/message"
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
		return Date{}, message.Errorf("%q is not a day written as YYYY-MM-DD", text)
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

// AddMonths is the same day of the month so many calendar months later, or the
// last day of that month where it is shorter.
func (d Date) AddMonths(n int) Date {
	year, month, day := time.Unix(int64(d.Days)*secondsPerDay, 0).UTC().Date()
	last := time.Date(year, month+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	return Date{Set: true, Days: int(last.AddDate(0, 0, min(day, last.Day())-last.Day()).Unix() / secondsPerDay)}
}

const secondsPerDay = 24 * 60 * 60
