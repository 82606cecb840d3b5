package casefile

import (
	"context"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// readColumns are the columns of a reading, name=header.
func readColumns(r registry.Reading) (list []string) {
	for _, c := range r.Used {
		list = append(list, c.Name+"="+c.Header)
	}
	return list
}

func lackNames(r registry.Reading) (list []string) {
	for _, l := range r.Lacking {
		list = append(list, l.Name)
	}
	return list
}

func TestReadingSaysWhatWasRead(t *testing.T) {
	p := study(t, lines("Mã,transplant_date,birth_date,seen,state,box_a,note,relapse_day",
		"C1,2025-01-01,,2025-06-01,A,1,x,"))
	p.Data.Columns = map[string]string{"case_id": "Mã"}
	p.Data.Checkboxes = map[string]plan.Levels{"organ": {{Name: "liver", As: plan.Values{"box_a"}}}}
	p.Milestones = map[string]plan.MilestoneSource{"last_contact": {Date: "seen"},
		"death": {Date: "seen", When: map[string]plan.Values{"state": {"D"}}}}
	d := read(t, p)
	if len(d.Readings) != 1 {
		t.Fatalf("%d readings", len(d.Readings))
	}
	got := d.Readings[0]
	want := []string{"case_id=Mã", "birth_date=birth_date", "transplant_date=transplant_date", "relapse_day=relapse_day",
		"death=seen", "death=state", "last_contact=seen", "organ=box_a"}
	if columns := readColumns(got); !slices.Equal(columns, want) {
		t.Errorf("read %q, want %q", columns, want)
	}
	if !slices.Equal(got.Ignored, []string{"note"}) || got.Role != "cases" || got.Rows != 1 || got.HeaderLine != 1 {
		t.Errorf("%+v", got)
	}
	lacks := lackNames(got)
	for _, name := range []string{"sex", "patient_id", "acute_gvhd"} {
		if !slices.Contains(lacks, name) {
			t.Errorf("%s is no lack: %q", name, lacks)
		}
	}
	for _, name := range []string{"case_id", "age_years", "relapse", "death", "last_contact", "relapse_date", "organ"} {
		if slices.Contains(lacks, name) {
			t.Errorf("%s is lacking", name)
		}
	}
}

// Of the sample each header is read or ignored once, and no name is both read and lacking.
func TestReadingOfTheSampleIsWhole(t *testing.T) {
	p, err := plan.Read("../../sample-data/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d := read(t, p)
	for _, log := range []registry.Log{registry.Transfusions, registry.Counts, registry.Titres, registry.Scores} {
		if err := Stream(context.Background(), p, d, log, func(registry.LogEntry) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if len(d.Readings) != 5 {
		t.Fatalf("%d readings", len(d.Readings))
	}
	for _, r := range d.Readings {
		t.Run(r.Role, func(t *testing.T) {
			rows, err := openRows(p, r.File, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			header, _, err := rows.Next()
			if err != nil {
				t.Fatal(err)
			}
			told := slices.Clone(r.Ignored)
			for _, c := range r.Used {
				told = append(told, c.Header)
				if slices.Contains(lackNames(r), c.Name) {
					t.Errorf("%s is read and lacking", c.Name)
				}
			}
			header = slices.Clone(header)
			slices.Sort(header)
			slices.Sort(told)
			if !slices.Equal(header, told) {
				t.Errorf("the header has %s, told are %s", strings.Join(header, " "), strings.Join(told, " "))
			}
		})
	}
}
