package layout

import (
	"math"
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
		if len(c.Endpoints) > 0 {
			f := b.curveFigure(c, &c.Endpoints[0], "")
			f.ID += "-summary"
			f.Title = b.cohortName(c.ID) + ": " + b.endpointName(&c.Endpoints[0])
			f.Compact = true
			figures = append(figures, Block{Figure: f})
		}
	}
	for len(figures) > 0 {
		n := min(2, len(figures))
		s.Blocks = append(s.Blocks, Block{Row: figures[:n]})
		figures = figures[n:]
	}
	s.Blocks = append(s.Blocks, paragraph(Note, b.words.Text("summary.note", b.level())+" "+b.issueSentence()))
	return s
}

// cohortSentence: who they are, how many live, how long they were followed.
func (b *builder) cohortSentence(c *result.Cohort) string {
	w := b.words
	sentence := w.Text("summary.cohort", b.cohortName(c.ID), w.Count("count.patients", c.Patients), w.Count("count.transplants", c.Cases))
	if c.FollowUp.Alive >= 0 {
		sentence += " " + w.Text("summary.alive", w.Integer(c.FollowUp.Alive), w.Integer(c.Patients))
	}
	if !c.FollowUp.Median.IsMissing() {
		sentence += " " + w.Text("summary.followup", b.followUpTime(float64(c.FollowUp.Median)))
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

// keyEstimate is the one that a first page shows: of a recovery in each infusion that at the
// first time asked for, else that at the latest time that half of the cases
// had the opportunity to reach.
func keyEstimate(e *result.Endpoint) (result.Estimate, bool) {
	if len(e.Groups) == 0 || len(e.Groups[0].At) == 0 {
		return result.Estimate{}, false
	}
	at := e.Groups[0].At
	key := at[0]
	if e.Definition.Per == "transplant" && e.Groups[0].DaysToEvent != nil {
		return key, true
	}
	for _, candidate := range at {
		if candidate.Mature && !candidate.Estimate.IsMissing() {
			key = candidate
		}
	}
	return key, true
}

func (b *builder) card(c *result.Cohort, e *result.Endpoint, at result.Estimate) Card {
	w, g := b.words, e.Groups[0]
	card := Card{
		Label: w.Text("summary.card", b.endpointName(e), b.atTime(b.inUnit(at.Time, e.Unit), e.Unit)),
		Value: w.Percent(float64(at.Estimate), g.Cases),
		Count: w.Text("summary.count", b.units(e, g.Cases), w.Count("count.events", at.Events)) + b.medianDay(g),
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
	return b.words.Text("summary.median_day", b.words.Time(b.inUnit(float64(g.DaysToEvent.Median), "days")))
}

// units counts patients or transplants, as the endpoint does.
func (b *builder) units(e *result.Endpoint, n int) string {
	if e.Definition.Per == "transplant" {
		return b.words.Count("count.transplants", n)
	}
	return b.words.Count("count.patients", n)
}

// atTime: day 100, 1 year, 6 months.
func (b *builder) atTime(time float64, unit string) string {
	if unit == "days" {
		if years := math.Round(time / 365.25); years >= 1 && (time == 365*years || time == math.Floor(365.25*years)) {
			return b.words.Count("at.years", int(years))
		}
		return b.words.Text("at.day", b.words.Time(time))
	}
	if time == float64(int(time)) {
		return b.words.Count("at."+unit, int(time))
	}
	return b.words.Text("at."+unit+".other", b.words.Time(time))
}

// followUpTime in months or years, as a reader thinks of it.
func (b *builder) followUpTime(time float64) string {
	months := b.inUnit(time, "months")
	if months < 24 {
		return b.words.Text("span.months", b.words.Decimal(months, 1))
	}
	return b.words.Text("span.years", b.words.Decimal(months/12, 1))
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
					part = b.words.Text("signal.part", append([]string{b.endpointNamed(same.Cohort, same.Endpoint)}, same.Args...)...)
				}
				parts = append(parts, part)
			}
		}
		sentences = append(sentences, b.words.Text("signal."+s.Code, b.cohortName(s.Cohort), strings.Join(parts, ", ")))
	}
	return sentences
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
