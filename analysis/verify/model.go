package verify

import (
	"slices"
	"strings"

	"graftstat/analysis/regress"
)

func coxModel(d *dataset, name string) (lookup, error) {
	ties, _, isRobust := strings.Cut(name, ";robust")
	rows, err := d.survivalRows(false)
	if err != nil {
		return nil, err
	}
	if isRobust {
		_, rows.Cluster = codes(d.columns[d.cluster])
	}
	return d.ofFit(regress.Cox(rows, regress.Options{Ties: regress.Ties(ties)}))
}

func firthModel(d *dataset, _ string) (lookup, error) {
	rows, err := d.survivalRows(false)
	if err != nil {
		return nil, err
	}
	return d.ofFit(regress.Firth(rows, regress.Options{}))
}

// ofFit looks up the numbers of a fit. R names a coefficient by its term, with
// the level behind it.
func (d *dataset) ofFit(f *regress.Fit, err error) (lookup, error) {
	if err != nil {
		return nil, err
	}
	whole := map[string]float64{
		"loglik_null": f.LogLikelihood[0], "loglik": f.LogLikelihood[1],
		"score_chisq": f.Score.Statistic, "wald_chisq": f.Wald.Statistic, "concordance": f.Concordance,
	}
	return func(v Value) (answer, error) {
		if ours, found := whole[v.Quantity]; found && v.Group == "" {
			return answer{ours: ours}, nil
		}
		i := slices.IndexFunc(f.Coefficients, func(c regress.Coefficient) bool {
			return strings.Replace(c.Name, d.group+"=", d.group, 1) == v.Group
		})
		if i < 0 {
			return answer{}, errNotRecomputed
		}
		c := f.Coefficients[i]
		switch v.Quantity {
		case "coef":
			return answer{ours: c.Coef}, nil
		case "std_err":
			return answer{ours: c.StdErr}, nil
		case "hr_lower":
			return answer{ours: c.Lower}, nil
		case "hr_upper":
			return answer{ours: c.Upper}, nil
		case "p":
			return answer{ours: c.P}, nil
		}
		return answer{}, errNotRecomputed
	}, nil
}

// schoenfeldTest tests each coefficient by itself, as R does with terms = FALSE.
func schoenfeldTest(d *dataset, _ string) (lookup, error) {
	rows, err := d.survivalRows(true)
	if err != nil {
		return nil, err
	}
	fit, err := regress.Cox(rows, regress.Options{Ties: regress.TiesEfron})
	if err != nil {
		return nil, err
	}
	tests, err := regress.SchoenfeldTest(rows, fit, regress.TransformKM)
	if err != nil {
		return nil, err
	}
	return func(v Value) (answer, error) {
		i := slices.IndexFunc(tests, func(t regress.TermTest) bool {
			return t.Term == v.Group || t.Term == regress.GlobalTerm && v.Group == "GLOBAL"
		})
		switch {
		case i >= 0 && v.Quantity == "chisq":
			return answer{ours: tests[i].Test.Statistic}, nil
		case i >= 0 && v.Quantity == "p":
			return answer{ours: tests[i].Test.P}, nil
		}
		return answer{}, errNotRecomputed
	}, nil
}
