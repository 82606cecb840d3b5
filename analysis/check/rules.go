package check

import "graftstat/analysis/registry"

// rules are all rules. An error sets the case aside from something, a warning
// from nothing.
func rules() []rule {
	const e, w = registry.Error, registry.Warning
	return []rule{
		// follow-up
		{"no_last_contact", e, noLastContact},
		{"no_follow_up", e, eachPatient(noFollowUp)},
		{"no_transplant_date", e, eachRow(noTransplantDate)},
		{"transplant_after_closing", w, eachRow(transplantAfterClosing)},
		{"event_after_closing", w, eachRow(eventAfterClosing)},
		{"event_after_last_contact", w, eachRow(eventAfterLastContact)},
		{"contact_after_death", w, eachRow(contactAfterDeath)},
		{"other_row_after_death", w, eachPatient(otherRowAfterDeath)},
		{"record_after_last_contact", w, eachRow(recordAfterLastContact)},
		{"complete_to_before_death", w, eachRow(completeToBeforeDeath)},
		{"overdue_follow_up", w, eachPatient(overdueFollowUp)},

		// milestones
		{"event_after_death", e, eachRow(eventAfterDeath)},
		{"event_without_date", e, eachRow(eventWithoutDate)},
		{"platelet_order", e, eachRow(plateletOrder)},
		{"dependence_before_independence", e, eachRow(dependenceBeforeIndependence)},
		{"early_recovery", w, eachRow(earlyRecovery)},
		{"late_recovery", w, eachRow(lateRecovery)},
		{"sentinel_time", w, eachRow(sentinelTime)},
		{"relapse_in_nonmalignant", w, eachRow(relapseInNonmalignant)},

		// GVHD
		{"grade_without_date", e, eachRow(gradeWithoutDate)},
		{"gvhd_grade_order", e, eachRow(gvhdGradeOrder)},
		{"gvhd_onset_order", e, eachRow(gvhdOnsetOrder)},
		{"gvhd_resolution_order", e, eachRow(gvhdResolutionOrder)},
		{"gvhd_grade_contradiction", e, eachRow(gvhdGradeContradiction)},
		{"gvhd_without_grade", w, eachRow(gvhdWithoutGrade)},
		{"gvhd_grade_skipped", w, eachRow(gvhdGradeSkipped)},
		{"gvhd_late", w, eachRow(gvhdLate)},
		{"gvhd_chronic_at_onset", w, eachRow(gvhdChronicAtOnset)},
		{"gvhd_in_autologous", w, eachRow(gvhdInAutologous)},

		// death
		{"death_on_day_0", w, eachRow(deathOnDay0)},
		{"death_long_after_contact", w, eachPatient(deathLongAfterContact)},
		{"cause_without_death", w, eachPatient(causeWithoutDeath)},
		{"death_without_cause", w, eachPatient(deathWithoutCause)},
		{"relapse_death_without_relapse", w, eachPatient(relapseDeathWithoutRelapse)},

		// transplants of one patient
		{"rows_without_dates", e, eachPatient(rowsWithoutDates)},
		{"same_day_transplants", e, eachPatient(sameDayTransplants)},
		{"transplant_after_death", e, eachPatient(transplantAfterDeath)},
		{"deaths_differ", e, eachPatient(deathsDiffer)},
		{"duplicate_transplant_number", w, eachPatient(duplicateTransplantNumber)},
		{"transplant_number_order", w, eachPatient(transplantNumberOrder)},
		{"intent_first_again", w, eachPatient(intentFirstAgain)},
		{"intent_without_earlier", w, eachPatient(intentWithoutEarlier)},
		{"earlier_transplant_missing", w, eachPatient(earlierTransplantMissing)},
		{"tandem_interval", w, eachPatient(tandemInterval)},

		// patients
		{"duplicate_patient", w, duplicatePatient},
		{"patient_differs", w, eachPatient(patientDiffers)},

		// columns and files
		{"recoveries_swapped", w, recoveriesSwapped},
		{"sorted_alone", w, sortedAlone},
		{"diagnosis_group", w, diagnosisGroup},
		{"blank_cell", w, blankCell},
		{"one_blood_group", w, eachRow(oneBloodGroup)},

		// graft and antibodies
		{"donor_in_autologous", w, eachRow(donorInAutologous)},
		{"prophylaxis_in_autologous", w, eachRow(prophylaxisInAutologous)},
		{"implausible_cell_dose", w, eachRow(implausibleCellDose)},
		{"dose_outlier", w, doseOutlier},
		{"titre_not_a_dilution", w, titreNotADilution},
		{"desensitisation_without_titre", w, eachRow(desensitisationWithoutTitre)},
		{"desensitisation_compatible", w, eachRow(desensitisationCompatible)},
		{"desensitisation_after_transplant", w, eachRow(desensitisationAfterTransplant)},
		{"titre_above_threshold", w, eachRow(titreAboveThreshold)},

		// values
		{"level_case", w, levelCase},
		{"level_near", w, levelNear},
		{"unknown_transplant_intent", w, eachRow(unknownTransplantIntent)},
		{"unknown_transplant_type", e, eachRow(unknownTransplantType)},
		{"weight_for_age", w, eachRow(weightForAge)},
		{"impossible_value", w, eachRow(impossibleValue)},
	}
}
