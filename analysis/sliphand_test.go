package analysis

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A slipKind is a way of slipping; of it n slips are made. make draws one and
// reports whether what it drew could slip so.
type slipKind struct {
	name   string
	n      int
	beyond bool // no program can tell it, whatever it is drawn
	make   func(h *hand) bool
}

// A hand makes one slip.
type hand struct {
	*rand.Rand
	clean map[string][][]string
	slip
}

// makeSlips makes the slips of all kinds, each another.
func (c slipCentre) makeSlips(t *testing.T) []slip {
	random := rand.New(rand.NewPCG(20, 26))
	var all []slip
	for _, kind := range slices.Concat(dateSlips(), identitySlips(), numberSlips(), levelSlips(), logSlips(),
		wholeSlips()) {
		made := map[string]bool{}
		for try := 0; len(made) < kind.n && try < 2000; try++ {
			h := hand{random, c.files, slip{kind: kind.name, beyond: kind.beyond, files: map[string][][]string{}}}
			if !kind.make(&h) {
				continue
			}
			if key := fmt.Sprint(h.file, h.line, h.columns, h.cases); !made[key] {
				made[key] = true
				all = append(all, h.slip)
			}
		}
		if len(made) == 0 {
			t.Errorf("%s: no slip could be made", kind.name)
		}
	}
	return all
}

// of are the cells of a file, to be changed.
func (h *hand) of(file string) [][]string {
	if h.files[file] == nil {
		h.files[file] = slices.Clone(h.clean[file])
	}
	return h.files[file]
}

func (h *hand) field(file, column string) int { return slices.Index(h.clean[file][0], column) }

// set changes a cell; row is its place in the file, the header is 0.
func (h *hand) set(file string, row int, column, text string) {
	cells := h.of(file)
	cells[row] = slices.Clone(cells[row])
	cells[row][h.field(file, column)] = text
	h.file, h.line = file, row+1
	h.columns = append(h.columns, column)
	h.seeCase(cells[row])
}

// seeCase says that an issue of a case is at the place, and of a row of its patient.
func (h *hand) seeCase(row []string) {
	for _, other := range h.clean["cases.csv"][1:] {
		if other[0] == row[0] || other[1] == row[1] {
			h.cases = append(h.cases, other[0])
		}
	}
	h.cases = append(h.cases, row[0])
}

func (h *hand) get(file string, row int, column string) string {
	return h.clean[file][row][h.field(file, column)]
}

// drawn is a filled cell of a file in one of the columns.
func (h *hand) drawn(file string, columns ...string) (row int, column, text string, ok bool) {
	column = columns[h.IntN(len(columns))]
	row = 1 + h.IntN(len(h.clean[file])-1)
	text = h.get(file, row, column)
	return row, column, text, text != ""
}

// cell is a slip of one cell of the cases file, which becomes what to makes of it.
func cellSlip(file string, columns []string, to func(h *hand, text string) (string, bool)) func(*hand) bool {
	return func(h *hand) bool {
		row, column, text, ok := h.drawn(file, columns...)
		if !ok {
			return false
		}
		text, ok = to(h, text)
		if !ok {
			return false
		}
		h.set(file, row, column, text)
		if strings.HasSuffix(column, "date") {
			h.beyond = h.beyond || h.inOrder(file, row, column, text)
		}
		return true
	}
}

func dateColumns() []string {
	return []string{
		"transplant_date", "neutrophil_engraftment_date", "platelet_engraftment_20_date", "platelet_engraftment_50_date",
		"rbc_independence_date", "last_rbc_transfusion_date", "transfusion_dependence_date", "graft_failure_date",
		"relapse_date", "progression_date", "acute_gvhd_date", "acute_gvhd_2_date", "acute_gvhd_3_date", "chronic_gvhd_date",
		"death_date", "death_date", "relapse_date", "last_contact_date", "last_contact_date", "transplant_date",
	}
}

// inOrder reports whether a date is inside the time at risk and lies among the other
// dates of its row, or of a log among the dates of its case, as the one before did.
func (h *hand) inOrder(file string, row int, column, text string) bool {
	if _, err := time.Parse(time.DateOnly, text); err != nil || text > "2026-10-31" {
		return false
	}
	was := h.get(file, row, column)
	if file != "cases.csv" {
		cells, at := h.clean[file], h.field(file, column)
		return row > 1 && cells[row-1][0] == cells[row][0] && cells[row-1][at] <= text &&
			(row+1 == len(cells) || cells[row+1][0] != cells[row][0] || text <= cells[row+1][at])
	}
	for i, head := range h.clean[file][0] {
		if other := h.clean[file][row][i]; strings.HasSuffix(head, "_date") && head != column && other != "" {
			if strings.Compare(was, other) != strings.Compare(text, other) {
				return false
			}
		}
	}
	return column != "transplant_date" || text > "2019-12-31"
}

func shiftDate(years, months, days int) func(*hand, string) (string, bool) {
	return func(h *hand, text string) (string, bool) {
		at, err := time.Parse(time.DateOnly, text)
		sign := 1 - 2*h.IntN(2)
		return at.AddDate(sign*years, sign*months, sign*days).Format(time.DateOnly), err == nil
	}
}

func dateSlips() []slipKind {
	all := dateColumns()
	one := func(name string, n int, to func(h *hand, text string) (string, bool)) slipKind {
		return slipKind{name: name, n: n, make: cellSlip("cases.csv", all, to)}
	}
	return []slipKind{
		one("day and month swapped", 5, func(_ *hand, s string) (string, bool) {
			return s[:4] + s[7:] + s[4:7], s[8:] <= "12" && s[8:] != s[5:7]
		}),
		one("a year off by one", 5, shiftDate(1, 0, 0)),
		one("a year off by ten", 4, shiftDate(10, 0, 0)),
		one("a year off by a hundred", 3, shiftDate(100, 0, 0)),
		one("a month off by one", 5, shiftDate(0, 1, 0)),
		one("a digit of a date off", 7, func(h *hand, s string) (string, bool) {
			i := []int{2, 3, 5, 6, 8, 9}[h.IntN(6)]
			other := s[:i] + strconv.Itoa(h.IntN(10)) + s[i+1:]
			_, err := time.Parse(time.DateOnly, other)
			return other, err == nil && other != s
		}),
		one("two digits of a date transposed", 5, func(h *hand, s string) (string, bool) {
			i := []int{2, 5, 8}[h.IntN(3)]
			return s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:], s[i] != s[i+1]
		}),
		one("a date in the future", 3, func(h *hand, s string) (string, bool) { return "2027" + s[4:], s[:4] != "2027" }),
		{name: "a date before the transplant", n: 4, make: cellSlip("cases.csv", all[1:19],
			func(h *hand, s string) (string, bool) { return "2019" + s[4:], true })},
		{name: "the follow-up blank", n: 3, make: cellSlip("cases.csv", []string{"last_contact_date", "transplant_date"},
			blank)},
		{name: "the death without its day", n: 3, make: cellSlip("cases.csv", []string{"death_date"}, blank)},
		{name: "an event not entered", n: 3, beyond: true,
			make: cellSlip("cases.csv", []string{"relapse_date", "progression_date", "chronic_gvhd_date"}, blank)},
		{name: "two dates of a row swapped", n: 5, make: swapDates},
	}
}

func blank(*hand, string) (string, bool) { return "", true }

func swapDates(h *hand) bool {
	row, a, was, ok := h.drawn("cases.csv", dateColumns()...)
	other := dateColumns()[h.IntN(len(dateColumns()))]
	is := h.get("cases.csv", row, other)
	if !ok || is == "" || is == was {
		return false
	}
	h.set("cases.csv", row, a, is)
	h.set("cases.csv", row, other, was)
	return true
}

// compareCells is the order of a spreadsheet: numbers by size before texts, blank
// cells last.
func compareCells(a, b string) int {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	switch {
	case (a == "") != (b == ""):
		return cmp.Compare(b, a)
	case errX == nil && errY == nil:
		return cmp.Compare(x, y)
	case (errX == nil) != (errY == nil):
		return cmp.Compare(boolNumber(errX != nil), boolNumber(errY != nil))
	}
	return cmp.Compare(a, b)
}

func boolNumber(is bool) int {
	if is {
		return 1
	}
	return 0
}
