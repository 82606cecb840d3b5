package check

import (
	"math"

	"graftstat/analysis/registry"
)

// moreExamples are counter-examples of rules on follow-up, GVHD, death, patients
// and grafts.
func moreExamples() []example {
	nan := math.NaN()
	return []example{
		{
			code:  "other_row_after_death",
			fault: func(c centre) { c.time("death", secondOfTandem, 610); c.time("last_contact", secondOfTandem, 610) },
			want:  []string{"warning other_row_after_death 3 :last_contact C2 4"},
			near:  func(c centre) { c.time("death", secondOfTandem, 620) },
		},
		{
			code: "record_after_last_contact",
			fault: func(c centre) {
				c.times("last_contact", 890, 710, 620)
				c.time("counts_complete_to", allograft, 891)
				c.time("last_disease_assessment", firstOfTandem, 711)
			},
			want: []string{
				"warning record_after_last_contact 2 :counts_complete_to C1 :last_contact",
				"warning record_after_last_contact 3 :last_disease_assessment C2 :last_contact"},
			near: func(c centre) { c.time("transfusions_complete_to", allograft, 900) },
		},
		{
			code: "complete_to_before_death",
			fault: func(c centre) {
				c.time("death", allograft, 900)
				c.time("counts_complete_to", allograft, 60)
				c.time("transfusions_complete_to", allograft, 899)
				c.blank(allograft, "platelet_engraftment_50")
			},
			want: []string{
				"warning complete_to_before_death 2 :counts_complete_to C1 :death",
				"warning complete_to_before_death 2 :transfusions_complete_to C1 :death"},
			near: func(c centre) {
				c.time("death", allograft, 900)
				c.time("counts_complete_to", allograft, 60) // every recovery is known
				c.time("transfusions_complete_to", allograft, 900)
				c.time("death", firstOfTandem, 710)
				c.time("transfusions_complete_to", firstOfTandem, 30) // autologous
			},
		},
		{
			code:  "overdue_follow_up",
			fault: func(c centre) { c.TransplantDate[allograft] = 180; c.time("last_contact", allograft, 729) },
			want:  []string{"warning overdue_follow_up 2 :last_contact C1 730"},
			near: func(c centre) {
				c.TransplantDate[allograft] = 181 // day 730 and 90 more are after the closing date
				c.time("last_contact", allograft, 365)
				c.time("last_contact", firstOfTandem, 30) // the other row says more
			},
		},
		{
			code: "dependence_before_independence",
			fault: func(c centre) {
				c.time("rbc_independence", allograft, 90)
				c.time("transfusion_dependence", allograft, 89)
			},
			want:       []string{"error dependence_before_independence 2 :transfusion_dependence C1 :rbc_independence"},
			unreadable: unreadable(allograft, "rbc_independence", "transfusion_dependence"),
			near: func(c centre) {
				c.time("rbc_independence", allograft, 90)
				c.time("transfusion_dependence", allograft, 90)
			},
		},
		{
			code:  "early_recovery",
			fault: func(c centre) { c.time("neutrophil_engraftment", allograft, 4) },
			want:  []string{"warning early_recovery 2 :neutrophil_engraftment C1 5"},
			near: func(c centre) {
				c.time("neutrophil_engraftment", allograft, 5)
				c.time("platelet_engraftment_20", allograft, nan)
				c.status("platelet_engraftment_20", allograft, registry.NeverBelow)
			},
		},
		{
			code: "sentinel_time",
			fault: func(c centre) {
				c.withoutDates()
				c.Patient, c.Patients = []int32{0, 1, 2}, 3
				c.numbers("transplant_number", 1, 1, 1)
				c.time("relapse", allograft, 9999)
			},
			want: []string{"warning sentinel_time 2 :relapse C1 :last_contact"},
			near: func(c centre) {
				c.withoutDates()
				c.Patient, c.Patients = []int32{0, 1, 2}, 3
				c.numbers("transplant_number", 1, 1, 1)
				c.time("relapse", allograft, 999)
				c.time("last_contact", allograft, 999)
			},
		},
		{
			code: "relapse_in_nonmalignant",
			fault: func(c centre) {
				c.levels("disease_group", "thalassemia", "solid_tumor", "solid_tumor")
				c.time("relapse", allograft, 300)
				c.time("relapse", firstOfTandem, 300)
			},
			want: []string{"warning relapse_in_nonmalignant 2 :relapse C1 :disease_group"},
			near: func(c centre) {
				c.levels("disease_group", "thalassemia", "", "")
				c.status("relapse", allograft, registry.No)
				c.time("relapse", firstOfTandem, 300)
			},
		},
		{
			code:       "gvhd_onset_order",
			fault:      func(c centre) { c.time("acute_gvhd", allograft, 33) },
			want:       []string{"error gvhd_onset_order 2 :acute_gvhd_2 C1 :acute_gvhd"},
			unreadable: unreadable(allograft, "acute_gvhd", "acute_gvhd_2"),
			near:       func(c centre) { c.time("acute_gvhd", allograft, 32) },
		},
		{
			code: "gvhd_resolution_order",
			fault: func(c centre) {
				c.time("acute_gvhd", allograft, 30)
				c.time("acute_gvhd_resolved", allograft, 29)
			},
			want:       []string{"error gvhd_resolution_order 2 :acute_gvhd_resolved C1 :acute_gvhd"},
			unreadable: unreadable(allograft, "acute_gvhd_resolved"),
			near: func(c centre) {
				c.time("acute_gvhd", allograft, 30)
				c.time("acute_gvhd_resolved", allograft, 30)
			},
		},
		{
			code: "gvhd_grade_contradiction",
			fault: func(c centre) {
				c.levels("acute_gvhd_grade", "1", "", "")
			},
			want:       []string{"error gvhd_grade_contradiction 2 :acute_gvhd_2 C1 :acute_gvhd_grade"},
			unreadable: unreadable(allograft, "acute_gvhd_2"),
			near:       func(c centre) { c.levels("acute_gvhd_grade", "B", "", "none") }, // of another system
		},
		{
			code: "gvhd_without_grade",
			fault: func(c centre) {
				c.levels("acute_gvhd_grade", "", "", "none")
				c.levels("chronic_gvhd_severity", "", "", "none")
				c.time("chronic_gvhd", allograft, 200)
			},
			want: []string{
				"warning gvhd_without_grade 2 :acute_gvhd_grade C1 :acute_gvhd",
				"warning gvhd_without_grade 2 :chronic_gvhd_severity C1 :chronic_gvhd"},
			near: func(c centre) { c.levels("acute_gvhd_grade", "", "", "") }, // no case has a grade
		},
		{
			code: "death_on_day_0",
			fault: func(c centre) {
				c.time("death", allograft, 0)
				c.time("last_contact", allograft, 0)
				c.blank(allograft, "neutrophil_engraftment", "platelet_engraftment_20", "platelet_engraftment_50",
					"acute_gvhd", "acute_gvhd_2")
				c.levels("acute_gvhd_grade", "", "", "")
			},
			want: []string{"warning death_on_day_0 2 :death C1"},
			near: func(c centre) {
				c.time("death", allograft, 1)
				c.time("last_contact", allograft, 1)
				c.blank(allograft, "neutrophil_engraftment", "platelet_engraftment_20", "platelet_engraftment_50",
					"acute_gvhd", "acute_gvhd_2")
				c.levels("acute_gvhd_grade", "", "", "")
			},
		},
		{
			code: "cause_without_death",
			fault: func(c centre) {
				c.levels("cause_of_death", "infection", "", "")
				c.status("death", allograft, registry.No)
			},
			want: []string{"warning cause_without_death 2 :cause_of_death C1"},
			near: func(c centre) {
				c.levels("cause_of_death", "none", "infection", "")
				c.time("death", secondOfTandem, 620) // the other row says when
			},
		},
		{
			code: "death_without_cause",
			fault: func(c centre) {
				c.levels("cause_of_death", "", "infection", "")
				c.time("death", allograft, 900)
				c.time("death", secondOfTandem, 620)
			},
			want: []string{"warning death_without_cause 2 :cause_of_death C1"},
			near: func(c centre) {
				c.levels("cause_of_death", "infection", "infection", "")
				c.time("death", allograft, 900)
				c.time("death", secondOfTandem, 620)
			},
		},
		{
			code: "relapse_death_without_relapse",
			fault: func(c centre) {
				c.levels("cause_of_death", "", "", "relapse")
				c.time("death", secondOfTandem, 620)
			},
			want: []string{"warning relapse_death_without_relapse 4 :cause_of_death C3"},
			near: func(c centre) {
				c.levels("cause_of_death", "", "", "disease")
				c.time("death", secondOfTandem, 620)
				c.time("progression", firstOfTandem, 400)
			},
		},
		{
			code:  "earlier_transplant_missing",
			fault: func(c centre) { c.numbers("transplant_number", 2, 2, 3) },
			want: []string{"warning earlier_transplant_missing 2 :transplant_number C1",
				"warning earlier_transplant_missing 3 :transplant_number C2"},
			near: func(c centre) { c.numbers("transplant_number", nan, nan, 2) },
		},
		{
			code: "tandem_interval",
			fault: func(c centre) {
				c.TransplantDate[secondOfTandem] = 566
				c.time("last_contact", secondOfTandem, 344)
			},
			want: []string{"warning tandem_interval 4 :transplant_intent C3 3 365"},
			near: func(c centre) {
				c.TransplantDate[secondOfTandem] = 565
				c.time("last_contact", secondOfTandem, 345)
			},
		},
		{
			code: "duplicate_patient",
			fault: func(c centre) {
				c.levels("sex", "male", "male", "male")
				c.numbers("age_years", 8, 8, 8.25)
				c.TransplantDate[allograft], c.TransplantDate[firstOfTandem] = 200, 200
				c.time("last_contact", allograft, 800)
				c.levels("transplant_type", "allogeneic", "", "autologous")
				c.numbers("weight_kg", 22, nan, 14)
			},
			want: []string{"warning duplicate_patient 3 patient_id C2 2"},
			near: func(c centre) {
				c.levels("sex", "male", "male", "male")
				c.numbers("age_years", 8, 8, 8.25)
				c.TransplantDate[allograft], c.TransplantDate[firstOfTandem] = 200, 200
				c.time("last_contact", allograft, 800)
			},
		},
		{
			code: "patient_differs",
			fault: func(c centre) {
				c.levels("sex", "male", "male", "female")
				c.levels("diagnosis", "hbe_beta_thalassemia", "neuroblastoma", "retinoblastoma")
			},
			want: []string{"warning patient_differs 4 :sex C3 3", "warning patient_differs 4 :diagnosis C3 3"},
			near: func(c centre) {
				c.levels("sex", "male", "female", "female")
				c.levels("diagnosis", "hbe_beta_thalassemia", "neuroblastoma", "")
			},
		},
		{
			code: "donor_in_autologous",
			fault: func(c centre) {
				c.levels("donor_type", "matched_sibling", "matched_sibling", "")
				c.levels("donor_abo", "O", "", "A")
			},
			want: []string{"warning donor_in_autologous 3 :donor_type C2 :transplant_type",
				"warning donor_in_autologous 4 :donor_abo C3 :transplant_type"},
			near: func(c centre) { c.levels("donor_type", "matched_sibling", "autologous", "Self") },
		},
		{
			code:  "prophylaxis_in_autologous",
			fault: func(c centre) { c.levels("gvhd_prophylaxis", "ptcy", "", "ptcy") },
			want:  []string{"warning prophylaxis_in_autologous 4 :gvhd_prophylaxis C3 :transplant_type"},
			near:  func(c centre) { c.levels("gvhd_prophylaxis", "ptcy", "none", "") },
		},
		{
			code:  "implausible_cell_dose",
			fault: func(c centre) { c.numbers("cd34_e6_kg", 61, 0.04, 5); c.numbers("tnc_e8_kg", 51, nan, nan) },
			want: []string{
				"warning implausible_cell_dose 2 :tnc_e8_kg C1 0.1 50",
				"warning implausible_cell_dose 2 :cd34_e6_kg C1 0.05 60",
				"warning implausible_cell_dose 3 :cd34_e6_kg C2 0.05 60"},
			near: func(c centre) { c.numbers("cd34_e6_kg", 60, 0.05, 6100) }, // the last is in another unit
		},
		{
			code:  "desensitisation_without_titre",
			fault: func(c centre) { c.levels("desensitisation", "donor_rbc", "none", "") },
			want:  []string{"warning desensitisation_without_titre 2 :desensitisation C1"},
			near: func(c centre) {
				c.levels("desensitisation", "donor_rbc", "plasma_exchange", "")
				c.Titres = []registry.LogEntry{{Row: allograft, Value: 256}}
				c.numbers("titre_baseline", nan, 64, nan)
			},
		},
		{
			code: "desensitisation_compatible",
			fault: func(c centre) {
				c.levels("desensitisation", "donor_rbc", "none", "")
				c.levels("abo_match", "minor", "", "")
				c.numbers("titre_baseline", 256, nan, nan)
			},
			want: []string{"warning desensitisation_compatible 2 :desensitisation C1"},
			near: func(c centre) {
				c.levels("desensitisation", "donor_rbc", "none", "")
				c.levels("abo_match", "bidirectional", "match", "")
				c.numbers("titre_baseline", 256, nan, nan)
			},
		},
		{
			code:  "desensitisation_after_transplant",
			fault: func(c centre) { c.numbers("desensitisation_start", 1, nan, nan) },
			want:  []string{"warning desensitisation_after_transplant 2 :desensitisation_start C1"},
			near:  func(c centre) { c.numbers("desensitisation_start", 0, -9, nan) },
		},
		{
			code: "titre_above_threshold",
			fault: func(c centre) {
				c.levels("abo_major", "present", "", "")
				c.levels("rbc_depletion", "no", "", "")
				c.numbers("titre_at_transplant", 32, nan, nan)
			},
			want: []string{"warning titre_above_threshold 2 :titre_at_transplant C1 32"},
			near: func(c centre) {
				c.levels("abo_major", "present", "none", "")
				c.levels("rbc_depletion", "yes", "no", "")
				c.numbers("titre_at_transplant", 64, 64, nan)
			},
		},
	}
}
