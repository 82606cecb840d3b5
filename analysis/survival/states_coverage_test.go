package survival_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"graftstat/analysis/survival"
)

// A chain draws cases that go about four states on whole days, 4 for good. With frailty
// the way of a case hangs on its past: there is then no Markov property.
type chain struct {
	name    string
	rates   [3][4]float64 // a day, from state to state
	frailty bool          // the rates of a case are .3 or 1.7 times as large
	until   float64       // censoring is uniform on until/2 to until; 0: none before the horizon
	horizon float64
}

// course is the state of a case on each day from 0 to the horizon.
func (c chain) course(r *rand.Rand) []uint8 {
	factor := 1.0
	if c.frailty {
		factor = []float64{.3, 1.7}[r.IntN(2)]
	}
	days, state := make([]uint8, int(c.horizon)+1), uint8(1)
	for day := range days {
		if day > 0 && state < 4 {
			u := r.Float64()
			for to, rate := range c.rates[state-1] {
				if u -= rate * factor; u < 0 {
					state = uint8(to + 1)
					break
				}
			}
		}
		days[day] = state
	}
	return days
}

// draw are the stays of n cases.
func (c chain) draw(n int, r *rand.Rand) survival.Transitions {
	var x survival.Transitions
	for id := range n {
		days := c.course(r)
		end := int(c.horizon)
		if c.until > 0 {
			end = min(end, int(c.until/2+r.Float64()*c.until/2))
		}
		start := 0
		row := func(from, to uint8, stop int) {
			x.Case, x.From, x.To = append(x.Case, int32(id)), append(x.From, from), append(x.To, to)
			x.Start, x.Stop = append(x.Start, float64(start)), append(x.Stop, float64(stop))
			start = stop
		}
		for day := 1; day <= end; day++ {
			if days[day] != days[day-1] {
				row(days[day-1], days[day], day)
			}
		}
		if days[end] < 4 && (start < end || end == 0) {
			row(days[end], 0, end)
		}
	}
	return x
}

// chainTruth is what a great many cases have: by day the share in each state, and of those
// in each state on the landmark.
type chainTruth struct {
	share [][4]float64
	given [4][][4]float64
}

func (c chain) truth(landmark, cases int) chainTruth {
	r := rand.New(rand.NewPCG(1, 1))
	w := chainTruth{share: make([][4]float64, int(c.horizon)+1)}
	var in [4]float64
	for h := range w.given {
		w.given[h] = make([][4]float64, len(w.share))
	}
	for range cases {
		days := c.course(r)
		at := days[landmark] - 1
		in[at]++
		for day, state := range days {
			w.share[day][state-1] += 1 / float64(cases)
			w.given[at][day][state-1]++
		}
	}
	for h := range w.given {
		for day := range w.given[h] {
			for j := range w.given[h][day] {
				w.given[h][day][j] /= in[h]
			}
		}
	}
	return w
}

// mean is the time in a state before the horizon: the state of a day's start lasts the day.
func (w chainTruth) mean(h int) float64 {
	sum := 0.0
	for _, p := range w.share[:len(w.share)-1] {
		sum += p[h]
	}
	return sum
}

var chainRanks = []int{2, 1, 3, 4}

// win is the win time of one chain over another.
func (w chainTruth) win(other chainTruth) float64 {
	sum := 0.0
	for day := range w.share[:len(w.share)-1] {
		for h, p := range w.share[day] {
			for j, q := range other.share[day] {
				switch {
				case chainRanks[h] < chainRanks[j]:
					sum += p * q
				case chainRanks[h] > chainRanks[j]:
					sum -= p * q
				}
			}
		}
	}
	return sum
}

func chains(all bool) []chain {
	common := [3][4]float64{{0, .03, .006, .003}, {.008, 0, .008, .001}, {.01, .01, 0, .006}}
	rare := [3][4]float64{{0, .05, .001, .0007}, {.0012, 0, .0008, .0002}, {.01, .02, 0, .003}}
	grim := [3][4]float64{{0, .01, .02, .02}, {.02, 0, .02, .01}, {.01, .01, 0, .04}}
	var found []chain
	for _, c := range []chain{{name: "common", rates: common}, {name: "rare", rates: rare}, {name: "grim", rates: grim}} {
		for _, frailty := range []bool{false, true} {
			for _, until := range []float64{0, 2.5, 1.25} {
				if !all && !(c.name == "rare" && !frailty && until == 1.25) {
					continue
				}
				d := c
				d.frailty, d.horizon, d.until = frailty, 180, until*180
				d.name = fmt.Sprintf("%s, frailty %t, censored to %.2f", c.name, frailty, until)
				found = append(found, d)
			}
		}
	}
	return found
}

// cover is the least coverage by kind and number of cases.
type cover map[string]map[int]tally

func (c cover) add(kind string, n int, lower, upper, truth float64) {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		return
	}
	if c[kind] == nil {
		c[kind] = map[int]tally{}
	}
	t := c[kind][n]
	t.add(lower, upper, truth)
	c[kind][n] = t
}

// The intervals of what this package says of states cover .94 or more, but for one that
// rests on the Markov property where there is none: the share at the horizon and at a
// third of it, the mean time, its difference, win time, the occupation from a landmark. Those
// beside them that are normal do not: this test can fail.
func TestStatesCoverage(t *testing.T) {
	draws, all := coverageDraws(100)
	sizes, many := []int{20}, 20_000
	if all {
		sizes, many = []int{10, 20, 30, 60, 120}, 200_000
	}
	worst := map[string]map[int]float64{}
	least := map[string]map[int]string{}
	at := uint64(5000)
	designs := chains(all)
	const landmark = 60
	truths := make([]chainTruth, len(designs))
	for d, c := range designs {
		truths[d] = c.truth(landmark, many)
	}
	for d, c := range designs {
		w := truths[d]
		other := truths[(d+len(designs)/3)%len(designs)]
		rival := designs[(d+len(designs)/3)%len(designs)]
		for _, n := range sizes {
			at++
			r := rand.New(rand.NewPCG(20260131, at))
			found := cover{}
			for range draws {
				coverOnce(t, c, rival, w, other, n, landmark, r, found)
			}
			for kind, by := range found {
				x := by[n]
				if x.used < draws/5 {
					continue
				}
				if worst[kind] == nil {
					worst[kind], least[kind] = map[int]float64{}, map[int]string{}
				}
				if v := x.coverage(); worst[kind][n] == 0 || v < worst[kind][n] {
					worst[kind][n], least[kind][n] = v, c.name
				}
				honest := !strings.HasPrefix(kind, "normal") && kind != "landmark by all"
				if honest && x.coverage() < x.least(.94) {
					t.Errorf("%s of %s, n = %d: coverage %.3f", kind, c.name, n, x.coverage())
				}
				if kind == "normal mean 3" && !all && x.coverage() > .9 {
					t.Errorf("the normal interval covers %.3f: the draws tell nothing", x.coverage())
				}
				if all {
					cell(fmt.Sprintf("%-22s %s", kind, c.name), n, int(at), all, x)
				}
			}
		}
	}
	for kind, by := range worst {
		for _, n := range sizes {
			if all {
				fmt.Printf("LEAST %-28s n %3d  %.3f  %s\n", kind, n, by[n], least[kind][n])
			}
		}
	}
}

func coverOnce(t *testing.T, c, rival chain, w, other chainTruth, n, landmark int, r *rand.Rand, found cover) {
	const z = 1.959963984540054
	x := c.draw(n, r)
	o := occupation(t, x, 4)
	v := occupation(t, rival.draw(n, r), 4)
	for h := range 4 {
		for _, day := range []float64{c.horizon / 3, c.horizon} {
			p := o.States[h].At(day)
			found.add("occupation", n, p.Lower, p.Upper, w.share[int(day)][h])
		}
		m := o.MeanTime(h+1, c.horizon)
		found.add("mean "+fmt.Sprint(h+1), n, m.Lower, m.Upper, w.mean(h))
		found.add("normal mean "+fmt.Sprint(h+1), n, m.Estimate-z*m.StdErr, m.Estimate+z*m.StdErr, w.mean(h))
		d := survival.DifferenceOfMeanTimes(o, v, h+1, c.horizon)
		found.add("difference "+fmt.Sprint(h+1), n, d.Lower, d.Upper, w.mean(h)-other.mean(h))
	}
	win, err := survival.CompareStates(o, v, chainRanks, c.horizon)
	if err != nil {
		t.Fatal(err)
	}
	found.add("win", n, win.Lower, win.Upper, w.win(other))
	found.add("normal win", n, win.Estimate-z*win.StdErr, win.Estimate+z*win.StdErr, w.win(other))
	for h := range 2 {
		l, err := survival.OccupationFrom(x, 4, h+1, float64(landmark), survival.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		if l.Cases < 5 {
			continue
		}
		for j := range 4 {
			a, b := l.At(j+1, c.horizon*2/3)
			truth := w.given[h][int(c.horizon*2/3)][j]
			found.add("landmark", n, b.Lower, b.Upper, truth)
			found.add("landmark by all", n, a.Lower, a.Upper, truth)
			if !c.frailty {
				found.add("landmark by all, Markov", n, a.Lower, a.Upper, truth)
			}
		}
	}
}
