package pdf

import (
	"fmt"
	"math"
	"strings"

	"graftstat/reports/document"
)

// Sample documents in both languages. Their numbers are invented.

func emptyDocument(language string) *document.Document {
	doc := &document.Document{
		Language: language,
		Title:    "Outcomes after haematopoietic stem-cell transplantation",
		Centre:   "Stem Cell Centre, General Hospital",
		Closing:  "Closing date 31/10/2026",
		Subject:  "Survival, transfusion independence and engraftment",
		Tool:     "graftstat 1.0",
		PageOf:   "%d / %d",
		Contents: "Contents",
		Date:     document.Day{Year: 2026, Month: 10, Day: 31},
	}
	if language == "vi" {
		doc.Title = "Kết quả sau ghép tế bào gốc tạo máu"
		doc.Centre = "Trung tâm Ghép tế bào gốc, Bệnh viện Đa khoa"
		doc.Closing = "Ngày chốt số liệu 31/10/2026"
		doc.Subject = "Sống còn, không phụ thuộc truyền máu và mọc mảnh ghép"
		doc.Contents = "Mục lục"
	}
	return doc
}

func paragraph(style document.Style, text string) document.Block {
	return document.Block{Paragraph: &document.Paragraph{Style: style, Text: text}}
}

func section(id, title string, level int, blocks ...document.Block) document.Section {
	return document.Section{ID: id, Title: title, Level: level, Blocks: blocks}
}

// firstPage is an overview of two cohorts with six and five key figures.
func firstPage(language string) document.Section {
	if language == "vi" {
		return section("overview", "Tổng quan", 1,
			paragraph(document.Lead,
				"Từ tháng 9/2024 đến 31/10/2026, 10 bệnh nhân thalassemia được ghép đồng loài và 44 bệnh nhân u đặc được ghép tự thân. Sống còn toàn bộ sau 1 năm là 90% (KTC 95% 47–99%) và 81% (KTC 95% 66–90%)."),
			paragraph(document.Body, "Thalassemia, ghép đồng loài"),
			document.Block{Cards: vietnameseCards()},
			paragraph(document.Body, "U đặc, ghép tự thân"),
			document.Block{Cards: vietnameseCards()[:5]},
			document.Block{Row: []document.Block{
				{Figure: survivalFigure("fig-os-1", "Sống còn toàn bộ, thalassemia", "Tháng sau ghép", true, 1)},
				{Figure: survivalFigure("fig-os-2", "Sống còn toàn bộ, u đặc", "Tháng sau ghép", true, 1)},
			}},
		)
	}
	return section("overview", "Overview", 1,
		paragraph(document.Lead,
			"From September 2024 to 31 October 2026, 10 patients with thalassaemia had an allogeneic and 44 with a solid tumour an autologous transplant. Survival at one year was 90% (95% CI 47–99%) and 81% (95% CI 66–90%)."),
		paragraph(document.Body, "Thalassaemia, allogeneic"),
		document.Block{Cards: englishCards()},
		paragraph(document.Body, "Solid tumours, autologous"),
		document.Block{Cards: englishCards()[:4]},
		document.Block{Row: []document.Block{
			{Figure: survivalFigure("fig-os-1", "Overall survival, thalassaemia", "Months since transplant", true, 1)},
			{Figure: survivalFigure("fig-os-2", "Overall survival, solid tumours", "Months since transplant", true, 1)},
		}},
	)
}

func englishCards() []document.Card {
	return []document.Card{
		{Label: "Overall survival at 1 year", Value: "90%", Interval: "95% CI 47–99%", Count: "10 patients, 1 death",
			Link: "os"},
		{Label: "Thalassaemia-free survival at 1 year", Value: "80%", Interval: "95% CI 41–95%",
			Count: "10 patients, 2 events", Link: "os"},
		{Label: "RBC transfusion independence at day 100", Value: "80%", Interval: "95% CI 38–95%",
			Count: "10 patients, 8 independent"},
		{Label: "Neutrophil engraftment at day 28", Value: "100%", Interval: "95% CI 69–100%",
			Count: "10 of 10, median 17 days"},
		{Label: "Acute GVHD II–IV at day 100", Value: "20%", Interval: "95% CI 3–48%", Count: "10 patients, 2 events",
			Mark: document.Attention, Link: "os"},
		{Label: "Graft failure at 1 year", Value: "10%", Interval: "95% CI 0.6–38%", Count: "10 patients, 1 event",
			Mark: document.Fault},
	}
}

func vietnameseCards() []document.Card {
	return []document.Card{
		{Label: "Sống còn toàn bộ sau 1 năm", Value: "90%", Interval: "KTC 95% 47–99%",
			Count: "10 bệnh nhân, 1 tử vong", Link: "os"},
		{Label: "Sống còn không thalassemia sau 1 năm", Value: "80%", Interval: "KTC 95% 41–95%",
			Count: "10 bệnh nhân, 2 biến cố", Link: "os"},
		{Label: "Không phụ thuộc truyền hồng cầu ở ngày 100", Value: "80%", Interval: "KTC 95% 38–95%",
			Count: "10 bệnh nhân, 8 không còn phụ thuộc truyền máu"},
		{Label: "Mọc bạch cầu trung tính ở ngày 28", Value: "100%", Interval: "KTC 95% 69–100%",
			Count: "10 trên 10, trung vị 17 ngày"},
		{Label: "Bệnh ghép chống chủ cấp độ II–IV ở ngày 100", Value: "20%", Interval: "KTC 95% 3–48%",
			Count: "10 bệnh nhân, 2 biến cố", Mark: document.Attention, Link: "os"},
		{Label: "Thải ghép hoặc thất bại mảnh ghép sau 1 năm", Value: "10%", Interval: "KTC 95% 0,6–38%",
			Count: "10 bệnh nhân, 1 biến cố", Mark: document.Fault},
	}
}

// survivalFigure has curves that step down every few months.
func survivalFigure(id, title, xLabel string, compact bool, curves int) *document.Figure {
	f := &document.Figure{
		ID: id, Title: title, Compact: compact, XLabel: xLabel, YLabel: "S(t)",
		Subtitle: "n = 44; 95%",
		Alt:      title + ": 100% → 78%",
		Caption:  "Kaplan-Meier, Greenwood, log-log.",
	}
	lines := &document.Curves{RiskTitle: "n"}
	f.Chart = lines
	for i := range 5 {
		f.XTicks = append(f.XTicks, document.Tick{At: float64(6 * i), Label: fmt.Sprint(6 * i)})
		f.YTicks = append(f.YTicks, document.Tick{At: float64(i) / 4, Label: fmt.Sprintf("%d%%", 25*i)})
	}
	for k := range curves {
		c := document.Curve{Label: fmt.Sprintf("Nhóm %d", k+1), Start: 1, End: 23, Lower0: math.NaN(),
			Upper0: math.NaN()}
		y := 1.0
		for at := 2.0 + float64(k); at < 20; at += 4 {
			y -= 0.04 + 0.02*float64(k)
			c.Steps = append(c.Steps, document.Step{At: at, Y: y, Lower: y - 0.15, Upper: math.Min(1, y+0.08)})
			c.Ticks = append(c.Ticks, at+1)
		}
		lines.Lines = append(lines.Lines, c)
		lines.Risk = append(lines.Risk, document.RiskBlock{Label: c.Label, Curve: k,
			Rows: []document.RiskRow{{Label: "At risk", Texts: []string{"44", "36", "27", "14", "5"}}}})
	}
	return f
}

// estimateTable has a column of decimals with whole numbers and a dash between.
func estimateTable(id string, rows int, decimal string) *document.Table {
	t := &document.Table{
		ID:      id,
		Caption: "Sống còn toàn bộ theo thời gian",
		Columns: []document.Column{
			{Head: "Nhóm"}, {Head: "Ngày", Number: true}, {Head: "Có nguy cơ", Number: true},
			{Head: "Ước lượng", Number: true}, {Head: "KTC 95%"}, {Head: "p", Number: true},
		},
		Notes: []string{"Kaplan-Meier với sai số chuẩn Greenwood; khoảng tin cậy log-log. Dấu – nghĩa là không có ước lượng sau lần theo dõi cuối."},
	}
	values := []string{"0.125", "12.5", "7", "–", "<0.001", "100"}
	for i := range rows {
		if i%60 == 0 {
			t.Rows = append(t.Rows, document.Row{Heading: true,
				Cells: []document.Cell{{Text: fmt.Sprintf("Đoàn hệ %d", i/60+1)}}})
		}
		value := strings.Replace(values[i%len(values)], ".", decimal, 1)
		row := document.Row{Cells: []document.Cell{
			{Text: fmt.Sprintf("Hàng %d", i+1), Indent: i % 2},
			{Text: fmt.Sprint(30 * (i + 1))}, {Text: fmt.Sprint(500 - i)},
			{Text: value}, {Text: "47–99%"}, {Text: "0" + decimal + "012"},
		}}
		if i == 2 {
			row.Mark = document.Fault
			row.Cells[3].Mark = document.Attention
			row.Cells[0].Link = "overview"
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// longNames is a table whose texts are hard to fit.
func longNames() *document.Table {
	name := "Bệnh nhân nữ, thalassemia thể nặng phụ thuộc truyền máu, ghép tế bào gốc tạo máu đồng loài từ người cho không cùng huyết thống phù hợp HLA 9/10, bất đồng nhóm máu ABO chính"
	t := &document.Table{
		ID:      "long-names",
		Caption: strings.Repeat("Đặc điểm của bệnh nhân ghép tế bào gốc tạo máu đồng loài và tự thân ", 3),
		Columns: []document.Column{
			{Head: "Chẩn đoán và phân nhóm nguy cơ trước ghép"}, {Head: "Cột"},
			{Head: "Số bệnh nhân có nguy cơ", Number: true}, {Head: "Ghi chú"},
		},
	}
	for i := range 6 {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: name, Indent: i % 3}, {Text: "neutrophil_engraftment_date_platelet_engraftment_50_status"},
			{Text: fmt.Sprint(i * 7)}, {Text: strings.Repeat("ế", 150)},
		}})
	}
	return t
}

// fullDocument has everything that a report may hold.
func fullDocument(language string) *document.Document {
	doc := emptyDocument(language)
	decimal := map[string]string{"en": ".", "vi": ","}[language]
	doc.Pages = []document.Section{
		firstPage(language),
		section("thalassemia", "Thalassemia, ghép đồng loài", 1,
			paragraph(document.Body,
				strings.Repeat("Mười bệnh nhân được ghép tế bào gốc tạo máu đồng loài từ tháng 9/2024; hai người bất đồng nhóm máu ABO đã được giải mẫn cảm trước ghép. ", 6)),
			paragraph(document.Warning,
				"Nhóm có ít hơn 20 bệnh nhân: khoảng tin cậy rộng, không so sánh bằng giá trị p. Hãy đọc từng trường hợp trong danh sách, và xem kết quả cùng khoảng tin cậy của nó trước khi kết luận."),
			document.Block{Figure: survivalFigure("fig-big", "Sống còn toàn bộ", "Tháng sau ghép", false, 2)},
		),
		section("os", "Sống còn toàn bộ", 2,
			document.Block{Table: estimateTable("os-table", 5, decimal)},
			paragraph(document.Note,
				"Định nghĩa: từ ngày truyền tế bào gốc đến tử vong do mọi nguyên nhân; kiểm duyệt ở lần liên lạc cuối."),
		),
		section("empty", "Ghép tuỷ cho u đặc (không có trường hợp nào)", 1),
		section("empty-2", "Phần trống", 2),
		section("long", "Tên rất dài", 1, document.Block{Table: longNames()},
			document.Block{Row: []document.Block{
				{Figure: survivalFigure("fig-a", "Tái phát", "Tháng", true, 3)},
				{Figure: survivalFigure("fig-b", "Tử vong liên quan ghép", "Tháng", true, 2)},
				{Figure: survivalFigure("fig-c", "Bệnh tiến triển", "Tháng", true, 1)},
			}}),
		section("listing", "Danh sách từng trường hợp", 1,
			document.Block{Table: estimateTable("listing-table", 200, decimal)}),
		section("methods", "Phương pháp", 1,
			paragraph(document.Body, strings.Repeat("Ước lượng Kaplan-Meier và Aalen-Johansen. ", 300))),
	}
	return doc
}

// oneCase is a report on a single patient.
func oneCase() *document.Document {
	doc := emptyDocument("vi")
	one := survivalFigure("fig-one", "Sống còn toàn bộ", "Tháng sau ghép", true, 1)
	one.Chart.(*document.Curves).Lines[0].Steps = nil
	one.Chart.(*document.Curves).Risk = nil
	doc.Pages = []document.Section{section("overview", "Tổng quan", 1,
		paragraph(document.Lead, "Một bệnh nhân được ghép; còn sống khi chốt số liệu."),
		document.Block{Cards: vietnameseCards()[:1]},
		document.Block{Figure: one},
	)}
	return doc
}
