package describe_test

import (
	"fmt"

	"graftstat/analysis/describe"
)

// R 4.2.2: binom.test(9, 10) and binom.test(0, 10) have the same limits; the
// upper one of 0 of 10 is 1 - 0.025^(1/10).
func ExampleExactProportion() {
	for _, engrafted := range []int{9, 0} {
		p := describe.ExactProportion(engrafted, 10, 0.95)
		fmt.Printf("%d of %d: %.4f (%.4f to %.4f)\n", p.K, p.N, p.Estimate, p.Lower, p.Upper)
	}
	fmt.Println(describe.ExactProportion(0, 0, 0.95).Reason)
	// Output:
	// 9 of 10: 0.9000 (0.5550 to 0.9975)
	// 0 of 10: 0.0000 (0.0000 to 0.3085)
	// no_case
}

// The lady tasting tea of Fisher, The Design of Experiments (1935): 3 of 4 cups told
// right. By hand p = (16 + 1 + 16 + 1)/70 = 34/70.
func ExampleFisher() {
	test := describe.Fisher([][]int{{3, 1}, {1, 3}})
	fmt.Printf("%s: p %.4f\n", test.Method, test.P)
	// Output: fisher-exact: p 0.4857
}
