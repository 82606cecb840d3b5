package reproduce_test

import (
	"strconv"
	"testing"
)

// The units of each allograft stand in the bundle with their days, and as many as the
// results count to the end.
func unitsAreThoseOfTheResults(t *testing.T, s sample) {
	_, known := records(t, s.files["data/thalassemia-red-cells.csv"])
	_, given := records(t, s.files["data/thalassemia-units.csv"])
	if len(known) != 10 || len(given) == 0 {
		t.Fatalf("%d allografts, %d transfusions", len(known), len(given))
	}
	of := map[string]float64{}
	for _, row := range given {
		units, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		of[row[0]] += units
	}
	most := 0.0
	for _, units := range of {
		most = max(most, units)
	}
	windows := s.results.RedCellUse[0].Units[0].Windows
	if last := windows[len(windows)-1]; float64(last.Units.Max) != most || last.Units.N != len(known) {
		t.Errorf("most units %v of %d, the results have %+v", most, len(known), last.Units)
	}
}
