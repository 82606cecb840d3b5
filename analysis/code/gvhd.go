package code

import (
	"strconv"
	"strings"
)

// GVHDGrade is the highest grade of acute GVHD, written I to IV or 1 to 4, or 0 for
// none. What is no such grade is not known (the IBMTR's A to D are another system).
func GVHDGrade(level string) (grade int, known bool) {
	switch strings.ToUpper(level) {
	case "NONE", "NO":
		return 0, true
	case "I":
		return 1, true
	case "II":
		return 2, true
	case "III":
		return 3, true
	case "IV":
		return 4, true
	}
	n, err := strconv.Atoi(level)
	if err != nil || n < 0 || n > 4 {
		return 0, false
	}
	return n, true
}
