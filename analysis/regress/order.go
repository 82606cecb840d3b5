package regress

import "math"

// sortBy sorts the index by key, stably, by counting the bytes of the keys.
// Bytes that are the same in every key cost nothing, so whole days sort in two
// or three passes. O(n).
func sortBy(index []int32, key func(int32) uint64) {
	type item struct {
		key uint64
		at  int32
	}
	items, other := make([]item, len(index)), make([]item, len(index))
	var counts [8][256]int
	for i, at := range index {
		k := key(at)
		items[i] = item{k, at}
		for b := range counts {
			counts[b][byte(k>>(8*b))]++
		}
	}
	for b := range counts {
		first := 0
		constant := false
		for v, n := range counts[b] {
			constant = constant || n == len(index)
			counts[b][v] = first
			first += n
		}
		if constant {
			continue
		}
		for _, it := range items {
			v := byte(it.key >> (8 * b))
			other[counts[b][v]] = it
			counts[b][v]++
		}
		items, other = other, items
	}
	for i, it := range items {
		index[i] = it.at
	}
}

// floatKey has the order of the numbers; 0 and -0 are one.
func floatKey(v float64) uint64 {
	bits := math.Float64bits(v + 0)
	if bits>>63 != 0 {
		return ^bits
	}
	return bits | 1<<63
}
