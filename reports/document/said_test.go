package document_test

import (
	"testing"

	"graftstat/reports/document"
)

// A figure that says its numbers says each: one more or less, and every text after
// it would stand at another's place.
func TestSaidIsOneForEachNumber(t *testing.T) {
	f := document.Figure{Chart: &document.Flow{Steps: []document.FlowStep{{Box: document.FlowBox{Title: "Read",
		Count: "n = 3"}}}}}
	for said, want := range map[int]bool{0: true, 1: true, 2: false} {
		f.Said = make([]string, said)
		if err := f.Check(); (err == nil) != want {
			t.Errorf("%d texts for 1 number: error %v", said, err)
		}
	}
}
