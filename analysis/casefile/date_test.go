package casefile

import (
	"errors"
	"math"
	"testing"
	"time"

	"graftstat/analysis/table"
)

// dayOf is the number of days from 1970-01-01, reckoned by package time.
func dayOf(t testing.TB, iso string) float64 {
	t.Helper()
	day, err := time.Parse("2006-01-02", iso)
	if err != nil {
		t.Fatal(err)
	}
	return math.Floor(day.Sub(time.Unix(0, 0)).Hours() / 24)
}

func TestParseDate(t *testing.T) {
	for _, c := range []struct {
		text, ymd, dmy, mdy string // the day under each order; "" cannot be read
	}{
		{"2024-05-03", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"2024/5/3", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"2024.05.03", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"20240503", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"2024-05-03 07:30", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"2024-05-03T23:59:59.5", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"45880", "2025-08-11", "2025-08-11", "2025-08-11"}, // Excel: 11/08/2025
		{"45880.75", "2025-08-11", "2025-08-11", "2025-08-11"},
		{"03/05/2024", "", "2024-05-03", "2024-03-05"},
		{"3-5-2024", "", "2024-05-03", "2024-03-05"},
		{"3.5.2024 7:30", "", "2024-05-03", "2024-03-05"},
		{"31/12/2024", "", "2024-12-31", ""},
		{"12/31/2024", "", "", "2024-12-31"},
		{"29/02/2024", "", "2024-02-29", ""},
		{"29/02/2023", "", "", ""},
		{"2023-02-29", "", "", ""},
		{"2024-13-01", "", "", ""},
		{"2024-05-03T07:30:00+07:00", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"3/5/2024 07:30:00 SA", "", "2024-05-03", "2024-03-05"},
		{"3/5/2024 1:00 pm", "", "2024-05-03", "2024-03-05"},
		{"2024-05-03T23:59:59Z", "", "", ""}, // the next day in Viet Nam
		{"03-May-2024", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"03MAY2024", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"May 3, 2024", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"3 May 2024 07:30", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"Sept. 30 2024", "2024-09-30", "2024-09-30", "2024-09-30"},
		{"3 thg 5, 2024", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"3 tháng 5, 2024", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"Ngày 03 tháng 05 năm 2024", "2024-05-03", "2024-05-03", "2024-05-03"},
		{"31-Jun-2024", "", "", ""},
		{"3 thg 13, 2024", "", "", ""},
		{"3 Mayor 2024", "", "", ""},
		{"3 May June 2024", "", "", ""},
		{"3 thg May 2024", "", "", ""},
		{"2024 May 3", "", "", ""},
		{"May 2024", "", "", ""},
		{"03-May-24", "", "", ""},
		{"3 May 5 2024", "", "", ""},
		{"3 May 2024 morning", "", "", ""},
		{"05:30 May 3 2024", "", "", ""},
		{"ngày ngày 3 May 2024", "", "", ""},
		{"năm 3 May 2024", "", "", ""},
		{"03/05/24", "", "", ""}, // a year of two digits
		{"24-05-03", "", "", ""},
		{"1899-12-31", "", "", ""},
		{"0203-05-06", "", "", ""},
		{"2024", "", "", ""},
		{"2024-05", "", "", ""},
		{"05/2024", "", "", ""},
		{"9999", "", "", ""},
		{"03/05-2024", "", "", ""},
		{"2024-05-03x", "", "", ""},
		{"unknown", "", "", ""},
		{"", "", "", ""},
		{"99999999999999999999-1-1", "", "", ""},
	} {
		for order, want := range map[dateOrder]string{onlyYMD: c.ymd, dayFirst: c.dmy, monthFirst: c.mdy} {
			got, ok := parseDate(c.text).in(order)
			if ok != (want != "") || ok && got != dayOf(t, want) {
				t.Errorf("%q as %s is %v, %v; want %s", c.text, order, got, ok, want)
			}
		}
	}
	if parseDate("03/05/24").form != shortYear {
		t.Error("03/05/24 is not told from other text")
	}
}

func TestDateOrder(t *testing.T) {
	for _, c := range []struct {
		name  string
		dates []string
		want  dateOrder
		line  int // of the Error; -1: none
	}{
		{"one decides", []string{"03/05/2024", "13/05/2024"}, dayFirst, -1},
		{"month first", []string{"03/05/2024", "05/13/2024"}, monthFirst, -1},
		{"both orders", []string{"13/05/2024", "05/13/2024"}, "", 0},
		{"nothing decides", []string{"2024-01-01", "03/05/2024", "04/05/2024"}, "", 3},
		{"same day both ways", []string{"05/05/2024"}, anyOrder, -1},
		{"impossible dates decide nothing", []string{"40/05/2024", "03/05/2024"}, "", 3},
		{"years first", []string{"2024-01-02"}, anyOrder, -1},
		{"none", nil, anyOrder, -1},
	} {
		var e dateEvidence
		for i, text := range c.dates {
			e.add(parseDate(text), i+2)
		}
		got, err := e.order("cases.csv", "relapse_date")
		var fault *table.Error
		switch errors.As(err, &fault) {
		case false:
			if c.line >= 0 || got != c.want {
				t.Errorf("%s: order %q, want %q", c.name, got, c.want)
			}
		case true:
			if fault.Line != c.line || fault.Column != "relapse_date" {
				t.Errorf("%s: error %v, want line %d", c.name, fault, c.line)
			}
		}
	}
}

func TestYearsBetween(t *testing.T) {
	for _, c := range []struct {
		birth, day string
		want       float64
	}{
		{"2010-05-03", "2026-05-03", 16}, // a birthday is a whole number
		{"2010-05-03", "2026-05-02", 15 + 364./365},
		{"2011-05-03", "2012-05-02", 365. / 366},
		{"2020-02-29", "2021-03-01", 1},
		{"2020-02-29", "2021-02-28", 365. / 366},
		{"2020-01-01", "2020-01-01", 0},
	} {
		got := yearsBetween(dayOf(t, c.birth), dayOf(t, c.day))
		if math.Abs(got-c.want) > 1e-12 {
			t.Errorf("born %s, on %s: %v years, want %v", c.birth, c.day, got, c.want)
		}
	}
}

// Reading a date never panics, and a date that is read is one of the calendar.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2024-05-03", "31/12/2024", "45880", "20240503", "1-1-1", "2024-05-03 07:30", "..",
		"-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, order := range []dateOrder{onlyYMD, dayFirst, monthFirst, anyOrder} {
			day, ok := parseDate(s).in(order)
			if !ok {
				continue
			}
			iso := time.Unix(int64(day)*86400, 0).UTC().Format("2006-01-02")
			if again, ok := parseDate(iso).in(order); !ok || again != day {
				t.Fatalf("%q is read as day %v, which is %s, which is read as %v", s, day, iso, again)
			}
		}
	})
}
