package analysis

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A wardForm writes files of a ward into a folder and is the data: of their study.
type wardForm struct {
	headers map[string]string // nil: wardHeaders
	told    []string          // issues that say how such files were read
	// likeAnother says that another form has its cases in the same way
	likeAnother bool
	// changed says that the clean files have the 15th in the columns of monthOnly
	changed bool
	write   func(t *testing.T, dir string, w ward) string
}

// mapped is how a study file maps the headers of a ward.
const mapped = `
  columns:
    case_id: Mã ca ghép
    patient_id: Mã bệnh nhân
    sex: Giới
    age_years: Tuổi
    weight_kg: Cân nặng
    diagnosis: Chẩn đoán
    disease_group: Nhóm bệnh
    transplant_type: Loại ghép
    transplant_date: Ngày ghép
    death_date: Ngày tử vong
    last_contact_date: Lần khám cuối
    test: Xét nghiệm
    date: Ngày
    value: Kết quả
  values: {sex: {female: Nữ, male: Nam}}
`

var utf8Semicolon = wardCSV{mark: ';', days: "$3/$2/$1", comma: true}

// writeLogs writes the logs but those named as CSV files, and is their lines of data:.
func (w ward) writeLogs(t *testing.T, f wardCSV, dir string, but ...string) string {
	t.Helper()
	lines := ""
	for name, rows := range map[string][][]string{"counts": w.counts, "transfusions": w.transfusions, "titres": w.titres,
		"scores": w.scores, "typing": w.typing, "gvhd": w.gvhd} {
		if !slices.Contains(but, name) {
			f.write(t, dir, name+".csv", rows)
			lines += "  " + name + ": " + name + ".csv\n"
		}
	}
	return lines
}

// programmes are the cases of a sheet each, without what set: says of all its rows.
func (w ward) programmes() (allo, auto [][]string) {
	allo = rowsWith(w.cases, wardHeaders["transplant_type"], "allogeneic")
	auto = rowsWith(w.cases, wardHeaders["transplant_type"], "autologous")
	constant := []string{wardHeaders["transplant_type"], wardHeaders["disease_group"]}
	return withoutColumns(allo, constant), withoutColumns(auto, constant)
}

const bySheet = `  cases:
    - {file: "ghep.xlsx#Dị ghép", set: {disease_group: thalassemia, transplant_type: allogeneic}}
    - {file: "ghep.xlsx#Tự ghép", set: {disease_group: solid_tumor, transplant_type: autologous}}
`

var wardForms = map[string]wardForm{
	"a workbook with a sheet a programme and merged blood counts": {write: func(t *testing.T, dir string, w ward) string {
		allo, auto := w.programmes()
		counts := withoutRepeats(wideOf(t, w.counts, w.byDay(t, "N", "+")))
		counts = append([][]string{{"HUYẾT ĐỒ"}, {counts[0][0], counts[0][1], "Ngày sau ghép"},
			append([]string{"", ""}, counts[0][2:]...)}, counts[1:]...)
		writeBook(t, dir, "ghep.xlsx", wardSheet{"Dị ghép", dressed(allo, "Dị ghép"), []string{"A1:F1", "A4:B4", "C4:H4"}},
			wardSheet{"Tự ghép", dressed(auto, "Tự ghép"), []string{"A1:F1", "A6:F6"}},
			wardSheet{"Huyết đồ", counts, append(mergedIDs(counts, 3), "A1:J1", "A2:A3", "B2:B3",
				"C2:"+sheetCell(t, len(counts[2]), 2))},
			wardSheet{"Truyền máu", dressed(w.transfusions, "Truyền máu"), nil},
			wardSheet{"Hiệu giá", w.titres, nil}, wardSheet{"Thang điểm", w.scores, nil},
			wardSheet{"Định nhóm máu", w.typing, nil}, wardSheet{"GVHD", w.gvhd, nil})
		return bySheet + `  counts: {file: "ghep.xlsx#Huyết đồ", wide: {day: "N{day}", test: Xét nghiệm}}
  transfusions: "ghep.xlsx#Truyền máu"
  titres: "ghep.xlsx#Hiệu giá"
  scores: "ghep.xlsx#Thang điểm"
  typing: "ghep.xlsx#Định nhóm máu"
  gvhd: "ghep.xlsx#GVHD"
  dates: dmy` + mapped
	}},
	"a file a year with semicolons and decimal commas": {write: func(t *testing.T, dir string, w ward) string {
		for _, year := range []string{"2022", "2023", "2024", "2025", "2026"} {
			ofYear := func(date string) bool { return strings.HasPrefix(date, year) }
			utf8Semicolon.write(t, dir, year+"-ca.csv",
				dressed(rowsWhere(w.cases, wardHeaders["transplant_date"], ofYear), "Năm "+year))
			if counts := rowsWhere(w.counts, wardHeaders["date"], ofYear); len(counts) > 1 {
				utf8Semicolon.write(t, dir, year+"-huyetdo.csv", counts)
			}
		}
		return `  cases: "20??-ca.csv"
  counts: "20*-huyetdo.csv"
` + w.writeLogs(t, utf8Semicolon, dir, "counts") + "  dates: dmy\n  decimal: comma" + mapped
	}},
	"UTF-16 with tabs and letters apart from their marks": {write: func(t *testing.T, dir string, w ward) string {
		f := wardCSV{mark: '\t', encoding: "utf-16", nfd: true, days: "$3/$2/$1", comma: true}
		f.write(t, dir, "ca.csv", dressed(w.cases, "Tất cả"))
		f.write(t, dir, "huyetdo.csv", dressed(wideOf(t, w.counts, w.byDay(t, "D", "+")), "Huyết đồ"))
		return `  cases: ca.csv
  counts: {file: huyetdo.csv, wide: {day: "D{day}", test: Xét nghiệm}}
` + w.writeLogs(t, f, dir, "counts") + "  dates: dmy\n  decimal: comma" + mapped
	}},
	"Windows-1258 with plain numbers as heads": {likeAnother: true, write: func(t *testing.T, dir string, w ward) string {
		f := wardCSV{mark: ';', encoding: "windows-1258", days: "$3/$2/$1", comma: true}
		f.write(t, dir, "ca.csv", dressed(w.cases, "Tất cả"))
		f.write(t, dir, "huyetdo.csv", dressed(wideOf(t, w.counts, w.byDay(t, "", "")), "Huyết đồ"))
		return `  cases: ca.csv
  counts: {file: huyetdo.csv, wide: {day: "{day}", test: Xét nghiệm}}
` + w.writeLogs(t, f, dir, "counts") + "  dates: dmy\n  decimal: comma\n  encoding: windows-1258" + mapped
	}},
	"Windows-1252 with commas and decimal points": {headers: plainHeaders, write: func(t *testing.T, dir string, w ward) string {
		f := wardCSV{mark: ',', encoding: "windows-1252", days: "$3.$2.$1"}
		f.write(t, dir, "cas.csv", plain(w.cases))
		f.write(t, dir, "hemogramme.csv", plain(wideOf(t, w.counts, w.byDay(t, "J", "+"))))
		return `  cases: cas.csv
  counts: {file: hemogramme.csv, wide: {day: "J{day}", test: Examen}}
` + w.writeLogs(t, f, dir, "counts") + `  dates: dmy
  encoding: windows-1252
  columns: {case_id: Réf, patient_id: Réf patient, sex: Sexe, age_years: Âge, death_date: Décès, test: Examen, value: Résultat}
  values: {sex: {female: féminin, male: mâle}}
`
	}},
	"dates as heads, a sheet a test": {likeAnother: true, told: []string{"log_unordered"}, write: func(t *testing.T, dir string, w ward) string {
		var sheets []wardSheet
		data := ""
		for _, test := range testsOf(w.counts) {
			one := wideOf(t, rowsWith(w.counts, wardHeaders["test"], test), func(_, date string) string { return date })
			sheets = append(sheets, wardSheet{"Sheet " + test, dressed(withoutColumns(one, []string{wardHeaders["test"]}),
				"Huyết đồ"), nil})
			data += `      - {file: "huyetdo.xlsx#Sheet ` + test + `", set: {test: ` + test + "}}\n"
		}
		writeBook(t, dir, "huyetdo.xlsx", sheets...)
		utf8Semicolon.write(t, dir, "ca.csv", dressed(w.cases, "Tất cả"))
		return "  cases: ca.csv\n  counts:\n    wide: {date: true}\n    file:\n" + data +
			w.writeLogs(t, utf8Semicolon, dir, "counts") + "  dates: dmy\n  decimal: comma" + mapped
	}},
	"identifiers that stand once, two rows of heads, and signs in the heads": {likeAnother: true, write: func(t *testing.T, dir string, w ward) string {
		counts := withoutRepeats(wideOf(t, w.counts, w.byDay(t, "Ngày ", "+")))
		head := append([]string{counts[0][0], counts[0][1], "Ngày sau ghép"}, make([]string, len(counts[0])-3)...)
		counts[0] = append([]string{"", ""}, counts[0][2:]...)
		utf8Semicolon.write(t, dir, "huyetdo.csv", append([][]string{head}, counts...))
		utf8Semicolon.write(t, dir, "ca.csv", dressed(w.cases, "Tất cả"))
		return `  cases: {file: ca.csv}
  counts: {file: huyetdo.csv, fill_down: true, wide: {day: "Ngày {day}", test: Xét nghiệm}}
` + w.writeLogs(t, utf8Semicolon, dir, "counts") + "  dates: dmy\n  decimal: comma" + mapped
	}},
	"a row a day with a column a test": {likeAnother: true, write: func(t *testing.T, dir string, w ward) string {
		utf8Semicolon.write(t, dir, "huyetdo.csv", dressed(byTest(t, w.counts), "Huyết đồ"))
		utf8Semicolon.write(t, dir, "thangdiem.csv", byTest(t, w.scores))
		utf8Semicolon.write(t, dir, "ca.csv", dressed(w.cases, "Tất cả"))
		columns := ""
		for _, test := range testsOf(w.counts) {
			columns += "      " + test + ": Cột " + test + "\n"
		}
		return `  cases: ca.csv
  scores: {file: thangdiem.csv, tests: {lansky: Cột lansky, pedsql: Cột pedsql}}
  counts:
    file: huyetdo.csv
    tests:
` + columns + w.writeLogs(t, utf8Semicolon, dir, "counts", "scores") + "  dates: dmy\n  decimal: comma" + mapped
	}},
	"other headers in each file, and words that mark no case": {write: func(t *testing.T, dir string, w ward) string {
		allo, auto := w.programmes()
		allo = slices.Clone(allo)
		allo[0] = slices.Clone(allo[0])
		allo[0][slices.Index(allo[0], "Ngày ghép")] = "Ngày truyền tế bào gốc"
		allo[0][slices.Index(allo[0], "Mã ca ghép")] = "STT ca"
		width := len(allo[0])
		allo = append(allo, append([]string{"", "", "Số ca: 10"}, make([]string, width-3)...))
		utf8Semicolon.write(t, dir, "di-ghep.csv", allo)
		comma := wardCSV{mark: ',', days: "$3/$2/$1", nfd: true, comma: true}
		comma.write(t, dir, "tu-ghep.csv", dressed(auto, "Tự ghép"))
		return `  cases:
    - file: di-ghep.csv
      set: {disease_group: thalassemia, transplant_type: allogeneic}
      columns: {case_id: STT ca, transplant_date: Ngày truyền tế bào gốc}
    - {file: tu-ghep.csv, set: {disease_group: solid_tumor, transplant_type: autologous}}
  skip_rows: [Số ca]
` + w.writeLogs(t, comma, dir) + "  dates: dmy\n  decimal: comma" + mapped
	}},
	"notes beside values, which the study ignores, and days after the transplant": {likeAnother: true,
		told: []string{"notes_ignored"}, write: func(t *testing.T, dir string, w ward) string {
			rewrite(w.cases, "neutrophil_engraftment_date", func(row []string, cell string) string {
				return "N+" + strconv.Itoa(w.day(t, row[0], cell))
			})
			rewrite(w.cases, wardHeaders["weight_kg"], func(_ []string, cell string) string {
				return strings.Replace(cell, ".", ",", 1) + " (cân lúc nhập viện)"
			})
			rewrite(w.cases, wardHeaders["last_contact_date"], func(_ []string, cell string) string {
				return isoDay.ReplaceAllString(cell, "$3/$2/$1") + " (khám tại nhà)"
			})
			rewrite(w.transfusions, "units", func(_ []string, cell string) string { return cell + " (túi, nhóm O)" })
			utf8Semicolon.write(t, dir, "ca.csv", dressed(w.cases, "Tất cả"))
			return "  cases: ca.csv\n  notes: ignore\n" + w.writeLogs(t, utf8Semicolon, dir) +
				"  dates: dmy\n  decimal: comma" + mapped
		}},
	"months without a day, taken as their middle": {likeAnother: true, told: []string{"month_middle"}, changed: true,
		write: func(t *testing.T, dir string, w ward) string {
			w.months(t, "$2/$1")
			utf8Semicolon.write(t, dir, "ca.csv", dressed(w.cases, "Tất cả"))
			return "  cases: ca.csv\n  incomplete_dates: middle\n" + w.writeLogs(t, utf8Semicolon, dir) +
				"  dates: dmy\n  decimal: comma" + mapped
		}},
}

// testsOf are the tests of the counts.
func testsOf(counts [][]string) []string {
	at := slices.Index(counts[0], wardHeaders["test"])
	var tests []string
	for _, row := range counts[1:] {
		tests = append(tests, row[at])
	}
	slices.Sort(tests)
	return slices.Compact(tests)
}

// monthOnly are columns of which a ward wrote the month alone.
var monthOnly = []string{"last_disease_assessment_date", "second_malignancy_date", "chronic_gvhd_date"}

// months writes the dates of monthOnly as $1-$2-$3, but those in the month of the
// transplant, whose middle may be before it.
func (w ward) months(t *testing.T, as string) {
	t.Helper()
	n := 0
	for _, header := range monthOnly {
		rewrite(w.cases, header, func(row []string, cell string) string {
			if cell[:len("2006-01")] == w.transplant[row[0]][:len("2006-01")] {
				return cell
			}
			n++
			return isoDay.ReplaceAllString(cell, as)
		})
	}
	if n < 10 {
		t.Errorf("only %d months", n)
	}
}

// rewrite writes other text into each filled cell of a column.
func rewrite(rows [][]string, header string, as func(row []string, cell string) string) {
	at := slices.Index(rows[0], header)
	for _, row := range rows[1:] {
		if row[at] != "" {
			row[at] = as(row, row[at])
		}
	}
}
