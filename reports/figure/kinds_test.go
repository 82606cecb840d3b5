package figure

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"graftstat/reports/document"
)

// A kind of chart that document lists has a sample, which every other test of
// this package draws, and a body that draws it.
func TestEveryKindOfChartIsDrawn(t *testing.T) {
	figures := slices.Collect(maps.Values(samples()))
	figures = slices.AppendSeq(figures, maps.Values(chartSamples()))
	for _, kind := range document.Charts() {
		i := slices.IndexFunc(figures, func(f *document.Figure) bool {
			return reflect.TypeOf(f.Chart) == reflect.TypeOf(kind)
		})
		if i < 0 {
			t.Errorf("%T has no sample", kind)
			continue
		}
		frame := vg.Rectangle{Max: vg.Point{X: DoubleWidth, Y: DoubleWidth}}
		if newBody(figures[i], NewPress().typography(DoubleWidth, false), frame) == nil {
			t.Errorf("%T has no body", kind)
		}
	}
}
