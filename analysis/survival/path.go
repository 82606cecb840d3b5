package survival

// A path holds the transition matrices P(0), P(1), … of a multi-state estimate,
// one for each time, and multiplies row vectors by stretches of them. Each matrix
// is kept as its moves, stretches of blockSize·2^l of them as dense products, so
// that a stretch of any length takes O(log times) steps. No matrix is inverted.
type path struct {
	states int
	moves  []move
	ends   []int       // moves of matrix at end here
	dense  [][]float64 // [l]: products of consecutive stretches of blockSize·2^l matrices
	counts []int       // scratch of add
	gain   []float64   // scratch of step
}

const blockSize = 32

// A move is one entry P_hj > 0 of a row that is not that of the unit matrix. Each
// such row has its P_hh too, even if it is 0.
type move struct {
	from, to uint8 // from 0
	share    float64
}

// add appends the matrix of the rows that stop at one time.
func (w *path) add(x Transitions, stopping []int32, atRisk []int) {
	k := w.states
	if w.counts == nil {
		w.counts, w.gain = make([]int, k*k), make([]float64, k)
	}
	clear(w.counts)
	moved := false
	for _, i := range stopping {
		if x.To[i] > 0 {
			w.counts[int(x.From[i]-1)*k+int(x.To[i]-1)]++
			moved = true
		}
	}
	for h := 0; moved && h < k; h++ {
		left := atRisk[h]
		for _, n := range w.counts[h*k : (h+1)*k] {
			left -= n
		}
		if left == atRisk[h] {
			continue
		}
		w.counts[h*k+h] = left
		for j, n := range w.counts[h*k : (h+1)*k] {
			if n > 0 || j == h {
				w.moves = append(w.moves, move{uint8(h), uint8(j), float64(n) / float64(atRisk[h])})
			}
		}
	}
	w.ends = append(w.ends, len(w.moves))
}

// at is matrix number i.
func (w *path) at(i int) []move {
	if i == 0 {
		return w.moves[:w.ends[0]]
	}
	return w.moves[w.ends[i-1]:w.ends[i]]
}

// step multiplies v by matrix number i.
func (w *path) step(v []float64, i int) {
	moves := w.at(i)
	for _, m := range moves {
		w.gain[m.to] += v[m.from] * m.share
	}
	for _, m := range moves {
		if m.from == m.to {
			v[m.from] = 0
		}
	}
	for _, m := range moves {
		v[m.to] += w.gain[m.to]
		w.gain[m.to] = 0
	}
}

// close makes the dense products, after the last add.
func (w *path) close() {
	k := w.states
	var level []float64
	for from := 0; from+blockSize <= len(w.ends); from += blockSize {
		for h := range k {
			row := make([]float64, k)
			row[h] = 1
			for i := range blockSize {
				w.step(row, from+i)
			}
			level = append(level, row...)
		}
	}
	for len(level) > 0 {
		w.dense = append(w.dense, level)
		var next []float64
		for at := 0; at+2*k*k <= len(level); at += 2 * k * k {
			for h := range k {
				row := append([]float64(nil), level[at+h*k:at+(h+1)*k]...)
				w.multiply(row, level[at+k*k:at+2*k*k])
				next = append(next, row...)
			}
		}
		level = next
	}
}

// through multiplies v by the matrices from, …, to − 1.
func (w *path) through(v []float64, from, to int) {
	for from < to {
		if from%blockSize != 0 || from+blockSize > to {
			w.step(v, from)
			from++
			continue
		}
		l, size := 0, blockSize
		for from%(2*size) == 0 && from+2*size <= to {
			l, size = l+1, 2*size
		}
		n := w.states * w.states
		w.multiply(v, w.dense[l][from/size*n:(from/size+1)*n])
		from += size
	}
}

// multiply replaces v by v·m.
func (w *path) multiply(v, m []float64) {
	for h, x := range v {
		if x != 0 {
			for j := range w.gain {
				w.gain[j] += x * m[h*w.states+j]
			}
		}
	}
	copy(v, w.gain)
	clear(w.gain)
}
