package analysis

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A case of which nobody knows when it reached a milestone is in no model, state or
// landmark group by it: they are those of the other cases, and count it as missing.
func TestUndatedMilestoneIsMissing(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	study := namedStudy
	for status, date := range map[string]string{"yes": "", "unknown": "", "": "soon"} {
		table := namedCases()
		table[0] = append(table[0], "acute_gvhd_status")
		j := slices.Index(table[0], "acute_gvhd_date")
		var without [][]string
		for i := range table {
			if i > 0 {
				table[i] = append(table[i], "")
			}
			if i%10 != 1 { // eight cases, of which three had it with a day
				without = append(without, table[i])
			} else {
				table[i][j], table[i][j+3] = date, status
			}
		}
		write("study.yaml", study)
		write("cases.csv", csvOf(table))
		p := planOf(t, filepath.Join(dir, "study.yaml"))
		got := osOf(t, runOf(t, p))
		write("cases.csv", csvOf(without))
		want := osOf(t, runOf(t, p))
		if m := got.Models[1]; m.Status != "ok" || m.NMissing != 8 ||
			fmt.Sprint(m.Terms) != fmt.Sprint(want.Models[1].Terms) {
			t.Errorf("%q, %q: %s, %d missing, terms %v; want %v", status, date, m.Status, m.NMissing, m.Terms,
				want.Models[1].Terms)
		}
		if fmt.Sprint(curvesBy(got, "acute_gvhd")) != fmt.Sprint(curvesBy(want, "acute_gvhd")) ||
			groupsBy(got, "acute_gvhd")[0].Missing != 8 {
			t.Errorf("%q, %q: %d missing by state", status, date, groupsBy(got, "acute_gvhd")[0].Missing)
		}
		for k, g := range got.Landmarks[0].Groups {
			if of := want.Landmarks[0].Groups[k]; g.By == "acute_gvhd" &&
				(g.Missing == 0 || fmt.Sprint(g.Curve) != fmt.Sprint(of.Curve)) {
				t.Errorf("%q, %q: landmark group %s, %d missing", status, date, g.Group, g.Missing)
			}
		}
	}
}
