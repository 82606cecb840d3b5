package describe

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// A network finds the tail of Fisher's test. A node of stage j is what the
// columns from j on still leave to each row, sorted since the order of the rows
// does not matter. A path is the way of the columns before, of which only the
// sum of -log count! is kept; paths to a node that have the same sum are one.
// A path is settled as soon as the most or the least probable way on decides it.
type network struct {
	columns []int
	logs    []float64
	limit   float64 // the tail: tables with Σ -log count! up to it
	work    int     // steps left
	ways    []map[string]span
}

// A span holds the largest and the smallest Σ -log count! of the ways on.
type span struct{ most, least float64 }

type path struct {
	sum   float64
	count float64
}

type node struct {
	rows   []int
	span   span
	paths  []path
	merged int // paths that were merged already
}

// exactTail is the probability of the tables of the same margins in the tail.
// It is false where that takes more than the work allowed.
func exactTail(t contingencyTable, logs []float64, limit float64, work int) (p float64, ok bool) {
	n := &network{columns: slices.Sorted(slices.Values(t.columns)), logs: logs, limit: limit, work: work}
	slices.Reverse(n.columns)
	n.ways = make([]map[string]span, len(n.columns))
	for j := range n.ways {
		n.ways[j] = make(map[string]span)
	}
	rows := slices.Sorted(slices.Values(t.rows))
	stage := []*node{{rows: rows, paths: []path{{0, 1}}, span: n.spanOf(rows, 0)}}
	all := n.total(rows, 0)
	for j := 0; j < len(n.columns) && n.work > 0; j++ {
		var tail float64
		stage, tail = n.step(stage, j, all)
		p += tail
	}
	return min(p, 1), n.work > 0
}

// step takes all paths through column j. It returns the nodes that are still
// to be decided, and the probability of the paths that are all in the tail.
func (n *network) step(stage []*node, j int, all float64) (next []*node, tail float64) {
	index := make(map[string]int)
	var key []byte
	for _, from := range stage {
		from.merge()
		n.each(from.rows, n.columns[j], func(left []int, sum float64) {
			left = slices.Clone(left)
			slices.Sort(left)
			key = appendKey(key[:0], left)
			i, found := index[string(key)]
			if !found {
				i = len(next)
				index[string(key)] = i
				next = append(next, &node{rows: left, span: n.spanOf(left, j+1)})
			}
			to := next[i]
			total := n.total(left, j+1)
			n.work -= len(from.paths)
			for _, p := range from.paths {
				switch past := p.sum + sum; {
				case past+to.span.most <= n.limit:
					tail += p.count * math.Exp(past+total-all)
				case past+to.span.least <= n.limit:
					to.add(path{past, p.count})
				}
			}
		})
	}
	return next, tail
}

// total is the logarithm of the sum of Π 1/count! over all ways on.
func (n *network) total(rows []int, j int) float64 {
	cases, sum := 0, 0.0
	for _, r := range rows {
		cases += r
		sum -= n.logs[r]
	}
	for _, c := range n.columns[j:] {
		sum -= n.logs[c]
	}
	return sum + n.logs[cases]
}

func (n *network) spanOf(rows []int, j int) span {
	if j == len(n.columns) {
		return span{}
	}
	if j == len(n.columns)-1 {
		sum := 0.0
		for _, r := range rows {
			sum -= n.logs[r]
		}
		return span{sum, sum}
	}
	key := string(appendKey(nil, rows))
	if s, known := n.ways[j][key]; known || n.work <= 0 {
		return s
	}
	s := span{math.Inf(-1), math.Inf(1)}
	n.each(rows, n.columns[j], func(left []int, sum float64) {
		left = slices.Clone(left)
		slices.Sort(left)
		rest := n.spanOf(left, j+1)
		s.most, s.least = max(s.most, sum+rest.most), min(s.least, sum+rest.least)
	})
	n.ways[j][key] = s
	return s
}

// each visits every way to take a column's cases from the rows, with what it
// leaves and its Σ -log count!. left is the visitor's only during the call.
func (n *network) each(rows []int, column int, visit func(left []int, sum float64)) {
	left := slices.Clone(rows)
	after := 0 // cases of the rows not yet taken from
	for _, r := range rows {
		after += r
	}
	var take func(i, need, after int, sum float64)
	take = func(i, need, after int, sum float64) {
		if n.work <= 0 {
			return
		}
		if i == len(rows)-1 {
			n.work--
			left[i] = rows[i] - need
			visit(left, sum-n.logs[need])
			return
		}
		after -= rows[i]
		for x := max(0, need-after); x <= min(rows[i], need); x++ {
			left[i] = rows[i] - x
			take(i+1, need-x, after, sum-n.logs[x])
		}
	}
	take(0, column, after, 0)
}

func (to *node) add(p path) {
	to.paths = append(to.paths, p)
	if len(to.paths) > 2*to.merged+64 {
		to.merge()
	}
}

// merge makes one of the paths whose sums differ by rounding only.
func (to *node) merge() {
	slices.SortFunc(to.paths, func(a, b path) int { return cmp.Compare(a.sum, b.sum) })
	kept := to.paths[:0]
	for _, p := range to.paths {
		if last := len(kept) - 1; last >= 0 && p.sum-kept[last].sum < 1e-10 {
			kept[last].count += p.count
			continue
		}
		kept = append(kept, p)
	}
	to.paths, to.merged = kept, len(kept)
}

func appendKey(key []byte, rows []int) []byte {
	for _, r := range rows {
		key = binary.AppendUvarint(key, uint64(r))
	}
	return key
}
