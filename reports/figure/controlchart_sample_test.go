package figure

import (
	"fmt"
	"math"

	"graftstat/reports/document"
)

// cusum is a CUSUM over n cases of which every fourth dies, over a VLAD; it
// starts anew after each signal. The last eight cases are pending.
func cusum(n int, label string) *document.Figure {
	f := chartFigure(fmt.Sprintf("cusum-%d", n), "Tử vong liên quan ghép trong 100 ngày: CUSUM và VLAD")
	f.Caption = "CUSUM Bernoulli có hiệu chỉnh nguy cơ, tỷ số chênh 2; giới hạn cho chuỗi trung bình 200 ca khi không có thay đổi."
	f.XLabel = "Số thứ tự ca ghép"
	f.XTicks = xTicks(float64(n+8)+float64((10-(n+8)%10)%10), 10)
	cusum, vlad := document.ControlPath{Label: fmt.Sprintf(label, 1)},
		document.ControlPath{Label: fmt.Sprintf(label, 2), Stepped: true}
	var band []document.ControlBand
	sum, less, low, high := 0.0, 0.0, -1.0, 8.0
	for i := 1; i <= n; i++ {
		died := i%4 == 0 && i > n/3
		sum, less = max(0, sum-0.09), less+0.1
		if died {
			sum, less = sum+0.85, less-1
		}
		p := document.ControlPoint{At: float64(i), Y: sum}
		if sum > 3 {
			p.Signal, p.Label = true, fmt.Sprintf(label, i)
		}
		cusum.Points = append(cusum.Points, p)
		if p.Signal {
			sum = 0
			cusum.Points = append(cusum.Points, document.ControlPoint{At: float64(i), Reset: true})
		}
		low, high = min(low, math.Floor(less)), max(high, math.Ceil(less))
		vlad.Points = append(vlad.Points, document.ControlPoint{At: float64(i), Y: less})
		half := 1.96 * math.Sqrt(0.09*float64(i))
		band = append(band, document.ControlBand{At: float64(i), Lower: -half, Upper: half})
	}
	f.Chart = &document.ControlChart{
		PendingFrom: float64(n) + 0.5, Pending: "chưa đủ 100 ngày", Signal: "tín hiệu", Reset: "bắt đầu lại",
		Band: "khoảng dự đoán 95%",
		Panels: []document.ControlPanel{
			{YLabel: "CUSUM", YTicks: xTicks(4, 1), Paths: []document.ControlPath{cusum},
				Limits: []document.ControlLimit{{Y: 3, Label: "giới hạn 3,0"}}},
			{YLabel: "VLAD: số tử vong kỳ vọng trừ quan sát, cộng dồn", Paths: []document.ControlPath{vlad}, Band: band,
				Zero: true,
				YTicks: []document.Tick{{At: low, Label: fmt.Sprint(low)}, {At: 0, Label: "0"},
					{At: high, Label: fmt.Sprint(high)}}},
		},
	}
	return f
}

// onePanel is a chart of one point.
func onePanel() *document.Figure {
	f := cusum(4, shortName)
	f.ID = "cusum-one"
	c := as[*document.ControlChart](f)
	c.Panels, c.PendingFrom = c.Panels[:1], math.NaN()
	c.Panels[0].Paths[0].Points = c.Panels[0].Paths[0].Points[:1]
	return f
}

// paths has all four paths that a panel tells apart.
func paths() *document.Figure {
	f := cusum(30, longName)
	f.ID = "cusum-paths"
	p := &as[*document.ControlChart](f).Panels[1]
	p.Limits = []document.ControlLimit{{Y: 0, Label: longName}}
	for i := range 3 {
		path := document.ControlPath{Label: fmt.Sprintf(longName, i)}
		for k := range 20 {
			path.Points = append(path.Points, document.ControlPoint{At: float64(k), Y: math.Sin(float64(i + k))})
		}
		p.Paths = append(p.Paths, path)
	}
	return f
}

// funnel has n units around 12 %, of which some lie outside.
func funnel(n int, label string) *document.Figure {
	f := chartFigure(fmt.Sprintf("funnel-%d", n), "Tử vong liên quan ghép theo năm")
	f.Caption = "Giới hạn nhị thức chính xác quanh mục tiêu."
	f.XLabel, f.YLabel = "Số ca ghép", "Tử vong trong 100 ngày"
	f.XTicks, f.YTicks = xTicks(60, 10), yTicks()
	s := &document.Funnel{
		Target: 0.12, TargetLabel: "mục tiêu 12%", Within: "trong giới hạn",
		Beyond: []string{"ngoài 95%", "ngoài 99,8%"},
	}
	for i, z := range []float64{1.96, 3.09} {
		l := document.FunnelLimit{Label: []string{"giới hạn 95%", "giới hạn 99,8%"}[i]}
		for k := 1; k <= 60; k++ {
			half := z * math.Sqrt(0.12*0.88/float64(k))
			up := math.Ceil(min(1, 0.12+half)*float64(k)) / float64(k)
			down := max(0, math.Floor((0.12-half)*float64(k))/float64(k))
			for _, n := range []float64{float64(k) - 0.5, float64(k) + 0.5} {
				l.Upper, l.Lower = append(l.Upper, document.FunnelEdge{N: n, Y: up}),
					append(l.Lower, document.FunnelEdge{N: n, Y: down})
			}
		}
		s.Limits = append(s.Limits, l)
	}
	for i := range n {
		cases := float64(4 + i*37%55)
		p := document.FunnelPoint{N: cases, Y: math.Round(cases*(0.12+0.1*math.Sin(float64(i)))) / cases,
			Label: fmt.Sprintf(label, 2015+i)}
		switch i % 11 {
		case 3:
			p.Y, p.Outside = min(1, 0.12+2.4*math.Sqrt(0.1/cases)), 1
		case 7:
			p.Y, p.Outside = min(1, 0.12+3.6*math.Sqrt(0.1/cases)), 2
		}
		s.Points = append(s.Points, p)
	}
	f.Chart = s
	return f
}

// trend has rows of so many windows.
func trend(rows, windows int, label string) *document.Figure {
	f := chartFigure(fmt.Sprintf("trend-%d-%d", rows, windows), "Chỉ số theo thời gian")
	f.XLabel = "Cửa sổ 12 tháng, kết thúc"
	for k := range max(2, windows) {
		f.XTicks = append(f.XTicks, document.Tick{At: float64(k), Label: fmt.Sprintf("%02d/%d", k%12+1, 2022+k/12)})
	}
	t := &document.Trend{Estimate: "ước tính, KTC 95%", Benchmark: "chuẩn", Prediction: "khoảng dự đoán 95%",
		Signal: "ngoài khoảng dự đoán", Counts: "n"}
	nan := math.NaN()
	for i := range rows {
		r := document.TrendRow{Label: fmt.Sprintf(label, i+1), Benchmark: 0.85 - 0.1*float64(i%4),
			YTicks: []document.Tick{{At: 0, Label: "0%"}, {At: 0.5, Label: "50%"}, {At: 1, Label: "100%"}}}
		if i%5 == 4 {
			r.Benchmark = nan
		}
		for k := range windows {
			y := 0.8 - 0.1*float64(i%4) + 0.15*math.Sin(float64(i+k))
			p := document.TrendPoint{At: float64(k), Estimate: y, Lower: max(0, y-0.25), Upper: min(1, y+0.18),
				Count:           fmt.Sprint(8 + (i+k)%9),
				PredictionLower: nan, PredictionUpper: nan, Signal: k%7 == 6}
			if !math.IsNaN(r.Benchmark) {
				p.PredictionLower, p.PredictionUpper = r.Benchmark-0.2+0.01*float64(k%3), min(1, r.Benchmark+0.14)
			}
			if k == 2 {
				p.Estimate, p.Lower, p.Upper, p.Count, p.Signal = nan, nan, nan, "0", false
			}
			r.Points = append(r.Points, p)
		}
		t.Rows = append(t.Rows, r)
	}
	f.Chart = t
	return f
}

// comparison has every kind of row.
func comparison(label string) *document.Figure {
	f := chartFigure("comparison", "Quan sát và chuẩn")
	f.XLabel = "Tỷ lệ"
	f.XTicks = yTicks()
	nan := math.NaN()
	name := func(i int) string { return fmt.Sprintf(label, i) }
	none := document.Interval{Estimate: nan, Lower: nan, Upper: nan}
	f.Chart = &document.Comparison{
		LabelHead: "Chỉ số", TextHeads: []string{"Quan sát (KTC 95%)", "Chuẩn", "Nhận định"},
		Observed: "quan sát, KTC 95%", Benchmark: "chuẩn, KTC 95%", Prediction: "khoảng dự đoán 95%",
		Signal: "dưới chuẩn",
		Rows: []document.ComparisonRow{
			{Label: "Thalassemia", Heading: true},
			{Label: name(1), Indent: 1, Observed: document.Interval{Estimate: 0.9, Lower: 0.47, Upper: 0.99},
				Benchmark:       document.Interval{Estimate: 0.94, Lower: 0.92, Upper: 0.96},
				PredictionLower: 0.7, PredictionUpper: 1, Texts: []string{"90% (47–99%)", "94%", "trong khoảng"}},
			{Label: name(2), Indent: 1, Observed: document.Interval{Estimate: 0.55, Lower: 0.3, Upper: 0.75},
				Benchmark:       document.Interval{Estimate: 0.9, Lower: 0.85, Upper: 0.93},
				PredictionLower: 0.65, PredictionUpper: 1, Signal: true,
				Texts: []string{"55% (30–75%)", "90%", "dưới chuẩn"}},
			{Label: name(3), Indent: 1, Observed: document.Interval{Estimate: 0, Lower: 0, Upper: 0.31},
				Benchmark:       document.Interval{Estimate: 0.05, Lower: nan, Upper: nan},
				PredictionLower: 0, PredictionUpper: 0.2, Texts: []string{"0% (0–31%)", "5%", "quá ít để nhận định"}},
			{Label: "U đặc", Heading: true},
			{Label: name(4), Indent: 1, Observed: none, Benchmark: document.Interval{Estimate: 0.8, Lower: 0.7,
				Upper: 0.88},
				PredictionLower: nan, PredictionUpper: nan, Missing: "không ước tính được",
				Texts: []string{"–", "80%", "–"}},
			{Label: name(5), Observed: document.Interval{Estimate: 1, Lower: 0.69, Upper: 1}, Benchmark: none,
				PredictionLower: nan, PredictionUpper: nan,
				Texts: []string{"100% (69–100%)", "–", "–"}},
		},
	}
	return f
}

// monitoring is the figures of monitoring in every shape.
func monitoring() map[string]*document.Figure {
	all := map[string]*document.Figure{
		"cusum-one": onePanel(), "cusum-paths": paths(), "cusum-long": cusum(60, longName),
		"funnel-long": funnel(12, longName), "trend-long": trend(3, 12, longName),
		"comparison": comparison(shortName), "comparison-long": comparison(longName),
	}
	for _, n := range []int{1, 12, 60, 300} {
		all[fmt.Sprintf("cusum-%d", n)] = cusum(n, "ca %d")
	}
	for _, n := range []int{0, 1, 8, 60} {
		all[fmt.Sprintf("funnel-%d", n)] = funnel(n, "%d")
	}
	for _, c := range [][2]int{{1, 1}, {1, 12}, {7, 12}, {7, 4}, {3, 60}, {14, 6}} {
		all[fmt.Sprintf("trend-%d-%d", c[0], c[1])] = trend(c[0], c[1], shortName)
	}
	return all
}
