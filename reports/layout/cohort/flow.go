package cohort

import (
	"graftstat/analysis/result"
	"graftstat/reports/document"
)

// flowFigure counts the way from the rows read to the patients of the cohort,
// and what each endpoint had to set aside.
func (b *Builder) flowFigure(c *result.Cohort) *document.Figure {
	w := b.Words
	flow := &document.Flow{}
	f := &document.Figure{ID: c.ID + "-flow", Title: w.Text("flow.title", b.CohortName(c.ID)),
		Caption: w.Text("flow.note"), Chart: flow}
	read := document.FlowStep{Box: document.FlowBox{Title: w.Text("flow.read")}}
	cohort := document.FlowStep{Box: document.FlowBox{Title: w.Text("flow.analysed")}}
	left := document.FlowBox{Title: w.Text("flow.left")}
	leftOut := 0
	for _, step := range c.Flow {
		count := w.Count("count.transplants", step.Cases) + ", " + w.Count("count.patients", step.Patients)
		switch step.Step {
		case "read":
			read.Box.Count = count
		case "analysed":
			cohort.Box.Count = count
		default:
			leftOut += step.Cases
			left.Reasons = append(left.Reasons, document.FlowReason{Count: w.Integer(step.Cases),
				Text: w.Text("flow." + step.Step)})
		}
	}
	if leftOut > 0 {
		left.Count = w.Count("count.transplants", leftOut)
		read.Aside = []document.FlowBox{left}
	}
	if aside := b.setAside(c); len(aside.Reasons) > 0 {
		cohort.Aside = []document.FlowBox{aside}
	}
	flow.Steps = []document.FlowStep{read, cohort,
		{Box: document.FlowBox{Title: w.Text("flow.endpoints"), Count: w.Count("count.endpoints", len(c.Endpoints))}}}
	f.Alt = f.Title + ". " + w.Text("flow.read") + ": " + read.Box.Count + ". " + w.Text("flow.analysed") + ": " +
		cohort.Box.Count + "."
	return f
}

// setAside lists what each endpoint could not count, by reason.
func (b *Builder) setAside(c *result.Cohort) document.FlowBox {
	w := b.Words
	box := document.FlowBox{Title: w.Text("flow.set_aside")}
	total := 0
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		if len(e.Groups) == 0 {
			continue
		}
		for _, x := range e.Groups[0].Excluded {
			total += x.Cases
			box.Reasons = append(box.Reasons, document.FlowReason{Count: w.Integer(x.Cases),
				Text: w.Text("flow.from", b.EndpointName(e), w.Text("exclusion."+x.Code))})
		}
	}
	box.Count = w.Count("flow.times", total)
	return box
}
