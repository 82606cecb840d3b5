package main

import (
	"fmt"
	"time"
)

// The centre's life: its first transplants of either kind and the closing date.
var (
	firstAutograft = calendar(2022, time.January, 10)
	firstAllograft = calendar(2024, time.September, 9)
	asOf           = calendar(2026, time.October, 31)
)

// centre makes its cases one patient at a time: first the allografts, a sixth
// of all, then the autografts, each kind spread evenly up to the closing date.
// The rows of a patient follow one another.
type centre struct {
	random
	seed                   uint64
	allografts, autografts int
	digits                 int // of an identifier
	patients               int // made so far
}

func newCentre(cases int, seed uint64) *centre {
	allografts := max((cases+3)/6, 1)
	return &centre{
		random:     newRandom(seed),
		seed:       seed,
		allografts: allografts, autografts: cases - allografts,
		digits: max(3, len(fmt.Sprint(cases))),
	}
}

// each hands over every case in the order of the files. A case belongs to the
// receiver until it returns.
func (c *centre) each(receive func(*Case) error) error {
	if err := c.eachAllograft(receive); err != nil {
		return err
	}
	return c.eachAutograft(receive)
}

func (c *centre) eachAllograft(receive func(*Case) error) error {
	var deck []allograftCard
	for row := range c.allografts {
		if len(deck) == 0 {
			deck = allograftDeck(c.random)
		}
		start := c.spread(firstAllograft, row, c.allografts)
		made := allograft(c.random, deck[0], start)
		deck = deck[1:]
		addDetail(newDetail(c.seed, row), made)
		c.name([]*Case{made}, "H", row)
		if err := receive(made); err != nil {
			return err
		}
	}
	return nil
}

func (c *centre) eachAutograft(receive func(*Case) error) error {
	var deck []autograftCard
	for row := 0; row < c.autografts; {
		if len(deck) == 0 {
			deck = autograftDeck(c.random)
		}
		start := c.spread(firstAutograft, row, c.autografts)
		rows := autografts(c.random, deck[0], start, c.autografts-row)
		deck = deck[1:]
		c.name(rows, "A", row)
		for _, made := range rows {
			if err := receive(made); err != nil {
				return err
			}
		}
		row += len(rows)
	}
	return nil
}

// spread is the first day for row 0, else a random day in the row-th of n equal
// parts of the time from the first day to the closing date.
func (c *centre) spread(first Day, row, n int) Day {
	if row == 0 {
		return first
	}
	span := float64(asOf - first)
	return first + Day(span*(float64(row)+c.Float64())/float64(n))
}

func (c *centre) name(rows []*Case, prefix string, row int) {
	c.patients++
	for i, made := range rows {
		made.ID = fmt.Sprintf("%s%0*d", prefix, c.digits, row+i+1)
		made.PatientID = fmt.Sprintf("P%0*d", c.digits, c.patients)
	}
}
