package layout

import "graftstat/analysis/result"

// flowFigure counts the way from the rows read to the patients of the cohort,
// and what each endpoint had to set aside.
func (b *builder) flowFigure(c *result.Cohort) *Figure {
	w := b.words
	flow := &Flow{}
	f := &Figure{ID: c.ID + "-flow", Title: w.Text("flow.title", b.cohortName(c.ID)), Caption: w.Text("flow.note"), Chart: flow}
	read := FlowStep{Box: FlowBox{Title: w.Text("flow.read")}}
	cohort := FlowStep{Box: FlowBox{Title: w.Text("flow.analysed")}}
	left := FlowBox{Title: w.Text("flow.left")}
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
			left.Reasons = append(left.Reasons, FlowReason{Count: w.Integer(step.Cases), Text: w.Text("flow." + step.Step)})
		}
	}
	if leftOut > 0 {
		left.Count = w.Count("count.transplants", leftOut)
		read.Aside = []FlowBox{left}
	}
	if aside := b.setAside(c); len(aside.Reasons) > 0 {
		cohort.Aside = []FlowBox{aside}
	}
	flow.Steps = []FlowStep{read, cohort, {Box: FlowBox{Title: w.Text("flow.endpoints"), Count: w.Count("count.endpoints", len(c.Endpoints))}}}
	f.Alt = f.Title + ". " + w.Text("flow.read") + ": " + read.Box.Count + ". " + w.Text("flow.analysed") + ": " + cohort.Box.Count + "."
	return f
}

// setAside lists what each endpoint could not count, by reason.
func (b *builder) setAside(c *result.Cohort) FlowBox {
	w := b.words
	box := FlowBox{Title: w.Text("flow.set_aside")}
	total := 0
	for i := range c.Endpoints {
		e := &c.Endpoints[i]
		if len(e.Groups) == 0 {
			continue
		}
		for _, x := range e.Groups[0].Excluded {
			total += x.Cases
			box.Reasons = append(box.Reasons, FlowReason{Count: w.Integer(x.Cases), Text: w.Text("flow.from", b.endpointName(e), w.Text("exclusion."+x.Code))})
		}
	}
	box.Count = w.Count("flow.times", total)
	return box
}
