package figure

import (
	"fmt"

	"graftstat/reports/document"
)

// flowing is a usual flow of cases.
func flowing() *document.Figure {
	f := chartFigure("flow", "Từ hồ sơ đến phân tích")
	f.Caption = "Một ca có thể bị loại vì nhiều lý do; ở đây tính lý do đầu tiên."
	f.Chart = &document.Flow{Steps: []document.FlowStep{
		{
			Box: document.FlowBox{Title: "Ca đọc được từ tệp", Count: "n = 137"},
			Aside: []document.FlowBox{{
				Title: "Không thuộc đoàn hệ", Count: "n = 89",
				Reasons: []document.FlowReason{{Count: "61", Text: "u đặc"}, {Count: "28", Text: "bệnh máu khác"}},
			}},
		},
		{
			Box: document.FlowBox{Title: "Thalassemia, ghép đồng loài", Count: "n = 48"},
			Aside: []document.FlowBox{
				{Title: "Chưa truyền tế bào gốc", Count: "n = 2"},
				{
					Title: "Bị loại vì thiếu hoặc sai số liệu", Count: "n = 4",
					Reasons: []document.FlowReason{
						{Count: "3", Text: "ngày mọc mảnh ghép trước ngày ghép, cần khoa lâm sàng xem lại hồ sơ gốc"},
						{Count: "1", Text: "thiếu ngày liên lạc cuối"},
					},
				},
			},
		},
		{Box: document.FlowBox{
			Title: "Được phân tích", Count: "n = 42",
			Reasons: []document.FlowReason{{Count: "40", Text: "theo dõi trên một năm"},
				{Count: "2", Text: "mất theo dõi"}},
		}},
	}}
	return f
}

// deep is a flow of n steps with an aside at every one, the last too.
func deep(n int) *document.Figure {
	f := chartFigure(fmt.Sprintf("flow-%d", n), "Từ hồ sơ đến phân tích")
	f.Chart = &document.Flow{}
	for i := range n {
		as[*document.Flow](f).Steps = append(as[*document.Flow](f).Steps, document.FlowStep{
			Box: document.FlowBox{Title: fmt.Sprintf(longName, i+1), Count: fmt.Sprintf("n = %d", 100-i)},
			Aside: []document.FlowBox{{
				Title: fmt.Sprintf(shortName, i+1), Count: "n = 1",
				Reasons: []document.FlowReason{{Count: "1", Text: fmt.Sprintf(longName, i+1)}},
			}},
		})
	}
	return f
}
