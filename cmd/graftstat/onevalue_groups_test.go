package main

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"graftstat/analysis/result"
)

// groupsBy are the groups of an endpoint by each column, in order.
func groupsBy(e result.Endpoint) (columns []string, groups map[string][]result.Group) {
	groups = map[string][]result.Group{}
	for _, group := range e.Groups[1:] {
		if len(groups[group.By]) == 0 {
			columns = append(columns, group.By)
		}
		groups[group.By] = append(groups[group.By], group)
	}
	return columns, groups
}

// counted is how a table names a group: with its cases and events.
var counted = regexp.MustCompile(`^(.*)(\()(\d+)(\D+)(\d+)(\D*\))$`)

// groups compares the groups of an endpoint with their table, on the pages too, and
// with the curves of their figure.
func (g *gathered) groups(pages, id string, e result.Endpoint) {
	columns, groups := groupsBy(e)
	for _, by := range columns {
		g.kind = "group table"
		rows := g.rows(id + "-" + by + "-at")
		if len(rows) == 0 && len(groups[by]) < 2 {
			continue
		}
		g.same(id+" by "+by+", rows of the table", len(rows), len(groups[by]))
		curves := 0
		for i, group := range groups[by][:min(len(rows), len(groups[by]))] {
			g.kind = "group table"
			name := counted.FindStringSubmatch(rows[i][0])
			if name == nil {
				g.same(id+" by "+by, rows[i][0], "a group with its cases and events")
				continue
			}
			g.same(id+" by "+by+" "+group.Group, name[3]+" "+name[5], fmt.Sprintf("%d %d", group.Cases, group.Events))
			row := g.groupRow(id+" by "+by+" "+group.Group, rows[i][1:], group)
			g.kind = "group page"
			label := name[1] + name[2] + strconv.Itoa(group.Cases) + name[4] + strconv.Itoa(group.Events) + name[6]
			g.holds("PDF, "+id+" by "+by, pages, label+row)
			g.kind = "group figure"
			if g.curve(id+"-"+by, seriesNamed(g.text("figures/LANG/"+id+"-"+by+".csv"), name[1]), e, group) {
				curves++
			}
		}
		if curves == 1 {
			g.same("figure of "+id+" by "+by+", curves", curves, "more")
		}
	}
}

// groupRow compares the estimates of a group's row, and gives it as it is expected up to its first gap.
func (g *gathered) groupRow(where string, cells []string, group result.Group) string {
	expected, gap := "", false
	for k, cell := range cells {
		if k >= len(group.At) {
			g.medianDay(where, cell, group)
			continue
		}
		if group.At[k].Estimate.IsMissing() {
			g.same(where, cell[:min(len(cell), len("–"))], "–")
			gap = true
			continue
		}
		estimate, interval := estimated(group.At[k].Point, group.Cases)
		want := estimate + "(" + interval + ")"
		g.same(where, cell, want)
		if !gap {
			expected += want
		}
	}
	return expected
}

// medianDay compares the median day of those with the event, and its quartiles, to their digits.
func (g *gathered) medianDay(where, cell string, group result.Group) {
	d := group.DaysToEvent
	if d == nil || d.N == 0 {
		g.same(where+", median day", cell[:min(len(cell), len("–"))], "–")
		return
	}
	q := d.Quartiles
	if d.InDays != nil {
		q = *d.InDays
	}
	shown := regexp.MustCompile(`[\d.]+`).FindAllString(cell, -1)
	for i, x := range []result.Number{q.Median, q.Q1, q.Q3}[:min(3, len(shown))] {
		_, decimals, _ := strings.Cut(shown[i], ".")
		g.same(where+", median day", math.Abs(number(shown[i])-float64(x)) <= 0.5001*math.Pow10(-len(decimals)), true)
	}
}

// seriesNamed is the series of a figure's numbers whose name is a glued one.
func seriesNamed(csv, name string) string {
	for line := range strings.Lines(csv) {
		cells := strings.Split(line, ",")
		if cells[0] == "curve" && glued(strings.Trim(cells[1], `"`)) == name {
			return strings.Trim(cells[1], `"`)
		}
	}
	return "no curve"
}
