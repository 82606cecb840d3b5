package casefile

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// A wideLog gives the cells of a log that has a column a day, one entry a row: the
// columns beside the days, then the day or date of the column, then the cell. Rows of
// one case that follow each other are given day by day, as a long log has them, so
// that nothing else is kept in memory. Blank cells are no entries.
type wideLog struct {
	days  []wideColumn // of days: in order of day
	other []int        // the fields of the other columns
	value int          // field of the cell among the columns that are given
	admit func(cells []string, line int) bool
	known func(cells []string) bool

	rows    []wideRow // of the case at hand
	row, at int       // of them and of days: the next cell
	ahead   *wideRow  // the first row of the next case
	cells   []string
	err     error // after the rows of the case at hand
}

// A wideColumn is the column of a day.
type wideColumn struct {
	field  int
	header string
	text   string // the day or date as a cell
	day    float64
}

type wideRow struct {
	cells []string
	line  int
}

// caseRows is how many rows of one case are given day by day.
const caseRows = 1000

// widen turns an open file into the log that its columns of days hold. admit is
// asked once of each row whether it is one of the log, known whether its case is.
func (t *dataFile) widen(w plan.Wide, admit func(cells []string, line int) bool,
	known func(cells []string) bool) error {
	l := &wideLog{admit: admit, known: known}
	for field, header := range t.header {
		c, ok := t.wideColumn(w, header)
		if !ok {
			l.other = append(l.other, field)
			continue
		}
		c.field = field
		l.days = append(l.days, c)
	}
	if err := l.sort(t, w); err != nil {
		return err
	}
	name := dayColumnName
	if w.Date {
		name = dateColumnName
	}
	var header []string
	t.field = map[string]int{}
	for _, field := range l.other {
		header = append(header, t.header[field])
	}
	header = append(header, name, wideValue)
	for i, text := range header {
		if _, taken := t.field[text]; !taken || i >= len(l.other) {
			t.field[text] = i
		}
	}
	t.header, l.value, t.wide = header, len(header)-1, l
	return nil
}

// sort puts the columns of days in order of day; those of dates stand as they are. It
// refuses a file without such a column, and two of one day.
func (l *wideLog) sort(t *dataFile, w plan.Wide) error {
	if len(l.days) == 0 {
		return &table.Error{File: t.file, Line: t.headerLine,
			Message: message.Of("no column of the header is that of a day as wide: describes it"),
			Next: message.Of(`write wide: {day: "N{day}"} as the headers are, or wide: {date: true}, under data: in the study file%s`,
				t.instead(cmp.Or(w.Day, dateColumnName)))}
	}
	if w.Date {
		return nil
	}
	slices.SortStableFunc(l.days, func(a, b wideColumn) int { return cmp.Compare(a.day, b.day) })
	for i := 1; i < len(l.days); i++ {
		if l.days[i].day == l.days[i-1].day {
			return &table.Error{File: t.file, Line: t.headerLine, Column: l.days[i].header,
				Message: message.Of("two columns are of this day"), Next: message.Of("rename or remove one of them")}
		}
	}
	return nil
}

// heads are the headers of the columns of days, in the order in which they are given.
func (t *dataFile) heads() []string {
	if t.wide == nil {
		return nil
	}
	var heads []string
	for _, c := range t.wide.days {
		heads = append(heads, c.header)
	}
	return heads
}

// wideValue is the header of the cells of a wide log, until each has its own.
const wideValue = "\x00value"

// wideColumn is a header as the column of a day.
func (t *dataFile) wideColumn(w plan.Wide, header string) (wideColumn, bool) {
	if w.Date {
		return wideColumn{header: header, text: header}, t.date(header).form != noDate
	}
	day, ok := dayOfHeader(w.Day, header)
	return wideColumn{header: header, text: strconv.FormatFloat(day, 'f', -1, 64), day: day}, ok
}

// dayOfHeader is the day that a header has in the place of {day}: N-1, N0, N+1, in
// whatever case and with or without space.
func dayOfHeader(pattern, header string) (float64, bool) {
	tight := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(table.Clean(s)), "")) }
	before, after, _ := strings.Cut(tight(pattern), "{day}")
	text, ok := strings.CutPrefix(tight(header), before)
	if ok {
		text, ok = strings.CutSuffix(text, after)
	}
	_, digits := signOf(text)
	if !ok || !table.AllDigits(digits) || len(digits) > 5 {
		return 0, false
	}
	day, err := strconv.ParseFloat(strings.ReplaceAll(text, "−", "-"), 64)
	return day, err == nil
}

func signOf(text string) (sign, rest string) {
	for _, sign := range []string{"+", "-", "−"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			return sign, rest
		}
	}
	return "", text
}

// nextCell is the next cell of a wide log as a row.
func (t *dataFile) nextCell() (cells []string, line int, err error) {
	l := t.wide
	for {
		for ; l.at < len(l.days); l.at, l.row = l.at+1, 0 {
			for l.row < len(l.rows) {
				row, day := l.rows[l.row], &l.days[l.at]
				l.row++
				cell := row.cells[day.field]
				if strings.TrimSpace(cell) == "" {
					continue
				}
				l.cells = l.cells[:0]
				for _, field := range l.other {
					l.cells = append(l.cells, row.cells[field])
				}
				l.cells = append(l.cells, day.text, cell)
				t.header[l.value] = day.header
				return l.cells, row.line, nil
			}
		}
		if l.err != nil {
			return nil, 0, l.err
		}
		t.readCase()
	}
}

// readCase reads the rows of the next case, which follow each other.
func (t *dataFile) readCase() {
	l := t.wide
	l.rows, l.row, l.at = l.rows[:0], 0, 0
	if l.ahead != nil {
		l.rows, l.ahead = append(l.rows, *l.ahead), nil
	}
	for {
		cells, line, err := t.longRow()
		if err != nil {
			l.err = err
			return
		}
		other := make([]string, 0, len(l.other)+2)
		for _, field := range l.other {
			other = append(other, cells[field])
		}
		some := slices.IndexFunc(l.days, func(c wideColumn) bool { return strings.TrimSpace(cells[c.field]) != "" })
		if some >= 0 && !l.known(other) {
			// of a row that may be none of the log the cell that tells most is shown
			if i := slices.IndexFunc(l.days, func(c wideColumn) bool { return t.isPartOfCase(cells[c.field]) }); i >= 0 {
				some = i
			}
		}
		if some < 0 {
			other = append(other, "", "")
		} else {
			other = append(other, l.days[some].text, cells[l.days[some].field])
		}
		if !l.admit(other, line) {
			continue
		}
		row := wideRow{slices.Clone(cells), line}
		id := l.other[t.idField]
		if len(l.rows) > 0 && (l.rows[0].cells[id] != row.cells[id] || len(l.rows) == caseRows) {
			l.ahead = &row
			return
		}
		l.rows = append(l.rows, row)
	}
}

// LooksWide is what wide: may be for headers of which some are of days: at least
// three of one form. It is not given for others.
func LooksWide(headers []string) plan.Wide {
	days, dates := map[string]int{}, 0
	form := regexp.MustCompile(`^(\D*?) ?[+−-]?\d{1,4}$`)
	for _, header := range headers {
		if parseDate(header).form != noDate {
			dates++
			continue
		}
		if parts := form.FindStringSubmatch(header); parts != nil {
			days[parts[1]]++
		}
	}
	if dates >= leastDays {
		return plan.Wide{Date: true}
	}
	for _, before := range sortedKeys(days) {
		if days[before] >= leastDays {
			return plan.Wide{Day: before + "{day}"}
		}
	}
	return plan.Wide{}
}

// looksWide is LooksWide as the study file writes it; "" where it is not given.
func (t *dataFile) looksWide() string {
	switch w := LooksWide(t.header); {
	case w.Date:
		return "{date: true}"
	case w.Day != "":
		return "{day: " + strconv.Quote(w.Day) + "}"
	}
	return ""
}

// leastDays are as many columns of days as a wide log has.
const leastDays = 3
