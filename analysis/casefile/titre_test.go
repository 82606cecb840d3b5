package casefile

import "testing"

func TestParseTitre(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64
		ok   bool
	}{
		{"32", 32, true},
		{"1:32", 32, true},
		{"1/32", 32, true},
		{"1 : 32", 32, true},
		{"<1:2", 0, false},
		{">=1:1024", 0, false},
		{"neg", 0, true},
		{"Âm tính", 0, true},
		{"0", 0, true},
		{"<0", 0, false},
		{"0.5", 0, false},
		{"-2", 0, false},
		{"1:", 0, false},
		{"dương tính", 0, false},
		{"", 0, false},
	} {
		got, ok := parseTitre(c.text, false)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("parseTitre(%q) = %v, %v; want %v, %v", c.text, got, ok, c.want, c.ok)
		}
	}
}
