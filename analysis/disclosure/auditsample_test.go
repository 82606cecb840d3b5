package disclosure

import (
	"encoding/csv"
	"os"
	"slices"
	"testing"
	"time"
)

// The sample's two cohorts at the end of two months, as printed.
func TestAuditorOnTheSample(t *testing.T) {
	graftFailure := relapsed
	graftFailure.id = "graft-failure"
	for group, study := range map[string]struct {
		by, relapse string
		levels      []string
		endpoints   []endpoint
	}{
		"thalassemia": {"abo_major", "graft_failure_date", nil, []endpoint{
			{"os", "survival", []int{death}, nil, false, []float64{100, 365, 730, 1095, 1826}},
			{"neutrophils", "incidence", []int{neutrophils}, []int{death}, true, []float64{28}},
			{"platelets", "incidence", []int{platelets}, []int{death}, true, []float64{100}},
			graftFailure,
			{"gvhd", "incidence", []int{gvhd}, []int{death, relapse}, false, []float64{100}},
			{"independence", "incidence", []int{independence}, []int{death, relapse}, false, []float64{365, 730}},
		}},
		"solid_tumor": {"diagnosis", "relapse_date",
			[]string{"neuroblastoma", "medulloblastoma", "retinoblastoma", "ewing_sarcoma", "germ_cell_tumor"},
			[]endpoint{
				{"os", "survival", []int{death}, nil, false, []float64{365, 730, 1095, 1826}},
				{"trm", "incidence", []int{death}, []int{relapse}, false, []float64{100, 365}},
				recovery,
				{"platelets", "incidence", []int{platelets}, []int{death, relapse}, true, []float64{100}},
				{"relapse", "incidence", []int{relapse}, []int{death}, false, []float64{365, 730, 1095}},
			}},
	} {
		closing := int(time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC).Unix() / 86400)
		h := &history{k: 5, closing: [2]int{closing - 31, closing}, rules: newRules(5, 0.95, "days"),
			endpoints: study.endpoints}
		columns := [milestones]string{"death_date", study.relapse, "neutrophil_engraftment_date",
			"platelet_engraftment_20_date",
			"acute_gvhd_3_date", "rbc_independence_date"}
		second, firstOf := 0, make(map[string]int)
		for _, row := range sample(t) {
			start, ok := dayOf(row["transplant_date"])
			if !ok || row["disease_group"] != group {
				continue
			}
			p := nobody(start)
			if p.second = row["transplant_number"] != "1"; p.second {
				second++
			}
			for m, column := range columns {
				if day, ok := dayOf(row[column]); ok {
					p.day[m] = day - start
				}
			}
			if day, ok := dayOf(row["progression_date"]); ok {
				p.day[relapse] = min(p.day[relapse], day-start)
			}
			if day, ok := dayOf(row["last_contact_date"]); ok && p.day[death] == never && day < closing-31 {
				p.lost = max(0, day-start)
			}
			p.level = slices.Index(append(study.levels, row[study.by]), row[study.by])
			if i, ok := firstOf[row["patient_id"]]; ok {
				// what follows the second transplant counts for the patient, from the first
				later := p.transplanted - h.patients[i].transplanted
				for _, m := range []int{death, relapse} {
					h.patients[i].day[m] = min(h.patients[i].day[m], p.day[m]+later)
				}
				h.patients[i].lost = min(never, p.lost+later)
			} else {
				firstOf[row["patient_id"]] = len(h.patients)
			}
			h.patients = append(h.patients, p)
		}
		if len(h.patients) < 10 || group == "solid_tumor" && second == 0 {
			t.Fatalf("%s: %d transplants, %d of them second", group, len(h.patients), second)
		}
		transplants := len(h.patients)
		looked := newAuditor(h.withRoom(), 1, printed, true).mustClear(t, group)
		t.Logf("%s: %d transplants, %d second, %d counts of 1 to 4", group, transplants, second, looked)
		if looked < 50 {
			t.Errorf("%s: only %d counts of 1 to 4", group, looked)
		}
	}
}

func dayOf(cell string) (int, bool) {
	date, err := time.Parse(time.DateOnly, cell)
	return int(date.Unix() / 86400), err == nil
}

// sample is the rows of the sample's cases by column.
func sample(t *testing.T) []map[string]string {
	t.Helper()
	f, err := os.Open("../../sample-data/cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := make(map[string]string)
		for i, cell := range cells {
			row[all[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}
