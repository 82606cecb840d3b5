package recovery

import (
	"maps"
	"math"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// assess adds an assessment of a row: skin, liver, upper, lower; -1 is blank.
func (s *study) assess(row int, day float64, stage ...int) {
	line := 2
	if n := len(s.stages); n > 0 {
		line = int(s.stages[n-1].Line) + 1
	}
	for i, organ := range []string{registry.Skin, registry.Liver, registry.Upper, registry.Lower} {
		x := float64(stage[i])
		if stage[i] < 0 {
			x = math.NaN()
		}
		s.stages = append(s.stages, registry.LogEntry{Row: int32(row), Line: int32(line), Day: day, Kind: organ,
			Value: x, Volume: math.NaN()})
	}
}

func gvhdStudy(cases int) *study {
	s := newStudy(cases)
	s.p.Data.GVHD = plan.LogSource{File: plan.Files("gvhd.csv")}
	s.p.Rules.GVHD.CarryForwardDays = 28
	s.p.Data.Counts, s.p.Data.Transfusions, s.p.Data.Titres = plan.LogSource{}, plan.LogSource{}, plan.LogSource{}
	return s
}

// told is how many issues have a code.
func (s *study) told(code string) (n int) {
	for _, i := range s.d.Issues {
		if i.Code == code {
			n++
		}
	}
	return n
}

// grades are the days of the three milestones, and their statuses.
func (s *study) grades(row int) (days [3]float64, statuses [3]registry.Status) {
	for i, name := range gvhdMilestones() {
		m := s.d.Milestones[name]
		days[i], statuses[i] = m.Time[row], m.Status[row]
	}
	return days, statuses
}

func TestFirstDayOfEachGrade(t *testing.T) {
	s := gvhdStudy(1)
	s.assess(0, 10, 0, 0, 0, 0)
	s.assess(0, 20, 2, 0, 0, 0)
	s.assess(0, 24, 2, 1, 0, 0)
	s.assess(0, 30, 1, 2, 0, 0)
	s.assess(0, 40, 0, 0, 0, 0)
	s.derive(t)
	if days, _ := s.grades(0); days != [3]float64{20, 24, 30} {
		t.Errorf("days of grades I, II, III: %v", days)
	}
}

func TestABlankOrganCountsWhereTheRangeDecides(t *testing.T) {
	s := gvhdStudy(2)
	s.assess(0, 20, 1, -1, 0, 0) // grade I to IV: at least I
	s.assess(0, 25, 1, 2, 0, 0)  // III
	s.assess(1, 20, 0, 0, 0, 0)
	s.assess(1, 49, 0, 0, 0, -1) // the lower gut was free 29 days ago: unknown
	s.derive(t)
	if days, _ := s.grades(0); days != [3]float64{20, 25, 25} {
		t.Errorf("days %v", days)
	}
	days, statuses := s.grades(1)
	for i := range days {
		if !math.IsNaN(days[i]) || statuses[i] != registry.Unreadable {
			t.Errorf("grade %d of a case that the stages leave open: %v, status %d", i+1, days[i], statuses[i])
		}
	}
	if n := s.told(gvhdUndecided); n != 1 {
		t.Errorf("%d issues", n)
	}
}

func TestAStageIsCarriedForwardFor28Days(t *testing.T) {
	s := gvhdStudy(1)
	s.assess(0, 20, 0, 0, 0, 0)
	s.assess(0, 48, 0, 0, 0, -1) // 28 days after: still 0
	s.derive(t)
	_, statuses := s.grades(0)
	if statuses != [3]registry.Status{} {
		t.Errorf("statuses %v", statuses)
	}
	if k := s.d.Milestones["acute_gvhd"].Known; k == nil || k.Time[0] != 48 {
		t.Errorf("known to %v", k)
	}
}

func TestNoAssessmentIsNotKnown(t *testing.T) {
	s := gvhdStudy(3)
	s.assess(1, 20, 0, 0, 0, 0)
	s.d.Categories["transplant_type"] = &registry.Category{Levels: []string{"allogeneic", "autologous"},
		Code: []int32{0, 0, 1}}
	s.derive(t)
	if _, statuses := s.grades(0); statuses != [3]registry.Status{registry.Unknown, registry.Unknown, registry.Unknown} {
		t.Errorf("no assessment: %v", statuses)
	}
	if _, statuses := s.grades(2); statuses != [3]registry.Status{} || s.told(gvhdMissing) != 1 {
		t.Errorf("an autologous graft: %v, %d issues", statuses, s.told(gvhdMissing))
	}
}

func TestALogWithoutAnEntryIsNone(t *testing.T) {
	s := gvhdStudy(1)
	s.derive(t)
	if s.d.Milestones["acute_gvhd"] != nil || s.told(logEmpty) != 1 || s.told(gvhdMissing) != 0 {
		t.Errorf("milestone %v, issues %v", s.d.Milestones["acute_gvhd"], s.d.Issues)
	}
}

func TestTheRowsOwnGradeIsCompared(t *testing.T) {
	s := gvhdStudy(4)
	for row := range 4 {
		s.assess(row, 20, 0, 1, 0, 0)  // II
		s.assess(row, 100, 0, 0, 0, 0) // to day 100
	}
	s.assess(3, 101, 4, 0, 0, 0) // IV, but after day 100
	s.d.Categories[gvhdGradeColumn] = &registry.Category{Header: gvhdGradeColumn, Levels: []string{"I", "II", "III"},
		Code: []int32{0, 1, 2, 1}}
	s.derive(t)
	var rows []string
	for _, i := range s.d.Issues {
		if i.Code == gvhdGradeDiffers {
			rows = append(rows, i.Case)
		}
	}
	if len(rows) != 2 || rows[0] != "C1" || rows[1] != "C3" {
		t.Errorf("told of %v", rows)
	}
}

// The organs of one assessment are one line, also after the end of follow-up.
func TestAnAssessmentAfterTheEndIsToldOnce(t *testing.T) {
	s := gvhdStudy(2)
	s.assess(0, 20, 0, 0, 0, 0)
	s.assess(0, 1001, 1, 0, 0, 0)
	s.assess(0, 1002, 1, 0, 0, 0)
	s.assess(1, 1003, 1, 0, 0, 0)
	s.derive(t)
	told := map[string]string{}
	for _, i := range s.d.Issues {
		if i.Code == logAfterFollowUp {
			told[i.Case] = strings.Join(i.Args, " ")
		}
	}
	if want := map[string]string{"C1": "2", "C2": "1"}; !maps.Equal(told, want) {
		t.Errorf("after the end %v, want %v", told, want)
	}
}
