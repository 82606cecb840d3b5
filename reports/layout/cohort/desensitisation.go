package cohort

import (
	"fmt"
	"math"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
)

// titreTable describes the titres of each transplant, its infusions and what was kept.
// Described, not tested: one step of a titre is within the error of its method.
func (b *Builder) titreTable(cohort string, cases []*result.Desensitised) *document.Table {
	w := b.Words
	t := b.grid(page.Paper, "titres-"+cohort, w.Text("desensitisation.caption"), "antibody")
	t.Figures("first_titre", "titre_on_day_0", "steps_dropped", "first_day_below",
		"titre_disappeared", "titre_rebound")
	t.Note(b.WithUnit(w.Text("desensitisation.note", w.Plain(b.Results.Titres.Below)))...)
	for _, c := range cases {
		t.Heading(b.titreHead(c))
		for _, series := range c.Series {
			t.titreRow(series.Antibody+" "+series.Class, series)
		}
		if len(c.Series) > 1 {
			t.titreRow(w.Text("desensitisation.highest"), c.Highest)
		}
	}
	return t.Table()
}

func (t *grid) titreRow(name string, s result.TitreSeries) {
	b := t.builder
	why := b.ReasonText(s.Reason)
	t.Row()
	t.Text("antibody", name).Indent = 1
	t.Set("first_titre", b.Explained(page.Text(b.titre(s.Baseline, s.BaselineBound)), why))
	t.Set("titre_on_day_0", b.Explained(page.Text(b.titre(s.AtTransplant, s.AtTransplantBound)), why))
	steps := page.Number(float64(s.StepsDropped), document.Decimal, b.Words.Decimal(float64(s.StepsDropped), 0))
	t.Set("steps_dropped", b.Explained(steps, why+b.ReasonText(s.StepsReason)))
	t.Set("first_day_below", b.Explained(b.Time(float64(s.FirstBelow)), b.ReasonText(s.FirstBelowReason)))
	t.Set("titre_disappeared", b.titreEvent(s.Disappeared))
	t.Set("titre_rebound", b.titreEvent(s.Rebound))
}

// titreEvent is the day of what the titres show, or to when they do not show it.
func (b *Builder) titreEvent(e result.TitreEvent) document.Cell {
	w, day := b.Words, b.Words.Time(float64(e.Day))
	switch e.State {
	case "unconfirmed":
		return page.Text(w.Text("desensitisation.unconfirmed", day))
	case "not_happened":
		return page.Text(w.Text("desensitisation.not_by", w.Time(float64(e.To))))
	}
	return b.Explained(b.Time(float64(e.Day)), b.ReasonText(e.Reason))
}

// titreHead names a transplant with its blood groups, its infusions and what was kept.
func (b *Builder) titreHead(c *result.Desensitised) string {
	w, method := b.Words, b.Group("desensitisation", c.Method)
	head := w.Text("desensitisation.case", c.Case, c.RecipientABO, c.DonorABO, method, w.Integer(c.Infusions),
		w.Decimal(float64(c.VolumeML), 0))
	if c.RBCDepletion == "no" {
		head += " " + w.Text("desensitisation.kept", b.dose(c.CD34), b.dose(c.TNC))
	}
	return head
}

// dose of cells, with one decimal, or that it is not known.
func (b *Builder) dose(x result.Number) string {
	if x.IsMissing() {
		return b.Words.Text("course.unknown")
	}
	return b.Words.Decimal(float64(x), 1)
}

// titre as laboratories write it: 1:32, < 1:32; negative for 0.
func (b *Builder) titre(x result.Number, bound *result.Bound) string {
	switch {
	case bound != nil:
		return b.Words.Text("desensitisation.bound", sign(bound), b.Words.Plain(bound.Limit))
	case x.IsMissing():
		return b.Words.Time(float64(x))
	case x == 0:
		return b.Words.Text("desensitisation.negative")
	}
	return "1:" + b.Words.Plain(float64(x))
}

func sign(b *result.Bound) string {
	switch {
	case b.Above && b.Inclusive:
		return "≥"
	case b.Above:
		return ">"
	case b.Inclusive:
		return "≤"
	}
	return "<"
}

// reading of a titre: a negative one is below the undiluted serum.
func reading(point result.TitrePoint) document.Reading {
	r := document.Reading{At: point.Day, Value: float64(point.Titre)}
	switch {
	case point.Bound != nil && point.Bound.Above:
		r.Value, r.Bound = point.Bound.Limit, document.Above
	case point.Bound != nil:
		r.Value, r.Bound = point.Bound.Limit, document.Below
	case point.Titre < 1:
		r.Value, r.Bound = 1, document.Below
	}
	return r
}

// titreFigure is one patient's titres on a log2 axis, with the volumes infused.
func (b *Builder) titreFigure(t *result.Titres, c *result.Desensitised) *document.Figure {
	w := b.Words
	p := &document.Trajectories{Threshold: t.Below, ThresholdLabel: w.Text("desensitisation.threshold",
		w.Plain(t.Below)), Below: w.Text("desensitisation.below"), Above: w.Text("desensitisation.above")}
	first, last, highest, most := 0.0, 0.0, t.Below, 0.0
	for _, s := range c.Series {
		line := document.Trajectory{Label: s.Antibody + " " + s.Class}
		for _, point := range s.Points {
			r := reading(point)
			first, last, highest = min(first, r.At), max(last, r.At), max(highest, r.Value)
			line.Readings = append(line.Readings, r)
		}
		p.Lines = append(p.Lines, line)
	}
	strip := document.VolumeStrip{}
	for _, v := range c.Infused {
		strip.Bars = append(strip.Bars, document.Volume{At: v.Day, Amount: v.VolumeML})
		first, most = min(first, v.Day), max(most, v.VolumeML)
	}
	f := &document.Figure{ID: fmt.Sprintf("desensitisation-%d", b.caseIndex(c)),
		Title:  w.Text("desensitisation.figure", c.Case, c.RecipientABO, c.DonorABO),
		XLabel: b.timeLabel(b.Results.Study.TimeUnit, "transplant"), YLabel: w.Text("desensitisation.axis"),
		Caption: w.Text("desensitisation.figure_note"),
		XTicks:  b.aroundTicks(first, last, 10), YTicks: doublings(highest), Chart: p}
	if most > 0 {
		p.Volumes, p.VolumeTitle = []document.VolumeStrip{strip}, w.Text("desensitisation.volume")
		top := math.Ceil(most/10) * 10
		p.VolumeTicks = []document.Tick{{At: 0, Label: "0"}, {At: top, Label: w.Plain(top)}}
	}
	f.Alt = f.Title + "."
	for _, s := range c.Series {
		f.Alt += " " + w.Text("desensitisation.alt", s.Antibody+" "+s.Class, b.titre(s.Baseline, s.BaselineBound),
			b.titre(s.AtTransplant, s.AtTransplantBound))
	}
	return f
}

// caseIndex numbers the cases from 1, so that no identifier is a file's name.
func (b *Builder) caseIndex(c *result.Desensitised) int {
	for i := range b.Results.Titres.Cases {
		if &b.Results.Titres.Cases[i] == c {
			return i + 1
		}
	}
	return 0
}

// aroundTicks are days on both sides of the transplant, 0 among them, in at most so many steps.
func (b *Builder) aroundTicks(first, last, most float64) []document.Tick {
	step := 7.0
	for (last-first)/step > most {
		step *= 2
	}
	var ticks []document.Tick
	for i := math.Floor(first / step); ; i++ {
		label := b.Words.Time(math.Abs(i * step))
		if i < 0 {
			label = "−" + label
		}
		ticks = append(ticks, document.Tick{At: i * step, Label: label})
		if i*step >= last {
			return ticks
		}
	}
}

// doublings are the titres 1, 2, 4, … up to the first at or over the highest.
func doublings(highest float64) []document.Tick {
	var ticks []document.Tick
	for x := 1.0; ; x *= 2 {
		ticks = append(ticks, document.Tick{At: x, Label: fmt.Sprintf("1:%d", int(x))})
		if x >= highest && x > 1 {
			return ticks
		}
	}
}
