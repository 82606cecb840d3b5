package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every fault is planted once, at the line and in the column that planted.csv
// and README.md name, and nothing else differs from the clean centre.
func TestPlantedFaults(t *testing.T) {
	clean := map[string]map[string]string{}
	for _, row := range records(t, "..", "cases.csv") {
		clean[row["case_id"]] = row
	}
	faulty := records(t, "..", "faulty", "cases.csv")
	readme := string(read(t, "..", "README.md"))
	faultAt := map[int]string{}
	var codes []string
	for _, p := range records(t, "..", "faulty", "planted.csv") {
		codes = append(codes, p["fault"])
		if line := fmt.Sprintf("| `%s` | %s | `%s` | %s | %s |", p["file"], p["line"], p["column"], p["case_id"],
			p["fault"]); !strings.Contains(readme, line) {
			t.Errorf("README.md does not have the row %s", line)
		}
		if p["file"] == "faulty/cases.csv" {
			line, err := strconv.Atoi(p["line"])
			if err != nil || faulty[line-2]["case_id"] != p["case_id"] {
				t.Fatalf("%s is not case %s on line %s", p["fault"], p["case_id"], p["line"])
			}
			faultAt[line] = p["fault"]
		}
	}
	want := []string{
		"abo_contradiction", "day_first_date", "death_without_date", "decimal_comma", "duplicate_case",
		"grade_contradiction", "grade_without_date", "missing_last_contact", "negative_time", "per_mille",
		"recovery_after_death", "relapse_before_transplant", "stage_of_5", "typing_after_end", "unknown_case",
		"unreadable_date",
	}
	if got := slices.Sorted(slices.Values(codes)); !slices.Equal(got, want) {
		t.Errorf("planted %v, want %v", got, want)
	}
	for i, row := range faulty {
		changed := changedColumns(clean[row["case_id"]], row)
		wantChanged := changedBy[faultAt[i+2]]
		if !slices.Equal(changed, wantChanged) {
			t.Errorf("line %d (%s): changed %v, want %v", i+2, faultAt[i+2], changed, wantChanged)
		}
	}
}

// changedBy are the columns of cases.csv that a fault changes.
var changedBy = map[string][]string{
	"day_first_date": {"last_contact_date"}, "decimal_comma": {"weight_kg"}, "unreadable_date": {"relapse_date"},
	"relapse_before_transplant": {"relapse_date"}, "death_without_date": {"death_date"},
	"recovery_after_death": {"platelet_engraftment_50_date"}, "missing_last_contact": {"last_contact_date"},
	"negative_time": {"last_contact_date"}, "grade_without_date": {"acute_gvhd_2_date", "acute_gvhd_date"},
}

func changedColumns(clean, row map[string]string) []string {
	var changed []string
	for _, column := range slices.Sorted(maps.Keys(clean)) {
		if clean[column] != row[column] {
			changed = append(changed, column)
		}
	}
	return changed
}

func TestFaultsAreFaults(t *testing.T) {
	rows := map[string]map[string]string{}
	all := records(t, "..", "faulty", "cases.csv")
	for _, p := range records(t, "..", "faulty", "planted.csv") {
		if p["file"] == "faulty/cases.csv" {
			line, err := strconv.Atoi(p["line"])
			if err != nil {
				t.Fatal(err)
			}
			rows[p["fault"]] = all[line-2]
		}
	}
	for _, c := range []struct {
		fault string
		is    func(row map[string]string) bool
	}{
		{"unreadable_date", func(r map[string]string) bool { return strings.HasSuffix(r["relapse_date"], "-02-30") }},
		{"day_first_date", func(r map[string]string) bool {
			return r["last_contact_date"][2] == '/' && r["last_contact_date"][:2] > "12"
		}},
		{"decimal_comma", func(r map[string]string) bool { return strings.Contains(r["weight_kg"], ",") }},
		{"relapse_before_transplant",
			func(r map[string]string) bool { return r["relapse_date"] < r["transplant_date"] }},
		{"negative_time", func(r map[string]string) bool { return r["last_contact_date"] < r["transplant_date"] }},
		{"death_without_date", func(r map[string]string) bool {
			return r["death_status"] == "yes" &&
				r["death_date"] == ""
		}},
		{"recovery_after_death", func(r map[string]string) bool {
			return r["death_date"] != "" && r["platelet_engraftment_50_date"] > r["death_date"]
		}},
		{"missing_last_contact", func(r map[string]string) bool {
			return r["last_contact_date"] == "" &&
				r["death_status"] == "no"
		}},
		{"grade_without_date", func(r map[string]string) bool {
			return r["acute_gvhd_grade"] >= "2" &&
				r["acute_gvhd_date"] == ""
		}},
		{"abo_contradiction", func(r map[string]string) bool {
			return r["abo_match"] == "match" && majorMismatch(r["recipient_abo"], r["donor_abo"])
		}},
	} {
		if !c.is(rows[c.fault]) {
			t.Errorf("%s: the row does not show it", c.fault)
		}
	}
}

// Small centres have no case for every fault; large ones have them all.
func TestFaultsAtOtherSizes(t *testing.T) {
	for _, n := range []string{"1", "5", "2000"} {
		planted := records(t, generate(t, "-cases", n, "-faults"), "faulty", "planted.csv")
		if n == "2000" && len(planted) != len(caseFaults())+6 {
			t.Errorf("%s cases: %d faults", n, len(planted))
		}
		if n == "1" && len(planted) == 0 {
			t.Error("1 case: no fault")
		}
	}
}
