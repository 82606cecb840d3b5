package main

import "strconv"

// column is a column of cases.csv and how a case fills it; "" is blank.
type column struct {
	name string
	cell func(*Case) string
}

// caseColumns are the columns of cases.csv in the order of the data dictionary.
func caseColumns() []column {
	columns := []column{
		{"case_id", func(c *Case) string { return c.ID }},
		{"patient_id", func(c *Case) string { return c.PatientID }},
		{"transplant_number", func(c *Case) string { return whole(c.TransplantNumber) }},
		{"transplant_intent", func(c *Case) string { return c.Intent }},
		{"sex", func(c *Case) string { return c.Sex }},
		{"age_years", func(c *Case) string { return decimal(c.AgeYears) }},
		{"weight_kg", func(c *Case) string { return decimal(c.WeightKg) }},
		{"disease_group", func(c *Case) string { return c.DiseaseGroup }},
		{"diagnosis", func(c *Case) string { return c.Diagnosis }},
		{"disease_stage", func(c *Case) string { return c.Stage }},
		{"pesaro_class", func(c *Case) string { return whole(c.PesaroClass) }},
		{"ferritin_ng_ml", func(c *Case) string { return whole(c.Ferritin) }},
		{"lansky_baseline", lanskyCell(false)},
		{"lansky_last", lanskyCell(true)},
		{"transplant_date", func(c *Case) string { return c.Transplant.iso() }},
		{"transplant_type", func(c *Case) string { return c.Type }},
		{"donor_type", func(c *Case) string { return c.DonorType }},
		{"hla_match", func(c *Case) string { return c.HLAMatch }},
		{"cell_source", func(c *Case) string { return c.CellSource }},
		{"recipient_abo", func(c *Case) string { return c.RecipientABO }},
		{"donor_abo", func(c *Case) string { return c.DonorABO }},
		{"conditioning", func(c *Case) string { return c.Conditioning }},
		{"conditioning_intensity", func(c *Case) string { return c.Intensity }},
		{"gvhd_prophylaxis", func(c *Case) string { return c.Prophylaxis }},
		{"tnc_e8_kg", func(c *Case) string { return decimal(c.TNC) }},
		{"cd34_e6_kg", func(c *Case) string { return decimal(c.CD34) }},
		{"rbc_depletion", func(c *Case) string { return c.RBCDepletion }},
		{"desensitisation", func(c *Case) string { return c.Desensitisation }},
		{"desensitisation_start", milestone(func(c *Case) Day { return c.DesensitisationStart })},
		{"titre_baseline", func(c *Case) string { return whole(c.TitreBaseline) }},
		{"titre_at_transplant", func(c *Case) string { return whole(c.TitreTransplant) }},
	}
	return append(columns, milestoneColumns()...)
}

func milestoneColumns() []column {
	return []column{
		{"neutrophil_engraftment_date", milestone(func(c *Case) Day { return c.NeutrophilEngraftment })},
		{"platelet_engraftment_20_date", milestone(func(c *Case) Day { return c.PlateletEngraftment20 })},
		{"platelet_engraftment_50_date", milestone(func(c *Case) Day { return c.PlateletEngraftment50 })},
		{"rbc_independence_date", milestone(func(c *Case) Day { return c.RBCIndependence })},
		{"last_rbc_transfusion_date", milestone(func(c *Case) Day { return c.LastRBCTransfusion })},
		{"transfusion_dependence_date", milestone(func(c *Case) Day { return c.TransfusionDependence })},
		{"graft_failure_date", milestone(func(c *Case) Day { return c.GraftFailure })},
		{"relapse_date", milestone(func(c *Case) Day { return c.Relapse })},
		{"progression_date", milestone(func(c *Case) Day { return c.Progression })},
		{"second_malignancy_date", milestone(func(c *Case) Day { return c.SecondMalignancy })},
		{"acute_gvhd_date", milestone(func(c *Case) Day { return c.AcuteGVHD })},
		{"acute_gvhd_grade", func(c *Case) string { return whole(c.AcuteGVHDGrade) }},
		{"acute_gvhd_2_date", milestone(func(c *Case) Day { return c.AcuteGVHD2 })},
		{"acute_gvhd_3_date", milestone(func(c *Case) Day { return c.AcuteGVHD3 })},
		{"chronic_gvhd_date", milestone(func(c *Case) Day { return c.ChronicGVHD })},
		{"chronic_gvhd_severity", func(c *Case) string { return c.ChronicGVHDSeverity }},
		{"sos_vod_date", milestone(func(c *Case) Day { return c.SOS })},
		{"prca_date", milestone(func(c *Case) Day { return c.PRCA })},
		{"second_transplant_date", milestone(func(c *Case) Day { return c.SecondTransplant })},
		{"death_date", milestone(func(c *Case) Day { return c.Death })},
		{"death_status", func(c *Case) string { return yesNo(c.Death.happened()) }},
		{"cause_of_death", func(c *Case) string { return c.CauseOfDeath }},
		{"last_contact_date", milestone(func(c *Case) Day { return c.LastContact })},
		{"last_disease_assessment_date", milestone(func(c *Case) Day { return c.LastAssessment })},
		{"counts_complete_to_date", milestone(func(c *Case) Day { return c.CountsComplete })},
		{"transfusions_complete_to_date", milestone(func(c *Case) Day { return c.TransfusionsComplete })},
		{"rbc_units_per_year_before", func(c *Case) string { return whole(c.UnitsBefore) }},
		{"phlebotomy", func(c *Case) string { return c.Phlebotomy }},
		{"chelation", func(c *Case) string { return c.Chelation }},
	}
}

// milestone writes a day of the case as a calendar day.
func milestone(day func(*Case) Day) func(*Case) string {
	return func(c *Case) string {
		if d := day(c); d.happened() {
			return (c.Transplant + d).iso()
		}
		return ""
	}
}

func lanskyCell(afterTransplant bool) func(*Case) string {
	return func(c *Case) string {
		score, found := c.lansky(afterTransplant)
		if !found {
			return ""
		}
		return strconv.Itoa(int(score))
	}
}

// whole and decimal write a number that is blank at 0.
func whole(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func decimal(x float64) string {
	if x == 0 {
		return ""
	}
	return number(x)
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
