package layout

import (
	"graftstat/reports/document"
	"graftstat/reports/layout/monitor"
	"graftstat/reports/layout/page"
)

// monthLines are the first page of the month for a sheet, a line each: how each
// cohort stands and why, its deaths, and what is to be done.
func (b *builder) monthLines() []document.Block {
	m := b.Results.Monitor
	if m == nil {
		return nil
	}
	w := b.Words
	var blocks []document.Block
	for _, s := range b.statuses() {
		style := document.Body
		if s.Mark == document.Fault || s.Mark == document.Attention {
			style = document.Warning
		}
		blocks = append(blocks, page.Paragraph(style, w.Text("month.line", s.Name, s.Word, s.Text)))
	}
	for _, sentence := range monitor.On(b.Page).DeathSentences() {
		blocks = append(blocks, page.Paragraph(document.Body, sentence))
	}
	for _, task := range m.Tasks.List {
		text := w.Text("month.task_line", task.Case, b.taskText(task))
		if task.Date != "" {
			text = w.Text("month.task_dated", task.Case, b.taskText(task), w.Date(task.Date))
		}
		blocks = append(blocks, page.Paragraph(document.Body, text))
	}
	return blocks
}
