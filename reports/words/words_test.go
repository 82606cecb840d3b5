package words

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestEveryTextStandsInBothLanguages(t *testing.T) {
	english, err := Texts("en")
	if err != nil {
		t.Fatal(err)
	}
	vietnamese, err := Texts("vi")
	if err != nil {
		t.Fatal(err)
	}
	if len(english) < 200 {
		t.Fatalf("only %d texts", len(english))
	}
	for code := range english {
		if _, ok := vietnamese[code]; !ok && !strings.HasSuffix(code, ".one") {
			t.Errorf("%s has no Vietnamese text", code)
		}
	}
	for code, text := range vietnamese {
		if _, ok := english[code]; !ok {
			t.Errorf("%s has no English text", code)
		}
		for _, gap := range []string{"{0}", "{1}", "{2}", "{n}"} {
			if strings.Contains(text, gap) != strings.Contains(english[code], gap) &&
				!strings.HasPrefix(code, "date.") {
				t.Errorf("%s: %s stands in one language only", code, gap)
			}
		}
	}
}

// A column has a head; that of a sheet has a meaning, too. A meaning or a unit
// stands in both languages or in neither.
func TestEveryColumnHasAHead(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		texts, err := Texts(language)
		if err != nil {
			t.Fatal(err)
		}
		heads := 0
		for code := range texts {
			names := strings.Split(code, ".")
			if len(names) != 3 || names[0] != "column" {
				continue
			}
			switch part := names[2]; part {
			case "head":
				heads++
			case "unit", "meaning":
			default:
				t.Errorf("%s: %s is no part of a column", language, code)
			}
			if texts["column."+names[1]+".head"] == "" {
				t.Errorf("%s: the column %s has no head", language, names[1])
			}
		}
		if heads < 250 {
			t.Errorf("%s: only %d columns", language, heads)
		}
	}
}

func TestPercentNeverRoundsToCertainty(t *testing.T) {
	en, vi := language(t, "en"), language(t, "vi")
	for _, c := range []struct {
		x      float64
		n      int
		en, vi string
	}{
		{0, 10, "0%", "0%"}, {1, 10, "100%", "100%"}, {0.125, 10, "13%", "13%"},
		{0.905, 200, "90.5%", "90,5%"},
		{0.997, 10, "99.7%", "99,7%"}, {0.003, 50, "0.3%", "0,3%"}, {0.99996, 10, ">99.9%", ">99,9%"},
		{0.00001, 10, "<0.1%", "<0,1%"},
		{0.995, 10, "99.5%", "99,5%"}, {0.285, 99, "29%", "29%"}, {math.NaN(), 10, "–", "–"},
	} {
		if got := en.Percent(c.x, c.n); got != c.en {
			t.Errorf("English %v of %d: %q, want %q", c.x, c.n, got, c.en)
		}
		if got := vi.Percent(c.x, c.n); got != c.vi {
			t.Errorf("Vietnamese %v of %d: %q, want %q", c.x, c.n, got, c.vi)
		}
	}
	if got := en.PercentInterval(0.555, 0.9975, 10); got != "56–99.8%" {
		t.Errorf("interval %q", got)
	}
	if got := en.PercentInterval(0.19, 0.99999, 10); got != "19 to >99.9%" {
		t.Errorf("interval %q", got)
	}
	if got := vi.PercentInterval(0.00001, 0.19, 10); got != "<0,1 đến 19%" {
		t.Errorf("interval %q", got)
	}
}

func TestNumbersByLanguage(t *testing.T) {
	en, vi := language(t, "en"), language(t, "vi")
	for _, c := range []struct{ got, want string }{
		{en.Integer(1234567), "1,234,567"}, {vi.Integer(1234567), "1.234.567"}, {en.Integer(-12), "−12"},
		{en.Integer(1000), "1000"}, {en.Integer(10000), "10,000"},
		{en.Decimal(2.675, 2), "2.68"}, {vi.Decimal(-0.4, 1), "−0,4"}, {en.Decimal(-0.04, 1), "0.0"},
		{en.P(0.0004), "p\u00a0<\u00a00.001"}, {vi.P(0.0125), "p\u00a0=\u00a00,013"},
		{en.P(0.9999), "p\u00a0>\u00a00.999"},
		{en.Date("2026-10-31"), "31 October 2026"}, {vi.Date("2026-10-31"), "31/10/2026"},
		{en.Count("count.patients", 1), "1 patient"}, {en.Count("count.patients", 10), "10 patients"},
		{vi.Count("count.patients", 1), "1 bệnh nhi"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestMissingTextIsRemembered(t *testing.T) {
	w := language(t, "en")
	w.Text("report.contents")
	w.Text("no.such.code")
	if got := w.Missing(); !slices.Equal(got, []string{"no.such.code"}) {
		t.Errorf("missing %v", got)
	}
	if _, err := New("fr"); err == nil {
		t.Error("French has no texts, yet no error")
	}
}

func language(t *testing.T, code string) *Words {
	t.Helper()
	w, err := New(code)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A label that holds a mark is printed as it is, whichever place it takes.
func TestMarksAreFilledOnce(t *testing.T) {
	w := &Words{texts: map[string]string{
		"two": "{0}, then {1}", "twice": "{1} {0} {1}", "some.one": "{n} of {0}",
		"some.other": "{n} of {0}, {9}, {, {x}, }", "open": "{0",
		"number.thousands": ",",
	}, missing: map[string]bool{}}
	for _, c := range []struct{ got, want string }{
		{w.Text("two", "{1}", "b"), "{1}, then b"},
		{w.Text("two", "a", "{0}"), "a, then {0}"},
		{w.Text("two", "{n}", "{2}"), "{n}, then {2}"},
		{w.Text("twice", "a", "{0}{1}"), "{0}{1} a {0}{1}"},
		{w.Text("two", "a"), "a, then {1}"},
		{w.Count("some", 1, "{n}"), "1 of {n}"},
		{w.Count("some", 12345, "{n} {0}"), "12,345 of {n} {0}, {9}, {, {x}, }"},
		{w.Text("open", "a"), "{0"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
