package figure

import (
	"fmt"

	"graftstat/reports/document"
)

// swimmers are n patients with early milestones that lie close together; every
// fifth dies, every seventh leaves without being followed.
func swimmers(n int) *document.Figure {
	f := chartFigure(fmt.Sprintf("swimmer-%d", n), "Diễn biến của từng người bệnh")
	f.Caption = "Mỗi thanh là một người bệnh; vạch dọc nhỏ là ngày xảy ra."
	f.XLabel, f.XTicks = "Số ngày từ khi ghép", xTicks(730, 73)
	s := &document.Swimmer{
		Phases: []string{"Phụ thuộc truyền hồng cầu", "Không phụ thuộc truyền máu"},
		Milestones: []string{
			"Mọc mảnh ghép bạch cầu hạt", "Mọc mảnh ghép tiểu cầu", "Bệnh ghép chống chủ cấp",
			"Bệnh ghép chống chủ mạn", "Thất bại mảnh ghép", "Ghép lần hai", "Tái phát",
		},
		Followed: "Còn theo dõi", Died: "Tử vong",
	}
	for i := range n {
		end := float64(700 - 450*i/n)
		free := min(end, float64(25+7*i%90))
		l := document.SwimmerLane{
			Label: fmt.Sprintf("TM-2024-%03d", i+1), End: end, Exit: document.ExitFollowed,
			Phases: []document.SwimmerPhase{{From: 0, To: free, Phase: 0}, {From: free, To: end, Phase: 1}},
			Marks: []document.SwimmerMark{{At: float64(14 + i%5), Milestone: 0},
				{At: float64(18 + i%9), Milestone: 1}},
		}
		switch {
		case i%5 == 4:
			l.Exit = document.ExitDied
			l.Marks = append(l.Marks, document.SwimmerMark{At: end, Milestone: 6},
				document.SwimmerMark{At: end - 3, Milestone: 3})
		case i%7 == 6:
			l.Exit = document.ExitPlain
		}
		if i%3 == 1 {
			l.Marks = append(l.Marks, document.SwimmerMark{At: 30, Milestone: 2},
				document.SwimmerMark{At: end / 2, Milestone: 4}, document.SwimmerMark{At: end / 2, Milestone: 5})
		}
		s.Lanes = append(s.Lanes, l)
	}
	f.Chart = s
	return f
}
