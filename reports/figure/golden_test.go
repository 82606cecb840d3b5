package figure

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"graftstat/reports/golden"
)

// goldenDPI is low: the smallest type is five pixels high, which is enough to
// see that something has changed.
const goldenDPI = 50

// Every chart in every shape, over two columns of a journal, and in one column
// where it fits. Package golden says how they are renewed.
func TestGolden(t *testing.T) {
	goldens := golden.Open(t, "samples")
	all := samples()
	maps.Copy(all, chartSamples())
	press := NewPress()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for size, width := range map[string]Size{"": {Width: DoubleWidth}, "-single": {Width: SingleWidth}} {
			var file bytes.Buffer
			if err := press.PNG(&file, all[name], width, goldenDPI); err != nil {
				t.Errorf("%s%s: %v", name, size, err)
				continue
			}
			goldens.Picture(name+size, file.Bytes(), size == "")
		}
	}
}
