package entry_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/codebook"
	"graftstat/analysis/plan"
	"graftstat/reports/entry"
)

func book(t testing.TB, language string) (*codebook.Codebook, []byte) {
	t.Helper()
	c, err := codebook.Read(language)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := entry.Write(&out, c); err != nil {
		t.Fatal(err)
	}
	return c, out.Bytes()
}

func open(t testing.TB, content []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// The same codebook gives the same bytes, and each part is XML to its end: the
// library writes formulas of validations as they are.
func TestPartsAreWellFormed(t *testing.T) {
	for _, language := range codebook.Languages() {
		_, content := book(t, language)
		if _, again := book(t, language); !bytes.Equal(content, again) {
			t.Errorf("%s: other bytes the second time", language)
		}
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range archive.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			for d := xml.NewDecoder(r); err == nil; {
				_, err = d.Token()
			}
			if !errors.Is(err, io.EOF) {
				t.Errorf("%s: %s: %v", language, part.Name, err)
			}
			r.Close()
		}
	}
}

// Each head is there, locked and explained, and the cells below it are not locked.
func TestHeadsAreLockedAndExplained(t *testing.T) {
	for _, language := range codebook.Languages() {
		c, content := book(t, language)
		f := open(t, content)
		if got := f.GetSheetList(); got[0] != c.Guide || got[len(got)-1] != c.Lists || len(got) != len(c.Sheets)+2 {
			t.Errorf("sheets %q", got)
		}
		if visible, err := f.GetSheetVisible(c.Lists); visible || err != nil {
			t.Errorf("the lists are visible, %v", err)
		}
		for _, s := range c.Sheets {
			rows, err := f.GetRows(s.Name)
			if err != nil || len(rows) != 3 {
				t.Fatalf("%s has %d rows, %v", s.Name, len(rows), err)
			}
			comments, err := f.GetComments(s.Name)
			if err != nil || len(comments) != len(s.Columns) {
				t.Errorf("%s has %d notes, %v", s.Name, len(comments), err)
			}
			if protection, err := f.GetSheetProtection(s.Name); err != nil || protection.Password != "" ||
				!protection.SelectUnlockedCells || !protection.InsertRows {
				t.Errorf("%s: protection %+v, %v", s.Name, protection, err)
			}
			if rows[2][0] != c.Example {
				t.Errorf("%s: the example is called %q", s.Name, rows[2][0])
			}
			for i, column := range s.Columns {
				if rows[1][i] != column.Shown() {
					t.Errorf("%s: head %q, want %q", s.Name, rows[1][i], column.Shown())
				}
				if !locked(t, f, s.Name, i, 2) || locked(t, f, s.Name, i, 3) || locked(t, f, s.Name, i, 400) {
					t.Errorf("%s: %s: wrong cells are locked", s.Name, column.Name)
				}
			}
		}
	}
}

func locked(t *testing.T, f *excelize.File, sheet string, column, row int) bool {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		t.Fatal(err)
	}
	id, err := f.GetCellStyle(sheet, name)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style.Protection == nil || style.Protection.Locked
}

// Dates lie between 1950 and today, numbers within what a patient can have, and words
// come from ranges of the hidden sheet, which have each word of the column.
func TestCellsAreValidated(t *testing.T) {
	for _, language := range codebook.Languages() {
		c, content := book(t, language)
		f := open(t, content)
		for _, s := range c.Sheets {
			validations, err := f.GetDataValidations(s.Name)
			if err != nil {
				t.Fatal(err)
			}
			for i, column := range s.Columns {
				letters, _ := excelize.ColumnNumberToName(i + 1)
				at := slices.IndexFunc(validations,
					func(v *excelize.DataValidation) bool { return strings.HasPrefix(v.Sqref, letters+"3:"+letters) })
				var v excelize.DataValidation
				if at >= 0 {
					v = *validations[at]
				}
				switch {
				case column.Kind == plan.Day:
					if v.Type != "date" || v.Formula1 != "18264" || v.Formula2 != "TODAY()" || *v.ErrorStyle != "stop" {
						t.Errorf("%s: %+v", column.Name, v)
					}
				case len(column.Levels) > 0:
					if got, want := words(t, f, v.Formula1), wordsOf(column); !slices.Equal(got, want) {
						t.Errorf("%s: list %q is %q, want %q", column.Name, v.Formula1, got, want)
					}
					if (*v.ErrorStyle == "stop") != column.Closed {
						t.Errorf("%s: style %s", column.Name, *v.ErrorStyle)
					}
				}
			}
			if s.ID == "cases" {
				for name, want := range map[string][3]string{"age_years": {"decimal", "0", "120"},
					"weight_kg": {"decimal", "1", "300"}, "transplant_number": {"whole", "1", "1000000"}} {
					i := slices.IndexFunc(s.Columns, func(c codebook.Column) bool { return c.Name == name })
					letters, _ := excelize.ColumnNumberToName(i + 1)
					at := slices.IndexFunc(validations,
						func(v *excelize.DataValidation) bool { return strings.HasPrefix(v.Sqref, letters+"3:") })
					if v := validations[at]; v.Type != want[0] || v.Formula1 != want[1] || v.Formula2 != want[2] {
						t.Errorf("%s: %+v", name, v)
					}
				}
			}
		}
	}
}

func wordsOf(c codebook.Column) []string {
	var words []string
	for _, l := range c.Levels {
		words = append(words, l.Word)
	}
	return words
}

// words are what stands in a range 'Sheet'!$A$2:$A$5.
func words(t *testing.T, f *excelize.File, area string) []string {
	t.Helper()
	sheet, cells, _ := strings.Cut(area, "!")
	first, last, _ := strings.Cut(strings.ReplaceAll(cells, "$", ""), ":")
	column, from, err := excelize.CellNameToCoordinates(first)
	if err != nil {
		t.Fatalf("%q: %v", area, err)
	}
	_, to, err := excelize.CellNameToCoordinates(last)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for row := from; row <= to; row++ {
		name, _ := excelize.CoordinatesToCellName(column, row)
		text, err := f.GetCellValue(strings.Trim(sheet, "'"), name)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, text)
	}
	return found
}

// marksOf computes the marks of a row: by column, wrong or lacks.
func marksOf(t *testing.T, c *codebook.Codebook, sheet int, row map[string]any) map[string]string {
	t.Helper()
	_, content := book(t, c.Language)
	f, s := open(t, content), c.Sheets[sheet]
	const line = 5
	for i, column := range s.Columns {
		name, _ := excelize.CoordinatesToCellName(i+1, line)
		if value := row[column.Name]; value != nil {
			if err := f.SetCellValue(s.Name, name, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	formats, err := f.GetConditionalFormats(s.Name)
	if err != nil {
		t.Fatal(err)
	}
	own := regexp.MustCompile(`([A-Z])3\b`)
	found := map[string]string{}
	for i, column := range s.Columns {
		letters, _ := excelize.ColumnNumberToName(i + 1)
		for cells, marks := range formats {
			if !strings.HasPrefix(cells, letters+"3:") {
				continue
			}
			for _, mark := range marks[1:] { // the first is of the example
				if err := f.SetCellFormula(s.Name, "ZZ1", own.ReplaceAllString(mark.Criteria, "${1}5")); err != nil {
					t.Fatal(err)
				}
				holds, err := f.CalcCellValue(s.Name, "ZZ1")
				if err != nil {
					t.Fatalf("%s: %s: %v", column.Name, mark.Criteria, err)
				}
				if holds == "TRUE" && found[column.Name] == "" {
					found[column.Name] = map[bool]string{true: "wrong", false: "lacks"}[mark.StopIfTrue]
				}
			}
		}
	}
	return found
}

// What contradicts something else is marked, and what a row lacks; nothing else is.
func TestMarks(t *testing.T) {
	c, err := codebook.Read("vi")
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string]any{"case_id": "H001", "disease_group": "Thalassemia", "transplant_date": 45000,
		"transplant_type": "Đồng loài", "last_contact_date": 45400, "desensitisation_start": 44990,
		"neutrophil_engraftment_date": 45014, "platelet_engraftment_20_date": 45020, "death_status": "Không"}
	for name, one := range map[string]struct {
		change map[string]any
		want   map[string]string
	}{
		"a row without fault": {
			nil,
			nil,
		},
		"an empty row": {
			map[string]any{"*": nil},
			nil,
		},
		"no follow-up": {
			map[string]any{"last_contact_date": nil},
			map[string]string{"last_contact_date": "lacks"},
		},
		"no identifier": {
			map[string]any{"case_id": nil},
			map[string]string{"case_id": "lacks"},
		},
		"no group": {
			map[string]any{"disease_group": nil},
			map[string]string{"disease_group": "lacks"},
		},
		"recovery before the infusion": {
			map[string]any{"neutrophil_engraftment_date": 44999},
			map[string]string{"neutrophil_engraftment_date": "wrong"},
		},
		"relapse after last contact": {
			map[string]any{"relapse_date": 45401},
			map[string]string{"relapse_date": "wrong"},
		},
		"platelets 50 before 20": {
			map[string]any{"platelet_engraftment_50_date": 45019},
			map[string]string{"platelet_engraftment_20_date": "wrong", "platelet_engraftment_50_date": "wrong"},
		},
		"desensitisation after": {
			map[string]any{"desensitisation_start": 45001},
			map[string]string{"desensitisation_start": "wrong", "transplant_date": "wrong"},
		},
		"dead, and status no": {
			map[string]any{"death_date": 45400, "cause_of_death": "Tái phát"},
			map[string]string{"death_status": "wrong", "cause_of_death": "wrong"},
		},
		"dead after the last contact": {
			map[string]any{"death_date": 45410, "death_status": "Có", "cause_of_death": "Tái phát"},
			nil,
		},
		"seen after death": {
			map[string]any{"death_date": 45390, "death_status": nil, "cause_of_death": "Tái phát"},
			map[string]string{"last_contact_date": "wrong"},
		},
		"dead without a date": {
			map[string]any{"death_status": "Có"},
			map[string]string{"death_date": "lacks"},
		},
		"grade without onset": {
			map[string]any{"acute_gvhd_grade": 2},
			map[string]string{"acute_gvhd_date": "lacks"},
		},
		"dead before the transplant": {
			map[string]any{"death_date": 44999, "death_status": nil, "cause_of_death": "Khác",
				"last_contact_date": nil, "neutrophil_engraftment_date": nil, "platelet_engraftment_20_date": nil},
			map[string]string{"death_date": "wrong"},
		},
	} {
		row := maps.Clone(whole)
		maps.Copy(row, one.change)
		if _, all := one.change["*"]; all {
			row = nil
		}
		if got := marksOf(t, c, 0, row); !maps.Equal(got, one.want) {
			t.Errorf("%s: %v, want %v", name, got, one.want)
		}
	}
	counts := map[string]any{"case_id": "H009", "date": 45000, "test": "Tiểu cầu (10⁹/L)"}
	if got := marksOf(t, c, 1, counts); !maps.Equal(got, map[string]string{"case_id": "wrong", "value": "lacks"}) {
		t.Errorf("a log: %v", got)
	}
}

// A mark is a formula of its own row, with all its parentheses closed, and names only
// cells that there are.
func TestMarksAreOfTheirRow(t *testing.T) {
	c, content := book(t, "vi")
	f := open(t, content)
	for _, s := range c.Sheets {
		formats, err := f.GetConditionalFormats(s.Name)
		if err != nil || len(formats) != len(s.Columns) {
			t.Fatalf("%s: marks of %d columns, %v", s.Name, len(formats), err)
		}
		for cells, marks := range formats {
			for _, mark := range marks {
				if strings.Count(mark.Criteria, "(") != strings.Count(mark.Criteria, ")") ||
					strings.Contains(mark.Criteria, ",)") || strings.Contains(mark.Criteria, "(,") ||
					strings.Contains(mark.Criteria, "%!") || !strings.Contains(mark.Criteria, strconv.Itoa(3)) {
					t.Errorf("%s %s: %s", s.Name, cells, mark.Criteria)
				}
			}
		}
	}
}
