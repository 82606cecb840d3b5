package plan

import "regexp"

// LanguageOf is the first language of the study file at a path, also where the file
// has faults, so that they are told in it; "" where that cannot be found.
func LanguageOf(path string) string {
	source, err := readUpTo(path, largestFile)
	if err != nil {
		return ""
	}
	first := regexp.MustCompile(`(?m)^languages:\s*(?:\[\s*|-\s*)?["']?(en|vi)\b`)
	if found := first.FindSubmatch(source); found != nil {
		return string(found[1])
	}
	return ""
}
