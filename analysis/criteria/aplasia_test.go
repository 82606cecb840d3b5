package criteria

import (
	"math"
	"testing"
)

func aplasiaRule() AplasiaRule {
	return AplasiaRule{Below: 1, From: 46, To: 90, Apart: 7, RedCellDays: 30, NotBefore: 60}
}

func reachedOn(day float64) Milestone { return Milestone{Yes, day} }

// aplastic is a course that meets the criteria on day 60: two low values seven days
// apart in the window, red cells on day 40, counts recovered, a year of follow-up.
func aplastic(change func(*AplasiaCourse)) AplasiaCourse {
	c := AplasiaCourse{Values: dated(20, 0.1, 46, 0.2, 53, 0.3), RedCells: []float64{40}, RedCellsTo: 365,
		Neutrophils: reachedOn(18), Platelets: reachedOn(22), End: 365}
	change(&c)
	return c
}

func met(day float64) Aplasia { return Aplasia{Recovery: Recovery{Outcome: Recovered, Day: day}} }

func notMet(to float64) Aplasia { return Aplasia{Recovery: Recovery{Outcome: NotYet, KnownTo: to}} }

func open(lack Lack) Aplasia { return Aplasia{Recovery{Outcome: Undecided, KnownTo: 59}, lack} }

// Each criterion one day and one unit off on each side.
func TestRedCellAplasiaByHand(t *testing.T) {
	ever := math.Inf(1)
	for name, c := range map[string]struct {
		change func(*AplasiaCourse)
		want   Aplasia
	}{
		"all of it":           {func(c *AplasiaCourse) {}, met(60)},
		"six days apart":      {func(c *AplasiaCourse) { c.Values = dated(46, 0.2, 52, 0.3) }, open(LacksValues)},
		"the first on day 45": {func(c *AplasiaCourse) { c.Values = dated(45, 0.2, 53, 0.3) }, open(LacksValues)},
		"the second on day 90": {func(c *AplasiaCourse) {
			c.Values = dated(60, 0.2, 90, 0.3)
			c.RedCells = []float64{70}
		}, met(90)},
		"the second on day 91": {func(c *AplasiaCourse) {
			c.Values = dated(60, 0.2, 91, 0.3)
			c.RedCells = []float64{70}
		}, open(LacksValues)},
		"a hair under":           {func(c *AplasiaCourse) { c.Values = dated(46, 0.2, 53, 0.99) }, met(60)},
		"at the threshold":       {func(c *AplasiaCourse) { c.Values = dated(46, 0.2, 53, 1) }, notMet(ever)},
		"one of three at it":     {func(c *AplasiaCourse) { c.Values = dated(46, 0.2, 50, 1, 53, 0.2) }, notMet(ever)},
		"at it after it was met": {func(c *AplasiaCourse) { c.Values = dated(46, 0.2, 53, 0.3, 61, 2) }, met(60)},
		"at it on the day":       {func(c *AplasiaCourse) { c.Values = dated(46, 0.2, 53, 0.3, 60, 2) }, notMet(ever)},
		"the second after day 60": {func(c *AplasiaCourse) {
			c.Values = dated(46, 0.2, 65, 0.3)
			c.RedCells = []float64{50}
		}, met(65)},
		"no value":                 {func(c *AplasiaCourse) { c.Values = nil }, open(LacksValues)},
		"one value, over":          {func(c *AplasiaCourse) { c.Values = dated(80, 1) }, notMet(ever)},
		"no value, dead on day 59": {func(c *AplasiaCourse) { c.Values, c.End = nil, 59 }, notMet(59)},
		"no value, dead on day 60": {func(c *AplasiaCourse) { c.Values, c.End = nil, 60 }, open(LacksValues)},
		"no value, dead on day 90": {func(c *AplasiaCourse) { c.Values, c.End = nil, 90 }, open(LacksValues)},
		"dead on day 60":           {func(c *AplasiaCourse) { c.End = 60 }, met(60)},
		"dead on day 59":           {func(c *AplasiaCourse) { c.End = 59 }, notMet(59)},
		"red cells 30 days before": {func(c *AplasiaCourse) { c.RedCells = []float64{30} }, met(60)},
		"red cells 31 days before": {func(c *AplasiaCourse) { c.RedCells = []float64{29} }, notMet(ever)},
		"the next on day 70":       {func(c *AplasiaCourse) { c.RedCells = []float64{29, 70} }, met(70)},
		"a value 30 days before":   {func(c *AplasiaCourse) { c.RedCells = []float64{83} }, met(83)},
		"a value 31 days before":   {func(c *AplasiaCourse) { c.RedCells = []float64{84} }, notMet(ever)},
		"none, known to day 83":    {func(c *AplasiaCourse) { c.RedCells, c.RedCellsTo = nil, 83 }, notMet(ever)},
		"none, known to day 82":    {func(c *AplasiaCourse) { c.RedCells, c.RedCellsTo = nil, 82 }, open(LacksRedCells)},
		"red cells not recorded": {func(c *AplasiaCourse) {
			c.RedCells, c.RedCellsTo = nil, math.NaN()
		}, open(LacksRedCells)},
		"neutrophils on day 61":        {func(c *AplasiaCourse) { c.Neutrophils = reachedOn(61) }, met(61)},
		"never recovered":              {func(c *AplasiaCourse) { c.Neutrophils = Milestone{} }, notMet(ever)},
		"neutrophils not known":        {func(c *AplasiaCourse) { c.Neutrophils.State = Open }, open(LacksNeutrophils)},
		"platelets on day 70":          {func(c *AplasiaCourse) { c.Platelets = reachedOn(70) }, met(70)},
		"platelets not known":          {func(c *AplasiaCourse) { c.Platelets.State = Open }, open(LacksPlatelets)},
		"failed on day 60":             {func(c *AplasiaCourse) { c.Failure = reachedOn(60) }, notMet(ever)},
		"failed on day 61":             {func(c *AplasiaCourse) { c.Failure = reachedOn(61) }, met(60)},
		"failed on day 30, no value":   {func(c *AplasiaCourse) { c.Failure, c.Values = reachedOn(30), nil }, notMet(ever)},
		"failure not known":            {func(c *AplasiaCourse) { c.Failure.State = Open }, open(LacksFailure)},
		"reticulocytes on day 60":      {func(c *AplasiaCourse) { c.Reticulocytes = reachedOn(60) }, notMet(ever)},
		"reticulocytes on day 61":      {func(c *AplasiaCourse) { c.Reticulocytes = reachedOn(61) }, met(60)},
		"up by day 40, never measured": {func(c *AplasiaCourse) { c.Reticulocytes, c.Values = reachedOn(40), nil }, notMet(ever)},
		"when they rose is not known":  {func(c *AplasiaCourse) { c.Reticulocytes.State = Open }, open(LacksReticulocytes)},
		"<1":                           {func(c *AplasiaCourse) { c.Values = []Value{below(46, 1), below(53, 1)} }, met(60)},
		"<2 may be either": {func(c *AplasiaCourse) {
			c.Values = []Value{below(46, 1), below(53, 2)}
		}, open(LacksBounds)},
	} {
		if got := aplasiaRule().RedCellAplasia(aplastic(c.change)); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// Taking a value away never makes criteria met that were not.
func TestFewerValuesNeverMeetMore(t *testing.T) {
	c := aplastic(func(c *AplasiaCourse) {
		c.Values = dated(20, 0.1, 46, 0.2, 50, 0.4, 53, 0.3, 60, 0.8, 67, 0.9)
		c.RedCells = []float64{35, 62}
	})
	if got := aplasiaRule().RedCellAplasia(c); got != met(60) {
		t.Fatalf("%+v", got)
	}
	all := c.Values
	for i := range all {
		c.Values = append(append([]Value{}, all[:i]...), all[i+1:]...)
		if got := aplasiaRule().RedCellAplasia(c); got.Outcome == Recovered && got.Day < 60 || got.Outcome == NotYet {
			t.Errorf("without the value of day %v: %+v", all[i].Day, got)
		}
	}
}
