package monitor

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// A chain is a chart on a grid of states 0 … states-1 in steps of limit/states;
// state i stands for the value i·limit/states, and states or more is a signal.
// step[d+down] is the probability of a move by d, at most to 0: R is banded.
type chain struct {
	states   int
	down, up int
	step     []float64
}

// A grid is so fine that the smaller of the mean moves up and down takes about
// gridMoves of its steps, within what is quick to solve.
const (
	gridMoves = 16
	minStates = 800
	maxStates = 2000
)

// chain puts the weights on a grid. One that falls between two moves, k and
// k+1, at k + f, is a move of k+1 with probability f, else of k: its mean is kept.
func (w *weights) chain(limit float64) *chain {
	var up, down, sumUp, sumDown, highest, lowest float64
	for i, step := range w.step {
		p := w.probability[i]
		highest, lowest = math.Max(highest, step), math.Min(lowest, step)
		if step > 0 {
			up, sumUp = up+p, sumUp+p*step
		} else {
			down, sumDown = down+p, sumDown-p*step
		}
	}
	move := math.Min(sumUp/math.Max(up, 1e-300), sumDown/math.Max(down, 1e-300))
	states := minStates
	if fine := gridMoves * limit / move; fine > minStates {
		states = int(math.Min(fine, maxStates))
	}
	width := limit / float64(states)
	c := &chain{states: states}
	c.up = int(math.Min(highest/width+1, float64(states))) // a longer move up is a signal too
	c.down = int(math.Min(-lowest/width+1, float64(states)))
	c.step = make([]float64, c.up+c.down+1)
	for i, step := range w.step {
		at := math.Max(-float64(c.down), math.Min(float64(c.up), step/width))
		k := math.Floor(at)
		f := at - k
		c.step[int(k)+c.down] += (1 - f) * w.probability[i]
		if f > 0 {
			c.step[int(k)+1+c.down] += f * w.probability[i]
		}
	}
	return c
}

// meanRunLength solves (I - R) x = 1 for the mean number of steps from state 0.
// I - R is an M-matrix, so that elimination needs no pivoting.
func (c *chain) meanRunLength() float64 {
	band := c.down + c.up + 1
	a, x := make([]float64, c.states*band), make([]float64, c.states) // a[i*band + j-i+down]
	for i := range c.states {
		x[i] = 1
		row := a[i*band : (i+1)*band]
		for d, p := range c.step {
			if j := i + d - c.down; j <= 0 {
				row[c.down-i] -= p
			} else if j < c.states {
				row[d] -= p
			}
		}
		row[c.down]++
	}
	for k := range c.states {
		pivot := a[k*band+c.down : (k+1)*band]
		for i := k + 1; i < min(k+c.down+1, c.states); i++ {
			at := i*band + k - i + c.down
			factor := a[at] / pivot[0]
			if factor == 0 {
				continue
			}
			floats.AddScaled(a[at:at+len(pivot)], -factor, pivot)
			x[i] -= factor * x[k]
		}
	}
	for i := c.states - 1; i >= 0; i-- {
		row := a[i*band+c.down : (i+1)*band]
		for j := 1; j < len(row) && i+j < c.states; j++ {
			x[i] -= row[j] * x[i+j]
		}
		x[i] /= row[0]
	}
	return x[0]
}
