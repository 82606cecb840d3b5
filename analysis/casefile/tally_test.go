package casefile

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

const tallyStudy = `
data: {tallies: [a.csv, b.csv]}
cohorts:
  - id: all
    compare: [donor, {column: age_years, cut: [2]}]
    stratify: stage
    endpoints: [os, late]
endpoints:
  - {id: os, kind: survival, event: [death], times: [365]}
  - {id: late, kind: incidence, event: [relapse], competing: [death], times: [365], entry: registered}
`

const tallyTop = "cohort,endpoint,by,group,stratum,entry,time,status,code,n"

// A whole table: three cases, of which one has no donor.
func wholeTable() []string {
	return []string{
		tallyTop,
		"all,os,,all,,,10,0,,2", "all,os,,all,,,20,1,,1",
		"all,os,donor,1,II,,10,0,,2", "all,os,donor,,I,,20,1,,1",
		"all,os,age_years,<2,II,,10,0,,2", "all,os,age_years,>=2,I,,20,1,,1",
		"all,late,,all,,5,10,2,,2", "all,late,,all,,,,-1,no_follow_up,1",
		"all,late,donor,1,II,5,10,2,,2", "all,late,donor,,I,,,-1,no_follow_up,1",
		"all,late,age_years,<2,II,5,10,2,,2", "all,late,age_years,>=2,I,,,-1,no_follow_up,1",
		"all,follow_up,,all,,,10,0,,2", "all,follow_up,,all,,,20,1,,1",
		"all,follow_up,donor,1,II,,10,0,,2", "all,follow_up,donor,,I,,20,1,,1",
		"all,follow_up,age_years,<2,II,,10,0,,2", "all,follow_up,age_years,>=2,I,,20,1,,1",
		"all,rows,,all,,,,0,read,4",
	}
}

func tallyPlan(t testing.TB, study string, files map[string]string) *plan.Plan {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "study.yaml")
	if err := os.WriteFile(path, []byte(study), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := plan.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func readTallies(p *plan.Plan) (*registry.Data, error) {
	codes := TallyCodes{Reasons: []string{"no_follow_up"}, Convention: "never_below",
		Steps: []string{"read", "analysed"}}
	return ReadTallies(context.Background(), p, codes, nil)
}

func tableOf(lines []string) string { return strings.Join(lines, "\n") + "\n" }

func TestTalliesAreSummed(t *testing.T) {
	second := wholeTable()
	second[3], second[9], second[15] = "all,os,donor,1.0,II,,10,0,,2", "all,late,donor,1.0,II,5,10,2,,2",
		"all,follow_up,donor,1.0,II,,10,0,,2"
	for i := 1; i < len(second); i++ { // five times as many, and columns in another order
		cells := strings.Split(second[i], ",")
		cells[9] = map[string]string{"1": "5", "2": "10", "4": "20"}[cells[9]]
		second[i] = strings.Join(append(cells[9:], cells[:9]...), ";")
	}
	second[0] = "n;cohort;endpoint;by;group;stratum;entry;time;status;code"
	d, err := readTallies(tallyPlan(t, tallyStudy, map[string]string{"a.csv": tableOf(wholeTable()),
		"b.csv": tableOf(second)}))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Tally.Rows) != 19 || len(d.Inputs) != 2 || d.Inputs[1].Rows != 19 || len(d.Issues) != 0 {
		t.Fatalf("%d rows of %+v, issues %v", len(d.Tally.Rows), d.Inputs, d.Issues)
	}
	want := map[string][]string{"donor": {"1"}, "age_years": {"<2", ">=2"}, "stage": {"I", "II"}}
	if !reflect.DeepEqual(d.Tally.Levels, want) {
		t.Errorf("levels %v, want %v", d.Tally.Levels, want)
	}
	found := false
	for _, r := range d.Tally.Rows {
		if d.Tally.Cells[r.Cell] == (registry.TallyCell{Cohort: "all", Endpoint: "late", By: "donor", Group: "1",
			Stratum: "II", Status: 2}) {
			found = r.Entry == 5 && r.Time == 10 && r.N == 12
		}
	}
	if !found {
		t.Errorf("the rows of donor 1 and 1.0 are not one of 2 + 10 cases: %+v", d.Tally.Rows)
	}
}

// What is wrong with a table is told with its place and what to do, and without
// what stands in the cell.
func TestTalliesThatCannotBeSummed(t *testing.T) {
	replaced := func(at int, row string) []string {
		table := wholeTable()
		table[at] = row
		return table
	}
	for name, c := range map[string]struct {
		table       []string
		line        int
		column, say string
	}{
		"another cohort":   {replaced(1, "Secret,os,,all,,,10,0,,2"), 2, "cohort", "no such cohort"},
		"another endpoint": {replaced(1, "all,Secret,,all,,,10,0,,2"), 2, "endpoint", "no such endpoint"},
		"another by":       {replaced(3, "all,os,Secret,1,,,10,0,,2"), 4, "by", "not compared"},
		"a group that is no class": {replaced(5, "all,os,age_years,Secret,II,,10,0,,2"), 6, "group",
			"no such group"},
		"a group of the whole cohort": {replaced(1, "all,os,,Secret,,,10,0,,2"), 2, "group", "whole cohort"},
		"status 2 of a survival":      {replaced(2, "all,os,,all,,,20,2,,1"), 3, "status", "0 censored, 1 to 1"},
		"status -3":                   {replaced(2, "all,os,,all,,,20,-3,,1"), 3, "status", "not a status"},
		"no status":                   {replaced(2, "all,os,,all,,,20,Secret,,1"), 3, "status", "not a status"},
		"a negative n":                {replaced(1, "all,os,,all,,,10,0,,-2"), 2, "n", "number of cases"},
		"half a case":                 {replaced(1, "all,os,,all,,,10,0,,1.5"), 2, "n", "number of cases"},
		"no case":                     {replaced(1, "all,os,,all,,,10,0,,0"), 2, "n", "number of cases"},
		"too many cases":              {replaced(1, "all,os,,all,,,10,0,,3000000000"), 2, "n", "number of cases"},
		"n is a word":                 {replaced(1, "all,os,,all,,,10,0,,Secret"), 2, "n", "number of cases"},
		"a negative time":             {replaced(1, "all,os,,all,,,-10,0,,2"), 2, "time", "not a time"},
		"a time that is a word":       {replaced(1, "all,os,,all,,,Secret,0,,2"), 2, "time", "not a time"},
		"no time":                     {replaced(1, "all,os,,all,,,,0,,2"), 2, "time", "missing"},
		"an entry nobody asked for":   {replaced(1, "all,os,,all,,5,10,0,,2"), 2, "entry", "no delayed entry"},
		"an entry after the end":      {replaced(7, "all,late,,all,,10,10,2,,2"), 8, "entry", "not before"},
		"a reason that is none":       {replaced(8, "all,late,,all,,,,-1,Secret,1"), 9, "code", "not a reason"},
		"a code of the censored":      {replaced(1, "all,os,,all,,,10,0,no_follow_up,2"), 2, "code", "no such code"},
		"a step that is none":         {replaced(19, "all,rows,,all,,,,0,Secret,4"), 20, "code", "not a step"},
		"a flow by groups":            {replaced(19, "all,rows,donor,1,,,,0,read,4"), 20, "by", "no groups"},
		"a flow with a time":          {replaced(19, "all,rows,,all,,,1,0,read,4"), 20, "time", "no time"},
		"a row twice":                 {append(wholeTable(), "all,os,,all,,,10,0,,2"), 21, "n", "same cases"},
		"a ragged row":                {append(wholeTable(), "all,os"), 21, "", "cannot be told apart"},
		"groups that do not add up": {replaced(3, "all,os,donor,1,II,,10,0,,1"), 0, "",
			"the groups by donor count 2 cases, the whole cohort 3"},
		"groups of other times": {replaced(3, "all,os,donor,1,II,,11,0,,2"), 0, "", "other times or statuses"},
		"an endpoint without groups": {append(append([]string{}, wholeTable()[:11]...), wholeTable()[13:]...), 0, "",
			"endpoint late: the groups by age_years count 0 cases"},
		"an endpoint left out": {append(append([]string{}, wholeTable()[:7]...), wholeTable()[13:]...), 0, "",
			"no row of its endpoint late"},
		"no groups by age": {withoutAge(), 0, "", "no groups by age_years"},
		"no flow":          {wholeTable()[:19], 0, "", "no rows of rows"},
		"no column n": {[]string{"cohort,endpoint,by,group,time,status", "all,os,,all,1,0"}, 1, "n",
			"no such column"},
		"a listing": {[]string{"case,patient,cohort", "Secret,Secret,all"}, 1, "endpoint",
			"no row at the top of the file is a header with this column"},
		"a header alone": {wholeTable()[:1], 1, "", "no rows"},
		"nothing":        {nil, 0, "", "empty"},
	} {
		p := tallyPlan(t, tallyStudy,
			map[string]string{"a.csv": tableOf(append(wholeTable()[:19:19], "all,rows,,all,,,,0,read,5")),
				"b.csv": tableOf(c.table)})
		_, err := readTallies(p)
		var fault *table.Error
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if fault.File != "b.csv" || fault.Line != c.line || fault.Column != c.column ||
			!strings.Contains(fault.Message.String(), c.say) || fault.Next.IsEmpty() {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(err.Error(), "Secret") {
			t.Errorf("%s: the error prints a cell: %v", name, err)
		}
	}
}

func withoutAge() []string {
	var table []string
	for _, row := range wholeTable() {
		if !strings.Contains(row, "age_years") {
			table = append(table, row)
		}
	}
	return table
}

// withPatients is a whole table with its patients, without the rows that hold a text.
func withPatients(n, without string) []string {
	var table []string
	for _, row := range append(wholeTable(), "all,patients,,all,,,,0,read,9", "all,patients,,all,,,,0,analysed,"+n) {
		if without == "" || !strings.Contains(row, without) {
			table = append(table, row)
		}
	}
	return table
}

// What one file does not count is not silently that of the others: an issue names
// the file and its patients, and the table says what rests on some files.
func TestTalliesThatAFileLacks(t *testing.T) {
	issue := func(code, of string) registry.Issue {
		return registry.Issue{Severity: severities()[code], Code: code, File: "b.csv", Args: []string{"all", of, "3"}}
	}
	blank := withPatients("3", "")
	for i, row := range blank {
		blank[i] = strings.Replace(row, ",donor,1,", ",donor,,", 1)
	}
	for name, c := range map[string]struct {
		table  []string
		issues []registry.Issue
		lacks  []registry.TallyLack
	}{
		"nothing": {withPatients("3", ""), nil, nil},
		"an endpoint": {withPatients("3", ",late,"), []registry.Issue{issue("tally_lack_endpoint", "late")},
			[]registry.TallyLack{{Cohort: "all", Endpoint: "late", File: "b.csv"}}},
		"its follow-up": {withPatients("3", ",follow_up,"),
			[]registry.Issue{issue("tally_lack_follow_up", "follow_up")},
			[]registry.TallyLack{{Cohort: "all", Endpoint: "follow_up", File: "b.csv"}}},
		"the donor throughout": {blank, []registry.Issue{issue("tally_lack_level", "donor")}, nil},
	} {
		d, err := readTallies(tallyPlan(t, tallyStudy, map[string]string{"a.csv": tableOf(withPatients("4", "")),
			"b.csv": tableOf(c.table) + "\n"}))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !reflect.DeepEqual(d.Issues, c.issues) || !reflect.DeepEqual(d.Tally.Lacks, c.lacks) {
			t.Errorf("without %s: issues %+v, lacks %+v; want %+v, %+v", name, d.Issues, d.Tally.Lacks, c.issues,
				c.lacks)
		}
		for _, i := range d.Issues {
			for _, language := range []string{"en", "vi"} {
				checkArgs(t, issueSentences(t, language), i)
			}
		}
	}
}

func TestTalliesOfOneFileTwice(t *testing.T) {
	content := tableOf(wholeTable())
	_, err := readTallies(tallyPlan(t, tallyStudy, map[string]string{"a.csv": content, "b.csv": content}))
	var fault *table.Error
	if !errors.As(err, &fault) || fault.File != "b.csv" || !strings.Contains(fault.Message.String(),
		"the same as a.csv") {
		t.Errorf("error %v", err)
	}
	_, err = readTallies(tallyPlan(t, tallyStudy, map[string]string{"a.csv": content}))
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// A query cannot name a column by or group without quotes, which differ from
// one warehouse to another.
func TestTalliesUnderOtherHeaders(t *testing.T) {
	table := wholeTable()
	table[0] = strings.Replace(table[0], "by,group", "by_column,group_level", 1)
	study := strings.Replace(tallyStudy, "[a.csv, b.csv]", "[a.csv], columns: {by: by_column, group: group_level}", 1)
	d, err := readTallies(tallyPlan(t, study, map[string]string{"a.csv": tableOf(table)}))
	if err != nil || len(d.Tally.Rows) != 19 {
		t.Errorf("%v", err)
	}
}

// A table that a spreadsheet was kept from taking for formulas, or was not,
// gives the same names.
func TestTalliesNamesAreUnguarded(t *testing.T) {
	for _, group := range []string{"-5", "'-5"} {
		table := wholeTable()
		for i, row := range table {
			table[i] = strings.Replace(row, ",donor,1,", ",donor,"+group+",", 1)
		}
		p := tallyPlan(t, strings.Replace(tallyStudy, ", b.csv", "", 1), map[string]string{"a.csv": tableOf(table)})
		d, err := readTallies(p)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Tally.Levels["donor"]; len(got) != 1 || got[0] != "-5" {
			t.Errorf("%q is read as %q", group, got)
		}
	}
}

// A group that cannot be printed, or is too long, is an issue once, at its first line.
func TestTalliesGroupsThatCannotBePrinted(t *testing.T) {
	for group, want := range map[string]string{"神": "unprintable", strings.Repeat("W", 300): "long_text"} {
		table := wholeTable()
		first := 0
		for i, row := range table {
			table[i] = strings.Replace(row, ",donor,1,", ",donor,"+group+",", 1)
			if first == 0 && table[i] != row {
				first = i + 1 // the header is table[0]
			}
		}
		p := tallyPlan(t, strings.Replace(tallyStudy, ", b.csv", "", 1), map[string]string{"a.csv": tableOf(table)})
		d, err := readTallies(p)
		if err != nil {
			t.Fatal(err)
		}
		level := d.Tally.Levels["donor"]
		if len(level) != 1 || level[0] != fitted(group) || len(level[0]) > 200 {
			t.Errorf("the levels are %q", level)
		}
		if len(d.Issues) != 1 || d.Issues[0].Code != want || d.Issues[0].Column != "group" ||
			d.Issues[0].Line != first {
			t.Errorf("issues %+v, want %s at line %d", d.Issues, want, first)
		}
	}
}

// Whatever the bytes are, reading does not panic: it ends in an Error with a
// next step, or in counts of which every group adds up.
func FuzzReadTallies(f *testing.F) {
	f.Add([]byte(tableOf(wholeTable())))
	f.Add([]byte(strings.ReplaceAll(tableOf(wholeTable()), ",", ";")))
	f.Add([]byte("cohort,endpoint,by,group,time,status,n\nall,os,,all,1e300,1,1\n"))
	f.Add([]byte("\xff\xfec\x00o\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		p := tallyPlan(t, strings.Replace(tallyStudy, ", b.csv", "", 1), map[string]string{"a.csv": string(content)})
		d, err := readTallies(p)
		var fault *table.Error
		if err != nil {
			if !errors.As(err, &fault) || fault.Next.IsEmpty() {
				t.Fatalf("error %v", err)
			}
			return
		}
		sums := map[string]int{}
		for _, r := range d.Tally.Rows {
			c := d.Tally.Cells[r.Cell]
			if r.N < 1 || r.Entry < 0 || r.Time < 0 && r.Time != registry.NoTime || r.Time == registry.NoTime &&
				c.Status >= 0 && c.Endpoint != registry.TallyRows && c.Endpoint != registry.TallyPatients {
				t.Fatalf("%+v of %+v", r, c)
			}
			sums[c.Endpoint+"/"+c.By] += int(r.N)
		}
		for part, n := range sums {
			endpoint, by, _ := strings.Cut(part, "/")
			if by != "" && n != sums[endpoint+"/"] {
				t.Fatalf("%s has %d cases of %d", part, n, sums[endpoint+"/"])
			}
		}
	})
}
