package casefile

import "testing"

func TestParseABO(t *testing.T) {
	for text, want := range map[string]string{
		"O": "O", "A": "A", "B": "B", "AB": "AB", "ab": "AB",
		"A1": "A", "A2": "A", "Ax": "A", "A1B": "AB", "A2B": "AB", "B3": "B",
		"O+": "O", "A-": "A", "AB −": "AB", "O (+)": "O", "B RhD (-)": "B", "A1 Rh+": "A", "A Rh(D)+": "A",
		"o pos": "O", "A neg": "A", "AB positive": "AB", "B, Rh negative": "B", "O Rh": "O",
		"O Rh dương": "O", "O Rh dương tính": "O", "AB Rh âm": "AB", "A RhD âm tính": "A",
		"Nhóm B": "B", "Nhóm máu O": "O", "group A": "A", "Blood type AB": "AB",
		"": "-", "C": "-", "0": "-", "OA": "-", "BA": "-", "A?": "-", "A/B": "-", "unknown": "-", "AA": "-", "+": "-",
		"Rh+": "-",
	} {
		got, ok := parseABO(text)
		if !ok {
			got = "-"
		}
		if got != want {
			t.Errorf("parseABO(%q) = %s, want %s", text, got, want)
		}
	}
}

// The table of 16 cells is given twice: here as the field prints it, in aboMatch
// by the antigens that each lacks.
func TestABOMatch(t *testing.T) {
	groups := []string{"O", "A", "B", "AB"}
	table := map[string][4]string{ // recipient: by donor O, A, B, AB
		"O":  {"match", "major", "major", "major"},
		"A":  {"minor", "match", "bidirectional", "major"},
		"B":  {"minor", "bidirectional", "match", "major"},
		"AB": {"minor", "minor", "minor", "match"},
	}
	count := map[string]int{}
	for _, recipient := range groups {
		for i, donor := range groups {
			got := aboMatch(recipient, donor)
			count[got]++
			if want := table[recipient][i]; got != want {
				t.Errorf("recipient %s, donor %s: %s, want %s", recipient, donor, got, want)
			}
		}
	}
	for class, n := range map[string]int{"match": 4, "major": 5, "minor": 5, "bidirectional": 2} {
		if count[class] != n {
			t.Errorf("%d cells are %s, want %d", count[class], class, n)
		}
	}
}
