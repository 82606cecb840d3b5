package plan

import (
	"maps"
	"regexp"
	"slices"
)

// figures checks what the manuscript's figures are to look like.
func (c *checker) figures(p *Plan) {
	f := p.Figures
	if f == nil {
		return
	}
	if p.Paper == nil {
		c.add("figures", say("Add paper: {}, or remove the key."),
			"stands without paper, which asks for the manuscript whose figures these are")
	}
	c.figureTimes(p)
	c.colours(p)
	c.plates(p)
}

// plates are of endpoints of a cohort, each under an id of its own.
func (c *checker) plates(p *Plan) {
	seen := once{checker: c}
	for i, plate := range p.Figures.Plates {
		path := index("figures.plates", i)
		c.id(path+".id", plate.ID)
		seen.hold(path, say("a second plate has this id"), plate.ID)
		cohort := c.cohortOf(path, plate.Cohort, p)
		if cohort == nil {
			continue
		}
		if n := len(plate.Endpoints); n < 2 || n > maxPanels {
			c.add(path+".endpoints", say("Name two to six endpoints of the cohort."), "has %d panels", n)
		}
		for k, id := range plate.Endpoints {
			c.endpointOf(c.item(path+".endpoints", k), id, cohort.Resolved)
		}
	}
}

func (c *checker) figureTimes(p *Plan) {
	const until, breaks = "figures.until", "figures.breaks"
	f := p.Figures
	if f.Unit == "" {
		for _, key := range []string{until, breaks} {
			if c.given(key) {
				c.add(key, say("Add unit: months, years or days."), "has no unit")
			}
		}
		return
	}
	if c.given(until) && !(p.FigureTime(f.Until) > 0) {
		c.add(until, say("Write a later time."), "%v is not a day after the start", f.Until)
	}
	switch {
	case !c.given(breaks):
		return
	case len(f.Breaks) < 2:
		c.add(breaks, say("Write two or more, from 0 on, such as [0, 12, 24, 36]."), "has not two times")
		return
	case f.Breaks[0] != 0:
		c.add(c.item(breaks, 0), say("Begin with 0, where the curves begin."), "%v is not 0", f.Breaks[0])
	}
	for i, x := range f.Breaks {
		switch {
		case c.given(until) && x > f.Until:
			c.add(c.item(breaks, i), say("Leave it out, or set until to it."), "%v is after until, %v", x, f.Until)
		case i > 0 && x > f.Breaks[i-1] && p.FigureTime(x) == p.FigureTime(f.Breaks[i-1]):
			c.add(c.item(breaks, i), say("Leave one of the two out."), "%v is on the day of the one before it", x)
		}
	}
}

var colourForm = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// colours are of columns by which curves are split.
func (c *checker) colours(p *Plan) {
	var compared []string
	for _, k := range p.Cohorts {
		for _, by := range k.Compare {
			compared = append(compared, by.Column)
		}
	}
	compared = distinct(compared)
	for _, column := range slices.Sorted(maps.Keys(p.Figures.Colours)) {
		path := join("figures.colours", column)
		switch {
		case len(compared) == 0:
			c.add(path, say("Add it to a cohort's compare, or remove the line."), "no cohort is compared by a column")
		case !slices.Contains(compared, column):
			c.add(path, say("%s Or add it to a cohort's compare.", choices(column, compared)),
				"no cohort is compared by %q", column)
		}
		levels := p.Figures.Colours[column]
		for _, level := range slices.Sorted(maps.Keys(levels)) {
			if !colourForm.MatchString(string(levels[level])) {
				c.add(ColourKey(column, level), say(`Write red, green and blue in quotes, such as "#0072B2".`),
					"%q is no colour", levels[level])
			}
		}
	}
}
