package main

import "math"

// visitLag is how long before the closing date a living patient was last seen:
// weeks for most, months for some, hours for one still in hospital.
func visitLag(r random, followUp Day) Day {
	if followUp <= 40 {
		return min(followUp, r.days(0, 3))
	}
	lag := Day(r.ExpFloat64() * 30)
	if r.chance(0.15) {
		lag = r.days(100, 240)
	}
	if lag > followUp-40 {
		lag = r.days(0, 3)
	}
	return lag
}

// addScores are Lansky and PedsQL scores before the transplant, at day 100 and
// each year, where the patient was seen and the score was taken.
func addScores(r random, c *Case, until Day) {
	lansky, quality := float64(70+10*r.IntN(4)), clamp(r.logNormal(66, 0.15), 20, 100)
	for _, day := range []Day{-8, 100, 365, 730, 1095} {
		if day > until {
			return
		}
		if day > 0 {
			lansky, quality = lanskyAfter(r, c, day, lansky), clamp(quality+r.between(-4, 12), 20, 100)
		}
		if day < 0 || r.chance(0.85) {
			c.Scores = append(c.Scores, Score{day, "lansky", lansky})
		}
		if r.chance(0.8) {
			c.Scores = append(c.Scores, Score{day, "pedsql", roundTo(quality, 1)})
		}
	}
}

func lanskyAfter(r random, c *Case, day Day, last float64) float64 {
	if before(earliest(c.Relapse, c.Progression), day) {
		return float64(40 + 10*r.IntN(4))
	}
	return math.Min(last+float64(10*r.IntN(3)), 100)
}

// lansky is the first score before the transplant, or the last one after it.
func (c *Case) lansky(afterTransplant bool) (float64, bool) {
	score, found := 0.0, false
	for _, s := range c.Scores {
		if s.Instrument == "lansky" && (s.Day > 0) == afterTransplant {
			score, found = s.Score, true
		}
	}
	return score, found
}

// weight follows age as in Vietnamese children, with a wide spread.
func weight(r random, age float64) float64 {
	typical := 7.5 + 2*age
	if age > 10 {
		typical = 27.5 + 3.2*(age-10)
	}
	return roundTo(typical*r.noise(0.12), 1)
}
