package result

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
)

func someCovariates() *Covariates {
	nan := math.NaN()
	return &Covariates{
		Cohort: []string{"thalassemia", "thalassemia", "=solid"},
		Case:   []string{"H001", "+H002", "H003"},
		Columns: []Covariate{
			{Name: "age_years", Kind: CovariateNumber, Number: []float64{1.0 / 3, -2, nan}},
			NewCategory("Chẩn đoán, chính", []string{"=β", "a \"b\"", ""}),
			NewCategory("=none", []string{"", "", ""}),
			{Name: "acute_gvhd", Kind: CovariateMilestone, Number: []float64{nan, nan, 1234567}},
			{Name: PathEnd, Kind: CovariatePath, Number: []float64{365, 0, 1e-9}},
		},
	}
}

func covariatesBytes(t *testing.T, c *Covariates) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := EncodeCovariates(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCovariatesSurviveTheFile(t *testing.T) {
	want := someCovariates()
	got, err := DecodeCovariates(bytes.NewReader(covariatesBytes(t, want)))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Case, want.Case) || !reflect.DeepEqual(got.Cohort, want.Cohort) ||
		len(got.Columns) != len(want.Columns) {
		t.Fatalf("read back %+v", got)
	}
	for j := range want.Columns {
		g, w := &got.Columns[j], &want.Columns[j]
		if g.Name != w.Name || g.Kind != w.Kind || !reflect.DeepEqual(g.Levels, w.Levels) ||
			!reflect.DeepEqual(g.Code, w.Code) {
			t.Errorf("column %d came back as %+v, not %+v", j, g, w)
		}
		for i := range want.Case {
			if g.IsMissing(i) != w.IsMissing(i) || !g.IsMissing(i) && g.Number != nil && g.Number[i] != w.Number[i] {
				t.Errorf("column %d, row %d came back otherwise", j, i)
			}
		}
	}
	if level := got.Columns[1].Level(0); level != "=β" {
		t.Errorf("level %q", level)
	}
	if c := got.Column("acute_gvhd", CovariateNumber, CovariateMilestone); c != &got.Columns[3] ||
		got.Column("acute_gvhd", CovariateNumber) != nil {
		t.Error("columns are not found by name and kind")
	}
}

// The order in which levels come must not change the file that is made of them.
func TestLevelsAreInOneOrder(t *testing.T) {
	c := NewCategory("x", []string{"b", "", "a", "b"})
	if !reflect.DeepEqual(c.Levels, []string{"a", "b"}) || !reflect.DeepEqual(c.Code, []int32{1, -1, 0, 1}) {
		t.Errorf("%+v", c)
	}
}

func TestNoCellOfCovariatesIsAFormula(t *testing.T) {
	records, err := csv.NewReader(bytes.NewReader(covariatesBytes(t, someCovariates()))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, record := range records {
		for j, cell := range record {
			isNumber := i > 0 && (j == 2 || j > 4)
			if !isNumber && isFormula(cell) && cell[0] != '\'' {
				t.Errorf("record %d, column %d starts like a formula", i+1, j+1)
			}
		}
	}
}

func TestInfiniteCovariateIsNotWritten(t *testing.T) {
	c := someCovariates()
	c.Columns[0].Number[1] = math.Inf(1)
	if err := EncodeCovariates(io.Discard, c); err == nil || !strings.Contains(err.Error(), "row 2") ||
		!strings.Contains(err.Error(), "column 3") {
		t.Errorf("error %v", err)
	}
}

func TestMalformedCovariatesNameThePlaceOnly(t *testing.T) {
	const secret = "Nguyễn Bí Mật"
	header := "cohort,case,number:age,category:sex\n"
	for name, c := range map[string]struct{ text, where string }{
		"nothing":           {"", "first record"},
		"another header":    {"cohort,name,number:age\n", "first record"},
		"an unknown kind":   {"cohort,case," + secret + ":age\n", "first record"},
		"no kind":           {"cohort,case,age\n", "first record"},
		"a column twice":    {"cohort,case,number:age,number:age\n", "first record"},
		"a missing cell":    {header + "c," + secret + ",1\n", "record 2"},
		"a number":          {header + "c,H1,1,m\nc,H2," + secret + ",f\n", "record 3: column 3"},
		"an infinite one":   {header + "c,H1,Inf,m\n", "record 2: column 3"},
		"NaN":               {header + "c,H1,NaN,m\n", "record 2: column 3"},
		"a quote left open": {header + "c,\"" + secret + ",1,m\n", "record 2"},
	} {
		got, err := DecodeCovariates(strings.NewReader(c.text))
		if !errors.Is(err, ErrCovariates) || got != nil || !strings.Contains(err.Error(), c.where) {
			t.Errorf("%s: error %v", name, err)
			continue
		}
		for _, word := range strings.Fields(secret) {
			if strings.Contains(err.Error(), word) {
				t.Errorf("%s: the message holds a cell's content", name)
			}
		}
	}
	broken := errors.New("broken")
	if _, err := DecodeCovariates(io.MultiReader(strings.NewReader(header), &failing{broken})); !errors.Is(err,
		broken) || errors.Is(err, ErrCovariates) {
		t.Errorf("a disk that fails: %v", err)
	}
}

func FuzzDecodeCovariates(f *testing.F) {
	for _, text := range []string{"cohort,case\n", "cohort,case,number:age,category:sex\nc,H1,1.5,m\nc,'=H2,,\n",
		"cohort,case,path:end,milestone:relapse\n\"a\nb\",x,-0,1e300\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := DecodeCovariates(strings.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrCovariates) || c != nil {
				t.Fatalf("error %v", err)
			}
			return
		}
		first := covariatesBytes(t, c)
		again, err := DecodeCovariates(bytes.NewReader(first))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if second := covariatesBytes(t, again); !bytes.Equal(bytes.ReplaceAll(first, []byte("\r\n"), []byte("\n")),
			bytes.ReplaceAll(second, []byte("\r\n"), []byte("\n"))) {
			t.Errorf("%q became %q", first, second)
		}
	})
}

// manyCovariates are n cases with a number, a category and a milestone.
func manyCovariates(n int) *Covariates {
	c := &Covariates{}
	var age, relapse []float64
	var diagnosis []string
	for i := range n {
		c.Cohort, c.Case = append(c.Cohort, "solid-tumor"), append(c.Case, fmt.Sprintf("H%07d", i))
		age, relapse = append(age, float64(i%180)/10), append(relapse, math.NaN())
		if i%3 == 0 {
			relapse[i] = float64(1 + i*7919%3000)
		}
		diagnosis = append(diagnosis, []string{"neuroblastoma", "medulloblastoma", ""}[i%3])
	}
	c.Columns = []Covariate{{Name: "age_years", Kind: CovariateNumber, Number: age},
		NewCategory("diagnosis", diagnosis),
		{Name: "relapse", Kind: CovariateMilestone, Number: relapse}}
	return c
}

func BenchmarkEncodeCovariates(b *testing.B) {
	c := manyCovariates(100_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := EncodeCovariates(io.Discard, c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeCovariates(b *testing.B) {
	var file bytes.Buffer
	if err := EncodeCovariates(&file, manyCovariates(100_000)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeCovariates(bytes.NewReader(file.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}
