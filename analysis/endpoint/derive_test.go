package endpoint

import (
	"math"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

var nan = math.NaN()

// row is one invented transplant: times in days since its own infusion.
type row struct {
	patient    int32
	date       float64 // day of the infusion; the closing date is day 1000
	intent     string
	milestones map[string]float64
	status     map[string]registry.Status
	cause      string // cause_of_death
}

func centre(t *testing.T, rows ...row) *registry.Data {
	t.Helper()
	d := &registry.Data{File: "cases.csv", TransplantHeader: "transplant_date", AsOf: 1000,
		Milestones: map[string]*registry.Milestone{}, Numbers: map[string]*registry.Number{},
		Categories: map[string]*registry.Category{}}
	intent := &registry.Category{Levels: []string{"first", "planned_tandem", "rescue", "boost"}}
	cause := &registry.Category{Levels: []string{"toxicity", "disease"}}
	d.Categories["transplant_intent"], d.Categories["cause_of_death"] = intent, cause
	for i, r := range rows {
		d.Line = append(d.Line, int32(i+2))
		d.CaseID = append(d.CaseID, string(rune('A'+i)))
		d.Patient = append(d.Patient, r.patient)
		d.Patients = max(d.Patients, int(r.patient)+1)
		d.TransplantDate = append(d.TransplantDate, r.date)
		d.Infused = append(d.Infused, !math.IsNaN(r.date))
		intent.Code = append(intent.Code, codeOf(intent.Levels, r.intent))
		cause.Code = append(cause.Code, codeOf(cause.Levels, r.cause))
		for name := range r.milestones {
			if d.Milestones[name] == nil {
				d.Milestones[name] = blank(name, len(rows))
			}
			d.Milestones[name].Time[i] = r.milestones[name]
		}
		for name, s := range r.status {
			if d.Milestones[name] == nil {
				d.Milestones[name] = blank(name, len(rows))
			}
			d.Milestones[name].Status[i] = s
		}
	}
	return d
}

func blank(name string, n int) *registry.Milestone {
	m := &registry.Milestone{Header: name + "_date", Time: make([]float64, n), Status: make([]registry.Status, n)}
	for i := range m.Time {
		m.Time[i] = nan
	}
	return m
}

func codeOf(levels []string, level string) int32 {
	for i, l := range levels {
		if l == level {
			return int32(i)
		}
	}
	return -1
}

// want is what is expected of one unit, written out.
type want struct {
	row     int32
	time    float64
	cause   uint8
	decided string
	column  string
}

func expect(t *testing.T, d *registry.Data, e plan.Endpoint, expected ...want) *Observations {
	t.Helper()
	p := &plan.Plan{File: "study.yaml", TimeUnit: plan.Days}
	if e.From == "" {
		e.From = "transplant"
	}
	if e.Censor == nil {
		e.Censor = []string{"last_contact"}
	}
	patients := make([]int32, d.Patients)
	for i := range patients {
		patients[i] = int32(i)
	}
	o := Derive(p, NewHistories(p, d), e, patients)
	if o.Len() != len(expected) {
		t.Fatalf("%d units, want %d", o.Len(), len(expected))
	}
	for i, w := range expected {
		same := o.Time[i] == w.time || math.IsNaN(o.Time[i]) && math.IsNaN(w.time)
		if o.Row[i] != w.row || !same || o.Cause[i] != w.cause || o.Decided(i) != w.decided || o.Cell(i).
			Column != w.column {
			t.Errorf("unit %d: row %d, time %v, cause %d, %s by %s; want %+v", i, o.Row[i], o.Time[i], o.Cause[i],
				o.Decided(i), o.Cell(i).Column, w)
		}
	}
	return o
}

type times = map[string]float64

func milestones(names ...string) []plan.Item {
	items := make([]plan.Item, len(names))
	for i, name := range names {
		items[i] = plan.Item{Milestone: name}
	}
	return items
}

func TestSurvivalCensorsAtTheEarliest(t *testing.T) {
	d := centre(t,
		// died; the death stands for the last contact
		row{patient: 0, date: 0, milestones: times{"death": 90}},
		row{patient: 1, date: 0, milestones: times{"last_contact": 400}},               // alive when last seen
		row{patient: 2, date: 900, milestones: times{"last_contact": 400}},             // seen after the closing date
		row{patient: 3, date: 950, milestones: times{"death": 60, "last_contact": 60}}, // died after the closing date
		row{patient: 4, date: 940, milestones: times{"death": 60}},                     // died on it
		row{patient: 5, date: 0}, // nothing known
	)
	os := plan.Endpoint{Kind: code.Survival, Event: milestones("death")}
	expect(t, d, os,
		want{0, 90, 1, "death", "death_date"},
		want{1, 400, 0, "last_contact", "last_contact_date"},
		want{2, 100, 0, ClosingDate, "as_of"},
		want{3, 50, 0, ClosingDate, "as_of"},
		want{4, 60, 1, "death", "death_date"},
		want{5, nan, 0, NoFollowUp, "last_contact"},
	)
}

func TestDeathRanksLastOnTheSameDay(t *testing.T) {
	d := centre(t, row{patient: 0, date: 0, milestones: times{"relapse": 30, "death": 30}})
	relapse := plan.Endpoint{Kind: code.Incidence, Event: milestones("relapse"), Competing: milestones("death")}
	mortality := plan.Endpoint{Kind: code.Incidence, Event: milestones("death"), Competing: milestones("relapse")}
	expect(t, d, relapse, want{0, 30, 1, "relapse", "relapse_date"})
	expect(t, d, mortality, want{0, 30, 2, "relapse", "relapse_date"})
	mortality.SameDay = "event"
	expect(t, d, mortality, want{0, 30, 1, "death", "death_date"})
	relapse.SameDay = "competing"
	expect(t, d, relapse, want{0, 30, 2, "death", "death_date"})
}

func TestEventWithACondition(t *testing.T) {
	d := centre(t,
		row{patient: 0, date: 0, milestones: times{"death": 20}, cause: "toxicity"},
		row{patient: 1, date: 0, milestones: times{"death": 20}, cause: "disease"},
		row{patient: 2, date: 0, milestones: times{"death": 20}}, // cause not given: toxic or not, nobody knows
	)
	toxic := plan.Item{Milestone: "death", Where: plan.Where{{Column: "cause_of_death", In: []string{"toxicity"}}}}
	trm := plan.Endpoint{Kind: code.Incidence, Event: []plan.Item{toxic}, Competing: milestones("relapse", "death")}
	expect(t, d, trm,
		want{0, 20, 1, "death", "death_date"}, want{1, 20, 3, "death", "death_date"},
		want{2, nan, 0, ConditionUnknown, "death_date"})
}

func TestTandemPerPatientAndPerTransplant(t *testing.T) {
	d := centre(t,
		row{patient: 0, date: 100, milestones: times{"neutrophil_engraftment": 11, "last_contact": 500}},
		row{patient: 0, date: 180, intent: "planned_tandem",
			milestones: times{"neutrophil_engraftment": 12, "death": 15, "last_contact": 15}},
	)
	trm := plan.Endpoint{Kind: code.Incidence, Event: milestones("death"),
		Competing: milestones("relapse", "second_transplant")}
	expect(t, d, trm, want{0, 95, 1, "death", "death_date"})
	trm.Per = "transplant"
	expect(t, d, trm, want{0, 80, 0, NextTransplant, "transplant_date"}, want{1, 15, 1, "death", "death_date"})
	engraftment := plan.Endpoint{Kind: code.Incidence, Per: "transplant", Event: milestones("neutrophil_engraftment"),
		Competing: milestones("death", "second_transplant")}
	expect(t, d, engraftment, want{0, 11, 1, "neutrophil_engraftment", "neutrophil_engraftment_date"},
		want{1, 12, 1, "neutrophil_engraftment", "neutrophil_engraftment_date"})
}

func TestOnlyRescueIsASecondTransplant(t *testing.T) {
	d := centre(t,
		row{patient: 0, date: 100, milestones: times{"last_contact": 300}},
		row{patient: 0, date: 150, intent: "rescue", milestones: times{"last_contact": 250}},
		row{patient: 1, date: 100, milestones: times{"last_contact": 300}},
		row{patient: 1, date: 150, intent: "boost", milestones: times{"last_contact": 250}},
	)
	tfs := plan.Endpoint{Kind: code.Survival, Event: milestones("death", "second_transplant")}
	expect(t, d, tfs, want{0, 50, 1, "second_transplant", "transplant_date"},
		want{2, 300, 0, "last_contact", "last_contact_date"})
	engraftment := plan.Endpoint{Kind: code.Incidence, Per: "transplant", Event: milestones("neutrophil_engraftment"),
		Competing: milestones("death", "second_transplant")}
	expect(t, d, engraftment, want{0, 50, 3, "second_transplant", "transplant_date"},
		want{1, 250, 0, "last_contact", "last_contact_date"}, want{2, 300, 0, "last_contact", "last_contact_date"})
}

func TestCaseIsSetAsideOnlyFromWhatNeedsTheCell(t *testing.T) {
	d := centre(t,
		row{patient: 0, date: 0, milestones: times{"last_contact": 200},
			status: map[string]registry.Status{"relapse": registry.Unreadable}},
		row{patient: 1, date: 0, milestones: times{"last_contact": 200, "relapse": 90},
			status: map[string]registry.Status{"death": registry.Yes}},
		row{patient: 2, date: 0, milestones: times{"last_contact": 200},
			status: map[string]registry.Status{"death": registry.Unknown}},
		row{patient: 3, date: 0, milestones: times{"last_contact": 200},
			status: map[string]registry.Status{"death": registry.No}},
	)
	os := plan.Endpoint{Kind: code.Survival, Event: milestones("death")}
	o := expect(t, d, os,
		want{0, 200, 0, "last_contact", "last_contact_date"},
		want{1, nan, 0, EventWithoutDate, "death_date"},
		want{2, nan, 0, UnknownStatus, "death_date"},
		want{3, 200, 0, "last_contact", "last_contact_date"},
	)
	free, known := o.EventKnown(1)
	if _, unknown := o.EventKnown(2); !known || free != 200 || unknown {
		t.Errorf("a death without a date is known, last free on day 200; an unknown one is not: %v %v %v", free, known,
			unknown)
	}
	efs := plan.Endpoint{Kind: code.Survival, Event: milestones("relapse", "death")}
	expect(t, d, efs,
		want{0, nan, 0, UnreadableCell, "relapse_date"},
		want{1, 90, 1, "relapse", "relapse_date"}, // a death cannot come before it
		want{2, nan, 0, UnknownStatus, "death_date"},
		want{3, 200, 0, "last_contact", "last_contact_date"},
	)
}

func TestNothingCountsAfterTheRecordIsComplete(t *testing.T) {
	d := centre(t,
		row{patient: 0, date: 0, milestones: times{"counts_complete_to": 40, "last_contact": 300, "death": 300}},
		row{patient: 1, date: 0, milestones: times{"counts_complete_to": 40, "last_contact": 300, "death": 40}},
		row{patient: 2, date: 0, milestones: times{"counts_complete_to": 40, "last_contact": 300,
			"neutrophil_engraftment": 41}},
	)
	engraftment := plan.Endpoint{Kind: code.Incidence, Event: milestones("neutrophil_engraftment"),
		Competing: milestones("death"), Censor: []string{"last_contact", "counts_complete_to"}}
	expect(t, d, engraftment,
		want{0, 40, 0, "counts_complete_to", "counts_complete_to_date"},
		want{1, 40, 2, "death", "death_date"},
		want{2, 40, 0, "counts_complete_to", "counts_complete_to_date"},
	)
}

func TestNeverBelowIsNoDayToTheEvent(t *testing.T) {
	d := centre(t, row{patient: 0, date: 0, milestones: times{"last_contact": 100},
		status: map[string]registry.Status{"platelet_engraftment_20": registry.NeverBelow}})
	platelets := plan.Endpoint{Kind: code.Incidence, Event: milestones("platelet_engraftment_20"),
		Competing: milestones("death")}
	o := expect(t, d, platelets, want{0, 0, 1, "platelet_engraftment_20", "platelet_engraftment_20_date"})
	if o.InDays[0] {
		t.Error("a count that never fell has no day to recovery")
	}
	p := &plan.Plan{TimeUnit: plan.Days, Rules: plan.Rules{NeverBelow: "exclude"}}
	platelets.From, platelets.Censor = "transplant", []string{"last_contact"}
	if o := Derive(p, NewHistories(p, d), platelets, []int32{0}); !o.SetAside(0) || o.Decided(0) != NeverBelowExcluded {
		t.Errorf("never below is to be left out: %v %v", o.Time, o.Decided(0))
	}
}

func TestOriginAndEntry(t *testing.T) {
	d := centre(t,
		row{patient: 0, date: 0, milestones: times{"acute_gvhd": 30, "death": 90}},
		row{patient: 1, date: 0, milestones: times{"death": 90}},
	)
	d.Numbers["referral"] = &registry.Number{Header: "referral", Value: []float64{10, 90}}
	fromGVHD := plan.Endpoint{Kind: code.Survival, From: "acute_gvhd", Event: milestones("death")}
	expect(t, d, fromGVHD, want{0, 60, 1, "death", "death_date"}, want{1, nan, 0, NoOrigin, "acute_gvhd_date"})
	entered := plan.Endpoint{Kind: code.Survival, Entry: "referral", Event: milestones("death")}
	o := expect(t, d, entered, want{0, 90, 1, "death", "death_date"}, want{1, nan, 0, NoTimeAtRisk, "death_date"})
	if o.Entry[0] != 10 {
		t.Errorf("entry %v, want 10", o.Entry[0])
	}
}

func TestRowsOutsideTheRatesAreNoUnits(t *testing.T) {
	d := centre(t,
		row{patient: 0, date: nan, milestones: times{"death": 5}},         // died before the infusion
		row{patient: 1, date: 1001, milestones: times{"last_contact": 5}}, // transplanted after the closing date
		row{patient: 2, date: 1000, milestones: times{"last_contact": 5}}, // on it: followed for 0 days
	)
	os := plan.Endpoint{Kind: code.Survival, Event: milestones("death")}
	expect(t, d, os, want{2, 0, 0, ClosingDate, "as_of"})
}

// A death is known only where something is written of it: not where the whole
// row is doubted for the fault of another cell.
func TestDoubtIsNoEvent(t *testing.T) {
	d := centre(t,
		row{patient: 0, date: 0, milestones: times{"last_contact": 200},
			status: map[string]registry.Status{"death": registry.Unreadable}},
		row{patient: 1, date: 0, milestones: times{"last_contact": 200}},
		row{patient: 2, date: 0, milestones: times{"last_contact": 200, "death": 150}},
	)
	d.Milestones["death"].Doubt(1)
	d.Milestones["death"].Doubt(2)
	o := expect(t, d, plan.Endpoint{Kind: code.Survival, Event: milestones("death")},
		want{0, nan, 0, UnreadableCell, "death_date"}, want{1, nan, 0, UnreadableCell, "death_date"},
		want{2, nan, 0, UnreadableCell, "death_date"})
	for i, want := range []bool{true, false, true} {
		if _, known := o.EventKnown(i); known != want {
			t.Errorf("death of unit %d known: %v, want %v", i, known, want)
		}
	}
}

func TestUnreadableFollowUpIsNamed(t *testing.T) {
	d := centre(t, row{patient: 0, date: 0, status: map[string]registry.Status{"last_contact": registry.Unreadable}})
	expect(t, d, plan.Endpoint{Kind: code.Survival, Event: milestones("death")},
		want{0, nan, 0, UnreadableCell, "last_contact_date"})
}
