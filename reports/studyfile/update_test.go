package studyfile

import (
	"strings"
	"testing"

	"graftstat/analysis/proposal"
)

var (
	newWeight = proposal.Column{Name: "weight_kg", Header: "Cân nặng", Grade: proposal.Likely,
		Evidence: []proposal.Evidence{{Code: "new_form"}}}
	newBoy = proposal.Values{Name: "sex", Levels: []proposal.Level{{Name: "male", As: []string{"Trai"}}}}
)

func updated(t *testing.T, source string, n *proposal.News) string {
	t.Helper()
	text, err := Update([]byte(source), n, "en")
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	return strings.ReplaceAll(string(text), strings.Repeat(" ", 16), "")
}

// A column is put below the last of its key, or below the cases, in a block and in
// braces; all else stands as it was.
func TestNewColumnIsPutInItsPlace(t *testing.T) {
	n := &proposal.News{Columns: []proposal.Column{newWeight}}
	const line = `weight_kg: "Cân nặng"`
	for source, want := range map[string]string{
		"data:\n  cases: a.csv # ô\n  columns:\n    sex: x   # mine\n\n# end\n": "data:\n  cases: a.csv # ô\n  columns:\n" +
			"    sex: x   # mine\n    " + line + "   # check: new in the files\n\n# end\n",
		"data:\n  cases: a.csv\n  dates: dmy": "data:\n  cases: a.csv\n  columns:\n    " + line +
			"   # check: new in the files\n  dates: dmy",
		"data:\n  cases: a.csv\n  columns: {} # ours\n": "data:\n  cases: a.csv\n  # check: " + line +
			": new in the files\n  columns: {" + line + "} # ours\n",
		"data: {cases: a.csv}\n": "# check: columns: {" + line + "}: new in the files\ndata: {cases: a.csv, columns: {" +
			line + "}}\n",
		"data:\r\n  cases: a.csv\r\n  columns: {sex: x}\r\n": "data:\r\n  cases: a.csv\r\n  # check: " + line +
			": new in the files\r\n  columns: {sex: x, " + line + "}\r\n",
	} {
		if got := updated(t, source, n); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") ||
			strings.Count(got, "\r\n") != strings.Count(want, "\r\n") {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// A form is put into a list in brackets, a list of dashes, and beside a single form.
func TestNewFormIsPutIntoItsLevel(t *testing.T) {
	n := &proposal.News{Levels: []proposal.Values{newBoy}}
	const head, mark = "data:\n  cases: a.csv\n  values:\n    sex:\n", "      # check: \"Trai\": new in the files\n"
	for source, want := range map[string]string{
		"      male: [\"Nam\"] # mine\n": mark + "      male: [\"Nam\", \"Trai\"] # mine\n",
		"      male: Nam # mine\n":       mark + "      male: [Nam, \"Trai\"] # mine\n",
		"      male: 1\n":                mark + "      male: [1, \"Trai\"]\n",
		"      male: []\n":               mark + "      male: [\"Trai\"]\n",
		"      male:\n        - Nam\n":   "      male:\n        - Nam\n        - \"Trai\" # check: new in the files\n",
		"      female: x\n":              "      female: x\n      male: [\"Trai\"] # check: new in the files\n",
	} {
		got := updated(t, head+source, n)
		if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(head+want), " ") {
			t.Errorf("got\n%s\nwant\n%s", got, head+want)
		}
	}
}

func TestNothingNewIsTheSameFile(t *testing.T) {
	for _, source := range []string{"data: {cases: a.csv}", "\ufeffdata:\r\n  cases: [a.csv,\n   b.csv]\n\n\n"} {
		if got, err := Update([]byte(source), &proposal.News{}, "vi"); err != nil || string(got) != source {
			t.Errorf("%q became %q, %v", source, got, err)
		}
	}
}

// Remarks tell of whole headers alone, also of one that a remark breaks over two lines.
func TestRemarks(t *testing.T) {
	told := Remarks([]byte("a: b # in \"Khám cuối\"\n  # not used: \"Ngày\n  # chẩn đoán\", weight, \"Ghi chú\"\n"))
	for name, want := range map[string]bool{"Ngày chẩn đoán": true, "Ghi chú": true, "weight": true, "Ghi": false,
		"wei": false, "used": true, "eight": false, "Tuổi": false, "Khám cuối": false} {
		if told(name) != want {
			t.Errorf("%q is told: %v", name, told(name))
		}
	}
}
