package casefile

import (
	"math"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// Days since the transplant, and what is none.
func TestParseDay(t *testing.T) {
	for text, want := range map[string]float64{
		"N+11": 11, "N11": 11, "n 11": 11, "D+11": 11, "d11": 11, "ngày 11": 11, "Ngày +11": 11, "day 11": 11, "+11": 11,
		"N0": 0, "N-7": -7, "N−7": -7, "-7": -7, "D+ 11": 11,
	} {
		if got, ok := parseDay(text); !ok || got != want {
			t.Errorf("%s is %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"11", "", "N", "N+", "+", "ngày", "N+1,5", "N+1.5", "T+11", "N+11 N+12", "N11/5",
		"ngày 11 tháng 5", "N99999", "N++1", "11 ngày", "Nov", "D"} {
		if day, ok := parseDay(text); ok {
			t.Errorf("%q is day %v", text, day)
		}
	}
}

// Months without a day, and what is none.
func TestParseMonth(t *testing.T) {
	for _, text := range []string{"05/2024", "5/2024", "05-2024", "5.2024", "2024-05", "2024/5", "tháng 5/2024",
		"Tháng 05 năm 2024", "tháng 5 2024", "thg 5 2024", "T5/2024", "May 2024", "may-2024", "May, 2024"} {
		c := parseMonth(text)
		from, to := c.month()
		if c.form != monthOnly || c.year != 2024 || c.first != 5 || from != 19844 || to != 19874 {
			t.Errorf("%s is %+v, from %v to %v", text, c, from, to)
		}
	}
	if _, to := parseMonth("12/2024").month(); to != 20088 { // 2024-12-31
		t.Errorf("December ends on %v", to)
	}
	for _, text := range []string{"2024", "13/2024", "00/2024", "05/24", "2024-13", "2024.05", "tháng 52024", "Mai 2024",
		"May", "5/2024/1", "T2024", "202405", "05/2024 ?", ""} {
		if c := parseMonth(text); c.form != noDate {
			t.Errorf("%q is %+v", text, c)
		}
	}
}

// A value and what stands beside it, by whether the note may be passed over.
func TestNotes(t *testing.T) {
	numbers := func(text string) (float64, bool) { return table.ParseNumber(text, true) }
	days := timeWords(plan.Days)
	for _, c := range []struct {
		text  string
		value float64
		note  noteState
	}{
		{"5,2 (2 túi)", 5.2, plainNote},
		{"5,2(2 túi)", 5.2, plainNote},
		{"5,2 [mẫu thứ hai]", 5.2, plainNote},
		{"1 234,5 (mẫu thứ hai)", 1234.5, plainNote},
		{"14 ngày", 14, plainNote},
		{"14 (ngày)", 14, plainNote},
		{"14 - mất tại nhà", 14, plainNote},
		{"14, tại nhà", 14, plainNote},
		{"14 tháng", 14, refusedNote},
		{"14 (tháng)", 14, refusedNote},
		{"2 tuần", 2, refusedNote},
		{"5,2 triệu", 5.2, refusedNote},
		{"5,2 (x1000)", 5.2, refusedNote},
		{"5,2 G/L", 5.2, refusedNote},
		{"24 kg", 24, refusedNote},
		{"5,2 (hoặc 6,1)", 5.2, refusedNote},
		{"5,2 (đến 6,1)", 5.2, refusedNote},
		{"5,2 (?)", 0, noNote},
		{"5,2 (mẫu ?)", 5.2, refusedNote},
		{"5,2 (khoảng)", 5.2, refusedNote},
		{"5,2 (không truyền)", 5.2, refusedNote},
		{"5,2 (<6 lần)", 5.2, refusedNote},
		{"5,2 - 6,1", 0, noNote},
		{"5,2 (6,1)", 0, noNote},
		{"5,2 hoặc 6,1", 0, noNote},
		{"5,2 6,1 túi", 0, noNote},
		{"5,2 (2 túi) (3 túi)", 0, noNote},
		{"5,2 (2 túi) 6", 0, noNote},
		{"(2 túi) 5,2", 0, noNote},
		{"túi 5,2", 0, noNote},
		{"5,2 (2 túi", 0, noNote},
		{"", 0, noNote},
		{"(", 0, noNote},
	} {
		value, note, _ := readNoted(c.text, days, numbers)
		if note != c.note || note != noNote && value != c.value {
			t.Errorf("%s: %v, %v", c.text, value, note)
		}
	}
}

// Bounds with either decimal sign.
func TestParseBound(t *testing.T) {
	for text, want := range map[string]registry.Bound{
		"<0.05": {Limit: 0.05}, "< 0.05": {Limit: 0.05}, "<=5": {Limit: 5, Inclusive: true},
		"=<5": {Limit: 5, Inclusive: true}, "≤5": {Limit: 5, Inclusive: true}, ">1000": {Limit: 1000, Above: true},
		">= 1000": {Limit: 1000, Above: true, Inclusive: true}, "≥1000": {Limit: 1000, Above: true, Inclusive: true},
		"=>1000": {Limit: 1000, Above: true, Inclusive: true},
	} {
		for _, comma := range []bool{false, true} {
			cell := text
			if comma {
				cell = commas(text)
			}
			got, ok := parseBound(cell, func(s string) (float64, bool) { return table.ParseNumber(s, comma) })
			if !ok || got != want {
				t.Errorf("%s is %+v, %v", cell, got, ok)
			}
		}
	}
	for _, text := range []string{"0.05", "<", "<>5", "<<5", "<0,05", "< 5 6", "<abc", "5<", "<1e13", ""} {
		if b, ok := parseBound(text, func(s string) (float64, bool) { return table.ParseNumber(s, false) }); ok {
			t.Errorf("%q is %+v", text, b)
		}
	}
}

func commas(text string) string {
	out := []rune(text)
	for i, r := range out {
		if r == '.' {
			out[i] = ','
		}
	}
	return string(out)
}

// Milestones dated N+11, by a month and beside a note, with their times.
func TestPartDates(t *testing.T) {
	p := study(t, lines("case_id,transplant_date,relapse_date,death_day,last_contact_date",
		"C1,2025-01-01,N+11,,2025-12-31", "C2,2025-01-01,+11,N+12 (tại nhà),2025-12-31",
		"C3,2025-01-01,02/2025,,2025-12-31", "C4,2025-01-01,05/03/2025 mất tại nhà,,31/12/2025"))
	p.Data.Incomplete, p.Data.Notes, p.Data.Dates = plan.MiddleOfMonth, plan.IgnoreNotes, "dmy"
	d := read(t, p)
	none := math.NaN()
	equalFloats(t, "relapse", d.Milestones["relapse"].Time, 11, 11, 45, 63)
	equalFloats(t, "death", d.Milestones["death"].Time, none, 12, none, none)
	if at := d.Cell("relapse", 0); at.Line != 2 || at.Column != "relapse_date" {
		t.Errorf("the relapse of C1 stands at %+v", at)
	}
}

// A column of levels keeps its bounds and words, one of numbers has no number for a bound.
func TestBoundsAndLevels(t *testing.T) {
	p := study(t, lines("case_id,last_contact_day,risk,marker", "C1,5,<5,1.5", "C2,5,>=5,2", "C3,5,<5,<0.05",
		"C4,5,>=5,>9"))
	p.Cohorts = []plan.Cohort{{Models: []plan.Model{{Terms: []string{"risk", "marker"}}}}}
	d := read(t, p)
	if c := d.Categories["risk"]; c == nil || len(c.Levels) != 2 {
		t.Errorf("risk is %+v", c)
	}
	if c := d.Categories["marker"]; c == nil {
		t.Error("as many bounds as numbers are levels")
	}
	p.Cohorts[0].Where = plan.Where{{Column: "marker", GE: new(float64)}}
	d = read(t, p)
	n := d.Numbers["marker"]
	equalFloats(t, "marker", n.Value, 1.5, 2, math.NaN(), math.NaN())
	if n.Bound[2] != (registry.Bound{Limit: 0.05}) || n.Bound[3] != (registry.Bound{Limit: 9, Above: true}) {
		t.Errorf("bounds %+v", n.Bound)
	}
}

// Whatever a cell holds, it is read as one thing: no text is a number and a bound, a
// day or a date and a month, or a value whose note holds the same again.
func FuzzCell(f *testing.F) {
	for _, text := range []string{"5,2 (2 túi)", "<0.05", "≥1 000", "N+11", "05/2024", "tháng 5/2024", "14 ngày", "((", "< (a)",
		"03/05/2024 (mất tại nhà)", "May 2024"} {
		f.Add(text, true)
		f.Add(text, false)
	}
	f.Fuzz(func(t *testing.T, text string, comma bool) {
		text = table.Clean(text)
		parse := func(s string) (float64, bool) { return table.ParseNumber(s, comma) }
		_, number := parse(text)
		b, bound := parseBound(text, parse)
		x, note, noted := readNoted(text, timeWords(plan.Days), parse)
		if number && bound || bound && noted || number && noted {
			t.Fatalf("number %v, bound %v, noted %v", number, bound, noted)
		}
		if bound && (math.IsNaN(b.Limit) || math.IsInf(b.Limit, 0)) || noted && math.IsNaN(x) || noted != (note != noNote) {
			t.Fatalf("%+v, %v, %v", b, x, note)
		}
		file := &dataFile{Rows: noRowsAtAll{}}
		c := file.dayOrMonth(text)
		if file.date(text).form != noDate && (c.note != noNote || c.form == monthOnly || c.form == sinceTransplant) {
			t.Fatalf("a date is %+v", c)
		}
		if from, to := c.month(); c.form == monthOnly && !(to-from >= 27 && to-from <= 30) {
			t.Fatalf("a month from %v to %v", from, to)
		}
	})
}

// noRowsAtAll is a file whose plain numbers count days from 1900.
type noRowsAtAll struct{ table.Rows }

func (noRowsAtAll) From1904() bool { return false }
