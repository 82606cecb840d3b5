package main

import "math"

// course is how a patient's blood behaves after the transplant. Recovery days
// are those on which the patient's own cells cross the threshold.
type course struct {
	end Day // last day of the log

	ancBefore, ancDay, ancRise, ancPlateau                  float64 // 10^9/L
	plateletsBefore, plateletDay, plateletRise, plateletCap float64 // 10^9/L
	plateletTrigger                                         float64 // transfused below it

	hb, hbLoss, hbGain, hbTarget float64 // g/dL, a day
	erythroidDay                 Day     // red cells are made from here on
	rejectedDay                  Day     // and no longer from here on
	hbTrigger                    float64

	allogeneic bool
	ldh        float64 // U/L
	haemolysis float64 // what is added to it on day 0
}

// simulate runs the course a day at a time from the day before the transplant.
// A drawn day has a value of each count, taken in the morning; what it shows is
// transfused the same day. Nothing is transfused on days without a count.
func (c course) simulate(r random) ([]Count, []Transfusion) {
	var counts []Count
	var transfusions []Transfusion
	pool, hb := 0.0, c.hb
	for d := Day(-1); d <= c.end; d++ {
		pool *= 0.55
		hb = c.nextHb(d, hb)
		platelets := math.Round((c.ownPlatelets(d) + pool) * r.noise(0.06))
		anc := roundTo(c.anc(d)*r.noise(0.15), 2)
		measuredHb := roundTo(hb+0.15*r.NormFloat64(), 1)
		if !c.drawn(d) {
			continue
		}
		counts = append(counts,
			Count{d, "anc", anc},
			Count{d, "wbc", roundTo(anc*r.between(1.15, 1.5)+r.between(0.02, 0.2)+c.lymphocytes(d), 2)},
			Count{d, "platelets", platelets},
			Count{d, "hb", measuredHb})
		counts = append(counts, c.furtherTests(r, d)...)
		if d < 0 {
			continue
		}
		if platelets < c.plateletTrigger {
			pool += r.between(25, 45)
			transfusions = append(transfusions, Transfusion{d, "platelets", 1, c.indication(r, d), 0})
		}
		if measuredHb < c.hbTrigger {
			hb += r.between(1.6, 2.6)
			transfusions = append(transfusions, Transfusion{d, "rbc", 1, c.indication(r, d), 0})
		}
	}
	endSupportive(transfusions)
	return counts, transfusions
}

func (c course) anc(d Day) float64 {
	falling := c.ancBefore * math.Exp(-0.7*float64(d+1))
	rising := math.Min(neutrophilThreshold*math.Exp(c.ancRise*(float64(d)-c.ancDay)), c.ancPlateau)
	return math.Max(falling, rising)
}

func (c course) lymphocytes(d Day) float64 { return clamp(float64(d)*0.012, 0, 1.2) }

func (c course) ownPlatelets(d Day) float64 {
	falling := c.plateletsBefore * math.Exp(-0.32*float64(d+1))
	rising := math.Min(20*math.Exp(c.plateletRise*(float64(d)-c.plateletDay)), c.plateletCap)
	return math.Max(falling, rising)
}

func (c course) nextHb(d Day, hb float64) float64 {
	if d < c.erythroidDay || c.rejected(d) {
		return math.Max(hb-c.hbLoss, 4)
	}
	return math.Min(hb+c.hbGain, math.Max(hb, c.hbTarget))
}

func (c course) rejected(d Day) bool { return c.rejectedDay.happened() && d >= c.rejectedDay }

// drawn reports whether blood is taken: daily in hospital, then at thinning
// intervals; every two weeks after a rejection.
func (c course) drawn(d Day) bool {
	switch {
	case !c.allogeneic:
		return d <= 30 || d%3 == 0
	case d <= 40:
		return true
	case d <= 70:
		return d%3 == 1
	case d <= 112:
		return d%7 == 0
	case c.rejected(d):
		return d%14 == 0
	case d <= 200:
		return d%30 == 0
	}
	return d%90 == 5
}

// furtherTests are those of an allograft alone: reticulocytes and LDH weekly,
// donor chimerism at the usual landmarks and every month of a rejection.
func (c course) furtherTests(r random, d Day) []Count {
	if !c.allogeneic || d < 0 {
		return nil
	}
	var counts []Count
	if d%7 == 0 && d <= 112 {
		reticulocytes := r.between(0.1, 0.6)
		if d >= c.erythroidDay {
			reticulocytes = r.between(1.2, 3.2)
		}
		counts = append(counts, Count{d, "reticulocytes", roundTo(reticulocytes, 1)})
		counts = append(counts,
			Count{d, "ldh", math.Round((c.ldh + c.haemolysis*math.Exp(-float64(d)/10)) * r.noise(0.08))})
	}
	if d == 30 || d == 61 || d == 105 || d == 180 || d == 365 || c.rejected(d) && d%28 == 0 {
		donor := r.between(96, 100)
		if c.rejected(d) {
			donor = clamp(60*math.Exp(-float64(d-c.rejectedDay)/12), 0, 100) * r.noise(0.1)
		}
		counts = append(counts, Count{d, "chimerism", roundTo(math.Min(donor, 100), 1)})
	}
	return counts
}

func (c course) indication(r random, d Day) string {
	if c.rejected(d) {
		return thalassemiaIndication
	}
	return weighted(r, 0.95, "supportive", "other")
}

// endSupportive makes the last of each product before any rejection a
// supportive one, so that independence does not hang on whether a transfusion
// for another reason counts.
func endSupportive(transfusions []Transfusion) {
	for _, product := range []string{"rbc", "platelets"} {
		for i := len(transfusions) - 1; i >= 0; i-- {
			t := &transfusions[i]
			if t.Product == product && t.Indication != thalassemiaIndication {
				t.Indication = "supportive"
				break
			}
		}
	}
}
