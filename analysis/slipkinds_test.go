package analysis

import (
	"slices"
	"strconv"
	"strings"
)

func identitySlips() []slipKind {
	return []slipKind{
		{name: "a letter of case_id changed", n: 3, make: cellSlip("cases.csv", []string{"case_id"},
			func(h *hand, s string) (string, bool) {
				h.identity = true
				return "K" + s[1:], true
			})},
		{name: "a row twice", n: 3, make: func(h *hand) bool { return h.repeat(h.row()) }},
		{name: "a row twice under another case_id", n: 3, make: func(h *hand) bool {
			row := h.row()
			row[0] += "b"
			return h.repeat(row)
		}},
		{name: "a row twice under other identifiers", n: 3, make: func(h *hand) bool {
			row := h.row()
			row[0], row[1] = row[0]+"b", row[1]+"b"
			return h.repeat(row)
		}},
		{name: "the patient_id of another", n: 5, make: func(h *hand) bool {
			row, other := 1+h.IntN(60), h.row()
			if other[1] == h.get("cases.csv", row, "patient_id") {
				return false
			}
			h.set("cases.csv", row, "patient_id", other[1])
			return true
		}},
		{name: "the patient_id of a later row off", n: 3, make: func(h *hand) bool {
			row := 1 + h.IntN(60)
			if h.get("cases.csv", row, "transplant_number") == "1" {
				return false
			}
			h.set("cases.csv", row, "patient_id", "Q"+h.get("cases.csv", row, "patient_id"))
			return true
		}},
		{name: "the patient_id blank", n: 3, make: cellSlip("cases.csv", []string{"patient_id"}, blank)},
	}
}

// row is a copy of a row of the cases file.
func (h *hand) row() []string { return slices.Clone(h.clean["cases.csv"][1+h.IntN(60)]) }

// repeat puts a row below the last of the cases file.
func (h *hand) repeat(row []string) bool {
	h.file, h.line = "cases.csv", len(h.clean["cases.csv"])+1
	h.files["cases.csv"] = append(slices.Clone(h.clean["cases.csv"]), row)
	h.seeCase(row)
	return true
}

func times(factor float64) func(*hand, string) (string, bool) {
	return func(_ *hand, s string) (string, bool) {
		x, err := strconv.ParseFloat(s, 64)
		return strconv.FormatFloat(x*factor, 'g', 12, 64), err == nil && x != 0
	}
}

func numberSlips() []slipKind {
	numbers := []string{"age_years", "weight_kg", "cd34_e6_kg", "tnc_e8_kg", "ferritin_ng_ml", "lansky_baseline",
		"lansky_last"}
	one := func(name string, n int, to func(h *hand, text string) (string, bool)) slipKind {
		return slipKind{name: name, n: n, make: cellSlip("cases.csv", numbers, to)}
	}
	return []slipKind{
		one("a number times ten", 5, times(10)),
		one("a number times a hundred", 4, times(100)),
		one("a number by a thousand", 4, times(0.001)),
		one("the decimal point lost", 5, func(_ *hand, s string) (string, bool) {
			return strings.ReplaceAll(s, ".", ""), strings.Contains(s, ".")
		}),
		{name: "age and weight swapped", n: 3, make: func(h *hand) bool {
			row := 1 + h.IntN(60)
			age, weight := h.get("cases.csv", row, "age_years"), h.get("cases.csv", row, "weight_kg")
			h.set("cases.csv", row, "age_years", weight)
			h.set("cases.csv", row, "weight_kg", age)
			return true
		}},
		one("a number a letter", 3, func(_ *hand, s string) (string, bool) { return "O" + s[1:], true }),
		{name: "a digit of a number off", n: 3, beyond: true, make: cellSlip("cases.csv", numbers[:5],
			func(h *hand, s string) (string, bool) {
				last := strconv.Itoa(h.IntN(10))
				return s[:len(s)-1] + last, !strings.HasSuffix(s, last)
			})},
	}
}

func levelSlips() []slipKind {
	levels := []string{"sex", "disease_group", "diagnosis", "disease_stage", "transplant_type", "donor_type",
		"cell_source",
		"conditioning", "gvhd_prophylaxis", "desensitisation", "transplant_intent", "death_status", "cause_of_death",
		"recipient_abo", "donor_abo", "acute_gvhd_grade"}
	one := func(name string, n int, to func(h *hand, text string) (string, bool)) slipKind {
		return slipKind{name: name, n: n, make: cellSlip("cases.csv", levels, to)}
	}
	return []slipKind{
		one("a level with a letter twice", 5, func(h *hand, s string) (string, bool) {
			i := h.IntN(len(s))
			return s[:i] + s[i:i+1] + s[i:], len(s) > 3
		}),
		one("a level without a letter", 5, func(h *hand, s string) (string, bool) {
			i := h.IntN(len(s))
			return s[:i] + s[i+1:], len(s) > 3
		}),
		one("a level in other case", 5, func(_ *hand, s string) (string, bool) {
			other := strings.ToUpper(s[:1]) + s[1:]
			return other, other != s
		}),
		one("a level with a space after it", 3, func(_ *hand, s string) (string, bool) { return s + " ", true }),
		one("a level in another language", 4, func(_ *hand, s string) (string, bool) {
			words := map[string]string{"male": "nam", "female": "nữ", "allogeneic": "dị ghép", "autologous": "tự ghép",
				"bone_marrow": "tủy xương", "none": "không", "yes": "có", "no": "không", "solid_tumor": "u đặc",
				"neuroblastoma": "u nguyên bào thần kinh", "relapse": "tái phát", "first": "lần đầu"}
			return words[s], words[s] != ""
		}),
		one("a level that is none", 5, func(_ *hand, s string) (string, bool) { return "xyz", true }),
		{name: "a level blank", n: 5, make: cellSlip("cases.csv", levels, blank)},
		{name: "a level for another", n: 5, beyond: true, make: func(h *hand) bool {
			row, column, was, ok := h.drawn("cases.csv", levels...)
			_, _, is, filled := h.drawn("cases.csv", column)
			if !ok || !filled || was == is {
				return false
			}
			h.set("cases.csv", row, column, is)
			return true
		}},
	}
}
