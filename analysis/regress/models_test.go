package regress_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/regress"
)

// Values of testdata/models.R are met to within a relative 1e-9, the score and
// Wald statistics, which lie near zero here, included.
const modelTolerance = 1e-9

// Tied times with delayed entry, strata and clusters, in every combination.
func TestModelsEqualR(t *testing.T) {
	models := make(map[string][][]string)
	var names []string
	for _, r := range readCSV(t, "testdata/models.csv")[1:] {
		if !slices.Contains(names, r[0]) {
			names = append(names, r[0])
		}
		models[r[0]] = append(models[r[0]], r[1:])
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			kind, variant, _ := strings.Cut(name, ":")
			d := modelData(t)
			if kind == "crr" {
				o := regress.Options{Cause: variant[len("cause=")] - '0'}
				checkModel(t, mustFit(t, regress.FineGray, plain(d), o), nil, models[name], nil)
				return
			}
			if kind == "exact" && strings.HasPrefix(variant, "entry") {
				d = firstRows(d, 60)
			}
			if !strings.HasPrefix(variant, "entry") {
				d.Start = nil
			}
			if !strings.HasSuffix(variant, "strata") {
				d.Stratum = nil
			}
			clustered := d
			d.Cluster = nil
			o := regress.Options{Ties: regress.Ties(kind)}
			var robust *regress.Fit
			if kind != "exact" {
				robust = mustFit(t, regress.Cox, clustered, o)
			}
			checkModel(t, mustFit(t, regress.Cox, d, o), robust, models[name], &d)
		})
	}
}

func checkModel(t *testing.T, fit, robust *regress.Fit, values [][]string, d *regress.Data) {
	t.Helper()
	for _, v := range values {
		quantity, name, want := v[0], v[1], numbers(t, v[2:])[0]
		got := 0.0
		switch {
		case quantity == "coef":
			got = coefficient(t, fit, name).Coef
		case quantity == "std_err":
			got = coefficient(t, fit, name).StdErr
		case quantity == "loglik_null":
			got = fit.LogLikelihood[0]
		case quantity == "loglik":
			got = fit.LogLikelihood[1]
		case quantity == "score":
			got = fit.Score.Statistic
		case quantity == "wald":
			got = fit.Wald.Statistic
		case quantity == "concordance":
			got = fit.Concordance
		case quantity == "robust_std_err":
			got = coefficient(t, robust, name).StdErr
		case quantity == "robust_wald":
			got = robust.Wald.Statistic
		case quantity == "robust_score":
			got = robust.RobustScore.Statistic
		case strings.HasPrefix(quantity, "zph-df-"):
			got = float64(termTest(t, *d, fit, strings.TrimPrefix(quantity, "zph-df-"), name).Test.DF)
		case strings.HasPrefix(quantity, "zph-"):
			got = termTest(t, *d, fit, strings.TrimPrefix(quantity, "zph-"), name).Test.Statistic
		default:
			t.Fatalf("no quantity %s", quantity)
		}
		equal(t, quantity+" "+name, got, want, modelTolerance)
	}
}

func termTest(t *testing.T, d regress.Data, fit *regress.Fit, transform, term string) regress.TermTest {
	t.Helper()
	tests, err := regress.SchoenfeldTest(d, fit, regress.Transform(transform))
	if err != nil {
		t.Fatal(err)
	}
	term = strings.Replace(term, "GLOBAL", regress.GlobalTerm, 1)
	at := slices.IndexFunc(tests, func(tt regress.TermTest) bool { return tt.Term == term })
	if at < 0 {
		t.Fatalf("no test of %s", term)
	}
	return tests[at]
}

// modelData is testdata/models-data.csv with delayed entry, strata and clusters.
func modelData(t *testing.T) regress.Data {
	t.Helper()
	rows := readCSV(t, "testdata/models-data.csv")
	column := func(name string) []string {
		var texts []string
		for _, r := range rows[1:] {
			texts = append(texts, r[slices.Index(rows[0], name)])
		}
		return texts
	}
	stage := regress.Term{Name: "stage", Levels: []string{"I", "II", "III"}}
	for _, v := range column("stage") {
		stage.Code = append(stage.Code, int32(slices.Index(stage.Levels, v)))
	}
	return regress.Data{
		Start: numbers(t, column("start")), Time: numbers(t, column("time")),
		Cause: convert[uint8](numbers(t, column("cause"))),
		Terms: []regress.Term{{Name: "x", Number: numbers(t, column("x"))},
			{Name: "z", Number: numbers(t, column("z"))}, stage},
		Stratum: convert[int32](numbers(t, column("stratum"))), Cluster: convert[int32](numbers(t, column("cluster"))),
	}
}

// plain is d without delayed entry, strata and clusters.
func plain(d regress.Data) regress.Data {
	return regress.Data{Time: d.Time, Cause: d.Cause, Terms: d.Terms}
}

func firstRows(d regress.Data, n int) regress.Data {
	rows := make([]int, n)
	for i := range rows {
		rows[i] = i
	}
	return pick(d, rows)
}

// pick is d with the rows in the order given.
func pick(d regress.Data, rows []int) regress.Data {
	p := regress.Data{Start: pickColumn(d.Start, rows), Time: pickColumn(d.Time, rows),
		Cause:   pickColumn(d.Cause, rows),
		Stratum: pickColumn(d.Stratum, rows), Cluster: pickColumn(d.Cluster, rows)}
	for _, t := range d.Terms {
		p.Terms = append(p.Terms, regress.Term{Name: t.Name, Levels: t.Levels,
			Number: pickColumn(t.Number, rows), Code: pickColumn(t.Code, rows)})
	}
	return p
}

func pickColumn[T any](column []T, rows []int) []T {
	if column == nil {
		return nil
	}
	picked := make([]T, len(rows))
	for i, row := range rows {
		picked[i] = column[row]
	}
	return picked
}

func convert[T uint8 | int32](values []float64) []T {
	codes := make([]T, len(values))
	for i, v := range values {
		codes[i] = T(v)
	}
	return codes
}

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
