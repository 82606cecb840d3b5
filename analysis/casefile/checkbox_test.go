package casefile

import (
	"context"
	"errors"
	"slices"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// Raw and label exports of one field of three choices give the same category.
func TestCheckboxes(t *testing.T) {
	raw := []string{"case_id,last_contact_day,d___1,d___2,d___3", "C1,5,1,0,0", "C2,5,0,1,1", "C3,5,0,0,0",
		"C4,5,0,1,0", "C5,5,,,", "C6,5,0,0,", "C7,5,1.0,0,x"}
	label := []string{`case_id,last_contact_day,"D (choice=Hồng cầu người cho)",D (choice=Thay huyết tương),D (choice=Khác)`,
		"C1,5,Checked,Unchecked,Unchecked", "C2,5,unchecked,CHECKED,Checked", "C3,5,Unchecked,Unchecked,Unchecked",
		"C4,5,Không,Có,Không", "C5,5,,NA,", "C6,5,FALSE,FALSE,", "C7,5,TRUE,FALSE,x"}
	for name, c := range map[string]struct {
		rows    []string
		headers [3]plan.Scalar
	}{
		"raw": {raw, [3]plan.Scalar{"d___1", "d___2", "d___3"}},
		"label": {label, [3]plan.Scalar{"D (choice=Hồng cầu người cho)", "D  (choice=Thay huyết tương)",
			"D (choice=Khác)"}},
	} {
		p := study(t, lines(c.rows...))
		p.Data.Checkboxes = map[string]plan.Levels{"desensitisation": {
			{Name: "none"}, {Name: "donor_rbc", As: plan.Values{c.headers[0]}},
			{Name: "plasma_exchange", As: plan.Values{c.headers[1]}},
			{Name: "other", As: plan.Values{c.headers[2]}},
		}}
		p.Data.Values = map[string]plan.Levels{"desensitisation": {{Name: "checked", As: plan.Values{"Có"}},
			{Name: "unchecked", As: plan.Values{"Không"}}}}
		p.Cohorts = []plan.Cohort{{Stratify: "desensitisation"}}
		d := read(t, p)
		category := d.Categories["desensitisation"]
		var got []string
		for row := range d.Rows() {
			got = append(got, category.Level(row))
		}
		if want := []string{"donor_rbc", "plasma_exchange+other", "none", "plasma_exchange", "", "",
			""}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if want := []string{"none", "donor_rbc", "plasma_exchange",
			"plasma_exchange+other"}; !slices.Equal(category.Levels, want) {
			t.Errorf("%s: levels %q, want %q", name, category.Levels, want)
		}
		wantIssues(t, d.Issues, "warning unreadable_checkbox 8 "+table.HeaderText(string(c.headers[2]))+" C7")
	}
}

// Several headers may tick one level, and without a level for it nothing ticked is
// missing.
func TestCheckboxesOfOneLevel(t *testing.T) {
	p := study(t, lines("case_id,last_contact_day,a,b,c", "C1,5,0,1,0", "C2,5,0,0,0", "C3,5,1,1,1"))
	p.Data.Checkboxes = map[string]plan.Levels{"infection": {{Name: "yes", As: plan.Values{"a", "b"}},
		{Name: "late", As: plan.Values{"c"}}}}
	d := read(t, p)
	category := d.Categories["infection"]
	if got := []string{category.Level(0), category.Level(1), category.Level(2)}; !slices.Equal(got,
		[]string{"yes", "", "yes+late"}) {
		t.Errorf("levels %q", got)
	}
	wantIssues(t, d.Issues)
}

// A category of boxes serves as a blood group, and its faults have a place.
func TestCheckboxesOfABloodGroup(t *testing.T) {
	p := study(t, lines("case_id,last_contact_day,donor_abo,o,x", "C1,5,A,1,0", "C2,5,A,0,1"))
	p.Data.Checkboxes = map[string]plan.Levels{"recipient_abo": {{Name: "O", As: plan.Values{"o"}},
		{Name: "unknown", As: plan.Values{"x"}}}}
	d := read(t, p)
	if got := d.Categories["abo_match"].Level(0); got != "major" {
		t.Errorf("ABO match %q", got)
	}
	wantIssues(t, d.Issues, "warning unreadable_abo 3 o C2")
}

func TestCheckboxAbsent(t *testing.T) {
	p := study(t, lines("case_id,last_contact_day", "C1,5"))
	p.Data.Checkboxes = map[string]plan.Levels{"d": {{Name: "one", As: plan.Values{"d___1"}}}}
	_, err := Read(context.Background(), p, nil)
	var fault *table.Error
	if !errors.As(err, &fault) || fault.Column != "d___1" || fault.Line != 1 || fault.Next.IsEmpty() {
		t.Errorf("%v", err)
	}
}

// A milestone may be read from a box by its header.
func TestMilestoneOfABox(t *testing.T) {
	p := study(t, lines("case_id,last_contact_day,sos_day,complication___2", "C1,50,12,1", "C2,50,50,0"))
	p.Milestones = map[string]plan.MilestoneSource{"sos_vod": {Day: "sos_day",
		When: map[string]plan.Values{"complication___2": {"1"}}}}
	if got := read(t, p).Milestones["sos_vod"].Status; !slices.Equal(got,
		[]registry.Status{registry.Yes, registry.No}) {
		t.Errorf("status %v", got)
	}
}
