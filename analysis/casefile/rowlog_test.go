package casefile

import (
	"slices"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

func rowStudy(t *testing.T, rows ...string) (*plan.Plan, *registry.Data) {
	p, d := logStudy(t, rows...)
	p.Data.Typing.File, p.Data.GVHD.File = plan.Files("log.csv"), plan.Files("log.csv")
	return p, d
}

func TestTypingIsReadAsLaboratoriesWriteIt(t *testing.T) {
	p, d := rowStudy(t,
		"case_id,date,forward,reverse,dat",
		"C1,2025-03-01,O Rh dương,A,âm tính",
		"C1,2025-04-01,A+ mf,\"anti-A,B\",1+",
		"C2,2025-03-01,AB,AB,0",
		"C2,2025-04-01,,Anti-B,")
	wantEntries(t, stream(t, p, d, registry.Typing),
		"0:2 day 59 forward/O NaN NaN", "0:2 day 59 reverse/anti-B NaN NaN", "0:2 day 59 dat/negative NaN NaN",
		"0:3 day 90 forward/mixed NaN NaN", "0:3 day 90 reverse/anti-A anti-B NaN NaN", "0:3 day 90 dat/positive NaN NaN",
		"1:4 day 28 forward/AB NaN NaN", "1:4 day 28 reverse/none NaN NaN", "1:4 day 28 dat/negative NaN NaN",
		"1:5 day 59 forward/ NaN NaN", "1:5 day 59 reverse/anti-B NaN NaN", "1:5 day 59 dat/ NaN NaN")
	if len(d.Issues) > 0 {
		t.Errorf("issues %v", d.Issues)
	}
}

func TestStagesKeepTheirLimits(t *testing.T) {
	p, d := rowStudy(t,
		"case_id,day,skin,liver,upper,lower",
		"C1,20,4,0,1,",
		"C1,21,5,0,2,1.5")
	wantEntries(t, stream(t, p, d, registry.GVHD),
		"0:2 day 20 skin/ 4 NaN", "0:2 day 20 liver/ 0 NaN", "0:2 day 20 upper/ 1 NaN", "0:2 day 20 lower/ NaN NaN",
		"0:3 day 21 skin/ NaN NaN", "0:3 day 21 liver/ 0 NaN", "0:3 day 21 upper/ NaN NaN", "0:3 day 21 lower/ NaN NaN")
	columns := map[string]int{}
	for _, issue := range d.Issues {
		if issue.Code == logUnreadableStage && issue.Line == 3 {
			columns[issue.Column]++
		}
	}
	if len(columns) != 3 || columns["skin"] != 1 || columns["upper"] != 1 || columns["lower"] != 1 {
		t.Errorf("unreadable stages %v", columns)
	}
}

func TestAnAbsentOrganHasNoEntry(t *testing.T) {
	p, d := rowStudy(t, "case_id,day,skin,lower", "C1,20,1,0")
	wantEntries(t, stream(t, p, d, registry.GVHD), "0:2 day 20 skin/ 1 NaN", "0:2 day 20 lower/ 0 NaN")
}

func TestALogWithoutAnyOfItsKindsIsRefused(t *testing.T) {
	p, d := rowStudy(t, "case_id,day,stage", "C1,20,1")
	err := Stream(t.Context(), p, d, registry.GVHD, func(registry.LogEntry) error { return nil })
	if err == nil {
		t.Error("a log without an organ is read")
	}
}

// A note beside a typing or a stage is told, or passed over where the study says so;
// one that may change the value never is.
func TestNotesInTypingsAndStages(t *testing.T) {
	for _, ignore := range []bool{false, true} {
		p, d := rowStudy(t, "case_id,day,skin,liver,upper,lower", "C1,20,2 (ban toàn thân),1 hay 2,1 (không rõ),>2")
		if ignore {
			p.Data.Notes = plan.IgnoreNotes
		}
		skin, codes := "NaN", []string{notedValue, notedValue, logUnreadableStage, logUnreadableStage}
		if ignore {
			skin, codes = "2", []string{notesIgnored, notedValue, logUnreadableStage, logUnreadableStage}
		}
		wantEntries(t, stream(t, p, d, registry.GVHD), "0:2 day 20 skin/ "+skin+" NaN", "0:2 day 20 liver/ NaN NaN",
			"0:2 day 20 upper/ NaN NaN", "0:2 day 20 lower/ NaN NaN")
		var got []string
		for _, issue := range d.Issues {
			got = append(got, issue.Code)
		}
		slices.Sort(got)
		slices.Sort(codes)
		if !slices.Equal(got, codes) {
			t.Errorf("ignore %v: %v, want %v", ignore, got, codes)
		}
	}
	p, d := rowStudy(t, "case_id,day,forward,reverse,dat",
		"C1,20,A (mẫu lần hai),anti-B (ban đầu),1+ (anti-IgG)", "C1,30,A (2 quần thể),Anti-A và anti-B,âm tính (lặp lại)")
	p.Data.Notes = plan.IgnoreNotes
	wantEntries(t, stream(t, p, d, registry.Typing),
		"0:2 day 20 forward/A NaN NaN", "0:2 day 20 reverse/anti-B NaN NaN", "0:2 day 20 dat/positive NaN NaN",
		"0:3 day 30 forward/mixed NaN NaN", "0:3 day 30 reverse/anti-A anti-B NaN NaN", "0:3 day 30 dat/negative NaN NaN")
}
