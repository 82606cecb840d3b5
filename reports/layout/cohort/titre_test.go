package cohort

import (
	"testing"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

// A titre that is only bounded is written as a bound, and drawn as one.
func TestBoundedTitres(t *testing.T) {
	w, err := words.New("vi")
	if err != nil {
		t.Fatal(err)
	}
	b := On(&page.Page{Words: w})
	for _, c := range []struct {
		point result.TitrePoint
		text  string
		want  document.Reading
	}{
		{result.TitrePoint{Titre: 32}, "1:32", document.Reading{Value: 32}},
		{result.TitrePoint{Titre: 0}, "âm tính", document.Reading{Value: 1, Bound: document.Below}},
		{result.TitrePoint{Titre: result.Missing(), Bound: &result.Bound{Limit: 32}}, "< 1:32",
			document.Reading{Value: 32, Bound: document.Below}},
		{result.TitrePoint{Titre: result.Missing(), Bound: &result.Bound{Limit: 32, Inclusive: true}}, "≤ 1:32",
			document.Reading{Value: 32, Bound: document.Below}},
		{result.TitrePoint{Titre: result.Missing(), Bound: &result.Bound{Limit: 512, Above: true}}, "> 1:512",
			document.Reading{Value: 512, Bound: document.Above}},
		{result.TitrePoint{Titre: result.Missing(), Bound: &result.Bound{Limit: 512, Above: true, Inclusive: true}},
			"≥ 1:512", document.Reading{Value: 512, Bound: document.Above}},
	} {
		if got := b.titre(c.point.Titre, c.point.Bound); got != c.text {
			t.Errorf("%q, want %q", got, c.text)
		}
		if got := reading(c.point); got != c.want {
			t.Errorf("%s is drawn as %+v, want %+v", c.text, got, c.want)
		}
	}
}
