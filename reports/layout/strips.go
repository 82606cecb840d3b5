package layout

import "graftstat/analysis/result"

// stripsFigure shows the day of each recovery of a cohort as dots, a row an
// endpoint; nil without a listing or without such an endpoint.
func (b *builder) stripsFigure(c *result.Cohort) *Figure {
	w := b.words
	if b.listing == nil {
		return nil
	}
	strips := &Strips{TextHead: w.Text("strips.head"), Median: w.Text("days.median"), Quartiles: w.Text("days.quartiles")}
	f := &Figure{ID: c.ID + "-days", Title: w.Text("strips.title", b.cohortName(c.ID)), Subtitle: w.Text("strips.subtitle"), XLabel: b.timeAxis(),
		Caption: w.Text("days.note"), Chart: strips}
	end := 0.0
	f.Alt = f.Title + "."
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		if len(e.Groups) == 0 || e.Groups[0].DaysToEvent == nil || e.Groups[0].DaysToEvent.N == 0 || e.Groups[0].DaysToEvent.N > mostDots {
			continue
		}
		d := e.Groups[0].DaysToEvent
		day := func(n result.Number) float64 { return float64(n) }
		strip := Strip{Label: b.endpointName(e), Q1: day(d.Q1), Median: day(d.Median), Q3: day(d.Q3)}
		strip.Text = w.Text("strips.text", w.Integer(d.N), w.Time(strip.Median), w.Time(strip.Q1), w.Time(strip.Q3))
		for r := range b.listing.Of(c.ID, e.ID) {
			if at := day(result.Number(r.Time - e.Shift)); r.Status == 1 && at <= day(d.Max) && at >= day(d.Min) {
				strip.Values = append(strip.Values, at)
			}
		}
		end = max(end, day(d.Max))
		strips.Groups = append(strips.Groups, strip)
		f.Alt += " " + strip.Label + ": " + strip.Text + "."
	}
	if len(strips.Groups) == 0 {
		return nil
	}
	f.XTicks = b.timeTicks(end)
	return f
}

// mostDots is the number of recoveries up to which each has a dot of its own.
const mostDots = 500
