package code

import "strconv"

// MaxIssues is how many issues with one code the cases give before the rest is
// only counted: a wrong export of millions of rows is wrong in each.
const MaxIssues = 20_000

// MoreIssues is the code of the issue that stands for those beyond the most that
// are kept. Its arguments are their code and how many they are, its severity is
// theirs.
const MoreIssues = "more_issues"

// IssuesOf is the code of which an issue speaks and of how many issues: its own
// and one, or what its arguments say where it is MoreIssues.
func IssuesOf(issue string, args []string) (code string, count int) {
	if issue != MoreIssues || len(args) < 2 {
		return issue, 1
	}
	n, err := strconv.Atoi(args[1])
	if err != nil || n < 1 {
		return issue, 1
	}
	return args[0], n
}

// Unprintable is the code of a text with characters that the reports cannot print.
const Unprintable = "unprintable"

// OlderName is the code of a name in the study file that has another today. Its
// arguments are the older name and that of today.
const OlderName = "older_name"

// ColourUnused is the code of a colour in the study file of a level that no curve has.
const ColourUnused = "colour_unused"
