package casefile

import (
	"strconv"
	"strings"
	"testing"
)

// Texts that lie in one block stay as they were while others are added.
func TestKeptTextsStay(t *testing.T) {
	d := newDictionary()
	var kept, want []string
	for i := range 20_000 {
		text := strconv.Itoa(i) + strings.Repeat("é", i%50)
		if i%5000 == 4999 {
			text += strings.Repeat("x", 2*largestBlock)
		}
		kept, want = append(kept, d.keep(text)), append(want, text)
	}
	for i := range kept {
		if kept[i] != want[i] {
			t.Fatalf("text %d changed", i)
		}
	}
}
