package regress_test

import (
	"fmt"
	"log"

	"graftstat/analysis/regress"
)

// Weeks of remission of Freireich and others, Blood 21 (1963) 699-716: 21 patients
// under 6-mercaptopurine, then 21 under placebo. R 4.2.2, survival 3.5-3:
// coxph(Surv(time, relapse) ~ treatment) gives coef 1.57213, se 0.41240, hazard
// ratio 4.8169 (2.1465 to 10.8093) and a likelihood ratio of 16.35.
func ExampleCox() {
	d := regress.Data{
		Time: []float64{
			6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
			1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
		},
		Cause: []uint8{
			1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0,
			1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
		},
		Terms: []regress.Term{{Name: "treatment", Levels: []string{"drug", "placebo"}, Code: make([]int32, 42)}},
	}
	for i := 21; i < 42; i++ {
		d.Terms[0].Code[i] = 1
	}
	fit, err := regress.Cox(d, regress.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range fit.Coefficients {
		fmt.Printf("%s: %.5f ± %.5f, HR %.4f (%.4f to %.4f)\n", c.Name, c.Coef, c.StdErr, c.HR, c.Lower, c.Upper)
	}
	fmt.Printf("%s ties, likelihood ratio %.2f on %d df\n", fit.Ties, fit.LR.Statistic, fit.LR.DF)
	// Output:
	// treatment=placebo: 1.57213 ± 0.41240, HR 4.8169 (2.1465 to 10.8093)
	// efron ties, likelihood ratio 16.35 on 1 df
}

// Nobody with a related donor had the event, so the likelihood rises for ever with the
// hazard ratio. The fit has a status in place of numbers; Firth's penalty fits these data.
func ExampleFit_separated() {
	d := regress.Data{
		Time:  []float64{3, 5, 8, 13, 21, 34, 55, 89},
		Cause: []uint8{1, 1, 1, 1, 0, 0, 0, 0},
		Terms: []regress.Term{{
			Name: "donor", Levels: []string{"related", "unrelated"}, Code: []int32{1, 1, 1, 1, 0, 0, 0, 0},
		}},
	}
	fit, err := regress.Cox(d, regress.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(fit.Status, fit.About, fit.Coefficients[0].HR, fit.Status.FirthAdvised())
	// Output: separation [donor=related] NaN true
}
