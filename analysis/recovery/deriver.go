package recovery

import (
	"math"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Faults of the caller, not of the data.
var (
	ErrOrder = message.New("log entries are not in the order that deriving needs")
	ErrEntry = message.New("log entry without a line, a case or a day")
)

// rounding is the part of a day by which times may be off after division by
// the time unit.
const rounding = 1e-6

// A Deriver takes the logs of a study entry by entry and keeps of each case
// what its milestones need.
type Deriver struct {
	plan *plan.Plan
	data *registry.Data
	unit float64 // days of one time unit
	end  []followUp

	transfusions, counts, titres, scores, typing, stages log

	neutrophils *lineage // nil without a log of counts
	platelets   *lineage // nil without a log of counts, and of transfusions if they matter
	ruleDays    []ruleDay

	lowChimerism [][]stretch     // by row, nil without a log of counts
	chimerism    map[int32]int32 // by row: line of the first bound that is neither low nor not
	highLDH      map[int32]value // by row: the bound that may be the highest, where one may be

	gaps     []gap     // nil without a log of transfusions
	searches []search  // likewise; the first is of gaps
	units    []float64 // likewise: of red cells

	kept []string // registry.KeptTests
	late lateCourses

	ownAntibody map[int32]bool // cases of which it is told
}

// New prepares to derive the milestones of d, whose case rows are read already.
// It takes from p the rules, the time unit and which logs there are.
//
// Feed the logs in this order, each ordered by day within each case: all
// transfusions, all counts, then titres, scores, typings and stages. Then call Finish, also where
// there is no log.
func New(p *plan.Plan, d *registry.Data) *Deriver {
	r := &Deriver{plan: p, data: d, unit: p.TimeUnit.Days()}
	r.end = r.followUps()
	r.transfusions = newLog(p.Data.Transfusions.File.Name(), d.Rows())
	r.counts = newLog(p.Data.Counts.File.Name(), d.Rows())
	r.titres = newLog(p.Data.Titres.File.Name(), d.Rows())
	r.scores = newLog(p.Data.Scores.File.Name(), d.Rows())
	r.scores.ofPatient = true
	r.typing = newLog(p.Data.Typing.File.Name(), d.Rows())
	r.stages = newLog(p.Data.GVHD.File.Name(), d.Rows())
	r.kept = registry.KeptTests()
	r.chimerism, r.highLDH = map[int32]int32{}, map[int32]value{}
	if len(p.Data.Transfusions.File) > 0 {
		r.gaps = make([]gap, d.Rows())
		r.searches = r.newSearches()
		r.units, d.RBCUnits = make([]float64, d.Rows()), missingNumbers(d.Rows())
		d.RedCellsTo = missingNumbers(d.Rows())
	}
	if len(p.Data.Counts.File) > 0 {
		r.neutrophils = r.newNeutrophils()
		r.ruleDays = make([]ruleDay, d.Rows())
		r.lowChimerism = make([][]stretch, d.Rows())
		d.PeakLDH = missingNumbers(d.Rows())
	}
	if len(p.Data.Counts.File) > 0 && (len(p.Data.Transfusions.File) > 0 ||
		p.Rules.PlateletEngraftment.TransfusionFreeDays == 0) {
		r.platelets = r.newPlatelets()
	}
	return r
}

// Transfusion takes an entry of the log of transfusions. Products other than
// red cells and platelets are passed over, and entries of no units: a missing
// number of units is a transfusion all the same, 0 units are none.
func (r *Deriver) Transfusion(e registry.LogEntry) error {
	if r.counts.begun {
		return message.Errorf("%s, line %d: %w: transfusions come before counts", r.transfusions.file, e.Line, ErrOrder)
	}
	use, err := r.admit(&r.transfusions, e)
	if !use || err != nil {
		return err
	}
	given := !(e.Value <= 0 || e.Bound != nil && e.Bound.High() <= 0)
	if given {
		r.keepSupport(e)
	}
	if e.Kind == growthFactor { // no transfusion
		return nil
	}
	r.gaps[e.Row].seen = true
	if !given {
		return nil
	}
	r.noteSupportive(e)
	switch e.Kind {
	case "rbc":
		r.keepRedCells(e)
		r.addUnits(e)
		r.redCells(e)
	case "platelets":
		if r.platelets != nil {
			r.platelets.transfused[e.Row].add(r.day(e.Day), r.platelets.freeDays)
		}
	}
	return nil
}

// Count takes an entry of the log of counts. Of the tests neutrophils, platelets,
// haemoglobin, chimerism and LDH are used; others are passed over, and missing values.
// A bound is used where every value within it gives the same answer.
func (r *Deriver) Count(e registry.LogEntry) error {
	use, err := r.admit(&r.counts, e)
	if !use || err != nil || math.IsNaN(e.Value) && e.Bound == nil {
		return err
	}
	r.keep(e)
	r.keepLate(e)
	if r.day(e.Day) < 0 {
		return nil
	}
	v := r.valueOf(e)
	switch {
	case e.Kind == "anc":
		r.take(r.neutrophils, e.Row, v)
		r.ruleDays[e.Row].add(v, r.failureDay(int(e.Row)))
	case e.Kind == "platelets" && r.platelets != nil:
		r.take(r.platelets, e.Row, v)
	case e.Kind == "hb" && r.minHaemoglobin() > 0:
		r.takeHaemoglobin(e.Row, v)
	case e.Kind == "chimerism":
		r.takeChimerism(e.Row, v)
	case e.Kind == "ldh":
		r.addLDH(v, e.Row)
	}
	return nil
}

// Finish writes the milestones, their deciding cells and the issues into the
// data. Call it once.
func (r *Deriver) Finish() {
	for _, l := range []*log{&r.transfusions, &r.counts, &r.scores} {
		r.tellCut(l)
	}
	r.judgeCoverage()
	r.finishNeutrophils()
	r.finishPlatelets()
	r.finishGraftFailure()
	r.finishSecondaryFailure()
	r.finishUnits()
	r.finishLDH()
	r.finishIndependence()
	r.finishRejection()
	r.finishTitres()
	r.finishScores()
	r.tellLateSupportive()
	r.finishCourses()
	r.finishRegained()
	r.finishTI12()
	r.finishReticulocytes()
	sortByRowAndDay(r.data.Typing)
	r.finishTyping()
	r.finishAplasia()
	sortByRowAndDay(r.data.GVHD)
	r.finishGVHD()
	r.finishGraftFunction()
	r.tellDonorCellsLost()
	for _, l := range r.logs() {
		r.tellAfterEnd(l)
	}
}

// logs are all logs, in the order in which they come.
func (r *Deriver) logs() []*log {
	return []*log{&r.transfusions, &r.counts, &r.titres, &r.scores, &r.typing, &r.stages}
}

// day is the calendar day of a time.
func (r *Deriver) day(time float64) float64 { return calendarDay(time, r.unit) }

func calendarDay(time, unit float64) float64 { return math.Floor(time*unit + rounding) }

// active reports whether a row is in any rate: it was infused, and not after
// the closing date.
func (r *Deriver) active(row int) bool {
	return r.data.Infused[row] && !(r.data.TransplantDate[row] > r.data.AsOf)
}
