package layout

import (
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/change"
	"graftstat/reports/layout/cohort"
	"graftstat/reports/layout/monitor"
	"graftstat/reports/layout/page"
)

// cardsACohort is how many key figures of a cohort the first page holds, and
// fewCards where benchmarks take a part of its room.
const cardsACohort, fewCards = 6, 3

// summarySection is the first page: how are our patients doing.
func (b *builder) summarySection() document.Section {
	s := document.Section{ID: "summary", Title: b.Words.Text("summary.title"), Level: 1}
	for _, sentence := range b.Signals() {
		s.Blocks = append(s.Blocks, page.Paragraph(document.Warning, sentence))
	}
	for _, sentence := range b.absentSentences() {
		s.Blocks = append(s.Blocks, page.Paragraph(document.Warning, sentence))
	}
	if sentence := b.NoCohortSentence(); sentence != "" {
		s.Blocks = append(s.Blocks, page.Paragraph(document.Warning, sentence))
	}
	if c := b.Results.Changes; c != nil && c.Reason == "" && !change.IsUnchanged(c) {
		s.Blocks = append(s.Blocks, page.Paragraph(document.Body, change.On(b.Page).ChangesSentence(c)))
	}
	overview := monitor.On(b.Page).MonitorSummary()
	s.Blocks = append(s.Blocks, overview...)
	most := cardsACohort
	if len(overview) > 1 {
		most = fewCards
	}
	var figures []document.Block
	for i := range b.Results.Cohorts {
		c := &b.Results.Cohorts[i]
		s.Blocks = append(s.Blocks, page.Paragraph(document.Lead, b.CohortSentence(c)))
		if cards := b.cards(c, most); len(cards) > 0 {
			s.Blocks = append(s.Blocks, document.Block{Cards: cards})
		} else {
			s.Blocks = append(s.Blocks, page.Paragraph(document.Body, b.Words.Text("summary.no_estimate")))
		}
		if e := firstComputed(c); e != nil {
			f := cohort.On(b.Page).CurveFigure(c, e, "")
			f.ID += "-summary"
			f.Title = b.CohortName(c.ID) + ": " + b.CurveName(e)
			f.Compact = true
			figures = append(figures, document.Block{Figure: f})
		}
	}
	for len(figures) > 0 {
		n := min(2, len(figures))
		s.Blocks = append(s.Blocks, document.Block{Row: figures[:n]})
		figures = figures[n:]
	}
	note := append([]string{b.Words.Text("summary.note", b.Level())}, b.NoneRecordedSentences()...)
	s.Blocks = append(s.Blocks, page.Paragraph(document.Note, strings.Join(append(note, b.issueSentence()), " ")))
	return s
}

// firstComputed is the first endpoint of a cohort that has an estimate, nil where there is none.
func firstComputed(c *result.Cohort) *result.Endpoint {
	for i := range c.Endpoints {
		if len(c.Endpoints[i].Groups) > 0 {
			return &c.Endpoints[i]
		}
	}
	return nil
}

func (b *builder) cards(c *result.Cohort, most int) []document.Card {
	var cards []document.Card
	for i := range c.Endpoints {
		if len(cards) == most {
			break
		}
		e := &c.Endpoints[i]
		if at, ok := page.KeyEstimate(e); ok {
			cards = append(cards, b.card(c, e, at))
		}
	}
	return cards
}

func (b *builder) card(c *result.Cohort, e *result.Endpoint, at result.Estimate) document.Card {
	w, g := b.Words, e.Groups[0]
	card := document.Card{
		Label: w.Text("summary.card", b.EndpointName(e), b.Asked(at.AskedTime)),
		Value: w.Percent(float64(at.Estimate), g.Cases),
		Count: w.Text("summary.count", b.Units(e, g.Cases), w.Integer(at.Events), b.Asked(at.AskedTime),
			w.Integer(g.Events)) + b.medianDay(g),
		Link: page.EndpointID(c, e),
	}
	if at.Estimate.IsMissing() {
		card.Interval = w.Text("reason." + at.Reason)
		return card
	}
	card.Interval = w.Text("interval.ci", b.Level(), w.PercentInterval(float64(at.Lower), float64(at.Upper), g.Cases))
	if at.EstimateWorst != nil {
		card.Mark = document.Attention
		card.Count += "; " + w.Text("summary.worst", w.Percent(float64(*at.EstimateWorst), g.Cases))
	}
	return card
}

// medianDay of a recovery, among those who recovered.
func (b *builder) medianDay(g result.Group) string {
	if g.DaysToEvent == nil || g.DaysToEvent.N == 0 {
		return ""
	}
	return b.Words.Text("summary.median_day", b.DayOf(page.InDays(g.DaysToEvent).Median))
}

// Signals are a sentence for each code and cohort, naming the endpoints with
// their numbers.
func (b *builder) Signals() []string {
	return b.signalSentences(func(result.Signal) bool { return true })
}

// signalSentences are those of the signals that are asked for.
func (b *builder) signalSentences(asked func(result.Signal) bool) []string {
	var sentences []string
	for i, s := range b.Results.Signals {
		if !asked(s) {
			continue
		}
		if i > 0 && s.Code == b.Results.Signals[i-1].Code && s.Cohort == b.Results.Signals[i-1].Cohort {
			continue
		}
		var parts []string
		for _, same := range b.Results.Signals[i:] {
			if same.Code == s.Code && same.Cohort == s.Cohort {
				parts = append(parts, b.partOf(same))
			}
		}
		sentences = append(sentences, b.Words.Text("signal."+s.Code, b.CohortName(s.Cohort), strings.Join(parts, ", ")))
	}
	return sentences
}

// partOf is what a signal is about, in the words of its subject.
func (b *builder) partOf(s result.Signal) string {
	if part, monitored := monitor.On(b.Page).MonitorSignalPart(s); monitored {
		return part
	}
	return b.signalPart(s)
}

// signalPart is what a signal is about: a file of the study, an endpoint, or what is
// not compared or fitted for want of a column or milestone.
func (b *builder) signalPart(s result.Signal) string {
	endpoint := b.EndpointNamed(s.Cohort, s.Endpoint)
	switch {
	case s.Code == "not_compared":
		return b.Absent(s.Args[0], s.Args[1])
	case s.Code == "no_longer_computed":
		return change.On(b.Page).LostPart(s)
	case s.Code == "model_not_answered":
		return b.Words.Text("signal.of_model", endpoint, b.Absent(s.Args[0], s.Args[1]))
	case s.Cohort == "" && s.Endpoint == "":
		return b.Words.Text("signal.of_file", "", s.Args[0])
	case len(s.Args) == 0:
		return endpoint
	}
	return b.Words.Text("signal.part", append([]string{endpoint}, s.Args...)...)
}
