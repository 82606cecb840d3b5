package main

import (
	"math"
	"slices"
	"time"
)

// Day is a whole day: since the case's transplant, or since 1970-01-01 for a calendar day.
type Day int

// never is the day of what did not happen.
const never Day = math.MinInt32

func (d Day) happened() bool { return d != never }

// earliest is the first of the days that happened.
func earliest(days ...Day) Day {
	first := never
	for _, d := range days {
		if d.happened() && (!first.happened() || d < first) {
			first = d
		}
	}
	return first
}

func calendar(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

const secondsPerDay = 24 * 60 * 60

// time is midnight of the calendar day.
func (d Day) time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// iso is the calendar day as YYYY-MM-DD.
func (d Day) iso() string { return d.time().Format(time.DateOnly) }

// Case is one transplant with everything that is written about it.
type Case struct {
	ID, PatientID    string
	TransplantNumber int
	Intent           string // first, planned_tandem

	Sex          string
	AgeYears     float64
	WeightKg     float64
	DiseaseGroup string
	Diagnosis    string
	Stage        string
	PesaroClass  int // 1..3; 0: none
	Ferritin     int // ng/ml; 0: not measured
	UnitsBefore  int // red cells in the year before; 0: not written down
	Phlebotomy   string
	Chelation    string // after the transplant, as Phlebotomy

	Transplant                     Day // calendar day of the infusion
	Type, DonorType, HLAMatch      string
	CellSource                     string
	RecipientABO, DonorABO         string
	Conditioning, Intensity        string
	Prophylaxis                    string
	TNC, CD34                      float64 // 1e8/kg and 1e6/kg; 0: not measured
	RBCDepletion                   string
	Desensitisation                string
	DesensitisationStart           Day
	TitreBaseline, TitreTransplant int // reciprocal; 0: none

	Milestones
	Logs

	course course // of an allograft
}

// Milestones of a case, in days since its transplant.
type Milestones struct {
	NeutrophilEngraftment, PlateletEngraftment20, PlateletEngraftment50 Day
	RBCIndependence, LastRBCTransfusion, TransfusionDependence          Day
	GraftFailure, Relapse, Progression, SecondMalignancy                Day
	AcuteGVHD, AcuteGVHD2, AcuteGVHD3, ChronicGVHD                      Day
	SOS, PRCA, SecondTransplant                                         Day
	Death, LastContact, LastAssessment                                  Day
	CountsComplete, TransfusionsComplete                                Day

	AcuteGVHDGrade      int // 0: none
	ChronicGVHDSeverity string
	CauseOfDeath        string
}

func noMilestones() Milestones {
	return Milestones{
		NeutrophilEngraftment: never, PlateletEngraftment20: never, PlateletEngraftment50: never,
		RBCIndependence: never, LastRBCTransfusion: never, TransfusionDependence: never,
		GraftFailure: never, Relapse: never, Progression: never, SecondMalignancy: never,
		AcuteGVHD: never, AcuteGVHD2: never, AcuteGVHD3: never, ChronicGVHD: never,
		SOS: never, PRCA: never, SecondTransplant: never,
		Death: never, LastContact: never, LastAssessment: never,
		CountsComplete: never, TransfusionsComplete: never,
	}
}

// Logs of a case, each in order of day.
type Logs struct {
	Counts       []Count
	Transfusions []Transfusion
	Titres       []Titre
	Scores       []Score
	Typings      []Typing
	Stages       []Stages
}

// addCounts adds values in their order of day.
func (l *Logs) addCounts(more ...Count) {
	l.Counts = append(l.Counts, more...)
	slices.SortStableFunc(l.Counts, func(a, b Count) int { return int(a.Day - b.Day) })
}

// addTitres adds titres in their order of day.
func (l *Logs) addTitres(more ...Titre) {
	l.Titres = append(l.Titres, more...)
	slices.SortStableFunc(l.Titres, func(a, b Titre) int { return int(a.Day - b.Day) })
}

// Count is one laboratory value.
type Count struct {
	Day   Day
	Test  string
	Value float64
}

// Transfusion is one event of one product.
type Transfusion struct {
	Day        Day
	Product    string // rbc, platelets
	Units      int
	Indication string // supportive, thalassemia, other
	VolumeML   int    // 0: not written down
}

// Titre is one antibody titre, with the donor-group red cells infused that day.
type Titre struct {
	Day        Day
	Antibody   string // anti-A, anti-B
	Class      string // IgM, IgG
	Titre      int    // reciprocal
	InfusionML float64
}

// Typing is one typing of the blood group.
type Typing struct {
	Day     Day
	Forward string // A, B, AB, O, mixed
	Reverse string // anti-A, anti-B, "anti-A anti-B", none
	DAT     string // positive, negative
}

// Stages are those of one assessment of acute GVHD by organ.
type Stages struct {
	Day                       Day
	Skin, Liver, Upper, Lower int // unknown: that organ was not looked at
}

// Score is one performance or quality-of-life score.
type Score struct {
	Day        Day
	Instrument string // lansky, pedsql
	Score      float64
}
