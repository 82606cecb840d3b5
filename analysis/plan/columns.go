package plan

import (
	"strconv"
	"strings"

	"graftstat/analysis/registry"
)

// ColumnKind says what the cells of a column are.
type ColumnKind string

const (
	ID       ColumnKind = "id"
	Category ColumnKind = "category"
	Number   ColumnKind = "number"
	Day      ColumnKind = "date"
)

// Column is a canonical column of the cases file.
type Column struct {
	Name string
	Kind ColumnKind
}

// Columns are the canonical columns of the cases file in the order of the
// data dictionary: those of the case, then M_date, M_day and M_status of every
// milestone M. Other columns are allowed beside them.
func Columns() []Column {
	columns := []Column{
		{"case_id", ID}, {"patient_id", ID}, {"transplant_number", Number}, {"transplant_intent", Category},
		{"sex", Category}, {"birth_date", Day}, {"age_years", Number}, {"weight_kg", Number},
		{"disease_group", Category}, {"diagnosis", Category}, {"disease_stage", Category}, {"pesaro_class", Category},
		{"ferritin_ng_ml", Number}, {"rbc_units_per_year_before", Number},
		{"lansky_baseline", Number}, {"lansky_last", Number},
		{"transplant_date", Day}, {"transplant_type", Category}, {"donor_type", Category}, {"hla_match", Category},
		{"cell_source", Category}, {"recipient_abo", Category}, {"donor_abo", Category}, {"conditioning", Category},
		{"conditioning_intensity", Category}, {"gvhd_prophylaxis", Category}, {"tnc_e8_kg", Number},
		{"cd34_e6_kg", Number}, {"rbc_depletion", Category},
		{"desensitisation", Category}, {"desensitisation_start", Day}, {"titre_baseline", Number},
		{"titre_at_transplant", Number},
		{"phlebotomy", Category}, {"chelation", Category},
		{"acute_gvhd_grade", Category}, {"chronic_gvhd_severity", Category}, {"cause_of_death", Category},
	}
	for _, m := range Milestones() {
		columns = append(columns, Column{m + "_date", Day}, Column{m + "_day", Number}, Column{m + "_status", Category})
	}
	return columns
}

// Milestones are the canonical milestones in the order of the data dictionary.
func Milestones() []string {
	return []string{
		"neutrophil_engraftment", "platelet_engraftment_20", "platelet_engraftment_50",
		"rbc_independence", "last_rbc_transfusion", "graft_failure", "relapse",
		"acute_gvhd", "chronic_gvhd", "sos_vod", "prca", "second_transplant", "progression", "second_malignancy",
		"transfusion_dependence", "acute_gvhd_2", "acute_gvhd_3", "poor_graft_function",
		"acute_gvhd_resolved", "chronic_gvhd_resolved", "immunosuppression_stopped", "remission_again",
		"reticulocyte_recovery", "donor_red_cells", "abo_conversion", "red_cell_aplasia", "death", "last_contact",
		"last_disease_assessment", registry.CountsCompleteTo, registry.TransfusionsCompleteTo,
	}
}

// Transplant is the origin of time: the row's own infusion. It is a milestone
// only in an endpoint's from and where a state begins.
const Transplant = "transplant"

// PlateletMilestone is the milestone of a threshold of platelet engraftment,
// platelet_engraftment_20 for 20.
func PlateletMilestone(threshold float64) string {
	return plateletPrefix + strconv.FormatFloat(threshold, 'f', -1, 64)
}

const plateletPrefix = "platelet_engraftment_"

// Independence is the milestone of transfusion independence by the window of the rule,
// TI12 that by the weighted average of the haemoglobin.
const (
	Independence = "rbc_independence"
	TI12         = "ti12"
)

// IndependenceMilestone is the milestone of a further window, rbc_independence_90 for 90.
func IndependenceMilestone(days float64) string {
	return Independence + "_" + strconv.FormatFloat(days, 'f', -1, 64)
}

// WindowOf are the days of the window of a milestone of transfusion independence; false
// where it has none.
func (r *IndependenceRule) WindowOf(milestone string) (float64, bool) {
	if milestone == Independence {
		return r.WindowDays, true
	}
	for _, days := range r.AlsoWindows {
		if IndependenceMilestone(days) == milestone {
			return days, true
		}
	}
	return 0, false
}

func isPlateletMilestone(name string) bool { return strings.HasPrefix(name, plateletPrefix) }
