package figure

import (
	"fmt"
	"math"

	"graftstat/reports/document"
)

// ratios is a forest with every kind of row.
func ratios(label string) *document.Figure {
	f := chartFigure("forest", "Tỷ số nguy cơ tử vong (mô hình Cox)")
	f.Caption = "Mô hình Cox, hiệu chỉnh Efron cho sự kiện trùng ngày; 48 người bệnh, 11 tử vong."
	f.XLabel = "Tỷ số nguy cơ (thang log)"
	for _, v := range []float64{0.1, 0.2, 0.5, 1, 2, 5, 10} {
		f.XTicks = append(f.XTicks, document.Tick{At: v, Label: fmt.Sprint(v)})
	}
	name := func(i int) string { return fmt.Sprintf(label, i) }
	nan := math.NaN()
	f.Chart = &document.Forest{
		LabelHead: "Yếu tố", TextHeads: []string{"HR (KTC 95%)", "p"},
		Lower: "nguy cơ thấp hơn", Higher: "nguy cơ cao hơn",
		Rows: []document.ForestRow{
			{Label: "Người cho", Heading: true},
			{Label: name(1), Indent: 1, Estimate: nan, Lower: nan, Upper: nan, Missing: "nhóm tham chiếu",
				Texts: []string{"1", ""}},
			{Label: name(2), Indent: 1, Estimate: 0.59, Lower: 0.22, Upper: 1.6,
				Texts: []string{"0,59 (0,22–1,60)", "0,30"}},
			{Label: name(3), Indent: 1, Estimate: 2.4, Lower: 1.1, Upper: 14,
				Texts: []string{"2,40 (1,10–14,0)", "0,04"}},
			{Label: "Pesaro", Heading: true},
			{Label: name(4), Indent: 1, Estimate: 0.3, Lower: 0, Upper: 2.2, Texts: []string{"0,30 (0–2,20)", "0,21"}},
			{Label: name(5), Indent: 1, Estimate: 25, Lower: 3, Upper: math.Inf(1),
				Texts: []string{"25,0 (3,00–∞)", "0,002"}},
			{Label: name(6), Indent: 1, Estimate: 44, Lower: 12, Upper: 90,
				Texts: []string{"44,0 (12,0–90,0)", "<0,001"}},
			{Label: name(7), Indent: 1, Estimate: nan, Lower: nan, Upper: nan, Missing: "không ước tính được",
				Texts: []string{"–", "–"}},
			{Label: name(8), Estimate: 1, Lower: 0.05, Upper: 20, Texts: []string{"1,00 (0,05–20,0)", "1,00"}},
		},
	}
	return f
}
