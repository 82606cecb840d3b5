package cohort

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// stripsFigure shows the day of each recovery of a cohort as dots, a row an
// endpoint; nil without a listing or without such an endpoint.
func (b *Builder) stripsFigure(c *result.Cohort) *document.Figure {
	w := b.Words
	if b.Listing == nil {
		return nil
	}
	strips := &document.Strips{TextHead: w.Text("strips.head"), Median: w.Text("days.median"),
		Quartiles: w.Text("days.quartiles")}
	f := &document.Figure{ID: c.ID + "-days", Title: w.Text("strips.title", b.CohortName(c.ID)),
		Subtitle: w.Text("strips.subtitle"),
		Caption:  w.Text("days.note"), Chart: strips}
	end := 0.0
	f.Alt = f.Title + "."
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		if len(e.Groups) == 0 || e.Groups[0].DaysToEvent == nil || e.Groups[0].DaysToEvent.N == 0 ||
			e.Groups[0].DaysToEvent.N > maxDots {
			continue
		}
		d := e.Groups[0].DaysToEvent
		day := func(n result.Number) float64 { return float64(n) }
		strip := document.Strip{Label: b.EndpointName(e), Q1: day(d.Q1), Median: day(d.Median), Q3: day(d.Q3)}
		digits := dayDigits(d.Median, d.Q1, d.Q3)
		strip.Text = w.Text("strips.text", w.Integer(d.N), w.Decimal(strip.Median, digits), w.Decimal(strip.Q1, digits),
			w.Decimal(strip.Q3, digits))
		for r := range b.Listing.Of(c.ID, e.ID) {
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
	b.timeAxis(f, "transplant", end, b.Results.Study.TimeUnit)
	return f
}

// maxDots is the number of recoveries up to which each has a dot of its own.
const maxDots = 500
