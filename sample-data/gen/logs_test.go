package main

import (
	"slices"
	"strconv"
	"testing"
	"time"
)

// chart is what the files say of one case, in days since its transplant.
type chart struct {
	row             map[string]string
	transplant      time.Time
	anc, platelets  []Count
	rbc, plateletTx []Day
	countedRBC      []Day // without those for other reasons
}

func charts(t *testing.T, dir string) []*chart {
	t.Helper()
	var all []*chart
	byID := map[string]*chart{}
	for _, row := range records(t, dir, "cases.csv") {
		c := &chart{row: row, transplant: date(t, row["transplant_date"])}
		byID[row["case_id"]] = c
		all = append(all, c)
	}
	for _, row := range records(t, dir, "counts.csv") {
		c := byID[row["case_id"]]
		value, err := strconv.ParseFloat(row["value"], 64)
		if err != nil {
			t.Fatal(err)
		}
		v := Count{c.since(t, row["date"]), row["test"], value}
		switch v.Test {
		case "anc":
			c.anc = append(c.anc, v)
		case "platelets":
			c.platelets = append(c.platelets, v)
		}
	}
	for _, row := range records(t, dir, "transfusions.csv") {
		c := byID[row["case_id"]]
		day := c.since(t, row["date"])
		switch {
		case row["product"] == "platelets":
			c.plateletTx = append(c.plateletTx, day)
		case row["indication"] == "other":
			c.rbc = append(c.rbc, day)
		default:
			c.rbc, c.countedRBC = append(c.rbc, day), append(c.countedRBC, day)
		}
	}
	return all
}

func date(t *testing.T, iso string) time.Time {
	t.Helper()
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

func (c *chart) since(t *testing.T, iso string) Day {
	t.Helper()
	if iso == "" {
		return never
	}
	return Day(date(t, iso).Sub(c.transplant).Hours() / 24)
}

// reading is one way to read the rule of engraftment.
type reading struct {
	nadirWithin Day  // 0: no nadir is looked for
	lastOnly    bool // seven days after the last transfusion of all, not the last before the value
	firstOnly   bool // only the first of three values must be free of transfusion
}

// recovered tries every value as the first of three.
func (r reading) recovered(values []Count, threshold float64, transfused []Day) Day {
	lowest := -1
	for i, v := range values {
		inside := v.Day >= 0 && v.Day <= r.nadirWithin && r.nadirWithin > 0
		if inside && (lowest < 0 || v.Value <= values[lowest].Value) {
			lowest = i
		}
	}
	for i := lowest + 1; i+2 < len(values); i++ {
		three := values[i : i+3]
		low := slices.ContainsFunc(three, func(v Count) bool { return v.Value < threshold })
		needed := three
		if r.firstOnly {
			needed = three[:1]
		}
		hindered := slices.ContainsFunc(needed, func(v Count) bool {
			return slices.ContainsFunc(transfused, func(d Day) bool {
				return v.Day-d < 7 && (r.lastOnly || d <= v.Day)
			})
		})
		if !low && !hindered && three[0].Day >= 0 {
			return three[0].Day
		}
	}
	return never
}

// firstFreeGap tries every day as the end of 60 days without red cells.
func firstFreeGap(transfused []Day, until Day) Day {
	for end := Day(60); end <= until; end++ {
		start := end - 60
		opens := start == 0 || slices.Contains(transfused, start)
		if opens && !slices.ContainsFunc(transfused, func(d Day) bool { return d > start && d <= end }) {
			return end
		}
	}
	return never
}

// What the case rows state is what the logs say, by a second derivation from
// the written files.
func TestMilestonesAgreeWithLogs(t *testing.T) {
	for _, n := range []string{"60", "1000"} {
		recovered := 0
		for _, c := range charts(t, generate(t, "-cases", n)) {
			until := min(c.since(t, c.row["last_contact_date"]), c.since(t, c.row["transfusions_complete_to_date"]))
			want := map[string]Day{
				"neutrophil_engraftment_date":  reading{nadirWithin: 14}.recovered(c.anc, 0.5, nil),
				"platelet_engraftment_20_date": reading{nadirWithin: 14}.recovered(c.platelets, 20, c.plateletTx),
				"platelet_engraftment_50_date": reading{nadirWithin: 14}.recovered(c.platelets, 50, c.plateletTx),
				"rbc_independence_date":        firstFreeGap(c.rbc, until),
				"last_rbc_transfusion_date":    never,
			}
			if len(c.rbc) > 0 {
				want["last_rbc_transfusion_date"] = slices.Max(c.rbc)
			}
			for column, day := range want {
				if got := c.since(t, c.row[column]); got != day {
					t.Errorf("%s: %s is day %d, the logs say %d", c.row["case_id"], column, got, day)
				}
				if day.happened() {
					recovered++
				}
			}
		}
		if recovered == 0 {
			t.Error("no case recovered: nothing was compared")
		}
	}
}

// The committed centre's milestones are the same under every usual reading of
// the rules, so that a program that reads them otherwise still agrees with it.
func TestCommittedMilestonesHangOnNoReading(t *testing.T) {
	readings := []reading{{nadirWithin: 21}, {nadirWithin: 30}, {nadirWithin: 14, firstOnly: true},
		{nadirWithin: 14, lastOnly: true}}
	for _, c := range charts(t, "..") {
		for _, r := range readings {
			for column, got := range map[string]Day{
				"neutrophil_engraftment_date":  r.recovered(c.anc, 0.5, nil),
				"platelet_engraftment_20_date": r.recovered(c.platelets, 20, c.plateletTx),
				"platelet_engraftment_50_date": r.recovered(c.platelets, 50, c.plateletTx),
			} {
				if want := c.since(t, c.row[column]); got != want {
					t.Errorf("%s: %s is day %d, under %+v day %d", c.row["case_id"], column, want, r, got)
				}
			}
		}
		until := min(c.since(t, c.row["last_contact_date"]), c.since(t, c.row["transfusions_complete_to_date"]))
		if got, want := firstFreeGap(c.countedRBC, until), c.since(t, c.row["rbc_independence_date"]); got != want {
			t.Errorf("%s: independence on day %d, without red cells for other reasons day %d", c.row["case_id"], want,
				got)
		}
	}
}
