package layout

import "graftstat/reports/document"

// screen has the words of a screen's controls.
func (b *builder) screen() document.Screen {
	text := func(key string) string { return b.Words.Text("screen." + key) }
	return document.Screen{
		Contents: b.Words.Text("report.contents"), Skip: text("skip"), Numbers: text("numbers"), Read: text("read"),
		Filter: text("filter"),
		Kept:   text("kept"), Sort: text("sort"), Attention: text("attention"), Fault: text("fault"),
	}
}
