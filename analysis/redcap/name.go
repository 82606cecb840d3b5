package redcap

import (
	"regexp"
	"strings"

	"graftstat/analysis/table"
)

// REDCap makes the unique name of an event from its label: small letters, digits and
// underscores of it, 18 at most, and the number of the arm, baseline_arm_1. Names of
// forms are made so without an arm. An export with labels has the label, with the arm
// behind it where the project has several: "Baseline (Arm 1: Standard)".

var (
	armOfName  = regexp.MustCompile(`^(.*)_arm_(\d+)$`)
	armOfLabel = regexp.MustCompile(`^(.*) \(Arm (\d+): .*\)$`)
)

// eventLetters are how many letters of a label the unique name of its event has.
const eventLetters = 18

// madeName is the name that REDCap makes of a label.
func madeName(label string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '_':
			return r
		case r == ' ':
			return '_'
		}
		return -1
	}, strings.ToLower(label))
	for strings.Contains(name, "__") {
		name = strings.ReplaceAll(name, "__", "_")
	}
	return name
}

// eventName is the made name of an event and its arm, "" where it has none.
func eventName(text string) (name, arm string) {
	if parts := armOfName.FindStringSubmatch(text); parts != nil {
		return parts[1], parts[2]
	}
	if parts := armOfLabel.FindStringSubmatch(text); parts != nil {
		text, arm = parts[1], parts[2]
	}
	name = madeName(text)
	return strings.Trim(name[:min(len(name), eventLetters)], "_"), arm
}

// isEvent reports whether an export writes an event so that a study names by its
// unique name or its label.
func isEvent(name, written string) bool {
	if table.Clean(name) == written {
		return true
	}
	a, armOfA := eventName(table.Clean(name))
	b, armOfB := eventName(written)
	return a != "" && a == b && (armOfA == armOfB || armOfA == "" || armOfB == "")
}

// isInstrument is isEvent of a form.
func isInstrument(name, written string) bool {
	made := madeName(written)
	return table.Clean(name) == written || made != "" && madeName(table.Clean(name)) == made
}
