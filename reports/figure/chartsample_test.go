package figure

import (
	"fmt"
	"maps"

	"graftstat/reports/document"
)

// chartSamples are charts of every kind and shape.
func chartSamples() map[string]*document.Figure {
	all := map[string]*document.Figure{"occupation": occupation()}
	for _, n := range []int{1, 2, 4, 7} {
		all[fmt.Sprintf("stack-short-%d", n)] = stacked(n, shortName)
		all[fmt.Sprintf("stack-long-%d", n)] = stacked(n, longName)
	}
	for _, n := range []int{1, 2, 10, 60, 200} {
		all[fmt.Sprintf("swimmer-%d", n)] = swimmers(n)
	}
	plainFlow := deep(3)
	for i := range as[*document.Flow](plainFlow).Steps {
		as[*document.Flow](plainFlow).Steps[i].Aside = nil
	}
	all["flow"], all["flow-6"], all["flow-plain"] = flowing(), deep(6), plainFlow
	for _, n := range []int{1, 2, 6, 20, 40} {
		all[fmt.Sprintf("titres-%d", n)] = titres(n, "TM-%03d IgM")
	}
	all["titres-long"], all["titres-one"] = titres(4, longName), oneTitre()
	for _, cases := range []int{0, 1, 8, 40, 400} {
		all[fmt.Sprintf("strips-%d", cases)] = engraftment(3, cases, shortName)
	}
	all["strips-long"], all["strips-12"] = engraftment(4, 20, longName), engraftment(12, 20, shortName)
	all["courses-1"], all["courses-6"] = redCellCourses(1, "TM-%03d"), redCellCourses(6, "TM-%03d")
	all["forest"], all["forest-long"] = ratios(shortName), ratios(longName)
	maps.Copy(all, inEnglish())
	maps.Copy(all, monitoring())
	return all
}
