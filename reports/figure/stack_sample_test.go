package figure

import (
	"fmt"
	"math"

	"graftstat/reports/document"
)

func chartFigure(id, title string) *document.Figure {
	return &document.Figure{
		ID: id, Title: title, Subtitle: "Thalassemia, ghép đồng loài, n = 48", Alt: "Mô tả",
		Caption: "Ước tính Aalen–Johansen; các tỷ lệ cộng lại bằng 100% ở mọi thời điểm.",
	}
}

// stacked is n states over ten times of which every share is known.
func stacked(n int, label string) *document.Figure {
	f := chartFigure(fmt.Sprintf("stack-%d", n), "Trạng thái của người bệnh theo thời gian")
	f.XLabel, f.YLabel = "Số tháng từ khi ghép", "Tỷ lệ người bệnh"
	f.XTicks, f.YTicks = xTicks(24, 6), yTicks()
	s := &document.Stack{End: 22, Counted: "Số người đang theo dõi"}
	for i := range n {
		s.States = append(s.States, document.StackState{Label: fmt.Sprintf(label, i+1)})
	}
	for k := range 10 {
		s.Times = append(s.Times, 2.2*float64(k))
		total := 0.0
		for i := range n {
			total += math.Exp(-0.2 * float64(i*k))
		}
		for i := range n {
			s.States[i].Shares = append(s.States[i].Shares, math.Exp(-0.2*float64(i*k))/total)
		}
	}
	for i := range f.XTicks {
		s.Counts = append(s.Counts, fmt.Sprint(48-7*i))
	}
	f.Chart = s
	return f
}

// occupation is the usual figure: from dependent to independent, with failure
// and death.
func occupation() *document.Figure {
	f := stacked(4, shortName)
	f.ID = "occupation"
	s := as[*document.Stack](f)
	names := []string{"Sống, không phụ thuộc truyền máu", "Sống, còn phụ thuộc truyền máu", "Thất bại mảnh ghép",
		"Tử vong"}
	s.Times = nil
	for i := range s.States {
		s.States[i] = document.StackState{Label: names[i]}
	}
	for k := range 60 {
		at := 0.4 * float64(k)
		free := 0.82 * (1 - math.Exp(-math.Max(0, at-1)/1.5))
		failed, dead := 0.06*(1-math.Exp(-at/3)), 0.08*(1-math.Exp(-at/6))
		s.Times = append(s.Times, at)
		for i, share := range []float64{free, 1 - free - failed - dead, failed, dead} {
			s.States[i].Shares = append(s.States[i].Shares, share)
		}
	}
	return f
}
