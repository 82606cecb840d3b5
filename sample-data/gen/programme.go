package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"time"
)

// A programme of autografts over five years, as a quality office sees it: a
// folder for each month with what was known at its end.
const (
	programmeMonths = 60
	programmeRate   = 5    // infusions a month, on average
	programmeDeaths = 0.05 // die within 100 days
	worseFrom       = 36   // months after the start: from then on twice as many die
	worseRatio      = 2
	reportingDelay  = 20 // days, on average, until something is on the books
)

// programmePatient is what will have happened; -1 stands for never.
type programmePatient struct {
	id        string
	infused   Day
	engrafted int // days after the infusion
	died      int
	delay     int // days until his news is on the books
}

// writeProgramme writes DIR/YYYY-MM/cases.csv and study.yaml for each month.
// The closing date of a month is its last day. An infusion is known at once, a
// recovery, death or contact after the patient's delay. Months follow one
// another: what a snapshot says a later one repeats, or knows better.
func writeProgramme(dir string, seed uint64) error {
	patients := programmePatients(newRandom(seed))
	for month := range programmeMonths {
		end := monthEnd(month)
		folder := filepath.Join(dir, end.iso()[:len("2022-01")])
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		if err := writeSnapshot(filepath.Join(folder, "cases.csv"), patients, end); err != nil {
			return err
		}
		study := fmt.Sprintf(programmeStudy, end.iso())
		if err := os.WriteFile(filepath.Join(folder, "study.yaml"), []byte(study), 0o644); err != nil {
			return err
		}
	}
	return nil
}

const programmeStudy = `# One month of an invented programme: no patient stands behind any row.
study:
  title: {en: Simulated programme (invented data), vi: Chương trình mô phỏng (dữ liệu giả định)}
  centre: {en: Invented transplant centre, vi: Trung tâm ghép giả định}
as_of: %s
languages: [en, vi]
data: {cases: cases.csv, dates: ymd, none: [relapse, progression]}
cohorts:
  - {id: solid-tumor, preset: solid-tumor, endpoints: [os, trm, neutrophil-engraftment]}
outputs: {dir: ../out}
`

// monthEnd is the last day of a month of the programme, counted from 0.
func monthEnd(month int) Day { return firstOf(month+1) - 1 }

// firstOf is the first day of a month of the programme.
func firstOf(month int) Day { return calendar(2022, time.Month(month+1), 1) }

func programmePatients(r random) []programmePatient {
	var patients []programmePatient
	last := monthEnd(programmeMonths - 1)
	gap := func() float64 { return -math.Log(1-r.Float64()) * 30.4375 / programmeRate }
	for at := gap(); Day(at) <= last-firstOf(0); at += gap() {
		p := programmePatient{id: fmt.Sprintf("S%04d", len(patients)+1), infused: firstOf(0) + Day(at), died: -1,
			engrafted: 9 + r.IntN(6), delay: int(-math.Log(1-r.Float64()) * reportingDelay)}
		chance := programmeDeaths
		if p.infused >= firstOf(worseFrom) {
			chance *= worseRatio
		}
		if r.chance(chance) {
			p.died = 3 + r.IntN(98)
			if p.died <= p.engrafted {
				p.engrafted = -1
			}
		}
		patients = append(patients, p)
	}
	return patients
}

func writeSnapshot(path string, patients []programmePatient, end Day) (err error) {
	t, err := createTable(path, "case_id", "disease_group", "transplant_type", "diagnosis", "transplant_date",
		"neutrophil_engraftment_date", "last_contact_date", "death_date", "cause_of_death")
	if err != nil {
		return err
	}
	for _, p := range patients {
		if p.infused > end {
			break
		}
		known := max(p.infused, end-Day(p.delay)) // the last day of which something is on the books
		engrafted, died, cause, contact := "", "", "", known
		if day := p.infused + Day(p.engrafted); p.engrafted >= 0 && day <= known {
			engrafted = day.iso()
		}
		if day := p.infused + Day(p.died); p.died >= 0 && day <= known {
			died, cause, contact = day.iso(), "infection", day
		}
		if err := t.write(p.id, "solid_tumor", "autologous", "neuroblastoma", p.infused.iso(), engrafted, contact.iso(),
			died, cause); err != nil {
			return err
		}
	}
	return t.close()
}
