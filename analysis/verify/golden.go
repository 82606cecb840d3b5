package verify

import "strings"

// goldenMethods are the methods of golden, with the calls of data/golden.R.
func goldenMethods() []method {
	const (
		curve    = `survfit(Surv(t, e > 0) ~ 1)`
		cox      = `coxph(Surv(t, e > 0) ~ g + a, ties = "efron")`
		finegray = `coxph(Surv(fgstart, fgstop, fgstatus) ~ g + a, finegray(Surv(t, factor(e)) ~ ., etype = 1, id = id), weights = fgwt, ties = "breslow", cluster = id)`
	)
	digits, with := printedDigits(), strings.ReplaceAll
	conf := func(name string) Source {
		return survivalPackage(with(curve, "~ 1", `~ 1, conf.type = "`+name+`"`))
	}
	return []method{
		{"km", "greenwood", survivalPackage(`summary(` + curve + `)`), digits, kaplanMeier},
		{"km", "log-log", conf("log-log"), digits, kaplanMeier},
		{"km", "log", conf("log"), digits, kaplanMeier},
		{"km", "plain", conf("plain"), digits, kaplanMeier},
		{"km", "beta-product", bpcpPackage(`bpcp(t, as.integer(e > 0))`), digits, kaplanMeier},
		{"km", "rmst", survivalPackage(`summary(` + curve + `, rmean = 8)$table`), digits, restrictedMean},
		{"cif", "cause=?", cmprskPackage(`timepoints(cuminc(t, e), c(2, 5, 8))`), digits, cumulativeIncidence},
		{"cif", "cause=?;delta", survivalPackage(`summary(survfit(Surv(t, factor(e)) ~ 1))`), digits,
			cumulativeIncidence},
		{"gray", "cause=?", cmprskPackage(`cuminc(t, e, g)$Tests`), digits, grayTest},
		{"gray", "cause=?;rho=1", cmprskPackage(`cuminc(t, e, g, rho = 1)$Tests`), digits, grayTest},
		{"gray", "cause=?;stratified", cmprskPackage(`cuminc(t, e, g, a > 4)$Tests`), digits, grayTest},
		{"logrank", "rho=0", survivalPackage(`survdiff(Surv(t, e > 0) ~ g)`), digits, logRankTest},
		{"logrank", "rho=1", survivalPackage(`survdiff(Surv(t, e > 0) ~ g, rho = 1)`), digits, logRankTest},
		{"logrank", "stratified", survivalPackage(`survdiff(Surv(t, e > 0) ~ g + strata(a > 4))`), digits, logRankTest},
		{"cox", "efron", survivalPackage(cox), digits, coxModel},
		{"cox", "breslow", survivalPackage(with(cox, "efron", "breslow")), digits, coxModel},
		{"cox", "exact", survivalPackage(with(cox, "efron", "exact")), digits, coxModel},
		{"cox", "firth", coxphfPackage(`coxphf(Surv(t, d) ~ g + a, data.frame(t, d = as.integer(e > 0), g, a))`),
			digits, firthModel},
		{"zph", "km", survivalPackage(`cox.zph(` + cox + `)`), digits, schoenfeldTest},
		{"finegray", "crr", cmprskPackage(`crr(t, e, cbind(g, a))`), earlyStop(), fineGrayModel},
		{"finegray", "finegray", survivalPackage(finegray), digits, fineGrayFailuresFirst},
		{"finegray", "finegray;robust", survivalPackage(finegray), digits, weightedCox},
	}
}
