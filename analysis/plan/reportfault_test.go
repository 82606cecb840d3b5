package plan

import "strings"

// variantWith is a study with one variant.
func variantWith(set string) string { return with("sensitivity: [{id: v, set: " + set + "}]") }

var reportFaults = []faultCase{
	{"tallies beside cases", "data: {cases: ‸c.csv, tallies: a.csv}\n" + strings.SplitAfterN(minimal, "}\n", 2)[1], "stands beside tallies", ""},
	{"tallies under both names", "data: {counts_of: [a.csv], ‸tallies: [b.csv]}\n" + strings.SplitAfterN(minimal, "}\n", 2)[1], "the older name of the other", "Remove one"},
	{"no tally", "data: {tallies: ‸[]}\n" + strings.SplitAfterN(minimal, "}\n", 2)[1], "names no file", ""},
	{"blank tally", "data: {tallies: [a.csv, ‸'']}\n" + strings.SplitAfterN(minimal, "}\n", 2)[1], "names no file", ""},
	{"tally twice", "data: {tallies: [a.csv, ‸a.csv]}\n" + strings.SplitAfterN(minimal, "}\n", 2)[1], `"a.csv" stands twice`, ""},
	{"paper from tallies", "data: {tallies: [a.csv]}\n" + strings.SplitAfterN(minimal, "}\n", 2)[1] + "paper: ‸{}\n", "needs the cases", ""},

	{"logo", with("report: {logo: ‸''}"), "names no file", ""},
	{"section", with("report: {sections: [summary, ‸monitoring]}"), `"monitoring" is no value`, `Did you mean "monitor"?`},
	{"section twice", with("report: {sections: [summary, cohorts, ‸cohorts]}"), `"cohorts" stands twice`, ""},
	{"no summary", with("report: {sections: ‸[cohorts]}"), "leaves the summary out", "Add summary"},
	{"no section", with("report: {sections: ‸[]}"), "is empty", ""},
	{"suppression", with("report: {suppress_below: ‸4}"), "4 is not from 5 to 20", ""},
	{"strong suppression", with("report: {suppress_below: ‸21}"), "21 is not from 5 to 20", ""},
	{"split without report", with("report: {outside_by: ‸{all: sex}}"), "stands without suppress_below", "suppress_below: 5"},
	{"split of no cohort", with("report: {suppress_below: 5, outside_by: {al: ‸sex}}"), `no cohort is called "al"`, `Did you mean "all"?`},
	{"split by nothing compared", with("report: {suppress_below: 5, outside_by: {all: ‸sex}}"), "compared by no column", "compare"},
	{"split by a milestone", with("report: {suppress_below: 5, outside_by: {all: ‸relapse}}"), "relapse happens after the transplant", "known at transplant"},
	{"split by another column", cohortWith("compare: [sex]") + "report: {suppress_below: 5, outside_by: {all: ‸sexx}}\n", `not compared by "sexx"`, `Did you mean "sex"?`},
	{"title", with("report: {title: {en: ‸''}}"), "is blank", ""},

	{"paper tables without paper", with("outputs: {formats: [pdf, ‸tables]}"), "tables is of the paper", "Add paper: {}"},
	{"size of figures", with("outputs: {figure_sizes: ‸half}"), `"half" is no value`, "single, double"},
	{"resolution", with("outputs: {resolution: [300, ‸100]}"), `"100" is no value`, "300, 600"},
	{"resolution twice", with("outputs: {resolution: [300, ‸300]}"), "stands twice", ""},
	{"dates kept", with("outputs: {keep: ‸-1}"), "-1 is less than 0", ""},

	{"variant without id", with("sensitivity: [‸{set: {as_of: 2026-01-01}}]"), "has no id", ""},
	{"variant id twice", with("sensitivity: [{id: v, set: {as_of: 2026-01-01}}, {id: ‸v, set: {as_of: 2026-01-02}}]"), `a second variant is called "v"`, ""},
	{"variant without set", with("sensitivity: [‸{id: v}]"), "sets nothing", "transplanted_from"},
	{"variant of nothing", variantWith("‸{}"), "sets nothing", ""},
	{"variant of no condition", variantWith("‸{where: {}}"), "sets nothing", ""},
	{"variant of another key", variantWith("{‸intervals: {level: 0.9}}"), `unknown key "intervals"`, "as_of, rules, where, transplanted_from"},
	{"variant of no day", variantWith("{as_of: ‸soon}"), "is not a day of the calendar", ""},
	{"variant of a wrong rule", variantWith("{rules: {titre: {below: ‸0}}}"), "0 is not greater than 0", ""},
	{"variant of an unknown rule", variantWith("{rules: {‸titer: {below: 8}}}"), `unknown key "titer"`, `Did you mean "titre"?`},
	{"variant of a wrong condition", variantWith("{where: {age_years: ‸{lt: 1, le: 2}}}"), "two bounds on one side", ""},
	{"variant that changes nothing", variantWith("‸{rules: {transfusion_independence: {window_days: 60}}}"), "changes nothing", "another value"},
	{"variant of the same closing date", "as_of: 2026-01-01\n" + variantWith("‸{as_of: 2026-01-01}"), "changes nothing", ""},
	{"variant after the closing date", "as_of: 2026-01-01\n" + variantWith("{transplanted_from: ‸2026-02-01}"), "is after the closing date 2026-01-01", ""},
	{"variant against the study's rules", "rules: {transfusion_independence: {haemoglobin: {at_least: 9}}}\n" +
		variantWith("‸{rules: {transfusion_independence: {date: last_transfusion}}}"), "a haemoglobin cannot be asked for", "window_end"},
	{"variant without a milestone of the study", "data: {cases: c.csv}\nrules: {platelet_engraftment: {at_least: [20, 100]}}\ncohorts: [{id: all}]\n" +
		"endpoints: [{id: p, kind: incidence, event: [platelet_engraftment_100], competing: [death]}]\n" +
		"sensitivity: [{id: v, set: ‸{rules: {platelet_engraftment: {at_least: [20]}}}}]\n",
		`with this the study is wrong, at endpoints[0].event[0]: no milestone is called "platelet_engraftment_100"`, "Did you mean"},

	{"good survival", endpointWith("kind: survival, event: [death], good: ‸true"), "is of use for an incidence only", ""},
	{"good death", endpointWith("kind: incidence, event: [death], good: ‸true"), "a death is no good event", ""},
	{"bad recovery", endpointWith("kind: incidence, event: [rbc_independence], competing: [death], good: ‸false"), "a recovery is a good event", ""},

	{"no column of table 1", with("paper: {table1: {columns: ‸[]}}"), "is empty", ""},
	{"column of table 1 twice", with("paper: {table1: {columns: [sex, ‸sex]}}"), `"sex" stands twice`, ""},
	{"patients in table 1", with("paper: {table1: {columns: [‸patient_id]}}"), "patient_id tells patients apart", ""},
	{"dates in table 1", with("paper: {table1: {columns: [‸death_date]}}"), "death_date is a date", ""},
	{"tests of table 1", with("paper: {table1: {tests: ‸yes}}"), "is text where true or false is expected", ""},
	{"subgroup of no cohort", with("paper: {subgroups: [{cohort: ‸x, endpoint: os, by: sex, within: [age]}]}"), `no cohort is called "x"`, ""},
	{"subgroup of no endpoint", with("paper: {subgroups: [{cohort: all, endpoint: ‸x, by: sex, within: [age]}]}"), `the cohort has no endpoint "x"`, ""},
	{"subgroup by nothing", with("paper: {subgroups: [‸{cohort: all, endpoint: os, within: [sex]}]}"), "names no column", ""},
	{"no subgroup", with("paper: {subgroups: [‸{cohort: all, endpoint: os, by: sex}]}"), "has no subgroups", "within: [sex]"},
	{"subgroup of itself", with("paper: {subgroups: [{cohort: all, endpoint: os, by: sex, within: [‸sex]}]}"), "cannot be its own subgroup", ""},
	{"subgroup twice", with("paper: {subgroups: [{cohort: all, endpoint: os, by: sex, within: [a]}, ‸{cohort: all, endpoint: os, by: sex, within: [b]}]}"), "a second subgroup analysis", ""},
	{"cuts of a subgroup", with("paper: {subgroups: [{cohort: all, endpoint: os, by: sex, within: [{column: age_years, cut: [7, ‸2]}]}]}"), "2 does not follow 7", ""},
	{"models of no cohort", with("paper: {univariable: [{cohort: ‸x, endpoint: os, kind: cox, terms: [sex]}]}"), `no cohort is called "x"`, ""},
	{"models of a wrong kind", with("paper: {univariable: [{cohort: all, endpoint: os, kind: ‸fine-gray, terms: [sex]}]}"), "fine-gray is for an incidence", ""},
	{"models without terms", with("paper: {univariable: [‸{cohort: all, endpoint: os, kind: cox}]}"), "has no terms", ""},
	{"reference of no term of models", with("paper: {univariable: [{cohort: all, endpoint: os, kind: cox, terms: [sex], reference: {a: ‸b}}]}"), `"a" is no term`, ""},
	{"models twice", with("paper: {univariable: [{cohort: all, endpoint: os, kind: cox, terms: [a]}, ‸{cohort: all, endpoint: os, kind: cox, terms: [b]}]}"), "a second list of models", ""},
	{"anonymity of nothing", with("paper: {anonymity: {columns: ‸[]}}"), "is empty", ""},
	{"anonymity by patient", with("paper: {anonymity: {columns: [sex, ‸case_id]}}"), "case_id tells patients apart", ""},
	{"bands of age", with("paper: {anonymity: {age_bands: [7, ‸2]}}"), "2 does not follow 7", ""},
	{"no band of age", with("paper: {anonymity: {age_bands: ‸[]}}"), "has no limit", ""},
	{"anonymity of one", with("paper: {anonymity: {k: ‸1}}"), "1 is less than 2", ""},
	{"rounding to a day", with("paper: {anonymity: {round_days: ‸1}}"), "1 is not from 2 to 366", "such as 7"},
	{"rounding of months", with("time_unit: months\npaper: {anonymity: {round_days: ‸7}}"), "the times are in months", "time_unit: days"},
	{"no anonymity", with("paper: {anonymity: {k: ‸0}}"), "0 is less than 2", ""},
}
