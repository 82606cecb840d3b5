package plan

type faultCase = struct{ name, source, message, next string }

// list is a study whose monitor has one item in a list.
func list(key, item string) string { return with("monitor: {" + key + ": [" + item + "]}") }

// benchmarkWith is a benchmark of the minimal study with other keys.
func benchmarkWith(keys string) string {
	return list("benchmarks", "‸{id: b, cohort: all, endpoint: os, time: 365, "+keys+"}")
}

// thalassemia is a study of a preset's cohort with a monitor.
func thalassemia(monitor string) string {
	return "data: {cases: c.csv}\ncohorts: [{id: a, preset: thalassemia}, {id: b, preset: solid-tumor}]\nmonitor:\n  " +
		monitor + "\n"
}

// riskWith is a study whose only risk model has these terms.
func riskWith(terms string) string {
	return list("risk", "{cohort: all, endpoint: os, source: a, terms: "+terms+"}")
}

var monitorFaults = []faultCase{
	{"monitor of nothing", with("monitor: ‸~"), "is empty where a mapping of keys is expected", "remove the key"},
	{"key of monitor", with("monitor: {‸benchmark: []}"), `unknown key "benchmark"`, `Did you mean "benchmarks"?`},
	{"window", with("monitor: {windows: [‸0, 12]}"), "0 is no number of months", "12 or 36"},
	{"windows descending", with("monitor: {windows: [36, ‸12]}"), "12 does not follow 36", "ascending"},
	{"window in part of a month", with("monitor: {windows: [‸1.5]}"), "is 1.5 where a whole number is expected", ""},
	{"visit", with("monitor: {visits: [‸0]}"), "0 is not greater than 0", ""},
	{"visits descending", with("monitor: {visits: [100, ‸30]}"), "30 does not follow 100", ""},
	{"no visit", with("monitor: {visits: ‸[]}"), "names no day", "[100, 180, 365]"},
	{"grace", with("monitor: {grace_days: ‸-1}"), "-1 is less than 0", ""},
	{"no day of the year", with("monitor: {judged_on: ‸02-29}"), "names no day of every year", ""},
	{"a date for a day of the year", with("monitor: {judged_on: ‸2026-12-31}"), "names no day of every year", ""},

	{"indicator without cohort", list("indicators", "‸{endpoint: os, time: 365}"), "names no cohort",
		"Known here: all."},
	{"indicator of no cohort", list("indicators", "{cohort: ‸al, endpoint: os, time: 365}"), `no cohort is called "al"`,
		`Did you mean "all"?`},
	{"indicator without endpoint", list("indicators", "‸{cohort: all, time: 365}"), "names no endpoint",
		"Known here: os."},
	{"indicator of no endpoint", list("indicators", "{cohort: all, endpoint: ‸efs, time: 365}"),
		`the cohort has no endpoint "efs"`, "Known here: os."},
	{"indicator without time", list("indicators", "‸{cohort: all, endpoint: os}"), "has no time", "endpoint's unit"},
	{"indicator at the start", list("indicators", "{cohort: all, endpoint: os, time: ‸0}"), "0 is not greater than 0",
		""},
	{"indicator twice", list("indicators",
		"{cohort: all, endpoint: os, time: 365}, ‸{cohort: all, endpoint: os, time: 365.0}"),
		"a second indicator is of the same endpoint and time", ""},

	{"benchmark without id",
		list("benchmarks", "‸{cohort: all, endpoint: os, time: 365, estimate: 0.9, n: 10, source: a}"), "has no id",
		"kebab-case"},
	{"benchmark id", list("benchmarks",
		"{id: ‸A, cohort: all, endpoint: os, time: 365, estimate: 0.9, n: 10, source: a}"), "is not in kebab-case", ""},
	{"benchmark id twice",
		list("benchmarks", "{id: b, cohort: all, endpoint: os, time: 365, estimate: 0.9, n: 10, source: a}, {id: ‸b, cohort: all, endpoint: os, time: 100, estimate: 0.9, n: 10, source: a}"), "a second benchmark has this id", ""},
	{"benchmark without estimate", benchmarkWith("n: 10, source: a"), "has no estimate", "0.92 for 92 %"},
	{"benchmark in per cent",
		list("benchmarks", "{id: b, cohort: all, endpoint: os, time: 365, estimate: ‸92, n: 10, source: a}"),
		"92 is not from 0 to 1", "0.92"},
	{"benchmark without n", benchmarkWith("estimate: 0.9, source: a"),
		"neither its number of patients nor its interval", "n: or interval:"},
	{"benchmark of nobody",
		list("benchmarks", "{id: b, cohort: all, endpoint: os, time: 365, estimate: 0.9, n: ‸0, source: a}"),
		"0 is less than 1", ""},
	{"benchmark without source", benchmarkWith("estimate: 0.9, n: 10"), "has no source", "author, journal, year"},
	{"benchmark of a blank source",
		list("benchmarks", "{id: b, cohort: all, endpoint: os, time: 365, estimate: 0.9, n: 10, source: ‸' '}"),
		"has no source", ""},
	{"one limit", list("benchmarks",
		"{id: b, cohort: all, endpoint: os, time: 365, estimate: 0.9, interval: ‸[0.8], source: a}"),
		"has 1 limits where two are expected", ""},
	{"limits in per cent",
		list("benchmarks", "{id: b, cohort: all, endpoint: os, time: 365, estimate: 0.9, interval: ‸[88, 95], source: a}"), "a limit is not from 0 to 1", ""},
	{"limits exchanged",
		list("benchmarks", "{id: b, cohort: all, endpoint: os, time: 365, estimate: 0.9, interval: ‸[0.95, 0.8], source: a}"), "the lower limit is above the upper one", ""},
	{"limits without the estimate",
		list("benchmarks", "{id: b, cohort: all, endpoint: os, time: 365, estimate: 0.7, interval: ‸[0.8, 0.9], source: a}"), "does not hold the estimate 0.7", ""},
	{"origin of a benchmark",
		list("benchmarks", "{id: b, cohort: all, endpoint: os, time: 365, estimate: 0.7, n: 10, source: a, origin: ‸diagnose}"), `"diagnose" is no value`, `Did you mean "diagnosis"?`},
	{"donor of a benchmark",
		list("benchmarks", "{id: b, cohort: all, endpoint: os, time: 365, estimate: 0.7, n: 10, source: a, donor_type: ‸Matched sibling}"), "is not in snake_case", "matched_sibling"},
	{"era of a benchmark",
		list("benchmarks", "{id: b, cohort: all, endpoint: os, time: 365, estimate: 0.7, n: 10, source: a, era: ‸''}"),
		"is blank", "2019-2023"},

	{"use of a row that is not there", thalassemia("benchmarks: [{cohort: a, use: ‸ebmt-2016-oss}]"),
		"no preset benchmark of an endpoint of this cohort", `Did you mean "ebmt-2016-os"?`},
	{"use without a preset", list("benchmarks", "{cohort: all, use: ‸ebmt-2016-os}"),
		"no preset benchmark is of an endpoint", "of your own"},
	{"use of a row from diagnosis", thalassemia("benchmarks: [{cohort: b, use: ‸neuroblastoma-japan-os}]"),
		"does not run from the transplant (treatment)", "reference"},
	{"use of a row without origin", thalassemia("benchmarks: [{cohort: b, use: ‸neuroblastoma-ebmt-2008-os}]"),
		"does not run from the transplant (not_stated)", "reference"},
	{"use with a figure of one's own", thalassemia("benchmarks: [{cohort: a, use: ebmt-2016-os, estimate: ‸0.9}]"),
		"stands beside use", "without use"},
	{"use twice", thalassemia("benchmarks: [{cohort: a, use: ebmt-2016-os}, ‸{cohort: a, use: ebmt-2016-os}]"),
		"a second use of this benchmark", ""},
	{"id of a preset's row",
		thalassemia("benchmarks: [{id: ‸ebmt-2016-os, cohort: a, endpoint: os, time: 365, estimate: 0.9, n: 10, source: a}]"), "the preset has a benchmark of this id", "use: ebmt-2016-os"},

	{"chart of a good event",
		thalassemia("sequential: [{cohort: a, endpoint: ‸neutrophil-engraftment, time: 28, expected: 0.05}]"),
		"the event of neutrophil-engraftment is good", "whose event is bad"},
	{"chart without expectation", list("sequential", "‸{cohort: all, endpoint: os, time: 365}"),
		"has no expected probability", "expected: 0.05"},
	{"chart of two expectations",
		thalassemia("sequential: [{cohort: a, endpoint: os, time: 730, expected: 0.05, benchmark: ‸ebmt-2016-os}]"),
		"stands beside expected", ""},
	{"chart that expects nothing", list("sequential", "{cohort: all, endpoint: os, time: 365, expected: ‸0}"),
		"0 is not between 0 and 1", "bad outcome"},
	{"chart of no benchmark", thalassemia("sequential: [{cohort: a, endpoint: os, time: 365, benchmark: ‸ebmt}]"),
		`the cohort has no benchmark "ebmt"`, "Known here:"},
	{"chart of a benchmark of another time",
		thalassemia("sequential: [{cohort: a, endpoint: os, time: 365, benchmark: ‸ebmt-2016-os}]"),
		"ebmt-2016-os is of os at 730", ""},
	{"chart of a benchmark from diagnosis",
		thalassemia("sequential: [{cohort: b, endpoint: os, time: 1826, benchmark: ‸neuroblastoma-japan-os}]"),
		"does not run from the transplant", ""},
	{"chart of a benchmark without events",
		thalassemia("sequential: [{cohort: a, endpoint: graft-failure, time: 730, benchmark: ‸china-2026-sibling-graft-failure}]"), "has an estimate of 0", "expected:"},
	{"odds ratio", list("sequential", "{cohort: all, endpoint: os, time: 365, expected: 0.05, odds_ratio: ‸1}"),
		"1 is not greater than 1", ""},
	{"no odds ratio", list("sequential", "{cohort: all, endpoint: os, time: 365, expected: 0.05, odds_ratio: ‸0}"),
		"0 is not greater than 1", ""},
	{"run length", list("sequential", "{cohort: all, endpoint: os, time: 365, expected: 0.05, run_length: ‸1}"),
		"1 is not greater than 1", ""},
	{"after a signal", list("sequential",
		"{cohort: all, endpoint: os, time: 365, expected: 0.05, after_signal: ‸restart}"), `"restart" is no value`,
		"reset, keep"},
	{"chart twice", list("sequential",
		"{cohort: all, endpoint: os, time: 365, expected: 0.05}, ‸{cohort: all, endpoint: os, time: 365, expected: 0.1}"), "a second chart is of the same endpoint and time", ""},

	{"funnel by nothing", list("funnel", "‸{cohort: all, endpoint: os, time: 365}"), "names no column", ""},
	{"funnel by patient", list("funnel", "{cohort: all, endpoint: os, time: 365, by: ‸case_id}"),
		"case_id tells patients apart", ""},
	{"funnel by date", list("funnel", "{cohort: all, endpoint: os, time: 365, by: ‸transplant_date}"),
		"transplant_date is a date", "transplant_year"},

	{"risk without source", list("risk", "‸{cohort: all, endpoint: os, terms: [{term: age_years, coef: 0.1}]}"),
		"has no source", ""},
	{"risk without terms", list("risk", "‸{cohort: all, endpoint: os, source: a}"), "has no terms", "terms: [{term"},
	{"risk twice", list("risk",
		"{cohort: all, endpoint: os, source: a, terms: [{term: x, coef: 1}]}, ‸{cohort: all, endpoint: os, source: b, terms: [{term: x, coef: 1}]}"), "a second risk model", ""},
	{"blank risk term", riskWith("[{term: ‸'', coef: 1}]"), "names no column or no level", "pesaro_class=III"},
	{"risk term without level", riskWith("[{term: ‸pesaro_class=, coef: 1}]"), "names no column or no level", ""},
	{"risk of a category", riskWith("[{term: ‸sex, coef: 1}]"), "sex is a category", "sex="},
	{"risk of a number's level", riskWith("[{term: ‸age_years=7, coef: 1}]"), "age_years is a number", ""},
	{"risk of a date", riskWith("[{term: ‸birth_date, coef: 1}]"), "birth_date is a date", ""},
	{"centre of a level", riskWith("[{term: sex=male, coef: 1, centre: ‸7}]"), "a level of a category has no centre",
		""},
	{"risk without coefficient", riskWith("[‸{term: age_years}]"), "has no coefficient", "logarithm of the ratio"},
	{"risk term twice", riskWith("[{term: x, coef: 1}, {term: ‸x, coef: 1}]"), `"x" stands twice`, ""},
}
