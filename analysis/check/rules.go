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

		// milestones
		{"event_after_death", e, eachRow(eventAfterDeath)},
		{"event_without_date", e, eachRow(eventWithoutDate)},
		{"grade_without_date", e, eachRow(gradeWithoutDate)},
		{"gvhd_grade_order", e, eachRow(gvhdGradeOrder)},
		{"platelet_order", e, eachRow(plateletOrder)},
		{"gvhd_in_autologous", w, eachRow(gvhdInAutologous)},

		// transplants of one patient
		{"rows_without_dates", e, eachPatient(rowsWithoutDates)},
		{"same_day_transplants", e, eachPatient(sameDayTransplants)},
		{"transplant_after_death", e, eachPatient(transplantAfterDeath)},
		{"deaths_differ", e, eachPatient(deathsDiffer)},
		{"duplicate_transplant_number", w, eachPatient(duplicateTransplantNumber)},
		{"transplant_number_order", w, eachPatient(transplantNumberOrder)},
		{"intent_first_again", w, eachPatient(intentFirstAgain)},
		{"intent_without_earlier", w, eachPatient(intentWithoutEarlier)},

		// values
		{"unknown_transplant_intent", w, eachRow(unknownTransplantIntent)},
		{"unknown_transplant_type", e, eachRow(unknownTransplantType)},
		{"impossible_value", w, eachRow(impossibleValue)},
	}
}
