package monitor_test

import (
	"fmt"
	"log"

	"graftstat/analysis/monitor"
)

// Each patient is expected to die with probability 0.1, and the chart looks for
// twice the odds. By hand a death adds ln(2/1.1) = 0.5978, a survivor ln(1/1.1) =
// -0.0953, and the sum never falls under 0.
func ExampleBernoulliCUSUM() {
	expected := []float64{0.1, 0.1, 0.1, 0.1, 0.1}
	died := []bool{false, true, true, false, true}
	chart, err := monitor.BernoulliCUSUM(expected, died, monitor.CUSUMSettings{OddsRatio: 2, Limit: 1.5})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.3f, signal at patient %d\n", chart.Path, chart.Signals)
	// Output: [0.000 0.598 1.196 1.100 1.698], signal at patient [4]
}

// R 4.2.2: poisson.test(3, 1.2) gives 2.5 (0.5156 to 7.3061).
func ExamplePoissonRatio() {
	r := monitor.PoissonRatio(3, 1.2, 0.95)
	fmt.Printf("O/E %.1f (%.4f to %.4f)\n", r.Ratio, r.Lower, r.Upper)
	// Output: O/E 2.5 (0.5156 to 7.3061)
}

// A benchmark of 5 % lets up to 3 of 20 patients die: R 4.2.2, qbinom(0.975, 20,
// 0.05). Were it 10 %, more than 3 would die with probability 0.133 only, 1 -
// pbinom(3, 20, 0.1): 20 patients are too few to tell.
func ExamplePredict() {
	p := monitor.Predict(3, 20, monitor.Benchmark{Proportion: 0.05}, 0.95, 0)
	fmt.Printf("%d to %d expected by chance, %d observed: %s\n", p.Lower, p.Upper, p.Observed, p.Verdict)
	// Output: 0 to 3 expected by chance, 3 observed: too_few
}
