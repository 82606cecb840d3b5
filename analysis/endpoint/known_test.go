package endpoint

import (
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

var recovery = plan.Endpoint{Kind: code.Incidence, Event: milestones("neutrophil_engraftment"),
	Competing: milestones("relapse", "death")}

// Up to seven days after the day to which counts are known another event still
// competes, on its own day; on the eighth the case was censored before. A recovery
// itself counts to that day only.
func TestSevenDaysAfterTheLastCount(t *testing.T) {
	rows := []row{
		{milestones: times{"death": 40}}, {milestones: times{"death": 41}}, {milestones: times{"death": 47}},
		{milestones: times{"death": 48}},
		{milestones: times{"relapse": 47}}, {milestones: times{"relapse": 48}},
		{milestones: times{"neutrophil_engraftment": 40}}, {milestones: times{"neutrophil_engraftment": 41}},
		{milestones: times{"neutrophil_engraftment": 41, "death": 47}}, {milestones: times{"relapse": 44, "death": 47}},
	}
	for i := range rows {
		rows[i].patient, rows[i].date = int32(i), 0
		rows[i].milestones["last_contact"], rows[i].milestones["counts_complete_to"] = 300, 40
	}
	stated := recovery
	stated.Censor = []string{"last_contact", "counts_complete_to"}
	expect(t, centre(t, rows...), stated,
		want{0, 40, 3, "death", "death_date"}, want{1, 41, 3, "death", "death_date"},
		want{2, 47, 3, "death", "death_date"},
		want{3, 40, 0, "counts_complete_to", "counts_complete_to_date"},
		want{4, 47, 2, "relapse", "relapse_date"}, want{5, 40, 0, "counts_complete_to", "counts_complete_to_date"},
		want{6, 40, 1, "neutrophil_engraftment", "neutrophil_engraftment_date"},
		want{7, 40, 0, "counts_complete_to", "counts_complete_to_date"},
		want{8, 47, 3, "death", "death_date"}, want{9, 44, 2, "relapse", "relapse_date"},
	)

	// The same where the last value of the log says to when counts are known.
	for i := range rows {
		delete(rows[i].milestones, "counts_complete_to")
	}
	d := centre(t, rows...)
	d.Milestones["neutrophil_engraftment"].Known = knownTo(d, "counts_complete_to", registry.LastValue,
		registry.CountsGrace, 40)
	expect(t, d, recovery,
		want{0, 40, 3, "death", "death_date"}, want{1, 41, 3, "death", "death_date"},
		want{2, 47, 3, "death", "death_date"},
		want{3, 40, 0, registry.LastValue, "value"},
		want{4, 47, 2, "relapse", "relapse_date"}, want{5, 40, 0, registry.LastValue, "value"},
		want{6, 40, 1, "neutrophil_engraftment", "neutrophil_engraftment_date"},
		want{7, 40, 0, registry.LastValue, "value"},
		want{8, 47, 3, "death", "death_date"}, want{9, 44, 2, "relapse", "relapse_date"},
	)
}

// knownTo is what a log knows of every row, to one day; line 5 of it says so.
func knownTo(d *registry.Data, stated, code string, grace, day float64) *registry.Known {
	k := &registry.Known{Grace: grace, Stated: stated, Code: code, File: "counts.csv", Column: "value"}
	for range d.Rows() {
		k.Time, k.Line = append(k.Time, day), append(k.Line, 5)
	}
	return k
}

// Counts alone have the seven days: a day to which transfusions are complete has none.
func TestNoDayOfGraceAfterTransfusions(t *testing.T) {
	d := centre(t,
		row{patient: 0, date: 0, milestones: times{"last_contact": 300, "death": 40, "rbc_independence": nan}},
		row{patient: 1, date: 0, milestones: times{"last_contact": 300, "death": 41}},
	)
	d.Milestones["rbc_independence"].Known = knownTo(d, "transfusions_complete_to", "declared", 0, 40)
	e := plan.Endpoint{Kind: code.Incidence, Event: milestones("rbc_independence"), Competing: milestones("death")}
	expect(t, d, e, want{0, 40, 2, "death", "death_date"}, want{1, 40, 0, "declared", "value"})

	d.Milestones["transfusions_complete_to"] = blank("transfusions_complete_to", 2)
	d.Milestones["transfusions_complete_to"].Time[1] = 40
	d.Milestones["rbc_independence"].Known = nil
	e.Censor = []string{"last_contact", "transfusions_complete_to"}
	expect(t, d, e, want{0, 40, 2, "death", "death_date"}, want{1, 40, 0, "transfusions_complete_to",
		"transfusions_complete_to_date"})
}

// A patient is known to the latest day that the log knows of a row, on the clock of
// the first: 20 days after day 100 or 10 after day 150. The follow-up that ends
// before goes first.
func TestPatientIsKnownToTheLatestRow(t *testing.T) {
	d := centre(t,
		row{patient: 0, date: 100, milestones: times{"last_contact": 300, "neutrophil_engraftment": nan}},
		row{patient: 0, date: 150, intent: "planned_tandem", milestones: times{"last_contact": 250}},
		row{patient: 1, date: 100, milestones: times{"last_contact": 15}},
	)
	k := knownTo(d, "counts_complete_to", registry.LastValue, registry.CountsGrace, 20)
	k.Time[1] = 10
	d.Milestones["neutrophil_engraftment"].Known = k
	expect(t, d, recovery, want{0, 60, 0, registry.LastValue, "value"},
		want{2, 15, 0, "last_contact", "last_contact_date"})
	perTransplant := recovery
	perTransplant.Per = "transplant"
	expect(t, d, perTransplant, want{0, 20, 0, registry.LastValue, "value"},
		want{1, 10, 0, registry.LastValue, "value"}, want{2, 15, 0, "last_contact", "last_contact_date"})
}
