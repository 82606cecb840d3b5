package survival_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"graftstat/analysis/survival"
)

// Coverage is measured with a few hundred draws a cell here, and with as many as
// asked for, and all cells printed, by
//
//	GRAFTSTAT_COVERAGE=10000 go test ./analysis/survival -run Coverage -v -timeout 2h
//
// A cell has a design and a number of cases. Each has the seed (20260131, cell).
func coverageDraws(few int) (draws int, all bool) {
	if n, err := strconv.Atoi(os.Getenv("GRAFTSTAT_COVERAGE")); err == nil && n > 0 {
		return n, true
	}
	return few, false
}

// A design draws cases on whole days. The time of any event has the survivor
// function exp(−rate·day^shape); it is of cause 1 with probability own.
// Censoring is uniform on 0 to until, or on day until for all.
type design struct {
	name    string
	shape   float64
	s       float64 // S(horizon)
	horizon float64
	own     float64
	until   float64
	uniform bool
}

func (d design) rate() float64 { return -math.Log(d.s) / math.Pow(d.horizon, d.shape) }

func (d design) free(day float64) float64 { return math.Exp(-d.rate() * math.Pow(day, d.shape)) }

func (d design) draw(n int, r *rand.Rand) survival.Observations {
	var o survival.Observations
	for range n {
		time := math.Ceil(math.Pow(r.ExpFloat64()/d.rate(), 1/d.shape))
		cause := uint8(1)
		if r.Float64() >= d.own {
			cause = 2
		}
		end := d.until
		if d.uniform {
			end = math.Floor(r.Float64() * d.until)
		}
		if time > end {
			time, cause = end, 0
		}
		o.Time, o.Cause = append(o.Time, time), append(o.Cause, cause)
	}
	return o
}

// meanFree is the true restricted mean at the horizon: days are whole, so S is
// that of a day's start throughout the day.
func (d design) meanFree() float64 {
	sum := 0.0
	for day := 0.0; day < d.horizon; day++ {
		sum += d.free(day)
	}
	return sum
}

// A tally counts the intervals of a cell by where they lie.
type tally struct{ used, below, above int }

func (c *tally) add(lower, upper, truth float64) {
	c.used++
	switch {
	case upper < truth:
		c.below++
	case lower > truth:
		c.above++
	}
}

func (c tally) coverage() float64 { return 1 - float64(c.below+c.above)/float64(c.used) }

// least is what a coverage of floor may come out as in three cells of a thousand.
func (c tally) least(floor float64) float64 {
	return floor - 2.75*math.Sqrt(floor*(1-floor)/float64(c.used))
}

func cell(name string, n, at int, all bool, c tally) {
	if all {
		fmt.Printf("%-34s n %2d  %.3f (below %.3f, above %.3f) of %d, cell %d\n", name, n, c.coverage(),
			float64(c.below)/float64(c.used), float64(c.above)/float64(c.used), c.used, at)
	}
}

func meanDesigns(all bool) []design {
	var found []design
	for _, shape := range []float64{1, .5} {
		for _, s := range []float64{.1, .5, .7, .9, .95} {
			for _, c := range []float64{0, 2.5, 1.2} {
				if !all && !(shape == 1 && (s == .1 && c == 1.2 || s == .9 && c == 0)) {
					continue
				}
				d := design{fmt.Sprintf("shape %.1f, S %.2f, censored to %.1f", shape, s, c), shape, s, 730, 1, c * 730,
					true}
				if c == 0 {
					d.until, d.uniform = 730, false
				}
				found = append(found, d)
			}
		}
	}
	return found
}

// The interval of a restricted mean covers .94 or more at 10 to 59 cases, of
// draws with an event and followed to the horizon. The normal one does not: this
// test can fail.
func TestRestrictedMeanCoverage(t *testing.T) {
	draws, all := coverageDraws(500)
	sizes := []int{10, 15, 20, 30, 45, 59}
	if !all {
		sizes = []int{10, 30}
	}
	worst := map[string]map[int]float64{"": {}, "normal": {}}
	at := uint64(0)
	for _, d := range meanDesigns(all) {
		truth := d.meanFree()
		for _, n := range sizes {
			at++
			r := rand.New(rand.NewPCG(20260131, at))
			var own, normal tally
			for range draws {
				m := curve(t)(survival.KaplanMeier(newTable(t, d.draw(n, r), 1, 2), 0, survival.Settings{})).
					RestrictedMean(d.horizon)
				if math.IsNaN(m.Lower) {
					continue
				}
				own.add(m.Lower, m.Upper, truth)
				if h := 1.959963984540054 * m.StdErr; !math.IsNaN(h) {
					normal.add(m.Estimate-h, m.Estimate+h, truth)
				}
			}
			if own.coverage() < own.least(.94) {
				t.Errorf("%s, n = %d: coverage %.3f", d.name, n, own.coverage())
			}
			cell(d.name, n, int(at), all, own)
			cell(d.name+" normal", n, int(at), all, normal)
			worst[""][n] = least(worst[""][n], own.coverage())
			worst["normal"][n] = least(worst["normal"][n], normal.coverage())
		}
	}
	for _, n := range sizes {
		if all {
			fmt.Printf("least of all designs, n %2d: %.3f, normal %.3f\n", n, worst[""][n], worst["normal"][n])
		} else if n == 10 && worst["normal"][n] > .9 {
			t.Errorf("the normal interval covers %.3f: the draws tell nothing", worst["normal"][n])
		}
	}
}

func least(known, x float64) float64 {
	if known == 0 {
		return x
	}
	return min(known, x)
}

func incidenceDesigns(all bool) []design {
	var found []design
	for _, s := range []float64{.4, .1} {
		for _, own := range []float64{.5, .9, 1} {
			for _, c := range []float64{0, 3, 1.5, 1.1} {
				if !all && !(s == .4 && own == .5 && (c == 1.1 || c == 0)) {
					continue
				}
				d := design{fmt.Sprintf("F %.2f, censored to %.1f", own*(1-s), c), 1, s, 100, own, c * 100, true}
				if c == 0 {
					d.until, d.uniform = 200, false
				}
				found = append(found, d)
			}
		}
	}
	return found
}

// The interval of an incidence under auto covers .935 or more at 10 to 30 cases
// under none to heavy censoring, of draws followed to the day.
func TestIncidenceCoverage(t *testing.T) {
	draws, all := coverageDraws(800)
	sizes := []int{10, 15, 20, 29}
	if !all {
		sizes = []int{10, 29}
	}
	at := uint64(1000)
	for _, d := range incidenceDesigns(all) {
		truth := d.own * (1 - d.free(d.horizon))
		for _, n := range sizes {
			at++
			r := rand.New(rand.NewPCG(20260131, at))
			var c tally
			for range draws {
				f := curve(t)(survival.CumulativeIncidence(newTable(t, d.draw(n, r), 1, 2), 0, 1, survival.Settings{}))
				if p := f.At(d.horizon); !math.IsNaN(p.Estimate) {
					c.add(p.Lower, p.Upper, truth)
				}
			}
			if c.coverage() < c.least(.935) {
				t.Errorf("%s, n = %d: coverage %.3f", d.name, n, c.coverage())
			}
			cell(d.name, n, int(at), all, c)
		}
	}
}

// Where nearly everyone is censored before the day, an interval as wide as the
// variance alone makes it covers .82 to .88: the number of cases whose outcome is
// known must bound it. Events are late (shape 3), half of them of the cause, and
// censoring is uniform to just past the day.
func TestIncidenceCoverageFewKnown(t *testing.T) {
	draws, all := coverageDraws(1000)
	d := design{"F 0.40, late, censored to 1.02", 3, .2, 100, .5, 102, true}
	truth := d.own * (1 - d.free(d.horizon))
	at := uint64(3000)
	for _, n := range []int{15, 20} {
		at++
		r := rand.New(rand.NewPCG(20260131, at))
		var c tally
		for range draws {
			f := curve(t)(survival.CumulativeIncidence(newTable(t, d.draw(n, r), 1, 2), 0, 1, survival.Settings{}))
			if p := f.At(d.horizon); !math.IsNaN(p.Estimate) {
				c.add(p.Lower, p.Upper, truth)
			}
		}
		if c.coverage() < c.least(.935) {
			t.Errorf("n = %d: coverage %.3f of %d", n, c.coverage(), c.used)
		}
		cell(d.name, n, int(at), all, c)
	}
}

// Near 1 the interval of survival and of an incidence under auto covers .94 or
// more at 50 and 200 cases, where few are without the event or few have it.
func TestCoverageNearOne(t *testing.T) {
	draws, all := coverageDraws(600)
	at := uint64(2000)
	for _, s := range []float64{.02, .1, .9, .98} {
		for _, until := range []float64{200, 300} {
			for _, n := range []int{50, 200} {
				if !all && !(n == 50 && until == 300 && (s == .02 || s == .98)) {
					continue
				}
				at++
				d := design{fmt.Sprintf("S %.2f, until %.0f", s, until), 1, s, 100, 1, until, until == 300}
				r := rand.New(rand.NewPCG(20260131, at))
				var km, f tally
				for range draws {
					table := newTable(t, d.draw(n, r), 1, 1)
					if p := curve(t)(survival.KaplanMeier(table, 0, survival.Settings{})).
						At(100); !math.IsNaN(p.Estimate) {
						km.add(p.Lower, p.Upper, d.free(100))
					}
					if p := curve(t)(survival.CumulativeIncidence(table, 0, 1, survival.Settings{})).
						At(100); !math.IsNaN(p.Estimate) {
						f.add(p.Lower, p.Upper, 1-d.free(100))
					}
				}
				for name, c := range map[string]tally{"survival": km, "incidence": f} {
					if c.coverage() < c.least(.94) {
						t.Errorf("%s, %s, n = %d: coverage %.3f", name, d.name, n, c.coverage())
					}
					cell(name+" "+d.name, n, int(at), all, c)
				}
			}
		}
	}
}
