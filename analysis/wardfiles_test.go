package analysis

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// A ward has the tables of the sample, under the headers and in the words of a ward.
type ward struct {
	cases, counts, transfusions, titres, scores, typing, gvhd [][]string

	transplant map[string]string // date by case
}

// wardHeaders are the headers of a ward, and plainHeaders those without a letter
// that Windows-1252 lacks.
var (
	wardHeaders = map[string]string{"case_id": "Mã ca ghép", "patient_id": "Mã bệnh nhân", "sex": "Giới",
		"age_years": "Tuổi", "weight_kg": "Cân nặng", "diagnosis": "Chẩn đoán", "disease_group": "Nhóm bệnh",
		"transplant_type": "Loại ghép", "transplant_date": "Ngày ghép", "death_date": "Ngày tử vong",
		"last_contact_date": "Lần khám cuối", "test": "Xét nghiệm", "date": "Ngày", "value": "Kết quả"}
	plainHeaders = map[string]string{"case_id": "Réf", "patient_id": "Réf patient", "sex": "Sexe", "age_years": "Âge",
		"death_date": "Décès", "test": "Examen", "value": "Résultat"}
)

// readWard is the sample with the headers and with the sexes in Vietnamese.
func readWard(t *testing.T, headers map[string]string) ward {
	t.Helper()
	read := func(name string) [][]string { return cellsOf(t, filepath.Join("../sample-data", name)) }
	w := ward{cases: read("cases.csv"), counts: read("counts.csv"), transfusions: read("transfusions.csv"),
		titres: read("titres.csv"), scores: read("scores.csv"), typing: read("typing.csv"), gvhd: read("gvhd.csv"),
		transplant: map[string]string{}}
	id, date, sex := slices.Index(w.cases[0], "case_id"), slices.Index(w.cases[0], "transplant_date"),
		slices.Index(w.cases[0], "sex")
	for _, row := range w.cases[1:] {
		w.transplant[row[id]] = row[date]
		row[sex] = map[string]string{"male": "Nam", "female": "Nữ"}[row[sex]]
		if headers["sex"] == plainHeaders["sex"] {
			row[sex] = map[string]string{"Nam": "mâle", "Nữ": "féminin"}[row[sex]]
		}
	}
	for _, rows := range [][][]string{w.cases, w.counts, w.transfusions, w.titres, w.scores, w.typing, w.gvhd} {
		for i, name := range rows[0] {
			if header, ok := headers[name]; ok {
				rows[0][i] = header
			}
		}
	}
	return w
}

// rowsWith are the header and the rows that have one of the texts in a column.
func rowsWith(rows [][]string, header string, texts ...string) [][]string {
	return rowsWhere(rows, header, func(cell string) bool { return slices.Contains(texts, cell) })
}

func rowsWhere(rows [][]string, header string, keep func(cell string) bool) [][]string {
	found := [][]string{rows[0]}
	i := slices.Index(rows[0], header)
	for _, row := range rows[1:] {
		if keep(row[i]) {
			found = append(found, row)
		}
	}
	return found
}

// dressed are the rows of a sheet as a ward keeps it: titles above, a group of
// columns over the header, the programme as a row, blank rows between, a total and
// signatures below.
func dressed(rows [][]string, programme string) [][]string {
	row := func(cells ...string) []string { return append(cells, make([]string, len(rows[0])-len(cells))...) }
	all := [][]string{row("BỆNH VIỆN TRUNG ƯƠNG HUẾ"), row("Danh sách năm 2026"), row(),
		row("Bệnh nhân", "", "Mốc thời gian"), rows[0], row(programme)}
	half := (len(rows) + 1) / 2
	all = append(append(append(all, rows[1:half]...), row()), rows[half:]...)
	return append(all, row("Tổng cộng", strconv.Itoa(len(rows)-1)), row(), row("", "", "Huế, ngày 5 tháng 1 năm 2027"),
		row("", "Người lập biểu", "", "Trưởng khoa"))
}

// plain is dressed in letters that Windows-1252 has.
func plain(rows [][]string) [][]string {
	row := func(cells ...string) []string { return append(cells, make([]string, len(rows[0])-len(cells))...) }
	all := append([][]string{row("Hôpital"), row("Année 2026, à jour"), rows[0]}, rows[1:]...)
	return append(all, row("Total", strconv.Itoa(len(rows)-1)), row("", "Le médecin-chef", "", "Signé"))
}

// wideOf is a log with a column a day: head is the header of a cell's column, by the
// case and its date. Rows are of a case and test.
func wideOf(t *testing.T, rows [][]string, head func(caseID, date string) string) [][]string {
	t.Helper()
	last := len(rows[0]) - 1
	heads, at := []string{}, map[string]int{}
	type key struct{ caseID, test string }
	var order []key
	cells := map[key]map[string]string{}
	for _, row := range rows[1:] {
		h := head(row[0], row[1])
		if _, ok := at[h]; !ok {
			at[h], heads = len(heads), append(heads, h)
		}
		k := key{row[0], row[2]}
		if cells[k] == nil {
			order, cells[k] = append(order, k), map[string]string{}
		}
		if cells[k][h] != "" {
			t.Fatalf("two values of %v under %s", k, h)
		}
		cells[k][h] = row[last]
	}
	if _, err := time.Parse(time.DateOnly, heads[0]); err == nil {
		slices.Sort(heads)
	}
	slices.SortStableFunc(order, func(a, b key) int { return strings.Compare(a.caseID, b.caseID) })
	wide := [][]string{append([]string{rows[0][0], rows[0][2]}, heads...)}
	for _, k := range order {
		row := []string{k.caseID, k.test}
		for _, h := range heads {
			row = append(row, cells[k][h])
		}
		wide = append(wide, row)
	}
	return wide
}

// byTest is a log with a row a day and a column for each test.
func byTest(t *testing.T, rows [][]string) [][]string {
	t.Helper()
	at := map[string]int{}
	days := [][]string{{rows[0][0], rows[0][1]}}
	for _, row := range rows[1:] {
		if _, ok := at[row[2]]; !ok {
			at[row[2]], days[0] = len(days[0]), append(days[0], "Cột "+row[2])
		}
	}
	line := map[string]int{}
	for _, row := range rows[1:] {
		key := row[0] + " " + row[1]
		if line[key] == 0 {
			line[key] = len(days)
			days = append(days, append([]string{row[0], row[1]}, make([]string, len(at))...))
		}
		if cell := &days[line[key]][at[row[2]]]; *cell == "" {
			*cell = row[3]
		} else {
			t.Fatalf("two values of %s on %s", row[2], key)
		}
	}
	return days
}

// day is the day of a date after the transplant of a case.
func (w ward) day(t *testing.T, caseID, date string) int {
	t.Helper()
	from, err := time.Parse(time.DateOnly, w.transplant[caseID])
	if err != nil {
		t.Fatal(err)
	}
	to, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	return int(to.Sub(from).Hours() / 24)
}

// byDay is a head such as N-1, N0, N+1.
func (w ward) byDay(t *testing.T, letter, plus string) func(caseID, date string) string {
	return func(caseID, date string) string {
		day := w.day(t, caseID, date)
		if day > 0 {
			return letter + plus + strconv.Itoa(day)
		}
		return letter + strconv.Itoa(day)
	}
}

// withoutRepeats leaves an identifier in the first of its rows only.
func withoutRepeats(rows [][]string) [][]string {
	above, out := "", [][]string{rows[0]}
	for _, row := range rows[1:] {
		row = slices.Clone(row)
		if row[0] == above {
			row[0] = ""
		} else {
			above = row[0]
		}
		out = append(out, row)
	}
	return out
}

// mergedIDs are the ranges of the first column whose rows below are blank.
func mergedIDs(rows [][]string, from int) []string {
	var ranges []string
	for i := from; i < len(rows); {
		j := i + 1
		for j < len(rows) && rows[j][0] == "" && rows[j][1] != "" {
			j++
		}
		if j > i+1 {
			ranges = append(ranges, fmt.Sprintf("A%d:A%d", i+1, j))
		}
		i = j
	}
	return ranges
}

// wardStudy is the study file of the sample with another data: block, in a folder.
func wardStudy(t *testing.T, dir, data string) string {
	t.Helper()
	sample, err := os.ReadFile("../sample-data/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(sample), "\ndata:\n")
	_, after, ok := strings.Cut(rest, "\ncohorts:\n")
	if !ok {
		t.Fatal("the sample's study has no data: before cohorts:")
	}
	path := filepath.Join(dir, "study.yaml")
	if err := os.WriteFile(path, []byte(before+"\ndata:\n"+data+"\ncohorts:\n"+after), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// numbersOf are all of results.json but where the numbers come from: the files, their
// hashes and forms, the issues, and how the study file maps them.
func numbersOf(t *testing.T, c *computed) any {
	t.Helper()
	var b bytes.Buffer
	if err := result.Encode(&b, c.Results); err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(b.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"study", "inputs", "issues"} {
		delete(all, key)
	}
	return withoutPlaces(all)
}

func withoutPlaces(x any) any {
	switch x := x.(type) {
	case map[string]any:
		for key, value := range x {
			if key == "file" || key == "line" || key == "column" && x["file"] != nil {
				delete(x, key)
				continue
			}
			x[key] = withoutPlaces(value)
		}
	case []any:
		for i := range x {
			x[i] = withoutPlaces(x[i])
		}
	}
	return x
}

// differences are paths at which two results differ, at most ten.
func differences(path string, a, b any, found *[]string) {
	if len(*found) >= 10 || reflect.DeepEqual(a, b) {
		return
	}
	switch a := a.(type) {
	case map[string]any:
		if b, ok := b.(map[string]any); ok {
			keys := map[string]bool{}
			for key := range a {
				keys[key] = true
			}
			for key := range b {
				keys[key] = true
			}
			for key := range keys {
				differences(path+"."+key, a[key], b[key], found)
			}
			return
		}
	case []any:
		if b, ok := b.([]any); ok && len(a) == len(b) {
			for i := range a {
				differences(path+"["+strconv.Itoa(i)+"]", a[i], b[i], found)
			}
			return
		}
	}
	*found = append(*found, fmt.Sprintf("%s: %.200v, want %.200v", path, a, b))
}

// Each of the files that wards keep is read at the first attempt, by a study file
// that a ward would write, and gives every number that the clean files give; of a form
// that has its cases as another has, all from which the numbers are computed is held.
func TestWardFilesGiveTheNumbersOfCleanFiles(t *testing.T) {
	type clean struct {
		data     string
		computed *computed
		numbers  any
	}
	cleanOf := map[bool]clean{}
	for _, changed := range []bool{false, true} {
		written := planOf(t, cleanWard(t, changed))
		p := written
		if !changed {
			p = planOf(t, "../sample-data/study.yaml")
		}
		c, err := computeIn(p)
		if err != nil {
			t.Fatal(err)
		}
		cleanOf[changed] = clean{dataText(dataOf(t, written)), c, numbersOf(t, c)}
	}
	for name, form := range wardForms {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clean := cleanOf[form.changed]
			headers := wardHeaders
			if form.headers != nil {
				headers = form.headers
			}
			dir := t.TempDir()
			p := planOf(t, wardStudy(t, dir, form.write(t, dir, readWard(t, headers))))
			d := dataOf(t, p)
			known := append([]string{"not_a_case", "empty_rows"}, form.told...)
			for _, issue := range clean.computed.Issues {
				known = append(known, issue.Code)
			}
			for _, i := range d.Issues {
				if !slices.Contains(known, i.Code) {
					t.Errorf("%s:%d: %s %s %v", i.File, i.Line, i.Column, i.Code, i.Args)
				}
			}
			if form.likeAnother {
				if text := dataText(d); text != clean.data {
					t.Errorf("the data differ at %s", firstDifference([]byte(text), []byte(clean.data)))
				}
				return
			}
			got, err := computeIn(p)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range got.Issues {
				if !slices.Contains(known, i.Code) {
					t.Errorf("%s:%d: %s %s %v", i.File, i.Line, i.Column, i.Code, i.Args)
				}
			}
			var found []string
			differences("", numbersOf(t, got), clean.numbers, &found)
			for _, d := range found {
				t.Error(d)
			}
			compareOutcomes(t, got, clean.computed)
		})
	}
}

func dataOf(t *testing.T, p *plan.Plan) *registry.Data {
	t.Helper()
	d, err := Load(context.Background(), p, quiet)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// cleanWard is a study file of clean files under the headers of a ward, with the 15th
// as the day of each date of monthOnly where they are changed.
func cleanWard(t *testing.T, changed bool) string {
	t.Helper()
	w, dir := readWard(t, wardHeaders), t.TempDir()
	if changed {
		w.months(t, "$1-$2-15")
	}
	f := wardCSV{mark: ','}
	f.write(t, dir, "cases.csv", w.cases)
	return wardStudy(t, dir, "  cases: cases.csv\n"+w.writeLogs(t, f, dir)+"  dates: ymd"+mapped)
}

// compareOutcomes holds that each case has the outcome of the clean files, wherever
// it is decided.
func compareOutcomes(t *testing.T, got, want *computed) {
	t.Helper()
	if len(got.outcome) != len(want.outcome) {
		t.Errorf("%d outcomes, want %d", len(got.outcome), len(want.outcome))
	}
	for key, outcome := range want.outcome {
		is := got.outcome[key]
		is.Decided, outcome.Decided = result.Place{}, result.Place{}
		if is != outcome {
			t.Errorf("%+v is %+v, want %+v", key, is, outcome)
		}
	}
}

// sheetCell is the name of a cell, such as B5.
func sheetCell(t *testing.T, column, row int) string {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		t.Fatal(err)
	}
	return name
}
