package cohort

import (
	"math"

	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// courseTicks are the most that the axis of courses, as wide as the page, has room for.
const courseTicks = 17

// courseFigure has titre, red cells and reticulocytes of each transplant on one axis.
func (b *Builder) courseFigure(use *result.RedCellUse, cases []result.RedCellTimeline) *document.Figure {
	w := b.Words
	f := &document.Figure{ID: "red-cells-" + use.Cohort, Title: w.Text("red_cells.figure", b.CohortName(use.Cohort)),
		Caption: w.Text("red_cells.figure_note"), XLabel: b.timeLabel(b.Results.Study.TimeUnit, "transplant"),
		XTicks: b.aroundTicks(use.From, use.To, courseTicks)}
	if use.Cut {
		f.Caption += " " + w.Text("red_cells.cut", w.Time(use.From), w.Time(use.To))
	}
	within := func(day float64) bool { return day >= use.From && day <= use.To }
	courses := &document.Courses{Below: w.Text("desensitisation.below"), Above: w.Text("desensitisation.above"),
		Unknown: w.Text("red_cells.not_known")}
	for _, c := range cases {
		known := float64(c.KnownTo)
		if math.IsNaN(known) {
			known = use.From
		}
		courses.Rows = append(courses.Rows, document.CourseRow{Label: c.Case, KnownTo: known,
			Text: w.Text("red_cells.groups", c.RecipientABO, c.DonorABO, b.Group("abo_match", c.Match)),
			Lanes: []document.Lane{b.titreLane(use.Cohort, c.Case, within), b.unitsLane(c, within),
				b.reticulocyteLane(c, within)}})
	}
	sameScales(courses.Rows)
	f.Chart = courses
	f.Alt = w.Text("red_cells.alt", f.Title, w.Count("count.transplants", len(cases)))
	return f
}

func (b *Builder) titreLane(cohort, id string, within func(float64) bool) document.Lane {
	w := b.Words
	lane := document.Lane{Name: w.Text("red_cells.lane_titre"), Log: true, Missing: w.Text("red_cells.row_no_titre"),
		Threshold: math.NaN()}
	highest := 2.0
	for _, d := range b.titrated(cohort) {
		if d.Case != id {
			continue
		}
		lane.Threshold, highest = b.Results.Titres.Below, max(highest, b.Results.Titres.Below)
		for _, point := range d.Highest.Points {
			if r := reading(point); within(r.At) {
				lane.Readings, highest = append(lane.Readings, r), max(highest, r.Value)
			}
		}
	}
	lane.Ticks = doublings(highest)
	return lane
}

func (b *Builder) unitsLane(c result.RedCellTimeline, within func(float64) bool) document.Lane {
	w := b.Words
	lane := document.Lane{Name: w.Text("red_cells.lane_units"), Bars: true, Missing: w.Text("red_cells.row_no_units"),
		Threshold: math.NaN()}
	if c.KnownTo.IsMissing() {
		lane.Missing = w.Text("red_cells.row_unknown_units")
	}
	most := 1.0
	for _, given := range c.Given {
		if !within(given.Day) {
			continue
		}
		lane.Readings = append(lane.Readings, document.Reading{At: given.Day, Value: float64(given.Units)})
		if !given.Units.IsMissing() {
			most = max(most, math.Ceil(float64(given.Units)))
		}
	}
	lane.Ticks = []document.Tick{{At: 0, Label: "0"}, {At: most, Label: w.Plain(most)}}
	return lane
}

func (b *Builder) reticulocyteLane(c result.RedCellTimeline, within func(float64) bool) document.Lane {
	w := b.Words
	lane := document.Lane{Name: w.Text("red_cells.lane_reticulocytes"), Missing: w.Text("red_cells.row_no_reticulocytes"),
		Threshold: float64(c.Recovered)}
	least := 2.0
	if c.Test != "" {
		lane.Name = w.Text("red_cells.lane_" + c.Test)
	}
	if c.Test == "reticulocytes_abs" {
		least = 60
	}
	for _, point := range c.Reticulocytes {
		r := document.Reading{At: point.Day, Value: float64(point.Value)}
		if point.Bound != nil {
			r.Value, r.Bound = point.Bound.Limit, document.Below
			if point.Bound.Above {
				r.Bound = document.Above
			}
		}
		if within(r.At) {
			lane.Readings, least = append(lane.Readings, r), max(least, math.Ceil(r.Value))
		}
	}
	if !c.Recovered.IsMissing() {
		least = max(least, float64(c.Recovered))
	}
	lane.Ticks = []document.Tick{{At: 0, Label: "0"}, {At: least, Label: w.Plain(least)}}
	return lane
}

// sameScales gives lanes of one name the widest scale of them, so that rows compare.
func sameScales(rows []document.CourseRow) {
	widest := map[string][]document.Tick{}
	for _, row := range rows {
		for _, lane := range row.Lanes {
			if t := widest[lane.Name]; t == nil || lane.Ticks[len(lane.Ticks)-1].At > t[len(t)-1].At {
				widest[lane.Name] = lane.Ticks
			}
		}
	}
	for i := range rows {
		for k := range rows[i].Lanes {
			rows[i].Lanes[k].Ticks = widest[rows[i].Lanes[k].Name]
		}
	}
}
