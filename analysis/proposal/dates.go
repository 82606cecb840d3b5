package proposal

import (
	"slices"
	"strings"
	"time"

	"graftstat/analysis/casefile"
)

// dayOf is the day of a cell since 1970-01-01.
func dayOf(cell, order string) (float64, bool) { return casefile.DayOf(cell, order) }

// orderOf proposes dates: from all columns of dates of all files. It is "" where no
// date ends with the year.
func (l *lexicon) orderOf(parts []*part) Setting {
	var d casefile.Dates
	for _, p := range parts {
		for _, c := range p.columns {
			if !c.areDates() {
				continue
			}
			d.DayFirst += c.dates.DayFirst
			d.MonthFirst += c.dates.MonthFirst
			d.Undecided += c.dates.Undecided
			d.ShortYears += c.dates.ShortYears
		}
	}
	var s Setting
	switch {
	case d.DayFirst > 0 && d.MonthFirst == 0:
		s = Setting{Value: "dmy", Grade: Certain, Evidence: []Evidence{{"only_day_first", []string{count(d.DayFirst)}}}}
	case d.MonthFirst > 0 && d.DayFirst == 0:
		s = Setting{Value: "mdy", Grade: Certain, Evidence: []Evidence{{"only_month_first", []string{count(d.MonthFirst)}}}}
	case d.DayFirst > 0:
		s = Setting{Value: "dmy", Grade: Likely,
			Evidence: []Evidence{{"both_orders", []string{count(d.DayFirst), count(d.MonthFirst)}}}}
		if d.MonthFirst > d.DayFirst {
			s.Value = "mdy"
		}
	case d.Undecided > 0 && l.areVietnamese(parts):
		s = Setting{Value: "dmy", Grade: Likely, Evidence: []Evidence{{Code: "vietnamese_headers"}}}
	case d.Undecided > 0:
		s = Setting{Value: "dmy", Grade: Likely, Candidates: []string{"dmy", "mdy"},
			Evidence: []Evidence{{"undecided", []string{count(d.Undecided)}}}}
	}
	if d.ShortYears > 0 {
		s.Evidence = append(s.Evidence, Evidence{"short_years", []string{count(d.ShortYears)}})
	}
	return s
}

// areVietnamese says that headers have letters that only Vietnamese has.
func (l *lexicon) areVietnamese(parts []*part) bool {
	n := 0
	for _, p := range parts {
		for _, header := range p.Header {
			for _, k := range l.columns[fold(header)] {
				if k.from == "vi" {
					n++
				}
			}
			if strings.ContainsAny(header, "đĐơƠưƯạảấầậẩẫắằặẳẵẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ") {
				n++
			}
		}
	}
	return n > 1
}

// decimalOf proposes the decimal mark of the files.
func decimalOf(parts []*part) Setting {
	commas, points := 0, 0
	for _, p := range parts {
		for _, c := range p.columns {
			if c.why == "person" || c.areDates() || !c.areNumbers() {
				continue
			}
			commas += c.commas
			if !p.IsSheet {
				points += c.points
			}
		}
	}
	switch {
	case commas > 0 && points == 0:
		return Setting{Value: "comma", Grade: Certain, Evidence: []Evidence{{"commas", []string{count(commas)}}}}
	case commas > points:
		return Setting{Value: "comma", Grade: Likely, Evidence: []Evidence{{"commas_points", []string{count(commas),
			count(points)}}}}
	case commas > 0:
		return Setting{Grade: Doubtful, Candidates: []string{"comma"},
			Evidence: []Evidence{{"commas_points", []string{count(commas), count(points)}}}}
	}
	return Setting{}
}

// encodingOf names an encoding that was assumed, where all text files have it.
func encodingOf(parts []*part) Setting {
	var assumed string
	files, others := 0, 0
	for _, p := range parts {
		switch {
		case p.IsSheet:
		case p.Assumed != "":
			assumed = p.Assumed
			files++
		default:
			others++
		}
	}
	switch {
	case files == 0:
		return Setting{}
	case others > 0:
		return Setting{Grade: Doubtful, Candidates: []string{assumed}, Evidence: []Evidence{{Code: "encoding_mixed"}}}
	}
	return Setting{Value: assumed, Grade: Likely, Evidence: []Evidence{{Code: "encoding_assumed"}}}
}

// lastGap is how many days a day may lie after the one before it before it looks like
// a slip of the pen.
const lastGap = 400

// closingOf proposes the newest day of what says how far cases were followed, or of
// any milestone or log.
func closingOf(parts []*part, order string) Setting {
	var days []float64
	header := ""
	newest := 0.
	for _, p := range parts {
		for _, c := range p.columns {
			isLogDate := p.role != Cases && p.log["date"] == c
			if !isLogDate && !isAfterTransplant(c.name) && c.name != "transplant_date" {
				continue
			}
			for _, cell := range c.cells {
				if day, ok := dayOf(cell, order); ok && day < 73000 {
					days = append(days, day)
					if header == "" || day > newest || day == newest && c.header < header {
						newest, header = day, c.header
					}
				}
			}
		}
	}
	if len(days) == 0 {
		return Setting{}
	}
	slices.Sort(days)
	at := len(days) - 1
	s := Setting{Grade: Likely}
	for at > 0 && days[at]-days[at-1] > lastGap && len(days)-at < 3 {
		at--
	}
	s.Evidence = []Evidence{{"newest", []string{header}}}
	if left := len(days) - 1 - at; left > 0 {
		s.Evidence = append(s.Evidence, Evidence{"beyond_gap", []string{count(left)}})
	}
	s.Value = time.Unix(int64(days[at])*86400, 0).UTC().Format(time.DateOnly)
	return s
}
