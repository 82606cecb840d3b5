package casefile

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// Each row of a file in turn loses its identifier, and surfaces as an error on its
// line: in the sample, in a file of few columns, and where the row is the last.
func TestNoPatientIsPassedOver(t *testing.T) {
	sample, err := os.ReadFile("../../sample-data/cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	few := lines("case_id,sex,diagnosis,last_contact_day,death_status", "C1,M,AML,,", "C2,M,,5,no", "C3,F,ALL,,no",
		"C4,F,AML,,", "C5,M,,,")
	for name, content := range map[string]string{"sample": string(sample), "few columns": few} {
		rows := strings.Split(strings.TrimSpace(content), "\n")
		for i := 1; i < len(rows); i++ {
			for _, tail := range [][]string{{}, {"Người lập biểu"}} {
				lost := slices.Clone(rows)
				_, rest, _ := strings.Cut(lost[i], ",")
				lost[i] = "," + rest
				p := study(t, lines(append(lost, tail...)...))
				d := read(t, p)
				found := slices.ContainsFunc(d.Issues, func(x registry.Issue) bool {
					return x.Code == missingCaseID && x.Severity == registry.Error && x.Line == i+1
				})
				if !found || d.Rows() != len(rows)-2 {
					t.Errorf("%s: without its identifier line %d is no error: %d cases, %v", name, i+1, d.Rows(),
						issueTexts(d.Issues))
				}
			}
		}
	}
}

// ward is a sheet as a ward keeps it, and clean the same cases without the rest.
// The header is line 4 and has two rows.
var ward = []string{
	"BỆNH VIỆN NHI;;;;",
	"Danh sách ca ghép năm 2024;;;;",
	"Mã ca;Ngày;;Chẩn đoán;Ghi chú",
	";Ngày ghép;Lần khám cuối;;",
	"Dị ghép;;;;",
	"C1;03/05/2024;20/12/2024;thalassemia;Tổng truyền 5 đơn vị",
	"C2;14/06/2024;21/12/2024;thalassemia;",
	";;;;",
	"Tự ghép;;;;",
	"Mã ca;Ngày ghép;Lần khám cuối;Chẩn đoán;Ghi chú",
	"An;15/06/2024;22/12/2024;u nguyên bào thần kinh;",
	"C4;16/06/2024;23/12/2024;u nguyên bào thần kinh;",
	"Tổng cộng;4;;;",
	";;Số ca: 4;;",
	";;;;Hà Nội, ngày 5 tháng 1 năm 2025",
	";Người lập biểu;;Trưởng khoa;",
}

var clean = []string{"Mã ca;Ngày ghép;Lần khám cuối;Chẩn đoán;Ghi chú", ward[5], ward[6], ward[10], ward[11]}

func wardStudy(t *testing.T, content string) *plan.Plan {
	p := study(t, content)
	p.Data.Dates = "dmy"
	p.Data.Columns = map[string]string{"case_id": "Mã ca", "transplant_date": "Ngày ghép",
		"last_contact_date": "Lần khám cuối", "diagnosis": "Chẩn đoán"}
	p.Data.SkipRows = []string{"số ca"}
	return p
}

// A ward's sheet gives the cases of the clean file, in four encodings and as a
// sheet of a workbook, and says which lines it passed over.
func TestWardFile(t *testing.T) {
	text := lines(ward...)
	win1258, err := charmap.Windows1258.NewEncoder().String(norm1258(text))
	if err != nil {
		t.Fatal(err)
	}
	units := utf16.Encode([]rune(text))
	little := []byte("\xff\xfe")
	for _, u := range units {
		little = append(little, byte(u), byte(u>>8))
	}
	want := read(t, wardStudy(t, lines(clean...)))
	if len(want.Issues) > 0 || want.Rows() != 4 {
		t.Fatalf("the clean file has %d cases and %v", want.Rows(), want.Issues)
	}
	for name, content := range map[string]string{
		"UTF-8": text, "UTF-8 with mark": "\ufeff" + text, "UTF-16": string(little), "Windows-1258": win1258,
		"ragged": strings.NewReplacer(";;;;", "", "Trưởng khoa;", "Trưởng khoa").Replace(text),
	} {
		d := read(t, wardStudy(t, content))
		sameCases(t, name, d, want)
		if !strings.Contains(d.Inputs[0].Format, "header-row-4") || d.Inputs[0].Rows != 4 {
			t.Errorf("%s: input %+v", name, d.Inputs[0])
		}
		wantNoCase(t, name, d, 7, "5, 9, 10, 13, 14, 15, 16")
	}
	var rows [][]any
	for _, row := range ward {
		var cells []any
		for _, cell := range strings.Split(row, ";") {
			cells = append(cells, cell)
		}
		rows = append(rows, cells)
	}
	p := workbook(t, "Ca ghép", false, rows...)
	q := wardStudy(t, "")
	q.Dir, q.Data.Cases = p.Dir, p.Data.Cases
	d := read(t, q)
	sameCases(t, "workbook", d, want)
	wantNoCase(t, "workbook", d, 7, "5, 9, 10, 13, 14, 15, 16")
}

// norm1258 writes letters as Windows-1258 has them: a base letter and a tone.
func norm1258(text string) string {
	var b strings.Builder
	for _, r := range text {
		decomposed := []rune(norm.NFD.String(string(r)))
		tone := ""
		for slices.Contains(toneMarks, string(decomposed[len(decomposed)-1])) || len(decomposed) == 3 {
			at := slices.IndexFunc(decomposed, func(r rune) bool { return slices.Contains(toneMarks, string(r)) })
			if at < 0 {
				break
			}
			tone = string(decomposed[at])
			decomposed = slices.Delete(decomposed, at, at+1)
		}
		b.WriteString(norm.NFC.String(string(decomposed)) + tone)
	}
	return b.String()
}

func sameCases(t *testing.T, name string, d, want *registry.Data) {
	t.Helper()
	if !slices.Equal(d.CaseID, want.CaseID) || !slices.Equal(d.TransplantDate, want.TransplantDate) ||
		!slices.Equal(d.Milestones["last_contact"].Time, want.Milestones["last_contact"].Time) ||
		!slices.Equal(d.Categories["diagnosis"].Code, want.Categories["diagnosis"].Code) {
		t.Errorf("%s: cases %v transplanted on %v", name, d.CaseID, d.TransplantDate)
	}
}

func wantNoCase(t *testing.T, name string, d *registry.Data, n int, on string) {
	t.Helper()
	for _, i := range d.Issues {
		if i.Severity == registry.Error || i.Code == notACase && (i.Args[0] != strconv.Itoa(n) || i.Args[1] != on) {
			t.Errorf("%s: %s", name, issueText(i))
		}
	}
	if !slices.ContainsFunc(d.Issues, func(i registry.Issue) bool { return i.Code == notACase }) {
		t.Errorf("%s: no row is told as no case", name)
	}
}

func TestIsTotal(t *testing.T) {
	for text, want := range map[string]bool{
		"Tổng cộng": true, "TỔNG CỘNG: 34": true, "Total (12)": true, "Cộng": true, "Tổng truyền 5 đơn vị": false,
		"Totally": false, "": false, "C1": false, "Tổng cộng: 3 ca": false, "Cộng1": false,
	} {
		if isTotal(text) != want {
			t.Errorf("isTotal(%q) is not %v", text, want)
		}
	}
}

// Of a log a total and a separator are no entries; any other row without a known
// case is told.
func TestLogRowsThatAreNoEntries(t *testing.T) {
	p, d := logStudy(t)
	write(t, p, "log.csv", lines("Huyết đồ,,,", "case_id,day,test,value", "C1,1,anc,1", "Tháng này,,,", ",,,Tổng: 1",
		"case_id,day,test,value", ",2,anc,1", "Z9,2,anc,1", "C1,3,anc,2"))
	entries := stream(t, p, d, registry.Counts)
	if len(entries) != 2 {
		t.Errorf("entries %v", entries)
	}
	wantIssues(t, d.Issues, "warning log_case_missing 7 case_id", "warning log_case_unknown 8 case_id",
		"warning not_a_case 4   3 4, 5, 6")
}

// What the study file sets for a file's rows makes no case of a title or a signature.
func TestSetIsNothingOfARow(t *testing.T) {
	p := study(t, lines("case_id,transplant_date,sex,diagnosis", "Dị ghép,,,", "C1,2025-01-02,M,", ",,,Người lập biểu",
		"An,2025-01-03,,", ",2025-01-04,F,", ",Người lập biểu,Trưởng khoa,"))
	write(t, p, "b.csv", lines("case_id,transplant_date,sex", "C2,2025-01-02,M", ",Ký tên,Trưởng khoa"))
	set := map[string]plan.Scalar{"transplant_type": "allogeneic", "last_contact_date": "2026-01-01"}
	p.Data.Cases = plan.Sources{{File: "cases.csv", Set: set}, {File: "b.csv", Set: set}}
	d := read(t, p)
	if !slices.Equal(d.CaseID, []string{"C1", "An", "C2"}) {
		t.Errorf("cases %v", d.CaseID)
	}
	wantIssues(t, slices.DeleteFunc(d.Issues, func(i registry.Issue) bool { return i.Code == fileLacksColumn }),
		"warning not_a_case 2   3 2, 4, 7", "error missing_case_id 6 case_id", "warning not_a_case 10   1 3")
}

// Below the last row of a case a log may have signatures; between its rows they are
// rows without a case.
func TestSignaturesBelowALog(t *testing.T) {
	for name, wide := range map[string]plan.Wide{"long": {}, "wide": {Day: "N{day}"}} {
		rows := []string{"case_id,test,day,value", "C1,anc,1,1", ",Nguyễn Văn,,Bác sĩ", "C1,anc,2,1", ",Người lập biểu,,Ký tên",
			",anc,,1"}
		if name == "wide" {
			rows[0] = "case_id,test,N1,N2"
		}
		p, d := logStudy(t, rows...)
		p.Data.Counts.Wide = wide
		stream(t, p, d, registry.Counts)
		codes := map[string]string{}
		for _, i := range d.Issues {
			at := d.Place(registry.Cell{File: i.File, Line: i.Line})
			codes[i.Code] += strconv.Itoa(at.Line) + " "
		}
		if codes[logCaseMissing] != "6 3 " && codes[logCaseMissing] != "3 6 " || codes[notACase] != "5 " {
			t.Errorf("%s: %v", name, codes)
		}
	}
}

// Each row of a log in turn loses its identifier, between titles, a total and
// signatures: it is told, and no row is passed over for it.
func TestNoRowOfALogIsPassedOver(t *testing.T) {
	for name, c := range map[string]struct {
		log  registry.Log
		wide plan.Wide
		rows []string
	}{
		"long": {registry.Counts, plan.Wide{}, []string{"Huyết đồ,,,", "case_id,test,day,value", "C1,anc,1,1", "C1,wbc,2,3",
			"C2,anc,1,?", "C2,hb,,9"}},
		"wide": {registry.Counts, plan.Wide{Day: "N{day}"}, []string{"Huyết đồ,,,", "case_id,test,N1,N2", "C1,anc,1,",
			"C1,wbc,,2", "C2,anc,3,4", "C2,hb,x,5"}},
		"dates": {registry.Counts, plan.Wide{Date: true}, []string{"Huyết đồ,,,", "case_id,test,2025-03-01,2025-03-02",
			"C1,anc,1,", "C1,wbc,,2", "C2,anc,3,4"}},
		"transfusions": {registry.Transfusions, plan.Wide{}, []string{"Truyền máu,,,", "case_id,product,date,units",
			"C1,rbc,2025-03-01,", "C1,rbc,2025-03-02,1", "C2,rbc,2025-03-03,2"}},
	} {
		for i := 2; i < len(c.rows); i++ {
			for _, tail := range [][]string{{"Tổng cộng,,9,"}, {"Tổng cộng,,9,", ",,,", ",Người lập biểu,Trưởng khoa,"}} {
				rows := append(slices.Clone(c.rows), tail...)
				rows[i] = rows[i][2:]
				rows[i] = "," + strings.TrimPrefix(rows[i], ",")
				p, d := logStudy(t, rows...)
				p.Data.Counts.Wide = c.wide
				stream(t, p, d, c.log)
				told := slices.ContainsFunc(d.Issues, func(x registry.Issue) bool {
					at := d.Place(registry.Cell{File: x.File, Line: x.Line})
					return x.Code == logCaseMissing && at.Line == i+1
				})
				passed := slices.ContainsFunc(d.Issues, func(x registry.Issue) bool {
					return x.Code == notACase && strings.Contains(", "+x.Args[1]+",", ", "+strconv.Itoa(i+1)+",")
				})
				if !told || passed {
					t.Errorf("%s: without its identifier line %d is told %v and passed over %v: %v", name, i+1, told, passed,
						issueTexts(d.Issues))
				}
			}
		}
	}
}
