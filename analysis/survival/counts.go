package survival

import "math"

// FromCounts is NewTable where row i stands for count[i] like cases, as in a
// published life table. Counts are at least 1 and sum to less than 2³¹.
func FromCounts(o Observations, count []int32, groups, causes int) (*Table, error) {
	if len(count) != len(o.Time) {
		return nil, ErrColumns
	}
	sum := 0
	for i, n := range count {
		if sum += int(n); n < 1 || sum > math.MaxInt32 {
			return nil, &CaseError{i, "count is out of range"}
		}
	}
	return build(o, count, groups, causes)
}
