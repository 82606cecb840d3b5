package recovery

import "testing"

// The table of the source, organ by organ: each combination has the highest grade
// that one of its organs gives.
func TestMAGICGradeOfAllCombinations(t *testing.T) {
	skin, liver := []int{0, 1, 1, 2, 4}, []int{0, 2, 3, 3, 4}
	upper, lower := []int{0, 2}, []int{0, 2, 3, 3, 4}
	var counts [5]int
	for s := range 5 {
		for l := range 5 {
			for u := range 2 {
				for g := range 5 {
					want := max(skin[s], liver[l], upper[u], lower[g])
					if got := magicGrade(stages{s, l, u, g}); got != want {
						t.Errorf("skin %d, liver %d, upper %d, lower %d: grade %d, want %d", s, l, u, g, got, want)
					}
					counts[want]++
				}
			}
		}
	}
	if counts != [5]int{1, 2, 29, 96, 122} {
		t.Errorf("combinations by grade %v", counts)
	}
}
