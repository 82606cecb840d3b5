package verify

import (
	"errors"
	"path"
	"strings"
)

// errNotRecomputed is given for a value that a recomputation does not know.
var errNotRecomputed = errors.New("no code recomputes this value")

// A method says how the values of an analysis are recomputed.
type method struct {
	analysis  string
	pattern   string // of the method's name, as path.Match has it
	source    Source // the call with RESPONSE and TERMS for those of the data set
	tolerance Tolerance
	recompute recompute
}

// A recompute does a method's work on a data set, such as fitting a model, and
// looks up its values there. name is the method's.
type recompute func(d *dataset, name string) (lookup, error)

// A lookup gives our answer to one value, errNotRecomputed if it knows none.
type lookup func(v Value) (answer, error)

// An answer is our number for a reference value. Where a convention makes it
// differ from R's on purpose, convention is set and theirs is the number that
// R's convention makes of our estimates.
type answer struct {
	ours       float64
	convention Convention
	theirs     float64
}

// method is the one that recomputes the values of an analysis and a method of R.
func (l layout) method(analysis, name string) (method, bool) {
	if l.methods == nil {
		return method{}, false
	}
	for _, m := range l.methods() {
		if matches, err := path.Match(m.pattern, name); err == nil && matches && m.analysis == analysis {
			m.source.Call = strings.NewReplacer("RESPONSE", l.response, "TERMS", strings.Join(l.terms, " + ")).
				Replace(m.source.Call)
			return m, true
		}
	}
	return method{}, false
}

// openMethods are the methods of lung, veteran, heart, bmt and ten, with the
// calls of data/reference.R and data/open.R. time, status and group are the
// columns of the data set; a curve of one group is of its cases only.
func openMethods() []method {
	const (
		curve = `summary(survfit(RESPONSE ~ 1), times = times, extend = TRUE)`
		cif   = `timepoints(cuminc(time, status, cencode = 0), times)`
		cox   = `coxph(RESPONSE ~ TERMS, ties = "efron", control = coxph.control(eps = 1e-11, iter.max = 100))`
		firth = `coxphf(Surv(time, event) ~ TERMS, maxit = 2000, maxstep = .5, epsilon = 1e-12)`
		crr   = `crr(time, status, model.matrix(~ TERMS)[, -1], failcode = 1, cencode = 0, gtol = 1e-13, maxiter = 100)`
	)
	with := strings.ReplaceAll
	conf := func(name string) Source {
		return survivalPackage(with(curve, "~ 1", `~ 1, conf.type = "`+name+`"`))
	}
	return []method{
		{"km", "greenwood", survivalPackage(curve), closedForm(), kaplanMeier},
		{"km", "log-log", conf("log-log"), closedForm(), kaplanMeier},
		{"km", "log", conf("log"), closedForm(), kaplanMeier},
		{"km", "plain", conf("plain"), closedForm(), kaplanMeier},
		{"km", "arcsin", conf("arcsin"), closedForm(), kaplanMeier},
		{"km", "logit", conf("logit"), closedForm(), kaplanMeier},
		{"km", "beta-product", bpcpPackage(`bpcp(time, as.integer(status == 1))`), closedForm(), kaplanMeier},
		{"km", "beta-product-midp", bpcpPackage(`bpcp(time, as.integer(status == 1), midp = TRUE)`), rootSearch(),
			kaplanMeier},
		{"km", "rmst", survivalPackage(`survival:::survmean(survfit(RESPONSE ~ 1), rmean = tau)$matrix`), closedForm(),
			restrictedMean},
		{"km", "reverse", prodlimPackage(`predict(prodlim(Hist(time, as.integer(status == 1)) ~ 1, reverse = TRUE), times = times, type = "surv")`),
			closedForm(), reverseKaplanMeier},
		{"km", "simon-makuch",
			survivalPackage(`summary(survfit(RESPONSE ~ 1, subset = transplant == group), times = times, extend = TRUE)`),
			closedForm(), kaplanMeier},
		{"na", "nelson-aalen", survivalPackage(with(curve, "~ 1", "~ 1, stype = 2, ctype = 1")), closedForm(),
			nelsonAalen},

		{"cif", "cause=?", cmprskPackage(cif + `, limits x^exp(±qnorm(.975)·se/(x·log(x)))`), closedForm(),
			cumulativeIncidence},
		{"cif", "cause=?;delta", survivalPackage(`summary(survfit(Surv(time, factor(status)) ~ 1), times = times)`),
			closedForm(), cumulativeIncidence},
		{"gray", "cause=?", cmprskPackage(`cuminc(time, status, group, cencode = 0)$Tests`), closedForm(), grayTest},
		{"gray", "cause=?;rho=1", cmprskPackage(`cuminc(time, status, group, rho = 1, cencode = 0)$Tests`),
			closedForm(), grayTest},
		{"gray", "cause=?;stratified", cmprskPackage(`cuminc(time, status, group, stratum, cencode = 0)$Tests`),
			closedForm(), grayTest},

		{"logrank", "rho=0", survivalPackage(`survdiff(RESPONSE ~ group, rho = 0)`), closedForm(), logRankTest},
		{"logrank", "rho=1", survivalPackage(`survdiff(RESPONSE ~ group, rho = 1)`), closedForm(), logRankTest},
		{"logrank", "stratified", survivalPackage(`survdiff(RESPONSE ~ group + strata(stratum))`), closedForm(),
			logRankTest},
		{"logrank", "mantel-byar", survivalPackage(`coxph(RESPONSE ~ transplant, ties = "exact")$score`), closedForm(),
			logRankTest},
		{"logrank", "permutation", survivalPackage(`survdiff(RESPONSE ~ group)$chisq, for every split of the cases`),
			closedForm(), permutationTest},

		{"cox", "efron", survivalPackage(cox), iterativeFit(), coxModel},
		{"cox", "breslow", survivalPackage(with(cox, "efron", "breslow")), iterativeFit(), coxModel},
		{"cox", "exact", survivalPackage(`coxph(RESPONSE ~ TERMS, ties = "exact")`), iterativeFit(), coxModel},
		{"cox", "efron;robust", survivalPackage(`coxph(RESPONSE ~ TERMS, ties = "efron", cluster = id)`),
			iterativeFit(), coxModel},
		{"cox", "breslow;robust", survivalPackage(`coxph(RESPONSE ~ TERMS, ties = "breslow", cluster = id)`),
			iterativeFit(), coxModel},
		{"cox", "firth", coxphfPackage(firth), iterativeFit(), firthModel},
		{"zph", "km", survivalPackage(`cox.zph(` + cox + `, transform = "km", terms = FALSE)`), iterativeFit(),
			schoenfeldTest},
		{"finegray", "crr", cmprskPackage(crr), iterativeFit(), fineGrayModel},
		{"finegray", "crr;cause=2", cmprskPackage(with(crr, "failcode = 1", "failcode = 2")), iterativeFit(),
			fineGrayModel},
	}
}

// rTool is what made every reference value.
func rTool() Tool { return Tool{"R", "4.2.2"} }

func statsPackage(call string) Source    { return Source{"stats", "4.2.2", call} }
func survivalPackage(call string) Source { return Source{"survival", "3.5-3", call} }
func cmprskPackage(call string) Source   { return Source{"cmprsk", "2.2-11", call} }
func bpcpPackage(call string) Source     { return Source{"bpcp", "1.4.2", call} }
func coxphfPackage(call string) Source   { return Source{"coxphf", "1.13.4", call} }
func prodlimPackage(call string) Source  { return Source{"prodlim", "2019.11", call} }
