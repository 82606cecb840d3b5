package entry

import (
	"time"

	"graftstat/analysis/codebook"
	"graftstat/analysis/plan"
)

// example fills in the first row, under the identifier that is no case's.
func (b *book) example(s codebook.Sheet) error {
	values := exampleOf(s.ID)
	for i, c := range s.Columns {
		value, ok := values[c.Name]
		if c.Name == "case_id" {
			value, ok = b.code.Example, true
		}
		if !ok {
			continue
		}
		if day, isText := value.(string); isText && c.Kind == plan.Day {
			date, err := time.Parse(time.DateOnly, day)
			if err != nil {
				return err
			}
			value = int(date.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
		}
		for _, l := range c.Levels {
			if l.Code == value {
				value = l.Word
			}
		}
		cell := cellName(i+1, exampleRow)
		if err := b.SetCellValue(s.Name, cell, value); err != nil {
			return err
		}
		if err := b.SetCellStyle(s.Name, cell, cell, b.cellStyle(c)); err != nil {
			return err
		}
	}
	return nil
}

// exampleOf is an invented row of a sheet, without its identifier.
func exampleOf(sheet string) map[string]any {
	switch sheet {
	case "counts":
		return map[string]any{"date": "2025-03-21", "test": "anc", "value": 0.6}
	case "transfusions":
		return map[string]any{"date": "2025-03-14", "product": "platelets", "units": 1, "indication": "supportive"}
	case "titres":
		return map[string]any{"date": "2025-02-25", "antibody": "anti-A", "class": "IgM", "titre": "1:64", "infusion_ml": 20}
	case "typing":
		return map[string]any{"date": "2025-04-08", "forward": "mixed", "reverse": "none", "dat": "negative"}
	case "gvhd":
		return map[string]any{"date": "2025-04-18", "skin": 3, "liver": 0, "lower": 0, "upper": 0}
	case "scores":
		return map[string]any{"date": "2025-02-20", "instrument": "lansky", "score": 90}
	}
	return map[string]any{
		"patient_id": "P001", "transplant_number": 1, "transplant_intent": "first", "sex": "female", "age_years": 7.5,
		"weight_kg": 21, "disease_group": "thalassemia", "diagnosis": "beta_thalassemia_major", "pesaro_class": 2,
		"ferritin_ng_ml": 1800, "rbc_units_per_year_before": 24, "lansky_baseline": 90, "lansky_last": 100, "transplant_date": "2025-03-04",
		"transplant_type": "allogeneic", "donor_type": "matched_sibling", "hla_match": "10/10",
		"cell_source": "bone_marrow", "recipient_abo": "O", "donor_abo": "A",
		"conditioning": "busulfan_cyclophosphamide_atg", "conditioning_intensity": "myeloablative",
		"gvhd_prophylaxis": "ciclosporin_methotrexate", "tnc_e8_kg": 4.8, "cd34_e6_kg": 6.8, "rbc_depletion": "no",
		"desensitisation": "donor_rbc", "desensitisation_start": "2025-02-20", "titre_baseline": "1:256",
		"titre_at_transplant": "1:16", "neutrophil_engraftment_date": "2025-03-21",
		"platelet_engraftment_20_date": "2025-03-28", "platelet_engraftment_50_date": "2025-04-02",
		"rbc_independence_date": "2025-06-08", "last_rbc_transfusion_date": "2025-04-09",
		"acute_gvhd_date": "2025-04-15", "acute_gvhd_grade": 2, "acute_gvhd_2_date": "2025-04-18", "death_status": "no",
		"last_contact_date": "2026-09-20", "last_disease_assessment_date": "2026-09-20",
		"counts_complete_to_date": "2026-09-20", "transfusions_complete_to_date": "2026-09-20",
	}
}
