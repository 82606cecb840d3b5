package analysis

import (
	"slices"
	"strings"
)

func logSlips() []slipKind {
	in := func(name string, n int, file, column string, to func(h *hand, text string) (string, bool)) slipKind {
		return slipKind{name: name, n: n, make: cellSlip(file, []string{column}, to)}
	}
	misspelt := func(h *hand, s string) (string, bool) {
		i := 1 + h.IntN(len(s)-1)
		return s[:i] + s[i-1:], true
	}
	swap := func(_ *hand, s string) (string, bool) {
		return s[:4] + s[7:] + s[4:7], s[8:] <= "12" && s[8:] != s[5:7]
	}
	return []slipKind{
		in("a product misspelt", 3, "transfusions.csv", "product", misspelt),
		in("a test misspelt", 5, "counts.csv", "test", misspelt),
		in("an antibody misspelt", 2, "titres.csv", "antibody", misspelt),
		in("an instrument misspelt", 2, "scores.csv", "instrument", misspelt),
		in("an indication misspelt", 3, "transfusions.csv", "indication", misspelt),
		in("a count times ten", 8, "counts.csv", "value", times(10)),
		in("a count times a thousand", 4, "counts.csv", "value", times(1000)),
		in("a count blank", 5, "counts.csv", "value", blank),
		in("units times ten", 3, "transfusions.csv", "units", times(10)),
		in("the units blank", 2, "transfusions.csv", "units", blank),
		in("a score times ten", 3, "scores.csv", "score", times(10)),
		in("a score blank", 3, "scores.csv", "score", blank),
		in("a titre that is no dilution", 3, "titres.csv", "titre", func(_ *hand, s string) (string, bool) {
			return strings.Replace(s, ":", ":1", 1), true
		}),
		in("a titre blank", 2, "titres.csv", "titre", blank),
		in("day and month of a transfusion swapped", 3, "transfusions.csv", "date", swap),
		in("day and month of a count swapped", 4, "counts.csv", "date", swap),
		in("the year of a transfusion off", 3, "transfusions.csv", "date", shiftDate(1, 0, 0)),
		in("the year of a count off", 3, "counts.csv", "date", shiftDate(1, 0, 0)),
		in("a transfusion of no case", 3, "transfusions.csv", "case_id",
			func(_ *hand, s string) (string, bool) { return "K" + s[1:], true }),
		{name: "a row of a log on another case", n: 4, beyond: true, make: cellSlip("transfusions.csv", []string{"case_id"},
			func(h *hand, s string) (string, bool) {
				other := h.row()[0]
				return other, other != s
			})},
		{name: "a row of a log not entered", n: 4, beyond: true, make: func(h *hand) bool {
			row, _, _, _ := h.drawn("transfusions.csv", "date")
			h.files["transfusions.csv"] = slices.Delete(slices.Clone(h.clean["transfusions.csv"]), row, row+1)
			h.file, h.line = "transfusions.csv", row+1
			h.seeCase(h.clean["transfusions.csv"][row])
			return true
		}},
	}
}

// wholeSlips are of a column or a file.
func wholeSlips() []slipKind {
	var all []slipKind
	whole := func(name string, make func(*hand) bool) {
		all = append(all, slipKind{name: name, n: 1, make: func(h *hand) bool {
			h.whole = true
			return make(h)
		}})
	}
	for _, pair := range swappedHeads() {
		whole("two heads swapped", func(h *hand) bool {
			h.beyond = pair[1] == "relapse_date" && pair[2] == "progression_date" || pair[1] == "tnc_e8_kg"
			return h.swapHeads(pair[0], pair[1], pair[2])
		})
	}
	for _, of := range []struct {
		file, column string
		factor       float64
	}{{"cases.csv", "weight_kg", 1000}, {"cases.csv", "age_years", 12}, {"cases.csv", "cd34_e6_kg", 100},
		{"cases.csv", "ferritin_ng_ml", 0.001}, {"cases.csv", "tnc_e8_kg", 10}, {"cases.csv", "lansky_last", 0.1},
		{"counts.csv", "value", 1000}, {"counts.csv", "value", 0.001}, {"scores.csv", "score", 10}} {
		whole("a column in another unit", func(h *hand) bool {
			return h.eachCell(of.file, of.column, "", times(of.factor))
		})
	}
	for _, of := range []struct {
		test   string
		factor float64
	}{{"anc", 1000}, {"platelets", 1000}, {"anc", 0.001}, {"platelets", 0.001}, {"hb", 10},
		{"ldh", 0.0167}, {"chimerism", 0.01}} {
		whole("a test in another unit", func(h *hand) bool {
			return h.eachCell("counts.csv", "value", of.test, times(of.factor))
		})
	}
	for _, column := range []string{"death_date", "death_status", "last_contact_date", "transplant_date", "diagnosis",
		"disease_group", "transplant_type", "relapse_date", "sex", "age_years", "weight_kg", "neutrophil_engraftment_date",
		"acute_gvhd_date", "acute_gvhd_grade", "recipient_abo", "donor_abo", "cause_of_death", "patient_id", "cd34_e6_kg",
		"transplant_intent", "donor_type"} {
		whole("a column a row down", func(h *hand) bool { return h.shift("cases.csv", column, 1) })
		whole("a column a row up", func(h *hand) bool { return h.shift("cases.csv", column, -1) })
		whole("a column sorted alone", func(h *hand) bool { return h.sortAlone("cases.csv", column) })
	}
	for _, of := range [][2]string{{"counts.csv", "value"}, {"transfusions.csv", "date"}, {"counts.csv", "date"},
		{"scores.csv", "score"}, {"titres.csv", "titre"}, {"counts.csv", "test"}, {"transfusions.csv", "product"},
		{"transfusions.csv", "indication"}} {
		whole("a column of a log sorted alone", func(h *hand) bool { return h.sortAlone(of[0], of[1]) })
		whole("a column of a log a row down", func(h *hand) bool { return h.shift(of[0], of[1], 1) })
		whole("a column of a log a row up", func(h *hand) bool { return h.shift(of[0], of[1], -1) })
	}
	for _, file := range []string{"counts.csv", "transfusions.csv"} {
		for _, left := range []int{1, 50, 75, 90} {
			whole("a log truncated", func(h *hand) bool { return h.truncate(file, left) })
		}
		whole("the last cases cut from a log", func(h *hand) bool { return h.cutCases(file, 5) })
		whole("the last months cut from a log", func(h *hand) bool { return h.cutAfter(file, "2026-02-28") })
	}
	whole("the last rows cut from the cases", func(h *hand) bool {
		h.files["cases.csv"] = h.clean["cases.csv"][:56]
		return h.see("cases.csv", "case_id")
	})
	return all
}

func swappedHeads() [][3]string {
	return [][3]string{
		{"cases.csv", "neutrophil_engraftment_date", "platelet_engraftment_20_date"},
		{"cases.csv", "neutrophil_engraftment_date", "platelet_engraftment_50_date"},
		{"cases.csv", "platelet_engraftment_20_date", "platelet_engraftment_50_date"},
		{"cases.csv", "relapse_date", "progression_date"},
		{"cases.csv", "death_date", "last_contact_date"},
		{"cases.csv", "death_date", "relapse_date"},
		{"cases.csv", "transplant_date", "last_contact_date"},
		{"cases.csv", "acute_gvhd_date", "chronic_gvhd_date"},
		{"cases.csv", "acute_gvhd_2_date", "acute_gvhd_3_date"},
		{"cases.csv", "rbc_independence_date", "last_rbc_transfusion_date"},
		{"cases.csv", "transfusion_dependence_date", "graft_failure_date"},
		{"cases.csv", "age_years", "weight_kg"},
		{"cases.csv", "tnc_e8_kg", "cd34_e6_kg"},
		{"cases.csv", "lansky_baseline", "lansky_last"},
		{"cases.csv", "titre_baseline", "titre_at_transplant"},
		{"cases.csv", "recipient_abo", "donor_abo"},
		{"cases.csv", "disease_group", "diagnosis"},
		{"cases.csv", "case_id", "patient_id"},
		{"cases.csv", "cell_source", "donor_type"},
		{"counts.csv", "date", "value"},
		{"counts.csv", "case_id", "test"},
		{"transfusions.csv", "units", "indication"},
		{"transfusions.csv", "product", "indication"},
		{"titres.csv", "antibody", "class"},
	}
}

// see says that issues of the columns notice a whole slip.
func (h *hand) see(file string, columns ...string) bool {
	h.file = file
	h.columns = append(h.columns, columns...)
	return true
}

func (h *hand) swapHeads(file, a, b string) bool {
	cells := h.of(file)
	cells[0] = slices.Clone(cells[0])
	i, j := h.field(file, a), h.field(file, b)
	cells[0][i], cells[0][j] = b, a
	return h.see(file, a, b)
}

// eachCell changes the cells of a column, of one test alone where it is given.
func (h *hand) eachCell(file, column, test string, to func(*hand, string) (string, bool)) bool {
	cells, at := h.of(file), h.field(file, column)
	for i := 1; i < len(cells); i++ {
		if text, ok := to(h, cells[i][at]); ok && (test == "" || cells[i][2] == test) {
			cells[i] = slices.Clone(cells[i])
			cells[i][at] = text
		}
	}
	h.cases = []string{test}
	return h.see(file, column)
}

// fill writes the cells of a column.
func (h *hand) fill(file, column string, texts []string) bool {
	cells, at := h.of(file), h.field(file, column)
	for i, text := range texts {
		cells[i+1] = slices.Clone(cells[i+1])
		cells[i+1][at] = text
	}
	return h.see(file, column)
}

func (h *hand) texts(file, column string) []string {
	var texts []string
	for _, row := range h.clean[file][1:] {
		texts = append(texts, row[h.field(file, column)])
	}
	return texts
}

// shift moves a column a row down or up; the last or first cell is lost, and the
// row without one is blank.
func (h *hand) shift(file, column string, by int) bool {
	texts := h.texts(file, column)
	if by > 0 {
		return h.fill(file, column, append([]string{""}, texts[:len(texts)-1]...))
	}
	return h.fill(file, column, append(texts[1:], ""))
}

func (h *hand) sortAlone(file, column string) bool {
	texts := h.texts(file, column)
	slices.SortFunc(texts, compareCells)
	return h.fill(file, column, texts)
}

// truncate leaves the first rows of a file, in parts of a hundred.
func (h *hand) truncate(file string, left int) bool {
	h.files[file] = h.clean[file][:1+len(h.clean[file])*left/100]
	return h.see(file)
}

// cutCases takes the rows of the last n cases of the cases file out of a log.
func (h *hand) cutCases(file string, n int) bool {
	cases := h.clean["cases.csv"]
	var last []string
	for _, row := range cases[len(cases)-n:] {
		last = append(last, row[0])
	}
	h.files[file] = slices.DeleteFunc(slices.Clone(h.clean[file]), func(row []string) bool {
		return slices.Contains(last, row[0])
	})
	return h.see(file)
}

// cutAfter takes the rows after a day out of a log.
func (h *hand) cutAfter(file, day string) bool {
	h.files[file] = slices.DeleteFunc(slices.Clone(h.clean[file]), func(row []string) bool {
		return row[1] > day && row[1] != "date"
	})
	return h.see(file)
}
