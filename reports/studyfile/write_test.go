package studyfile

import (
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/proposal"
)

func tableOf(file string, rows ...string) proposal.Table {
	t := proposal.Table{File: file, HeaderLine: 1, Form: []string{"utf-8", "comma"}}
	for i, row := range rows {
		cells := strings.Split(row, "|")
		if i == 0 {
			t.Header = cells
			continue
		}
		t.Rows, t.Lines = append(t.Rows, cells), append(t.Lines, i+1)
	}
	return t
}

// tables have a proposal of every kind: two files of cases with other headers, constants,
// words, units, levels in doubt and of their own, logs wide and long, cohorts with a
// preset and without.
func tables() []proposal.Table {
	return []proposal.Table{
		tableOf("a.xlsx#Dị ghép", "Mã ca|Giới|Tuổi (tháng)|Chẩn đoán|Ngày ghép|Người cho|Nguồn tế bào|Cân nặng|Ngày tái phát|Tử vong|Ngày tử vong|Khám cuối|Ghi chú|Cột \"lạ\"",
			"A1|1|80|Thalassemia|25/03/2020|Haplo|BM|7,5|chưa|0||25/12/2021|x|1",
			"A2|2|90|Thalassemia|26/03/2020|MSD|tuỷ: loại khác|8,5|chưa|1|27/09/2020|27/09/2020|y|2",
			"A3|1|95|Thalassemia|27/03/2020|MSD|BM|9|không rõ|1|28/09/2020|28/09/2020|y|2",
			"A4|1|95|AML|27/03/2020|MSD|BM|9|chưa|0||28/09/2021|y|2"),
		tableOf("b.csv", "Case|Sex|Dx|Date of transplant|Type of transplant|Last contact",
			"B1|1|Neuroblastoma|28/05/2020|Auto|28/11/2021", "B2|2|Neuroblastoma|29/05/2020|Auto|29/11/2021"),
		tableOf("c.csv", "Mã ca|Xét nghiệm|N0|N1|N2|N3", "A1|BC hạt|1,5|1,2|0,9|0,3", "A2|Tiểu cầu|150|120|90|60"),
		tableOf("d.csv", "Mã ca|Ngày truyền|Chế phẩm|Số lượng", "A1|28/03/2020|KHC|1", "A2|29/03/2020|Tiểu cầu|2"),
		tableOf("e.csv", "city|people", "x|2"),
	}
}

// Whatever is proposed, the file is a study file, in both languages the same but for
// the remarks.
func TestWhatIsWrittenIsAStudyFile(t *testing.T) {
	var plans []*plan.Plan
	for _, language := range []string{"en", "vi"} {
		p, err := proposal.Propose(t.Context(), tables(), nil, proposal.Dictionary{}, language)
		if err != nil {
			t.Fatal(err)
		}
		text, err := Write(p)
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := plan.Decode("study.yaml", text)
		if err != nil {
			t.Fatalf("%s: %v\n%s", language, err, text)
		}
		plans = append(plans, decoded)
		marks := map[string]string{"en": "# check: ", "vi": "# kiểm tra: "}
		if n := strings.Count(string(text), marks[language]); n < 5 {
			t.Errorf("%s: %d lines are marked:\n%s", language, n, text)
		}
		if n := strings.Count(string(text), "# ? "); n < 1 {
			t.Errorf("%s: nothing is in doubt:\n%s", language, text)
		}
	}
	d := plans[0].Data
	if len(d.Cases) != 2 || d.Counts.Wide.Day != "N{day}" || d.Counts.Wide.Test != "Xét nghiệm" ||
		d.Transfusions.File[0].Columns["product"] != "Chế phẩm" || d.Units["age_years"] != "months" ||
		d.Decimal != "comma" || d.Dates != "dmy" || d.Columns["case_id"] != "Mã ca" ||
		d.Cases[1].Columns["case_id"] != "Case" || d.Cases[0].Set["transplant_type"] != "allogeneic" ||
		plans[0].AsOf.Days != plans[1].AsOf.Days || len(plans[0].Cohorts) != 3 {
		t.Errorf("%+v, cohorts %+v", d, plans[0].Cohorts)
	}
}

// A header with signs that YAML knows is read back as it was.
func TestQuotedIsReadBack(t *testing.T) {
	for _, text := range []string{"yes", "no", "null", "1", "a: b", "# x", "\"Cột\" \\ lạ", "'", "- a", "{a}", "*", "&a", "Tuổi\t(năm)",
		"%", "1_000", "0x1F", "2020-01-01", "~"} {
		source := "data: {cases: a, columns: {sex: " + quoted(text) + "}}\ncohorts: [{id: all}]\n" +
			"endpoints: [{id: os, kind: survival, event: [death], times: [1]}]\n"
		p, err := plan.Decode("study.yaml", []byte(source))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := p.Data.Columns["sex"]; got != strings.ReplaceAll(text, "\t", " ") {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}
