package pdf

import (
	"bytes"
	"context"
	"math"
	"strings"
	"testing"

	"graftstat/reports/document"
)

func sparkOf(alt string, values ...float64) *document.Spark {
	return &document.Spark{Alt: alt, Low: 0, High: 1, Benchmark: 0.8, Values: values}
}

func sparkDocument() *document.Document {
	doc := emptyDocument("vi")
	nan := math.NaN()
	table := &document.Table{ID: "t", Columns: []document.Column{{Head: "Chỉ số"}, {Head: "Xu hướng"},
		{Head: "Tỷ lệ", Number: true}}}
	for i, s := range []*document.Spark{sparkOf("tăng dần", 0.1, 0.5, nan, 0.9), sparkOf("một điểm", 0.4),
		sparkOf("trống"), nil} {
		row := document.Row{Cells: []document.Cell{{Text: "Sống còn"}, {Text: "12 tháng", Spark: s},
			{Text: "90%", Spark: s}}}
		if i == 0 {
			s.Signal, row.Cells[1].Mark = true, document.Attention
		}
		table.Rows = append(table.Rows, row)
	}
	cards := vietnameseCards()[:3]
	cards[0].Spark, cards[1].Spark = sparkOf("ổn định", 0.9, 0.91, 0.9), sparkOf("giảm", 0.9, 0.3)
	cards[1].Spark.Signal, cards[1].Value = true, "1234567890 (chưa đủ)" // no room beside it
	doc.Pages = []document.Section{section("a", "Tổng quan", 1, document.Block{Cards: cards},
		document.Block{Table: table})}
	return doc
}

// A small trend is a figure of its own for a screen reader, and the text that
// it goes with is whole.
func TestSparks(t *testing.T) {
	o := write(t, sparkDocument())
	alts := map[string]int{}
	for _, object := range o.objects {
		if strings.Contains(object, "/S /Figure") {
			for _, alt := range []string{"tăng dần", "một điểm", "trống", "ổn định", "giảm"} {
				if strings.Contains(object, "/Alt "+textString(alt)) {
					alts[alt]++
				}
			}
		}
	}
	for alt, want := range map[string]int{"tăng dần": 2, "một điểm": 2, "trống": 2, "ổn định": 1, "giảm": 0} {
		if alts[alt] != want {
			t.Errorf("%q: %d figures, want %d", alt, alts[alt], want)
		}
	}
	if n := strings.Count(o.text(1), "12 tháng\n"); n != 4 {
		t.Errorf("the text beside a trend stands %d times, want 4", n)
	}
}

func TestSparkRefused(t *testing.T) {
	for name, change := range map[string]func(*document.Spark){
		"value":    func(s *document.Spark) { s.Values[1] = 1.5 },
		"height":   func(s *document.Spark) { s.High = 0 },
		"infinite": func(s *document.Spark) { s.Low = math.Inf(-1) },
		"line":     func(s *document.Spark) { s.Benchmark = -1 },
		"text":     func(s *document.Spark) { s.Alt = "☃" },
	} {
		doc := sparkDocument()
		change(doc.Pages[0].Blocks[1].Table.Rows[0].Cells[1].Spark)
		var b bytes.Buffer
		if err := Write(context.Background(), &b, doc); err == nil ||
			!strings.Contains(err.Error(), `table "t", row 1: column 2: `) || b.Len() > 0 {
			t.Errorf("%s: error %v, %d bytes", name, err, b.Len())
		}
		doc = sparkDocument()
		change(doc.Pages[0].Blocks[0].Cards[0].Spark)
		if err := Write(context.Background(), &b, doc); err == nil || !strings.Contains(err.Error(), "card 1: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
