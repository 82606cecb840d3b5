package figure

import (
	"fmt"
	"math"

	"graftstat/reports/document"
)

// plain is one curve whose every coordinate is known: 1 to 0.75 at 2, 0.5 at
// 5, followed to 8 of 10, two censored, few at risk from 6 on.
func plain() *document.Figure {
	return &document.Figure{
		ID: "plain", Title: "Sống còn toàn bộ", Subtitle: "n = 8", Alt: "Một đường", Caption: "Kaplan–Meier.",
		XLabel: "Số tháng từ khi ghép", YLabel: "Xác suất sống còn",
		XTicks: xTicks(10, 5), YTicks: yTicks(),
		Chart: &document.Curves{Lines: []document.Curve{{
			Label: "Tất cả", Start: 1, End: 8, Lower0: 0.6, Upper0: 1, FadeAt: 6, FadeSet: true,
			Steps: []document.Step{{At: 2, Y: 0.75, Lower: 0.4, Upper: 0.9}, {At: 5, Y: 0.5, Lower: 0.2, Upper: 0.7}},
			Ticks: []float64{3, 7},
		}}, Risk: []document.RiskBlock{{Label: "Tất cả", Rows: []document.RiskRow{
			{Label: "Có nguy cơ", Texts: []string{"8", "4", "0"}},
			{Label: "Kiểm duyệt", Texts: []string{"0", "1", "6"}},
			{Label: "Biến cố", Texts: []string{"0", "2", "2"}},
		}}}},
	}
}

func xTicks(end, step float64) []document.Tick {
	var ticks []document.Tick
	for t := 0.0; t <= end; t += step {
		ticks = append(ticks, document.Tick{At: t, Label: fmt.Sprint(t)})
	}
	return ticks
}

func yTicks() []document.Tick {
	var ticks []document.Tick
	for _, y := range []float64{0, 0.25, 0.5, 0.75, 1} {
		ticks = append(ticks, document.Tick{At: y, Label: fmt.Sprintf("%g%%", 100*y)})
	}
	return ticks
}

// grouped is a figure of n curves with ten steps each, spread over the plot.
func grouped(n int, label string) *document.Figure {
	f := &document.Figure{
		ID: fmt.Sprintf("grouped-%d", n), Title: "Sống còn theo nhóm", Subtitle: "dải màu là khoảng tin cậy 95%",
		Caption: "Kaplan–Meier.", XLabel: "Tháng", YLabel: "Xác suất", XTicks: xTicks(36, 6), YTicks: yTicks(),
		Note: []string{"Log-rank χ² = 10,3; p = 0,001"},
	}
	curves := &document.Curves{}
	if n > 1 {
		curves.Limits = document.Dotted
	}
	f.Chart = curves
	for i := range n {
		share := (float64(i) + 0.5) / float64(n)
		c := document.Curve{Label: fmt.Sprintf(label, i+1), Start: 1, End: 30 + 6*share, Lower0: 0.7, Upper0: 1}
		rows := []document.RiskRow{{Label: "Có nguy cơ"}, {Label: "Kiểm duyệt"}, {Label: "Biến cố"}}
		for j := 1; j <= 10; j++ {
			at := float64(j) * (2.6 + 0.4*share)
			y := math.Exp(-0.25 * float64(j) * share)
			c.Steps = append(c.Steps, document.Step{At: at, Y: y, Lower: 0.7 * y, Upper: min(1, 1.3*y)})
			c.Ticks = append(c.Ticks, at+1)
		}
		for j := range f.XTicks {
			for k, n := range []int{40 - 5*j, 2 * j, 3 * j} {
				rows[k].Texts = append(rows[k].Texts, fmt.Sprint(n))
			}
		}
		curves.Lines = append(curves.Lines, c)
		curves.Risk = append(curves.Risk, document.RiskBlock{Label: c.Label, Rows: rows, Curve: i})
	}
	return f
}

const (
	shortName = "Nhóm %d"
	longName  = "U nguyên bào thần kinh nguy cơ cao, nhóm phân loại quốc tế số %d"
)

func empty() *document.Figure {
	return &document.Figure{
		ID: "empty", Title: "Không có trường hợp nào", XTicks: xTicks(24, 6), YTicks: yTicks(),
		Note: []string{"Không có ca nào trong nhóm này"}, Chart: &document.Curves{},
	}
}

// samples are figures of every shape.
func samples() map[string]*document.Figure {
	all := map[string]*document.Figure{"plain": plain(), "empty": empty()}
	for _, n := range []int{1, 2, 4, 8, 40} {
		all[fmt.Sprintf("short-%d", n)] = grouped(n, shortName)
		all[fmt.Sprintf("long-%d", n)] = grouped(n, longName)
	}
	for _, n := range []int{1, 2, 8, 40} {
		f := grouped(n, shortName)
		f.Compact = true
		all[fmt.Sprintf("compact-%d", n)] = f
	}
	wordy := grouped(3, longName)
	wordy.Title += " của tất cả bệnh nhi được điều trị tại trung tâm từ năm 2015 đến năm 2026 và được theo dõi đến ngày khóa số liệu"
	wordy.YLabel = "Xác suất sống còn không biến cố sau lần truyền tế bào gốc đầu tiên, mọi chẩn đoán"
	wordy.XLabel = wordy.YLabel
	wordy.Caption = wordy.Title + "; " + wordy.Title
	wordy.Note = append(wordy.Note, wordy.Title)
	all["wordy"] = wordy
	return all
}
