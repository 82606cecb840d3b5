package plan

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// marker stands in the sources below where the fault is to be reported.
const marker = "‸"

// place cuts the marker out of a source and says where it stood.
func cutMarker(t *testing.T, source string) (string, int, int) {
	t.Helper()
	before, after, found := strings.Cut(source, marker)
	if !found {
		return source, 1, 1
	}
	line := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndex(before, "\n")+1:])) + 1
	return before + after, line, column
}

// minimal is a study file that decodes.
const minimal = `
data: {cases: cases.csv}
cohorts: [{id: all}]
endpoints: [{id: os, kind: survival, event: [death]}]
`

func TestMinimalStudyDecodes(t *testing.T) {
	if _, err := Decode("study.yaml", []byte(minimal)); err != nil {
		t.Fatal(err)
	}
}

// with is the minimal study with more top-level keys.
func with(more string) string { return minimal + more + "\n" }

// endpoint is a study whose only endpoint has more keys.
func endpointWith(keys string) string {
	return "data: {cases: c.csv}\ncohorts: [{id: all}]\nendpoints:\n  - {id: e, " + keys + "}\n"
}

// cohortWith is a study whose only cohort has more keys.
func cohortWith(keys string) string {
	return "data: {cases: c.csv}\nendpoints: [{id: os, kind: survival, event: [death]}]\ncohorts:\n  - {id: all, " +
		keys + "}\n"
}

// dataWith is a study whose data have more keys.
func dataWith(keys string) string {
	return "data: {cases: c.csv, " + keys +
		"}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: survival, event: [death]}]\n"
}

var faults = []struct{ name, source, message, next string }{
	{"empty file", "", "the study file is empty", "graftstat init"},
	{"only comments", "# study\n", "the study file is empty", "graftstat init"},
	{"a list", "‸- study\n", "is a list where the keys of a study file are expected", "study:"},
	{"a text", "‸study\n", "is text where the keys of a study file are expected", ""},
	{"syntax", "data: ‸[a, b\n", "is not valid YAML", "Check brackets"},
	{"tab", "data:\n‸\tcases: a\n", "is not valid YAML", "indentation"},
	{"second document", minimal + "---\n‸study: {title: x}\n", "a second YAML document starts here",
		"Remove the line ---"},
	{"not UTF-8", "study: {title: \xff}\n", "is not UTF-8 text", "Save it as UTF-8."},
	{"deep nesting", "study: " + strings.Repeat("[", deepestNest) + "‸" + strings.Repeat("[", 20000),
		"more brackets or dashes within each other", "brackets"},
	{"deep sequence", strings.Repeat("- ", deepestNest) + "‸" + strings.Repeat("- ", 20000) + "a",
		"more brackets or dashes within each other", "brackets"},
	{"anchor", with("time_unit: ‸&u days"), "is an anchor where a single value is expected", "aliases and tags"},
	{"alias", with("time_unit: ‸*u"), "is an alias where a single value is expected", "aliases and tags"},
	{"tag", with("time_unit: ‸!!str days"), "is a tag where a single value is expected", "aliases and tags"},
	{"merge key", with("‸<<: {time_unit: days}"), "this key is not plain text", "Merge keys"},
	{"complex key", with("‸? time_unit\n: days"), "this key is not plain text", "key: value"},
	{"null", with("time_unit: ‸~"), "is empty where a single value is expected", "Give it a value, or remove the key."},

	{"unknown key", with("‸languges: [en]"), `unknown key "languges"`, `Did you mean "languages"?`},
	{"unknown key, far from any", with("‸colour: red"), `unknown key "colour"`, "Known here: study, as_of"},
	{"nested unknown key", "data: {cases: a, ‸case: b}\n", `unknown key "case"`, `Did you mean "cases"?`},
	{"key of another style", cohortWith("‸min-group: 5"), `unknown key "min-group"`, `Did you mean "min_group"?`},
	{"unknown key of an item", endpointWith("kind: incidence, event: [{milestone: death, ‸were: {sex: male}}]"),
		`unknown key "were"`, `Did you mean "where"?`},
	{"unknown key of a condition", cohortWith("where: {age_years: {‸less: 3}}"), `unknown key "less"`,
		"Known here: ge, gt, le, lt, not."},
	{"unknown key of a comparison", cohortWith("compare: [{column: age_years, ‸cuts: [2]}]"), `unknown key "cuts"`,
		`Did you mean "cut"?`},
	{"unknown language of a label", with("study: {title: {en: A, ‸fr: B}}"), `unknown key "fr"`, "Known here: en, vi."},
	{"key twice", with("time_unit: days\n‸time_unit: days"), `key "time_unit" stands twice, first on line 5`,
		"Remove one of the two."},
	{"nested key twice", "data: {cases: a, ‸cases: b}\n", `key "cases" stands twice, first on line 1`,
		"Remove one of the two."},
	{"condition twice", cohortWith("where: {sex: male, ‸sex: female}"), `key "sex" stands twice`, ""},

	{"text for a number", with("intervals: {level: ‸high}"), "is text where a number is expected", "decimal point"},
	{"decimal comma", with("intervals:\n  level: ‸0,95"), "is text where a number is expected", "decimal point"},
	{"quoted number", with(`intervals: {level: ‸"0.95"}`), "is text where a number is expected", "without quotes"},
	{"not a number", with("intervals: {level: ‸.nan}"), "is .nan where a number is expected", "plain number"},
	{"infinite", with("intervals: {level: ‸.inf}"), "is .inf where a number is expected", "plain number"},
	{"too large a number", with("intervals: {level: ‸1e999}"), "where a number is expected", ""},
	{"hexadecimal", with("rules: {titre: {below: ‸0x20}}"), "is 0x20 where a number is expected", "plain number"},
	{"fraction for a whole number", with("rules: {neutrophil_engraftment: {consecutive: ‸1.9}}"),
		"is 1.9 where a whole number is expected", "whole number"},
	{"text for true or false", endpointWith("kind: survival, event: [death], days_to_event: ‸yes"),
		"is text where true or false is expected", "Write true or false."},
	{"list for a value", with("time_unit: ‸[days]"), "is a list where a single value is expected", ""},
	{"mapping for a value", with("time_unit: ‸{days: 1}"), "is a mapping where a single value is expected", ""},
	{"value for a mapping", with("outputs: ‸out"), "is text where a mapping of keys is expected", "key: value"},
	{"mapping for a list of mappings", "cohorts: ‸{id: all}\n", "is a mapping where a list is expected", "dash"},
	{"list for a label", with("study: {title: ‸[A]}"), "is a list where a single value is expected", ""},
	{"blank label", with("study: {title: {en: ‸''}}"), "is blank", "Write a label"},
	{"number for where", cohortWith("where: ‸5"), "where a mapping of keys is expected", ""},
	{"text for a bound", cohortWith("where: {age_years: {lt: ‸old}}"), "is text where a number is expected", ""},

	{"as_of", with("as_of: ‸31/10/2026"), "is not a day of the calendar", "2026-10-31"},
	{"as_of of no calendar", with("as_of: ‸2026-02-29"), "is not a day of the calendar", "2026-10-31"},
	{"language", with("languages: [en, ‸fr]"), `"fr" is no value of this key`, "Known here: en, vi."},
	{"language alone", with("languages: ‸vn"), `"vn" is no value of this key`, ""},
	{"language twice", with("languages: [en, ‸en]"), `"en" stands twice`, ""},
	{"no language", with("languages: ‸[]"), "is empty", "Name at least one"},
	{"time unit", with("time_unit: ‸day"), `"day" is no value of this key`, `Did you mean "days"?`},
	{"interval of survival", with("intervals: {survival: ‸loglog}"), `"loglog" is no value of this key`,
		`Did you mean "log-log"?`},
	{"interval of incidence", with("intervals: {incidence: ‸beta-product}"), `"beta-product" is no value of this key`,
		"clopper-pearson"},
	{"compatible", with("intervals: {compatible: ‸stata}"), `"stata" is no value of this key`, "Known here: r, sas."},
	{"level", with("intervals: {level: ‸95}"), "95 is not between 0 and 1", "Write 0.95"},
	{"format", with("outputs: {formats: [pdf, ‸docx]}"), `"docx" is no value of this key`,
		"xlsx, pdf, html, json, figures"},
	{"figure format", with("outputs: {figures: ‸bmp}"), `"bmp" is no value of this key`, "svg, png, pdf, eps"},
	{"no output folder", with("outputs: {dir: ‸''}"), "names no folder", ""},

	{"no cases file", "‸cohorts: [{id: all}]\nendpoints: [{id: os, kind: survival, event: [death]}]\n",
		"no cases file is named", "Name the cases file"},
	{"blank log file", "data: {cases: a, counts: ‸''}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: survival, " +
		"event: [death]}]\n", "names no file", ""},
	{"log without a file", dataWith("transfusions: ‸{complete_to: as_of}"), "names no file", "Name a file"},
	{"key of a log", dataWith("transfusions: {file: t.csv, ‸until: 2026-01-01}"), `unknown key "until"`, "complete_to"},
	{"end of a log", dataWith("transfusions: {file: t.csv, complete_to: ‸2026-02-30}"), "is not a day of the calendar",
		"as_of"},
	{"end of a log, empty", dataWith("transfusions: {file: t.csv, complete_to: ‸~}"), "is empty", ""},
	{"end of counts", dataWith("counts: {file: t.csv, complete_to: ‸as_of}"), "known to its own last value",
		"counts_complete_to"},
	{"wide without days", dataWith("counts: {file: a.csv, wide: ‸{test: x}}"), "says nothing of the columns", "Write"},
	{"wide twice", dataWith("counts: {file: a.csv, wide: ‸{day: 'N{day}', date: true}}"), "both days and dates",
		"Keep"},
	{"wide without its day", dataWith("counts: {file: a.csv, wide: {day: ‸N}}"), "has no {day}", "Write {day}"},
	{"tests without a column", dataWith("counts: {file: a.csv, tests: ‸{}}"), "names no column", "Write our name"},
	{"tests and days", dataWith("counts: {file: a.csv, wide: {day: 'N{day}'}, tests: ‸{anc: a}}"), "stands beside wide",
		"Keep one"},
	{"tests and a test of all", dataWith("counts: {file: a.csv, set: {test: anc}, tests: ‸{anc: a}}"),
		"stands beside set: test of file 1", "Keep one"},
	{"test with a slip", dataWith("counts: {file: a.csv, tests: {platelet: ‸a}}"), `"platelet" is no test`,
		`Did you mean "platelets"?`},
	{"test as laboratories call it", dataWith("counts: {file: a.csv, tests: {plt: ‸a}}"), `"plt" is no test`,
		`Did you mean "platelets"?`},
	{"test that nobody knows", dataWith("counts: {file: a.csv, tests: {crp: ‸a}}"), `"crp" is no test`,
		"Known here: anc, wbc"},
	{"column of two tests", dataWith("counts: {file: a.csv, tests: {anc: BC, wbc: ‸BC}}"), "anc has this column already",
		"a column of its own"},
	{"test without a header", dataWith("scores: {file: a.csv, tests: {lansky: ‸''}}"), "names no header", "Write our name"},
	{"tests of transfusions", dataWith("transfusions: {file: a.csv, tests: ‸{rbc: HC}}"), "is not read for this log",
		"Remove it"},
	{"tests of typing", dataWith("typing: {file: a.csv, tests: ‸{forward: HC}}"), "is not read for this log", "Remove it"},
	{"list without logs", dataWith("transfusions: ‸[]"), "names no file", "Name a file"},
	{"list of logs with one twice", dataWith("transfusions: [a.csv, ‸a.csv]"), "a.csv stands twice", "once"},
	{"list of logs with another key", dataWith("transfusions: [{file: a.csv, ‸fil: b.csv}]"), "unknown key", "file"},
	{"log without a file", dataWith("transfusions: [‸{set: {product: rbc}}]"), "names no file", "Name a file"},
	{"constants of several logs", dataWith("transfusions: ‸{file: [a.csv, b.csv], set: {product: rbc}}"),
		"stand beside several files", "Write them beside"},
	{"constant identifier", dataWith("transfusions: {file: a.csv, set: {case_id: ‸H1}}"), "is an identifier",
		"Remove it"},
	{"constant twice", dataWith("transfusions: {file: a.csv, set: {product: ‸rbc}, columns: {product: x}}"),
		"stands under columns too", "Keep one"},
	{"blank constant", dataWith("transfusions: {file: a.csv, set: {product: ‸\" \"}}"), "is blank", "Write a value"},
	{"blank header of one file", dataWith("transfusions: {file: a.csv, columns: {product: ‸\"\"}}"), "names no header",
		"header"},
	{"blank words of rows", dataWith("skip_rows: [‸\"\"]"), "is blank", "Write the words"},
	{"encoding", "data: {cases: a, encoding: ‸utf8}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: survival, event: [death]}]\n", `"utf8" is no value`, `Did you mean "utf-8"?`},
	{"delimiter", "data: {cases: a, delimiter: ‸';'}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: survival, event: [death]}]\n", `";" is no value`, "comma, semicolon"},
	{"decimal mark", "data: {cases: a, decimal: ‸','}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: survival, event: [death]}]\n", `"," is no value`, "point, comma"},
	{"date order", "data: {cases: a, dates: ‸dym}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: survival, event: [death]}]\n", `"dym" is no value`, `Did you mean "dmy"?`},
	{"our name of a column",
		"data: {cases: a, columns: {Transplant Date: ‸x}}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: " +
			"survival, event: [death]}]\n", "is not in snake_case", "transplant_date"},
	{"no header", "data: {cases: a, columns: {sex: ‸''}}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: " +
		"survival, event: [death]}]\n", "names no header", ""},
	{"one value, two levels",
		"data: {cases: a, values: {sex: {female: [1], male: [M, ‸1.0]}}}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: survival, event: [death]}]\n", `"1.0" stands for female and for male`, "one level"},
	{"level without value",
		"data: {cases: a, values: {sex: {female: ‸[]}}}\ncohorts: [{id: all}]\nendpoints: [{id: os, kind: " +
			"survival, event: [death]}]\n", "lists no value", ""},
	{"never is blank", dataWith("never: [9999, ‸'']"), "is blank", "a blank cell"},
	{"never is missing", dataWith("missing: ['', 99], never: ‸99.0"), `"99.0" stands under missing too`,
		"one of the two"},
	{"boxes of another style", dataWith("checkboxes: {Desens: ‸{donor_rbc: d___1}}"), "is not in snake_case", "desens"},
	{"boxes of a number", dataWith("checkboxes: {weight_kg: ‸{low: w___1}}"), "weight_kg is a number, not a category",
		"another name"},
	{"boxes and a column", dataWith("columns: {sex: s}, checkboxes: {sex: ‸{male: s___1}}"),
		"sex stands under columns too", "one of the two"},
	{"a box of two levels", dataWith("checkboxes: {sex: {male: s___1, female: [s___2, ‸s___1]}}"),
		`"s___1" stands twice`, "one level"},
	{"a box without header", dataWith("checkboxes: {sex: {male: ‸''}}"), "names no header", "header of its box"},
	{"two levels without box", dataWith("checkboxes: {sex: {none: [], no: ‸[], male: s___1}}"),
		"none stands for no ticked box already", "header of its box"},
	{"no box", dataWith("checkboxes: {sex: ‸{none: []}}"), "names no box", "header of its box"},
	{"unit of no quantity", dataWith("units: {hgb: ‸g/L}"), `no unit is known for "hgb"`, `Did you mean "hb"?`},
	{"unit of another quantity", dataWith("units: {hb: ‸G/L}"), `"G/L" is no unit of hb`, `Did you mean "g/L"?`},
	{"milestone without time", with("milestones: {death: ‸{when: {dead: 1}}}"), "needs one of date and day", "as day"},
	{"milestone with two times", with("milestones: {death: ‸{day: a, date: b}}"), "needs one of date and day", ""},
	{"milestone of another style", with("milestones: {Last-Contact: ‸{day: t}}"), "is not in snake_case",
		"last_contact"},
	{"milestone transplant", with("milestones: {transplant: ‸{day: t}}"), "origin of time", ""},
	{"when without value", with("milestones: {death: {day: t, when: {dead: ‸[]}}}"), "lists no value", ""},

	{"prefer", with("rules: {prefer: ‸logs}"), `"logs" is no value`, `Did you mean "log"?`},
	{"never below", with("rules: {never_below: ‸zero}"), `"zero" is no value`, "day_0, exclude"},
	{"neutrophil threshold", with("rules: {neutrophil_engraftment: {at_least: ‸0}}"), "0 is not greater than 0", ""},
	{"consecutive", with("rules: {neutrophil_engraftment: {consecutive: ‸0}}"), "0 is less than 1", ""},
	{"nadir", with("rules: {neutrophil_engraftment: {nadir_within: ‸-1}}"), "-1 is less than 0", ""},
	{"no platelet threshold", with("rules: {platelet_engraftment: {at_least: ‸[]}}"), "lists no threshold", "[20, 50]"},
	{"platelet threshold", with("rules: {platelet_engraftment: {at_least: [‸-20, 50]}}"), "-20 is not greater than 0",
		""},
	{"platelet thresholds descending", with("rules: {platelet_engraftment: {at_least: [50, ‸20]}}"),
		"20 does not follow 50 in ascending order", ""},
	{"platelet run", with("rules: {platelet_engraftment: {consecutive: ‸0}}"), "0 is less than 1", ""},
	{"platelet days", with("rules: {platelet_engraftment: {transfusion_free_days: ‸-7}}"), "-7 is less than 0", ""},
	{"window", with("rules: {transfusion_independence: {window_days: ‸0}}"), "0 is not greater than 0", ""},
	{"date of independence", with("rules: {transfusion_independence: {date: ‸window_start}}"),
		`"window_start" is no value`, "window_end"},
	{"indication twice", with("rules: {transfusion_independence: {indications: [a, ‸a]}}"), `"a" stands twice`, ""},
	{"haemoglobin", with("rules: {transfusion_independence: {haemoglobin: {at_least: ‸0}}}"), "0 is not greater than 0",
		""},
	{"haemoglobin without a fixed delay",
		with("rules: {transfusion_independence: {date: last_transfusion, haemoglobin: ‸{at_least: 9}}}"),
		"dated on the last transfusion", "window_end"},
	{"graft failure day", with("rules: {graft_failure: {day: ‸0}}"), "0 is not greater than 0", ""},
	{"graft failure day of cord blood", with("rules: {graft_failure: {day_cord: ‸-1}}"), "-1 is not greater than 0",
		""},
	{"secondary graft failure", with("rules: {graft_failure: {secondary_below: ‸0}}"), "0 is not greater than 0", ""},
	{"run of secondary graft failure", with("rules: {graft_failure: {secondary_consecutive: ‸0}}"), "0 is less than 1",
		""},
	{"what explains a fall", with("rules: {graft_failure: {explained_days: ‸-1}}"), "-1 is less than 0", ""},
	{"chimerism", with("rules: {graft_failure: {chimerism_below: ‸0}}"), "0 is not greater than 0", ""},
	{"titre", with("rules: {titre: {below: ‸0}}"), "0 is not greater than 0", ""},

	{"endpoint without id",
		"data: {cases: c.csv}\ncohorts: [{id: all}]\nendpoints: [‸{kind: survival, event: [death]}]\n", "has no id",
		"kebab-case"},
	{"endpoint id", "data: {cases: c.csv}\ncohorts: [{id: all}]\nendpoints: [{id: ‸Overall_Survival, kind: " +
		"survival, event: [death]}]\n", "is not in kebab-case", ""},
	{"endpoint id twice",
		"data: {cases: c.csv}\ncohorts: [{id: all}]\nendpoints:\n- {id: os, kind: survival, event: [death]}\n- {id: ‸os, kind: survival, event: [death]}\n", `a second endpoint is called "os"`, ""},
	{"no kind", "data: {cases: c.csv}\ncohorts: [{id: all}]\nendpoints: [‸{id: os, event: [death]}]\n", "has no kind",
		"Kaplan-Meier"},
	{"kind", endpointWith("kind: ‸km, event: [death]"), `"km" is no value`, "survival, incidence"},
	{"no event", "data: {cases: c.csv}\ncohorts: [{id: all}]\nendpoints: [‸{id: os, kind: survival}]\n", "has no event",
		""},
	{"empty event", endpointWith("kind: survival, event: ‸[]"), "has no event", ""},
	{"event", endpointWith("kind: survival, event: [death, ‸relaps]"), `no milestone is called "relaps"`,
		`Did you mean "relapse"?`},
	{"event alone", endpointWith("kind: incidence, event: ‸deth, competing: death"), `no milestone is called "deth"`,
		`Did you mean "death"?`},
	{"event with where",
		endpointWith("kind: incidence, event: [{milestone: ‸deaths, where: {cause_of_death: infection}}], competing: death"), `no milestone is called "deaths"`, ""},
	{"event twice", endpointWith("kind: survival, event: [death, ‸death]"),
		`"death" is an event or competing event already`, ""},
	{"event and competing", endpointWith("kind: incidence, event: [relapse, death], competing: [‸death]"),
		`"death" is an event or competing event already`, ""},
	{"competing", endpointWith("kind: incidence, event: [relapse], competing: [death, ‸second_transplan]"),
		"no milestone is called", `Did you mean "second_transplant"?`},
	{"censor", endpointWith("kind: survival, event: [death], censor: ‸last_contac"), "no milestone is called",
		`Did you mean "last_contact"?`},
	{"censor twice", endpointWith("kind: survival, event: [death], censor: [last_contact, ‸last_contact]"),
		"stands twice", ""},
	{"censor transplant", endpointWith("kind: survival, event: [death], censor: ‸transplant"),
		`no milestone is called "transplant"`, ""},
	{"from", endpointWith("kind: survival, event: [death], from: ‸diagnosis"), `no milestone is called "diagnosis"`,
		"under milestones"},
	{"survival with competing", endpointWith("kind: survival, event: [death], competing: ‸[relapse]"),
		"a survival endpoint has no competing events", "kind: incidence"},
	{"survival without death", endpointWith("kind: survival, event: ‸[relapse]"), "does not count every death",
		"cause_specific: true"},
	{"survival with some deaths",
		endpointWith("kind: survival, event: ‸[{milestone: death, where: {cause_of_death: infection}}]"),
		"does not count every death", "cause_specific: true"},
	{"incidence without death", endpointWith("kind: incidence, event: [relapse], competing: ‸[second_malignancy]"),
		"not every death counts", "Add death to competing"},
	{"same day", endpointWith("kind: incidence, event: relapse, competing: death, same_day: ‸death"),
		`"death" is no value`, "event, competing"},
	{"same day of survival", endpointWith("kind: survival, event: [death], same_day: ‸event"),
		"is of use for an incidence only", ""},
	{"variance of survival", endpointWith("kind: survival, event: [death], variance: ‸aalen"),
		"is of use for an incidence only", ""},
	{"variance", endpointWith("kind: incidence, event: [death], variance: ‸alen"), `"alen" is no value`,
		`Did you mean "aalen"?`},
	{"per", endpointWith("kind: survival, event: [death], per: ‸case"), `"case" is no value`, "patient, transplant"},
	{"negative time", endpointWith("kind: survival, event: [death], times: [‸-1, 2]"), "-1 is before the origin", ""},
	{"times not ascending", endpointWith("kind: survival, event: [death], times: [365, ‸100]"),
		"100 does not follow 365", ""},
	{"time twice", endpointWith("kind: survival, event: [death], times: [100, ‸100]"), "100 does not follow 100", ""},
	{"restricted mean", endpointWith("kind: survival, event: [death], rmst: ‸0"), "0 is not greater than 0", ""},
	{"landmark", endpointWith("kind: survival, event: [death], landmark: ‸-1"), "-1 is not greater than 0", ""},
	{"landmark misspelt", endpointWith("kind: survival, event: [death], landmark: ‸atuo"), `"atuo" is no landmark`,
		`Did you mean "auto"?`},
	{"landmark in quotes", endpointWith("kind: survival, event: [death], landmark: ‸'100'"),
		"a number or auto is expected", "or auto"},
	{"landmark of two days", endpointWith("kind: survival, event: [death], landmark: ‸[100, 200]"),
		"a number or auto is expected", "or auto"},
	{"entry", endpointWith("kind: survival, event: [death], entry: ‸''"), "names no column", ""},
	{"unit", endpointWith("kind: survival, event: [death], unit: ‸weeks"), `"weeks" is no value`,
		"days, months, years"},
	{"unit of a study in months", "time_unit: months\n" + endpointWith("kind: survival, event: [death], unit: ‸years"),
		"years, but time_unit is months", "unit: months"},
	{"unused endpoint", "data: {cases: c.csv}\ncohorts: [{id: all, preset: thalassemia}]\nendpoints: [{id: ‸dfs, kind: survival, event: [death]}]\n", `no cohort reports the endpoint "dfs"`, "under endpoints of a cohort"},

	{"no cohort", "‸data: {cases: c.csv}\nendpoints: [{id: os, kind: survival, event: [death]}]\n",
		"no cohort is named", "cohorts: [{id: all}]"},
	{"empty cohorts", "data: {cases: c.csv}\ncohorts: ‸[]\n", "no cohort is named", ""},
	{"cohort without id", "data: {cases: c.csv}\ncohorts: [‸{preset: thalassemia}]\n", "has no id", ""},
	{"cohort id", "data: {cases: c.csv}\ncohorts: [{id: ‸Thal, preset: thalassemia}]\n", "is not in kebab-case", ""},
	{"cohort id twice", "data: {cases: c.csv}\ncohorts: [{id: a, preset: thalassemia}, {id: ‸a, preset: solid-tumor}]\n", `a second cohort is called "a"`, ""},
	{"preset", "data: {cases: c.csv}\ncohorts: [{id: a, preset: ‸solid_tumour}]\n",
		`no preset is called "solid_tumour"`, `Did you mean "solid-tumor"?`},
	{"preset outside of the presets", "data: {cases: c.csv}\ncohorts: [{id: a, preset: ‸../text/en/report}]\n",
		"no preset is called", ""},
	{"preset of a study in months",
		"time_unit: months\ndata: {cases: c.csv}\ncohorts: [{id: a, preset: ‸thalassemia}]\n",
		"counts in days, but time_unit is months", ""},
	{"cohort without endpoint", "data: {cases: c.csv}\ncohorts: [‸{id: a}]\n", "the cohort has no endpoint",
		"Give it a preset"},
	{"endpoint of a cohort", "data: {cases: c.csv}\ncohorts: [{id: a, preset: solid-tumor, endpoints: [os, ‸esf]}]\n",
		`no endpoint is called "esf"`, `Did you mean "efs"?`},
	{"endpoint of a cohort twice",
		"data: {cases: c.csv}\ncohorts: [{id: a, preset: solid-tumor, endpoints: [os, ‸os]}]\n", `"os" stands twice`,
		""},
	{"empty list of endpoints", "data: {cases: c.csv}\ncohorts: [{id: a, preset: solid-tumor, endpoints: ‸[]}]\n",
		"is empty", ""},
	{"where with an empty list", cohortWith("where: {diagnosis: ‸[]}"), "an empty list matches no case", ""},
	{"where without condition", cohortWith("where: {age_years: ‸{}}"), "names no condition", "lt, le, gt, ge or not"},
	{"where with a blank column", cohortWith("where: {‸'': 3}"), "a condition names no column", ""},
	{"two upper bounds", cohortWith("where: {age_years: ‸{lt: 3, le: 3}}"), "two bounds on one side", ""},
	{"two lower bounds", cohortWith("where: {age_years: ‸{gt: 3, ge: 3}}"), "two bounds on one side", ""},
	{"bounds that cross", cohortWith("where: {age_years: ‸{ge: 16, lt: 2}}"), "no number lies within these bounds", ""},
	{"bounds that leave nothing", cohortWith("where: {age_years: ‸{gt: 2, le: 2}}"),
		"no number lies within these bounds", ""},
	{"comparison without column", cohortWith("compare: [‸{cut: [2]}]"), "names no column", ""},
	{"comparison twice", cohortWith("compare: [sex, ‸sex]"), `"sex" stands twice`, ""},
	{"cuts", cohortWith("compare: [{column: age_years, cut: [7, ‸2]}]"), "2 does not follow 7", ""},
	{"no cut", cohortWith("compare: [{column: age_years, cut: ‸[]}]"), "has no limit", ""},
	{"stratify", cohortWith("stratify: ‸''"), "names no column", ""},
	{"test", cohortWith("tests: [log-rank, ‸wilcoxon]"), `"wilcoxon" is no value`,
		"log-rank, peto-peto, gray, log-rank-permutation, gray-permutation, log-rank-trend"},
	{"smallest group", cohortWith("min_group: ‸1"), "1 is less than 2", ""},

	{"model without endpoint", cohortWith("models: [‸{kind: cox, terms: [age_years]}]"),
		`the cohort has no endpoint ""`, ""},
	{"endpoint of a model", cohortWith("models: [{endpoint: ‸efs, kind: cox, terms: [age_years]}]"),
		`the cohort has no endpoint "efs"`, "Known here: os."},
	{"model without kind", cohortWith("models: [‸{endpoint: os, terms: [age_years]}]"), "has no kind",
		"cox, cox-firth or fine-gray"},
	{"kind of a model", cohortWith("models: [{endpoint: os, kind: ‸coxph, terms: [age_years]}]"), `"coxph" is no value`,
		"Known here: cox, cox-firth, fine-gray."},
	{"fine-gray of survival", cohortWith("models: [{endpoint: os, kind: ‸fine-gray, terms: [age_years]}]"),
		"fine-gray is for an incidence", "kind: cox"},
	{"ties", cohortWith("models: [{endpoint: os, kind: cox, ties: ‸efrom, terms: [age_years]}]"), `"efrom" is no value`,
		`Did you mean "efron"?`},
	{"ties of Firth", cohortWith("models: [{endpoint: os, kind: cox-firth, ties: ‸efron, terms: [age_years]}]"),
		"Breslow's tie rule only", ""},
	{"model without terms", cohortWith("models: [‸{endpoint: os, kind: cox}]"), "has no terms", ""},
	{"blank term", cohortWith("models: [{endpoint: os, kind: cox, terms: [‸'']}]"), "names no column", ""},
	{"term twice", cohortWith("models: [{endpoint: os, kind: cox, terms: [sex, ‸sex]}]"), `"sex" stands twice`, ""},
	{"reference of no term", cohortWith("models: [{endpoint: os, kind: cox, terms: [sex], reference: {stage: ‸IV}}]"),
		`"stage" is no term`, "Known here: sex."},
	{"time-dependent twice",
		cohortWith("models: [{endpoint: os, kind: cox, terms: [sex], time_dependent: [relapse, ‸relapse]}]"),
		`"relapse" stands twice`, ""},
	{"time-dependent of no milestone",
		cohortWith("models: [{endpoint: os, kind: cox, terms: [sex], time_dependent: [‸acute_gvdh]}]"),
		`no milestone is called "acute_gvdh"`, "acute_gvhd"},
	{"strata", cohortWith("models: [{endpoint: os, kind: cox, terms: [sex], strata: ‸''}]"), "names no column", ""},
	{"cluster", cohortWith("models: [{endpoint: os, kind: cox, terms: [sex], cluster: ‸' '}]"), "names no column", ""},
	{"model id", cohortWith("models: [{id: ‸A b, endpoint: os, kind: cox, terms: [sex]}]"), "is not in kebab-case", ""},
	{"model id twice", cohortWith("models: [{endpoint: os, kind: cox, terms: [sex]}, ‸{endpoint: os, kind: cox, terms: [age_years]}]"), `a second model is called "cox-os"`, ""},
}

func TestFaults(t *testing.T) {
	for _, f := range slices.Concat(faults, reportFaults, monitorFaults, checkFaults) {
		t.Run(f.name, func(t *testing.T) {
			source, line, column := cutMarker(t, f.source)
			p, err := Decode("study.yaml", []byte(source))
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got plan %v and error %v, want an *Error", p, err)
			}
			if p != nil {
				t.Error("a faulty study file gave a plan")
			}
			if e.File != "study.yaml" || e.Line != line || e.Column != column {
				t.Errorf("fault at %s:%d:%d, want study.yaml:%d:%d", e.File, e.Line, e.Column, line, column)
			}
			if !strings.Contains(e.Message.String(), f.message) {
				t.Errorf("message %q, want %q", e.Message, f.message)
			}
			if e.Next.String() == "" || !strings.Contains(e.Next.String(), f.next) {
				t.Errorf("next step %q, want %q", e.Next, f.next)
			}
		})
	}
}
