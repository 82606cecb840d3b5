package plan

import (
	"math"
	"strings"

	"graftstat/analysis/registry"
)

// LevelsOf are the codes that the data dictionary has for a column of the cases or
// of a log, in the order in which they are offered; none where it has numbers,
// dates or free text. Of a closed list the program knows no other level; beside an
// open one a centre may have its own.
func LevelsOf(column string) (levels []string, closed bool) {
	if m, ok := strings.CutSuffix(column, "_status"); ok {
		if RecordOf(m) == registry.CountsCompleteTo {
			return []string{"yes", "no", "unknown", "never_below"}, true
		}
		return []string{"yes", "no", "unknown"}, true
	}
	switch column {
	case "transplant_intent":
		return []string{"first", "planned_tandem", "rescue", "retransplant", "boost"}, true
	case "transplant_type":
		return []string{"allogeneic", "autologous"}, true
	case "sex":
		return []string{"male", "female"}, true
	case "rbc_depletion", "phlebotomy", "chelation":
		return []string{"yes", "no"}, true
	case "pesaro_class":
		return []string{"1", "2", "3"}, true
	case "acute_gvhd_grade":
		return []string{"1", "2", "3", "4"}, true
	case "chronic_gvhd_severity":
		return []string{"mild", "moderate", "severe", "limited", "extensive"}, true
	}
	return logLevelsOf(column)
}

func logLevelsOf(column string) (levels []string, closed bool) {
	switch column {
	case "test":
		return []string{"anc", "wbc", "platelets", "hb", "reticulocytes", "reticulocytes_abs", "ldh", "chimerism",
			"chimerism_myeloid", "chimerism_t", "haptoglobin", "bilirubin", "ferritin", "lic"}, true
	case "product":
		return []string{"rbc", "platelets", "plasma", "gcsf"}, true
	case "indication":
		return []string{"supportive", "thalassemia", "other"}, true
	case "abo":
		return []string{"O", "A", "B", "AB"}, true
	case "antibody":
		return []string{"anti-A", "anti-B"}, true
	case "class":
		return []string{"IgM", "IgG"}, true
	case "forward":
		return []string{"O", "A", "B", "AB", "mixed"}, true
	case "reverse":
		return []string{"anti-A", "anti-B", "anti-A anti-B", "none"}, true
	case "dat":
		return []string{"negative", "positive", "1+", "2+", "3+", "4+"}, true
	case "instrument":
		return []string{"lansky", "karnofsky", "pedsql"}, false
	}
	return openLevelsOf(column), false
}

func openLevelsOf(column string) []string {
	switch column {
	case "disease_group":
		return []string{"thalassemia", "solid_tumor", "bone_marrow_failure"}
	case "diagnosis":
		return []string{"beta_thalassemia_major", "hbe_beta_thalassemia", "alpha_thalassemia", "neuroblastoma",
			"medulloblastoma", "retinoblastoma", "germ_cell_tumor", "ewing_sarcoma", "wilms_tumor", "aplastic_anemia",
			"fanconi_anemia"}
	case "donor_type":
		return []string{"matched_sibling", "matched_related", "haploidentical", "matched_unrelated",
			"mismatched_unrelated"}
	case "cell_source":
		return []string{"bone_marrow", "peripheral_blood", "cord_blood"}
	case "recipient_abo", "donor_abo":
		return []string{"O", "A", "B", "AB", "O+", "A+", "B+", "AB+", "O-", "A-", "B-", "AB-"}
	case "conditioning_intensity":
		return []string{"myeloablative", "reduced", "non_myeloablative"}
	case "desensitisation":
		return []string{"none", "donor_rbc", "plasma_exchange"}
	case "cause_of_death":
		return []string{"relapse", "disease", "infection", "toxicity", "gvhd", "graft_failure", "sos_vod", "hemorrhage",
			"other"}
	}
	return nil
}

// A Limit is the range of the numbers of a column that are possible.
type Limit struct {
	Least, Most float64 // Most may be +Inf
	Above       bool    // more than Least, not equal to it
	Whole       bool
}

// Has reports whether a number is possible.
func (l Limit) Has(x float64) bool {
	return x >= l.Least && x <= l.Most && (!l.Above || x > l.Least) && (!l.Whole || x == math.Trunc(x))
}

// LimitOf is the range of what is possible in a column; false where any number is.
// What only makes sense in another unit is told by Quantity.
func LimitOf(column string) (Limit, bool) {
	switch column {
	case "age_years":
		return Limit{Least: 0, Most: 120}, true
	case "weight_kg":
		return Limit{Least: 0, Most: 300, Above: true}, true
	case "cd34_e6_kg", "tnc_e8_kg", "ferritin_ng_ml":
		return Limit{Least: 0, Most: math.Inf(1), Above: true}, true
	case "lansky_baseline", "lansky_last", "score":
		return Limit{Least: 0, Most: 100}, true
	case "titre_baseline", "titre_at_transplant", "rbc_units_per_year_before", "units", "infusion_ml", "volume_ml",
		"value":
		return Limit{Least: 0, Most: math.Inf(1)}, true
	case "skin", "liver", "lower":
		return Limit{Least: 0, Most: 4, Whole: true}, true
	case "upper":
		return Limit{Least: 0, Most: 1, Whole: true}, true
	case "transplant_number":
		return Limit{Least: 1, Most: math.Inf(1), Whole: true}, true
	}
	return Limit{}, false
}
