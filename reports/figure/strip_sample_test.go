package figure

import (
	"fmt"
	"math"

	"graftstat/reports/document"
)

// engraftment are the days of n groups of cases each, with ties.
func engraftment(n, cases int, label string) *document.Figure {
	f := chartFigure(fmt.Sprintf("strips-%d-%d", n, cases), "Ngày mọc mảnh ghép bạch cầu hạt")
	f.Caption = "Chỉ tính người bệnh đã mọc mảnh ghép."
	f.XLabel, f.XTicks = "Số ngày từ khi ghép", xTicks(49, 7)
	s := &document.Strips{TextHead: "Trung vị (tứ phân vị)", Median: "Trung vị", Quartiles: "Khoảng tứ phân vị"}
	for i := range n {
		g := document.Strip{Label: fmt.Sprintf(label, i+1), Q1: 15 + float64(i%3), Median: 18 + float64(i%3),
			Q3: 21 + float64(i%3)}
		g.Text = fmt.Sprintf("%g (%g–%g); n = %d", g.Median, g.Q1, g.Q3, cases)
		for k := range cases {
			share := (float64(k) + 0.5) / float64(cases)
			g.Values = append(g.Values, max(0, math.Round(18+float64(i%3)+2.6*math.Log(share/(1-share)))))
		}
		s.Groups = append(s.Groups, g)
	}
	if n > 2 {
		s.Groups[n-1] = document.Strip{
			Label: fmt.Sprintf(label, n), Text: "không ca nào", Q1: math.NaN(), Median: math.NaN(), Q3: math.NaN(),
		}
	}
	f.Chart = s
	return f
}
