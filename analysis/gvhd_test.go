package analysis

import (
	"reflect"
	"testing"

	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// Stages of skin alone: 3 is grade II, 4 is IV. C0 has IV on day 100, C1 only on day
// 101, C2 has a blank gut, C3 died on day 50 with II, C4 was last seen on day 99, C5 has
// no stages but a grade, C6 neither.
func TestHighestGradeByDay100ByHand(t *testing.T) {
	c := donorStudy(t, []float64{1000, 1000, 1000, -50, 99, 1000, 1000})
	c.study.Rules.GVHD.CarryForwardDays = 28
	line := int32(1)
	assess := func(row int, day, skin float64, gut bool) {
		line++
		for _, organ := range []string{registry.Skin, registry.Liver, registry.Upper, registry.Lower} {
			e := registry.LogEntry{Row: int32(row), Line: line, Day: day, Kind: organ}
			if organ == registry.Skin {
				e.Value = skin
			}
			if gut || organ != registry.Lower {
				c.data.GVHD = append(c.data.GVHD, e)
			}
		}
	}
	assess(0, 30, 0, true)
	assess(0, 100, 4, true)
	assess(1, 30, 3, true)
	assess(1, 101, 4, true)
	assess(2, 30, 0, false)
	assess(3, 30, 3, true)
	assess(4, 30, 0, true)
	c.data.Categories["acute_gvhd_grade"] = &registry.Category{Levels: []string{"III"},
		Code: []int32{-1, -1, -1, -1, -1, 0, -1}}
	want := result.AcuteGVHD{Patients: 7, Day: 100, Grades: []int{0, 0, 2, 1, 1}, Open: 1, NotFollowed: 1,
		NotAssessed: 1, ByRow: 1}
	if got := c.acuteGVHD(); got == nil || !reflect.DeepEqual(*got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	c.data.GVHD, c.data.Categories = nil, nil
	if got := c.acuteGVHD(); got != nil {
		t.Errorf("without stages and grades: %+v", got)
	}
}
