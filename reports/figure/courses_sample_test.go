package figure

import (
	"fmt"
	"math"

	"graftstat/reports/document"
)

// redCellCourses are n patients: titre, units and reticulocytes, some with nothing of one.
func redCellCourses(n int, label string) *document.Figure {
	f := chartFigure(fmt.Sprintf("courses-%d", n), "Hiệu giá, hồng cầu truyền và hồng cầu lưới")
	f.XLabel, f.Caption = "Số ngày so với ngày ghép", "Đường gạch là ngưỡng."
	for day := -28; day <= 112; day += 28 {
		f.XTicks = append(f.XTicks, document.Tick{At: float64(day), Label: fmt.Sprint(day)})
	}
	c := &document.Courses{Below: "dưới độ pha loãng thấp nhất", Above: "trên độ pha loãng cao nhất",
		Unknown: "không rõ truyền máu"}
	for i := range n {
		titre := document.Lane{Name: "Hiệu giá", Log: true, Threshold: 32, Missing: "không có hiệu giá",
			Ticks: []document.Tick{{At: 1, Label: "1:1"}, {At: 32, Label: "1:32"}, {At: 256, Label: "1:256"}}}
		units := document.Lane{Name: "Đơn vị", Bars: true, Threshold: math.NaN(), Missing: "không truyền hồng cầu",
			Ticks: []document.Tick{{At: 0, Label: "0"}, {At: 3, Label: "3"}}}
		reticulocytes := document.Lane{Name: "Hồng cầu lưới, %", Threshold: 1, Missing: "không có hồng cầu lưới",
			Ticks: []document.Tick{{At: 0, Label: "0"}, {At: 4, Label: "4"}}}
		if i%3 != 2 {
			titre.Readings = []document.Reading{{At: -21, Value: 256, Bound: document.Above}, {At: -10, Value: 64},
				{At: 0, Value: 8}, {At: 40, Value: 2, Bound: document.Below}}
			reticulocytes.Readings = []document.Reading{{At: 7, Value: 0.1}, {At: 28, Value: 0.8}, {At: 50, Value: 2.5}}
			units.Readings = []document.Reading{{At: 4, Value: 1}, {At: 20, Value: float64(1 + i%3)}, {At: 45, Value: math.NaN()}}
		}
		known := 200.
		if i%2 == 1 {
			known = 60
		}
		c.Rows = append(c.Rows, document.CourseRow{Label: fmt.Sprintf(label, i+1), KnownTo: known,
			Text: "người nhận O, người cho A: bất đồng chủ yếu", Lanes: []document.Lane{titre, units, reticulocytes}})
	}
	f.Chart = c
	return f
}
