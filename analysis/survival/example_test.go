package survival_test

import (
	"fmt"
	"log"

	"graftstat/analysis/survival"
)

// Weeks of remission under 6-mercaptopurine (group 0) and placebo (group 1), of
// Freireich and others, Blood 21 (1963) 699-716: relapse is cause 1.
func remission() survival.Observations {
	drug := []float64{6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35}
	relapsed := []uint8{1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0}
	placebo := []float64{1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23}
	o := survival.Observations{Time: append(drug, placebo...), Cause: relapsed, Group: make([]int32, 42)}
	for i := range placebo {
		o.Cause = append(o.Cause, 1)
		o.Group[len(drug)+i] = 1
	}
	return o
}

// R 4.2.2, survival 3.5-3: summary(survfit(Surv(time, relapse) ~ 1, conf.type =
// "log-log"), times = c(10, 23)) of the 21 under the drug has the same numbers.
func ExampleKaplanMeier() {
	table, err := survival.NewTable(remission(), 2, 1)
	if err != nil {
		log.Fatal(err)
	}
	curve, err := survival.KaplanMeier(table, 0, survival.Settings{Interval: survival.LogLog})
	if err != nil {
		log.Fatal(err)
	}
	for _, week := range []float64{10, 23, 36} {
		p := curve.At(week)
		if p.Reason != "" {
			fmt.Printf("week %.0f: no estimate, %s\n", week, p.Reason)
			continue
		}
		fmt.Printf("week %.0f: %.4f (%.4f to %.4f), %d at risk\n", week, p.Estimate, p.Lower, p.Upper, p.AtRisk)
	}
	fmt.Println("median", curve.Quantile(0.5).Time)
	// Output:
	// week 10: 0.7529 (0.5032 to 0.8894), 15 at risk
	// week 23: 0.4482 (0.1881 to 0.6801), 6 at risk
	// week 36: no estimate, past_follow_up
	// median 23
}

// By hand: F1(40) = 1/8 + 3/4 · 1/6 = 1/4, F1(55) = 1/4 + 5/8 · 1/4 = 13/32, and
// F2(55) = 7/8 · 1/7 = 1/8, so that S(55) = 15/32.
func ExampleCumulativeIncidence() {
	o := survival.Observations{
		Time:  []float64{20, 30, 40, 40, 55, 70, 90, 100},
		Cause: []uint8{1, 2, 1, 0, 1, 0, 2, 0},
	}
	table, err := survival.NewTable(o, 1, 2)
	if err != nil {
		log.Fatal(err)
	}
	for cause := 1; cause <= 2; cause++ {
		curve, err := survival.CumulativeIncidence(table, 0, cause, survival.Settings{})
		if err != nil {
			log.Fatal(err)
		}
		p := curve.At(55)
		fmt.Printf("cause %d: %d events, %.5f, interval %s\n", cause, p.Events, p.Estimate, p.Interval)
	}
	// Output:
	// cause 1: 3 events, 0.40625, interval clopper-pearson
	// cause 2: 1 events, 0.12500, interval clopper-pearson
}

// R 4.2.2, survival 3.5-3: survdiff(Surv(time, relapse) ~ group) gives chi-squared
// 16.7929 with 9 and 21 relapses for 19.2505 and 10.7495 expected.
func ExampleLogRank() {
	table, err := survival.NewTable(remission(), 2, 1)
	if err != nil {
		log.Fatal(err)
	}
	test := survival.LogRank([]*survival.Table{table}, 0)
	fmt.Printf("observed %.0f, expected %.4f\n", test.Observed, test.Expected)
	fmt.Printf("chi-squared %.4f, df %.0f, p %.3g\n", test.Statistic, test.DF, test.P)
	// Output:
	// observed [9 21], expected [19.2505 10.7495]
	// chi-squared 16.7929, df 1, p 4.17e-05
}
