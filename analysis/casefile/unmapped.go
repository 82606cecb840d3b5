package casefile

import (
	"strconv"
	"strings"

	"graftstat/analysis/code"
)

// levelRows are the rows of each value of a column that the study file does not
// declare, the values in the order in which they stand first.
type levelRows struct {
	order []int32 // codes of the column
	rows  map[int32][]int
}

func (l *levelRows) add(code int32, row int) {
	if l.rows == nil {
		l.rows = make(map[int32][]int)
	}
	if l.rows[code] == nil {
		l.order = append(l.order, code)
	}
	l.rows[code] = append(l.rows[code], row)
}

// linesTold is how many lines the sentence names.
const linesTold = 10

// report gives one issue a value, at its first row. Its arguments are the number of
// rows, the first lines for the sentence, and the lines of all, so that none is lost.
func (l *levelRows) report(r *reader, c *column) {
	for _, value := range l.order {
		rows := l.rows[value]
		lines := make([]string, 0, min(len(rows), code.MaxIssues))
		for _, row := range rows[:min(len(rows), code.MaxIssues)] {
			lines = append(lines, r.table.lineText(int(r.line[row])))
		}
		told := strings.Join(lines[:min(len(lines), linesTold)], ", ")
		if len(lines) > linesTold {
			told += ", …"
		}
		r.issues.add(unmappedValue, r.at(rows[0], c), strconv.Itoa(len(rows)), told, strings.Join(lines, ", "))
	}
}
