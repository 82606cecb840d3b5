package layout

import (
	"strings"

	"graftstat/analysis/result"
)

// cardsACohort is how many key figures of a cohort the first page holds, and
// fewCards where benchmarks take a part of its room.
const cardsACohort, fewCards = 6, 3

// summarySection is the first page: how are our patients doing.
func (b *builder) summarySection() Section {
	s := Section{ID: "summary", Title: b.words.Text("summary.title"), Level: 1}
	for _, sentence := range b.signals() {
		s.Blocks = append(s.Blocks, paragraph(Warning, sentence))
	}
	for _, sentence := range b.absentSentences() {
		s.Blocks = append(s.Blocks, paragraph(Warning, sentence))
	}
	if sentence := b.noCohortSentence(); sentence != "" {
		s.Blocks = append(s.Blocks, paragraph(Warning, sentence))
	}
	if c := b.results.Changes; c != nil && c.Reason == "" && !isUnchanged(c) {
		s.Blocks = append(s.Blocks, paragraph(Body, b.changesSentence(c)))
	}
	overview := b.monitorSummary()
	s.Blocks = append(s.Blocks, overview...)
	most := cardsACohort
	if len(overview) > 1 {
		most = fewCards
	}
	var figures []Block
	for i := range b.results.Cohorts {
		c := &b.results.Cohorts[i]
		s.Blocks = append(s.Blocks, paragraph(Lead, b.cohortSentence(c)))
		if cards := b.cards(c, most); len(cards) > 0 {
			s.Blocks = append(s.Blocks, Block{Cards: cards})
		} else {
			s.Blocks = append(s.Blocks, paragraph(Body, b.words.Text("summary.no_estimate")))
		}
		if e := firstComputed(c); e != nil {
			f := b.curveFigure(c, e, "")
			f.ID += "-summary"
			f.Title = b.cohortName(c.ID) + ": " + b.endpointName(e)
			f.Compact = true
			figures = append(figures, Block{Figure: f})
		}
	}
	for len(figures) > 0 {
		n := min(2, len(figures))
		s.Blocks = append(s.Blocks, Block{Row: figures[:n]})
		figures = figures[n:]
	}
	note := append([]string{b.words.Text("summary.note", b.level())}, b.noneRecordedSentences()...)
	s.Blocks = append(s.Blocks, paragraph(Note, strings.Join(append(note, b.issueSentence()), " ")))
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

// cohortSentence: who they are, how many live, how long they were followed.
func (b *builder) cohortSentence(c *result.Cohort) string {
	w := b.words
	sentence := w.Text("summary.cohort", b.cohortName(c.ID), w.Count("count.patients", c.Patients), w.Count("count.transplants", c.Cases))
	if c.FollowUp.Alive >= 0 || c.FollowUp.Reason != "not_counted" {
		sentence += " " + b.vitalStatus("summary.alive", c)
	}
	if !c.FollowUp.Median.IsMissing() {
		sentence += " " + w.Text("summary.followup", b.span(c.FollowUp.Said.Median))
	}
	return sentence
}

func (b *builder) cards(c *result.Cohort, most int) []Card {
	var cards []Card
	for i := range c.Endpoints {
		if len(cards) == most {
			break
		}
		e := &c.Endpoints[i]
		if at, ok := keyEstimate(e); ok {
			cards = append(cards, b.card(c, e, at))
		}
	}
	return cards
}

// keyEstimate is the one of an endpoint that a first page shows, as the results have it.
func keyEstimate(e *result.Endpoint) (result.Estimate, bool) {
	if len(e.Groups) > 0 {
		for _, at := range e.Groups[0].At {
			if at.Headline {
				return at, true
			}
		}
	}
	return result.Estimate{}, false
}

func (b *builder) card(c *result.Cohort, e *result.Endpoint, at result.Estimate) Card {
	w, g := b.words, e.Groups[0]
	card := Card{
		Label: w.Text("summary.card", b.endpointName(e), b.asked(at.AskedTime)),
		Value: w.Percent(float64(at.Estimate), g.Cases),
		Count: w.Text("summary.count", b.units(e, g.Cases), w.Integer(at.Events), b.asked(at.AskedTime), w.Integer(g.Events)) + b.medianDay(g),
		Link:  endpointID(c, e),
	}
	if at.Estimate.IsMissing() {
		card.Interval = w.Text("reason." + at.Reason)
		return card
	}
	card.Interval = w.Text("interval.ci", b.level(), w.PercentInterval(float64(at.Lower), float64(at.Upper), g.Cases))
	if at.EstimateWorst != nil {
		card.Mark = Attention
		card.Count += "; " + w.Text("summary.worst", w.Percent(float64(*at.EstimateWorst), g.Cases))
	}
	return card
}

// medianDay of a recovery, among those who recovered.
func (b *builder) medianDay(g result.Group) string {
	if g.DaysToEvent == nil || g.DaysToEvent.N == 0 {
		return ""
	}
	return b.words.Text("summary.median_day", b.dayOf(inDays(g.DaysToEvent).Median))
}

// units counts patients or transplants, as the endpoint does.
func (b *builder) units(e *result.Endpoint, n int) string {
	if e.Definition.Per == "transplant" {
		return b.words.Count("count.transplants", n)
	}
	return b.words.Count("count.patients", n)
}

// atTime: day 100, 1 year, 6 months.
func (b *builder) atTime(time float64, unit string) string { return b.words.When(time, unit) }

// span is a follow-up in months or years.
func (b *builder) span(s result.Said) string {
	return b.words.Text("span."+s.Unit, b.words.Decimal(float64(s.Value), 1))
}

// signals are a sentence for each code and cohort, naming the endpoints with
// their numbers.
func (b *builder) signals() []string {
	var sentences []string
	for i, s := range b.results.Signals {
		if i > 0 && s.Code == b.results.Signals[i-1].Code && s.Cohort == b.results.Signals[i-1].Cohort {
			continue
		}
		var parts []string
		for _, same := range b.results.Signals[i:] {
			if same.Code == s.Code && same.Cohort == s.Cohort {
				part, monitored := b.monitorSignalPart(same)
				if !monitored {
					part = b.words.Text(b.signalPart(same), append([]string{b.endpointNamed(same.Cohort, same.Endpoint)}, same.Args...)...)
				}
				parts = append(parts, part)
			}
		}
		sentences = append(sentences, b.words.Text("signal."+s.Code, b.cohortName(s.Cohort), strings.Join(parts, ", ")))
	}
	return sentences
}

// signalPart is the text of what a signal is about: a file of the study, or an endpoint.
func (b *builder) signalPart(s result.Signal) string {
	if s.Cohort == "" && s.Endpoint == "" {
		return "signal.of_file"
	}
	return "signal.part"
}

func (b *builder) endpointNamed(cohort, id string) string {
	for i := range b.results.Cohorts {
		for j := range b.results.Cohorts[i].Endpoints {
			if e := &b.results.Cohorts[i].Endpoints[j]; b.results.Cohorts[i].ID == cohort && e.ID == id {
				return b.endpointName(e)
			}
		}
	}
	return id
}
