package codebook_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/codebook"
	"graftstat/analysis/plan"
)

func read(t *testing.T, language string) *codebook.Codebook {
	t.Helper()
	d, err := codebook.Read(language)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestHeadsAndWordsAreRead(t *testing.T) {
	for _, c := range []struct{ language, sheet, head, column, word, code string }{
		{"vi", "cases", "Mã ca ghép *", "case_id", "", ""},
		{"vi", "cases", "mã ca ghép", "case_id", "", ""},
		{"vi", "cases", "Loại ghép *", "transplant_type", "tự thân", "autologous"},
		{"vi", "cases", "Đã tử vong", "death_status", "không", "no"},
		{"vi", "counts", "Xét nghiệm *", "test", "tiểu cầu (10⁹/l)", "platelets"},
		{"en", "cases", "Sex", "sex", "female", ""}, // the word is the code but for its capital
		{"en", "transfusions", "Product *", "product", "red cells", "rbc"},
	} {
		for _, s := range read(t, c.language).Sheets {
			if s.ID != c.sheet {
				continue
			}
			column, ok := s.ColumnOf(c.head)
			if !ok || column.Name != c.column {
				t.Errorf("%s: %q is %q, want %q", c.language, c.head, column.Name, c.column)
			}
			if c.code != "" && column.Codes()[c.word] != c.code {
				t.Errorf("%s: %q is %q, want %q", c.language, c.word, column.Codes()[c.word], c.code)
			}
		}
	}
	for _, head := range []string{"", "*", "Ngày", "Ngày ghép tủy", "case"} {
		if c, ok := read(t, "vi").Sheets[0].ColumnOf(head); ok {
			t.Errorf("%q is taken for %s", head, c.Name)
		}
	}
}

func TestNoOtherLanguage(t *testing.T) {
	if _, err := codebook.Read("fr"); !errors.Is(err, codebook.ErrLanguage) {
		t.Errorf("error %v", err)
	}
}

// A word of the reader's language stands for each code but names and numbers.
func TestLevelsHaveWords(t *testing.T) {
	same := []string{"recipient_abo", "donor_abo", "pesaro_class", "acute_gvhd_grade", "antibody", "class",
		"forward", "reverse", "dat", "abo"}
	for _, language := range codebook.Languages() {
		for _, s := range read(t, language).Sheets {
			for _, c := range s.Columns {
				for _, l := range c.Levels {
					if l.Word == l.Code && !slices.Contains(same, c.Name) && language == "vi" {
						t.Errorf("%s: %s of %s has no word", language, l.Code, c.Name)
					}
				}
			}
		}
	}
}

// The note on a head says what a cell may hold and names the column.
func TestPrompts(t *testing.T) {
	for _, language := range codebook.Languages() {
		d := read(t, language)
		for _, s := range d.Sheets {
			for _, c := range s.Columns {
				lines := d.Prompt(c)
				if len(lines) < 2 || !strings.Contains(lines[len(lines)-1], c.Name) || slices.Contains(lines, "") ||
					strings.Contains(strings.Join(lines, ""), "{") {
					t.Errorf("%s: %s: %q", language, c.Name, lines)
				}
			}
		}
	}
	vi := read(t, "vi")
	weight, _ := vi.Sheets[0].ColumnOf("Cân nặng khi ghép (kg)")
	got := strings.Join(vi.Prompt(weight), " ")
	if !strings.Contains(got, "từ 1 đến 300") || weight.Kind != plan.Number {
		t.Errorf("%q", got)
	}
}

func TestTheExampleIsNoCase(t *testing.T) {
	for id, want := range map[string]bool{"EXAMPLE": true, "example": true, "Ví dụ": true, "VÍ DỤ": true,
		"EXAMPLE-1": false, "H001": false, "": false, "VI DU": false} {
		if codebook.IsExample(id) != want {
			t.Errorf("%q: %v", id, !want)
		}
	}
}
