package casefile

import (
	"math"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Every combination of date, time and status that a row can state.
func TestMilestoneCells(t *testing.T) {
	none := math.NaN()
	for _, c := range []struct {
		date, day, status string
		time              float64
		want              registry.Status
	}{
		{"", "", "", none, registry.Blank},
		{"2025-01-11", "", "", 10, registry.Blank},
		{"", "10.5", "", 10.5, registry.Blank},
		{"2025-01-11", "10.5", "", 10, registry.Blank}, // less than a day apart: the date stands
		{"2025-01-11", "12", "", none, registry.Unreadable},
		{"2025-01-01", "", "", 0, registry.Blank},
		{"", "", "yes", none, registry.Yes},
		{"", "", "Có", none, registry.Yes},
		{"2025-01-11", "", "yes", 10, registry.Yes},
		{"", "", "no", none, registry.No},
		{"", "", "0", none, registry.No},
		{"", "", "unknown", none, registry.Unknown},
		{"", "", "never_below", none, registry.NeverBelow},
		{"2025-01-11", "", "no", none, registry.Unreadable},
		{"2025-01-11", "", "unknown", none, registry.Unreadable},
		{"2025-01-11", "", "never_below", none, registry.Unreadable},
		{"", "", "maybe", none, registry.Unreadable},
		{"2025-01-11", "", "maybe", none, registry.Unreadable},
		{"soon", "", "", none, registry.Unreadable},
		{"soon", "10", "", none, registry.Unreadable},
		{"2025-01-11", "soon", "", none, registry.Unreadable},
		{"2024-12-31", "", "", none, registry.Unreadable},
		{"", "-0.5", "yes", none, registry.Unreadable},
		{"NA", "?", "", none, registry.Blank},
	} {
		p := study(t, lines(
			"case_id,transplant_date,platelet_engraftment_20_date,platelet_engraftment_20_day,platelet_engraftment_20_status",
			"C1,2025-01-01,"+c.date+","+c.day+","+c.status))
		p.Data.Values = map[string]plan.Levels{
			"platelet_engraftment_20_status": {{Name: "yes", As: plan.Values{"Có"}},
				{Name: "no", As: plan.Values{"Không", "0.0"}}},
		}
		d := read(t, p)
		m := d.Milestones["platelet_engraftment_20"]
		equalFloats(t, c.date+","+c.day+","+c.status, m.Time, c.time)
		if m.Status[0] != c.want {
			t.Errorf("%s,%s,%s: status %v, want %v", c.date, c.day, c.status, m.Status[0], c.want)
		}
		if (m.Status[0] == registry.Unreadable) != (len(d.Issues) > 0) {
			t.Errorf("%s,%s,%s: status %v, issues %v", c.date, c.day, c.status, m.Status[0], d.Issues)
		}
	}
}

// Where the transplant date cannot be read, no dated milestone can, not even a
// blank one: without day 0 nothing is known. Times since transplant stay.
func TestMilestoneWithoutDayZero(t *testing.T) {
	d := read(t, study(t, lines(
		"case_id,transplant_date,relapse_date,death_day,last_contact_date,prca_status",
		"C1,soon,,12,2025-05-01,no")))
	wantIssues(t, d.Issues, "error unreadable_date 2 transplant_date C1")
	for name, want := range map[string]registry.Status{
		"relapse": registry.Unreadable, "last_contact": registry.Unreadable, "death": registry.Blank,
		"prca": registry.No,
	} {
		if got := d.Milestones[name].Status[0]; got != want {
			t.Errorf("%s has status %v, want %v", name, got, want)
		}
	}
	if d.Milestones["relapse"].Written(0) || !d.Milestones["last_contact"].Written(0) {
		t.Error("a last contact is written, a relapse is not")
	}
	equalFloats(t, "death", d.Milestones["death"].Time, 12)
	if !d.Infused[0] {
		t.Error("an unreadable date of transplant is taken for none")
	}
}

// The mapping of the 137 allografts of Klein and Moeschberger: times in days,
// indicators, no canonical column but case_id. The rows are five of that set.
func TestMilestoneMapping(t *testing.T) {
	p := study(t, lines(
		"case_id,group,t1,t2,d1,d2,d3,tp,dp,z3",
		"K001,1,2081,2081,0,0,0,13,1,1",
		"K016,1,417,383,1,1,1,16,1,1",
		"K035,1,1,1,1,0,1,1,0,1",
		"K042,2,2218,2218,0,0,0,11,1,1",
		"K093,3,2640,2640,0,0,0,22,1,1",
	))
	yes := func(column string) map[string]plan.Values { return map[string]plan.Values{column: {"1"}} }
	p.Milestones = map[string]plan.MilestoneSource{
		"death":                   {Day: "t1", When: yes("d1")},
		"last_contact":            {Day: "t1"},
		"relapse":                 {Day: "t2", When: yes("d2")},
		"platelet_engraftment_20": {Day: "tp", When: yes("dp")},
	}
	p.Cohorts = []plan.Cohort{{Compare: []plan.Compare{{Column: "group"}}}}
	p.Data.Values = map[string]plan.Levels{
		"group": {{Name: "all", As: plan.Values{"1"}}, {Name: "aml-low", As: plan.Values{"2"}},
			{Name: "aml-high", As: plan.Values{"3"}}},
	}
	d := read(t, p)
	wantIssues(t, d.Issues)
	none := math.NaN()
	equalFloats(t, "death", d.Milestones["death"].Time, none, 417, 1, none, none)
	equalFloats(t, "last_contact", d.Milestones["last_contact"].Time, 2081, 417, 1, 2218, 2640)
	equalFloats(t, "relapse", d.Milestones["relapse"].Time, none, 383, none, none, none)
	equalFloats(t, "platelets", d.Milestones["platelet_engraftment_20"].Time, 13, 16, none, 11, 22)
	if want := []registry.Status{registry.No, registry.Yes, registry.No, registry.No,
		registry.No}; !slices.Equal(d.Milestones["relapse"].Status, want) {
		t.Errorf("relapse %v, want %v", d.Milestones["relapse"].Status, want)
	}
	if c := d.Cell("relapse", 1); c.Column != "t2" || c.Line != 3 {
		t.Errorf("the relapse of K016 is at %+v", c)
	}
	if got := d.Categories["group"].Level(3); got != "aml-low" {
		t.Errorf("group of K042 is %q", got)
	}
}

// Two conditions must both hold; a mapped level serves as well as the cell.
func TestMilestoneConditions(t *testing.T) {
	p := study(t, lines("case_id,t,state,cause", "C1,5,D,tox", "C2,5,D,rel", "C3,5,L,tox", "C4,5,?,rel", "C5,5,?,tox"))
	p.Data.Values = map[string]plan.Levels{"state": {{Name: "dead", As: plan.Values{"D"}},
		{Name: "alive", As: plan.Values{"L"}}}}
	p.Milestones = map[string]plan.MilestoneSource{
		"death":        {Day: "t", When: map[string]plan.Values{"state": {"dead"}, "cause": {"tox"}}},
		"last_contact": {Day: "t"},
	}
	d := read(t, p)
	wantIssues(t, d.Issues, "error missing_indicator 6 t C5 state")
	want := []registry.Status{registry.Yes, registry.No, registry.No, registry.No, registry.Unknown}
	if got := d.Milestones["death"].Status; !slices.Equal(got, want) {
		t.Errorf("death %v, want %v", got, want)
	}
}

// A milestone that only the study names is read like any other.
func TestMilestoneOfTheStudy(t *testing.T) {
	p := study(t, lines("case_id,last_contact_day,fever_day", "C1,10,3"))
	p.Endpoints = []plan.Endpoint{{ID: "fever", Event: []plan.Item{{Milestone: "fever"}},
		Competing: []plan.Item{{Milestone: "death"}}}}
	d := read(t, p)
	equalFloats(t, "fever", d.Milestones["fever"].Time, 3)
	if d.Milestones["death"] != nil {
		t.Error("a milestone without a column was made up")
	}
}

// A declared value says that a milestone did not happen, in whichever of its cells
// it stands, as written or as a number; not of a milestone that ends follow-up.
func TestNever(t *testing.T) {
	none := math.NaN()
	for _, c := range []struct {
		date, day, status string
		time              float64
		want              registry.Status
	}{
		{"chưa", "", "", none, registry.No},
		{"", "9999", "", none, registry.No},
		{"", "9999.0", "", none, registry.No},
		{"9999-12-31", "9999", "", none, registry.No},
		{"", "", "chưa", none, registry.No},
		{"chưa", "", "no", none, registry.No},
		{"", "999", "", 999, registry.Blank},
		{"2025-01-11", "9999", "", none, registry.Unreadable},
		{"chưa", "10", "", none, registry.Unreadable},
		{"chưa", "", "yes", none, registry.Unreadable},
		{"chưa", "", "never_below", none, registry.Unreadable},
		{"2025-01-11", "", "chưa", none, registry.Unreadable},
		{"rồi", "9999", "", none, registry.Unreadable},
	} {
		p := study(t, lines(
			"case_id,transplant_date,platelet_engraftment_20_date,platelet_engraftment_20_day,platelet_engraftment_20_status,last_contact_day",
			"C1,2015-01-01,"+strings.Replace(c.date, "2025", "2015", 1)+","+c.day+","+c.status+",9999"))
		p.Data.Never = []plan.Scalar{"9999", "chưa", "9999-12-31"}
		p.AsOf.Days += 100000
		d := read(t, p)
		m := d.Milestones["platelet_engraftment_20"]
		equalFloats(t, c.date+","+c.day+","+c.status, m.Time, c.time)
		if m.Status[0] != c.want || (c.want == registry.Unreadable) != (len(d.Issues) > 0) {
			t.Errorf("%s,%s,%s: status %v, want %v; issues %v", c.date, c.day, c.status, m.Status[0], c.want, d.Issues)
		}
		equalFloats(t, "last contact", d.Milestones["last_contact"].Time, 9999)
	}
}

// A value that says never is no date whose order could be doubtful, and beside a
// condition it agrees with what the condition says or is told.
func TestNeverOfAMapping(t *testing.T) {
	p := study(t, lines("case_id,transplant_date,relapsed,on", "C1,2025-01-01,0,01/02/1900",
		"C2,2025-01-01,?,01/02/1900", "C3,2025-01-01,1,2025-02-01", "C4,2025-01-01,1,01/02/1900"))
	p.Data.Never = []plan.Scalar{"01/02/1900"}
	p.Milestones = map[string]plan.MilestoneSource{"relapse": {Date: "on",
		When: map[string]plan.Values{"relapsed": {"1"}}}}
	d := read(t, p)
	m := d.Milestones["relapse"]
	if !slices.Equal(m.Status, []registry.Status{registry.No, registry.No, registry.Yes, registry.Unreadable}) ||
		m.Time[2] != 31 {
		t.Errorf("status %v, times %v", m.Status, m.Time)
	}
	wantIssues(t, d.Issues, "error never_contradiction 5 on C4 relapsed")
}
