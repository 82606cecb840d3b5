package monitor

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// sameDay sets two values of one calendar day side by side, in days.
const sameDay = 1e-3

// timeFigure is the time-to-event CUSUM by calendar day; nil where it has no
// point, or all of them are of one day.
func (b *Builder) timeFigure(s *result.Sequential, number int) *document.Figure {
	w, n := b.Words, len(s.TimePoints)
	if n == 0 {
		return nil
	}
	first, err1 := time.Parse(time.DateOnly, s.TimePoints[0].Date)
	last, err2 := time.Parse(time.DateOnly, s.TimePoints[n-1].Date)
	if err1 != nil || err2 != nil || !first.Before(last) {
		return nil
	}
	f := &document.Figure{ID: "monitor-time-cusum-" + strconv.Itoa(number),
		Title:    w.Text("monitor.time.title", b.chartName(s)),
		Subtitle: w.Text("monitor.time.subtitle", w.Plain(s.HazardRatio)), Caption: w.Text("monitor.time.caption"),
		XLabel: w.Text("monitor.time.axis")}
	start, ticks := b.calendarTicks(first, last)
	f.XTicks = ticks
	path, highest := b.timePath(s, start)
	c := &document.ControlChart{PendingFrom: math.NaN(), Signal: w.Text("monitor.sequential.signal_mark"),
		Reset: w.Text("monitor.sequential.reset_mark")}
	c.Panels = []document.ControlPanel{b.limitedPanel(path, s.TimeLimit, highest)}
	f.Chart = c
	_, days := signalsOf(s)
	f.Alt = f.Title + ". " + w.Text("monitor.sequential.quiet")
	if len(days) > 0 {
		f.Alt = f.Title + ". " + b.signalSentence(nil, days) + "."
	}
	return f
}

// timePath falls as events are expected and rises upright where one happens.
func (b *Builder) timePath(s *result.Sequential, start time.Time) (document.ControlPath, float64) {
	path, highest, at := document.ControlPath{}, 0.0, math.Inf(-1)
	add := func(day float64, p document.ControlPoint) {
		at = max(day, at+sameDay)
		p.At = at
		path.Points = append(path.Points, p)
		highest = max(highest, p.Y)
	}
	for _, p := range s.TimePoints {
		date, err := time.Parse(time.DateOnly, p.Date)
		if err != nil {
			continue
		}
		day := math.Round(date.Sub(start).Hours() / 24)
		if p.Before != p.CUSUM && !p.Before.IsMissing() {
			add(max(0, day-sameDay), document.ControlPoint{Y: float64(p.Before), When: b.Words.Date(p.Date)})
		}
		point := document.ControlPoint{Y: float64(p.CUSUM), Signal: p.Signal, When: b.Words.Date(p.Date)}
		if p.Signal {
			point.Label = b.Words.Date(p.Date)
		}
		add(day, point)
		if p.Signal && s.AfterSignal == code.Reset {
			path.Points = append(path.Points, document.ControlPoint{At: at, Reset: true, When: point.When})
		}
	}
	return path, highest
}

// calendarTicks are months from one at or before the first day to one after
// the last, seven at most, with the day from which they count.
func (b *Builder) calendarTicks(first, last time.Time) (time.Time, []document.Tick) {
	months := 12*(last.Year()-first.Year()) + int(last.Month()-first.Month()) + 1
	step := 1
	for _, s := range []int{2, 3, 6, 12, 24, 60} {
		if months/step > 6 {
			step = s
		}
	}
	for ; months/step > 10; step *= 2 {
	}
	begin := (first.Year()*12 + int(first.Month()) - 1) / step * step
	start := time.Date(begin/12, time.Month(begin%12+1), 1, 0, 0, 0, 0, time.UTC)
	var ticks []document.Tick
	for month := begin; ; month += step {
		day := time.Date(month/12, time.Month(month%12+1), 1, 0, 0, 0, 0, time.UTC)
		label := strconv.Itoa(day.Year())
		if step < 12 {
			code := fmt.Sprintf("%02d", int(day.Month()))
			label = b.Words.Text("date.month_and_year", b.Words.Text("date.month."+code), strconv.Itoa(day.Year()),
				strconv.Itoa(int(day.Month())))
		}
		ticks = append(ticks, document.Tick{At: math.Round(day.Sub(start).Hours() / 24), Label: label})
		if day.After(last) {
			return start, ticks
		}
	}
}
