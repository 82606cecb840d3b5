package layout_test

import (
	"testing"

	"graftstat/reports/document"
)

// A group has one colour in every figure of a report, and so has a state.
func TestOneColourForOneGroupOrState(t *testing.T) {
	r, l := run(t, "../../sample-data/study.yaml")
	doc := build(t, r, l, "en")
	seen := make(map[string]int)
	same := func(kind, name string, look int) {
		if other, known := seen[kind+name]; known && other != look {
			t.Errorf("%s %s has the colours %d and %d", kind, name, other, look)
		}
		seen[kind+name] = look
	}
	for _, f := range doc.Figures() {
		switch c := f.Chart.(type) {
		case *document.Curves:
			drawn := make(map[int]string)
			for i, line := range c.Lines {
				if other, taken := drawn[c.Looks[i]]; taken {
					t.Errorf("%s: %s and %s have one colour", f.ID, other, line.Label)
				}
				drawn[c.Looks[i]] = line.Label
				if len(c.Lines) > 1 {
					same("group", line.Label, c.Looks[i])
				}
			}
		case *document.Stack:
			for i, s := range c.States {
				same("state", s.Label, c.Looks[i])
			}
		case *document.Swimmer:
			if len(c.Phases) > 1 {
				same("state", "Alive, transfusion independent", c.Looks[1])
			}
		}
	}
	if len(seen) < 6 {
		t.Errorf("only %d groups and states were seen", len(seen))
	}
}
