package proposal

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// tableOf reads rows with a bar between cells, the header first.
func tableOf(file string, rows ...string) Table {
	t := Table{File: file, HeaderLine: 1}
	for i, row := range rows {
		cells := strings.Split(row, "|")
		for j := range cells {
			cells[j] = strings.TrimSpace(cells[j])
		}
		if i == 0 {
			t.Header = cells
			continue
		}
		t.Rows, t.Lines = append(t.Rows, cells), append(t.Lines, i+1)
	}
	return t
}

func evidenceOf(p *Proposal, header string) (codes []string) {
	for _, c := range p.Columns {
		if c.Header == header {
			for _, e := range c.Evidence {
				codes = append(codes, e.Code)
			}
		}
	}
	return codes
}

// A trap is a column that looks like another: it is in doubt, marked, or not used.
func TestTraps(t *testing.T) {
	for _, c := range []struct {
		name, header, want string
		grade              Grade
		evidence           string
		rows               []string
	}{
		{"0 where the patient died", "died", "?death_status", Doubtful, "inverted", []string{
			"id | tx date | died | death date | last contact", "1|2020-01-01|0|2020-05-01|2020-05-01",
			"2|2020-02-01|1||2022-01-01", "3|2020-03-01|0|2021-01-01|2021-01-01", "4|2020-04-01|1||2022-02-01"}},
		{"1 where the patient died", "died", "death_status", Certain, "agrees_date", []string{
			"id | tx date | died | death date | last contact", "1|2020-01-01|1|2020-05-01|2020-05-01",
			"2|2020-02-01|0||2022-01-01", "3|2020-03-01|1|2021-01-01|2021-01-01", "4|2020-04-01|0||2022-02-01"}},
		{"1 in one row too many", "died", "death_status", Likely, "half_agrees", []string{
			"id | tx date | died | death date | last contact", "1|2020-01-01|1|2020-05-01|2020-05-01",
			"2|2020-02-01|1||2022-01-01", "3|2020-03-01|1|2021-01-01|2021-01-01", "4|2020-04-01|0||2022-02-01"}},
		{"alive as 0 and 1", "alive", "?death_status", Doubtful, "codes", []string{
			"id | tx date | alive | death date | last contact", "1|2020-01-01|1|2020-05-01|2020-05-01",
			"2|2020-02-01|0||2022-01-01", "3|2020-03-01|1|2021-01-01|2021-01-01"}},
		{"age around zero", "age", "?age_years", Doubtful, "standardised", []string{
			"id | tx date | age | last contact", "1|2020-01-01|-0.8|2022-01-01", "2|2020-02-01|0.3|2022-01-01",
			"3|2020-03-01|0.6|2022-01-01"}},
		{"relapse before the transplant", "relapse date", "?relapse_date", Doubtful, "before_transplant", []string{
			"id | tx date | relapse date | last contact", "1|2020-01-01|2019-05-01|2022-01-01",
			"2|2020-02-01|2019-08-01|2022-01-01", "3|2020-03-01||2022-01-01"}},
		{"one date of twelve before the transplant", "relapse date", "relapse_date", Likely, "before_transplant",
			append([]string{"id | tx date | relapse date | last contact", "1|2020-01-01|2019-05-01|2022-01-01"},
				later(2, 12)...)},
		{"a death after the last contact", "last contact", "last_contact_date", Likely, "death_after_contact", []string{
			"id | tx date | death date | last contact", "1|2020-01-01|2020-05-01|2020-04-01", "2|2020-02-01||2022-01-01"}},
		{"two columns of one name", "ANC recovery date", "?neutrophil_engraftment_date", Doubtful, "two_columns", []string{
			"id | tx date | ANC recovery date | Neutrophil engraftment date | last contact",
			"1|2020-01-01|2020-01-15|2020-01-16|2022-01-01", "2|2020-02-01|2020-02-15|2020-02-18|2022-01-01"}},
		{"a date of diagnosis", "Date of diagnosis", "", Certain, "", []string{
			"id | tx date | Date of diagnosis | last contact", "1|2020-01-01|2019-01-15|2022-01-01"}},
		{"a date of admission", "Ngày vào viện ghép", "", Certain, "", []string{
			"id | tx date | Ngày vào viện ghép | last contact", "1|2020-01-01|2019-12-15|2022-01-01"}},
		{"the last platelet transfusion", "Last platelet transfusion date", "", Certain, "", []string{
			"id | tx date | Last platelet transfusion date | last contact", "1|2020-01-01|2020-01-20|2022-01-01"}},
		{"the donor's birth", "Donor DOB", "", Certain, "", []string{
			"id | tx date | Donor DOB | last contact", "1|2020-01-01|1990-01-20|2022-01-01"}},
		{"a part of a header", "Ngày ghép tế bào gốc (lần này)", "transplant_date", Certain, "", []string{
			"id | Ngày ghép tế bào gốc (lần này) | last contact", "1|2020-01-01|2022-01-01"}},
		{"the drugs' column with their intensity", "Conditioning (MAC/RIC)", "conditioning_intensity", Likely, "levels", []string{
			"id | tx date | Conditioning (MAC/RIC) | last contact", "1|2020-01-01|MAC|2022-01-01", "2|2020-01-02|RIC|2022-01-01"}},
		{"a recovery of platelets, of which threshold is not said", "Platelet recovery (day)",
			"?platelet_engraftment_20_day|platelet_engraftment_50_day", Doubtful, "two_names", []string{
				"id | tx date | Platelet recovery (day) | last contact", "1|2020-01-01|18|2022-01-01",
				"2|2020-01-02|22|2022-01-01"}},
		{"a transplant by its letters", "Date HCT", "transplant_date", Certain, "dates", []string{
			"id | Date HCT | last contact", "1|2020-01-01|2022-01-01"}},
		{"a recovery by its letters and a time", "Time to ANC (d)", "neutrophil_engraftment_day", Certain, "", []string{
			"id | tx date | Time to ANC (d) | last contact", "1|2020-01-01|18|2022-01-01", "2|2020-01-01|21|2022-01-01"}},
		{"a count is no recovery", "ANC", "?neutrophil_engraftment_status", Doubtful, "codes", []string{
			"id | tx date | ANC | last contact", "1|2020-01-01|1.8|2022-01-01", "2|2020-01-01|2.1|2022-01-01"}},
		{"a date that happened to nobody", "Ngày tái phát", "relapse_date", Likely, "never_only", []string{
			"id | tx date | Ngày tái phát | last contact", "1|2020-01-01|chưa|2022-01-01", "2|2020-01-01|chưa|2022-01-01"}},
		{"a milestone without dates", "Relapse date", "?relapse_date", Doubtful, "no_dates", []string{
			"id | tx date | Relapse date | last contact", "1|2020-01-01|marrow|2022-01-01", "2|2020-02-01|skin|2022-01-01",
			"3|2020-02-01|brain and bone|2022-01-01", "4|2020-02-01|marrow|2022-01-01"}},
	} {
		p := propose(t, []Table{tableOf("a.csv", c.rows...)}, Dictionary{})
		got, grade := p.taken("a.csv", c.header)
		if got != c.want || grade != c.grade {
			t.Errorf("%s: %q, grade %d, want %q, grade %d", c.name, got, grade, c.want, c.grade)
		}
		if c.evidence != "" && !slices.Contains(evidenceOf(p, c.header), c.evidence) {
			t.Errorf("%s: the evidence is %q, without %s", c.name, evidenceOf(p, c.header), c.evidence)
		}
	}
}

// later are rows whose relapse lies after the transplant.
func later(from, to int) (rows []string) {
	for i := from; i <= to; i++ {
		rows = append(rows, count(i)+"|2020-01-01|2020-05-01|2022-01-01")
	}
	return rows
}

// The order of day and month is what the dates leave; where they leave two, it is
// marked.
func TestOrderOfDates(t *testing.T) {
	for _, c := range []struct {
		cell, value string
		grade       Grade
	}{{"25/03/2020", "dmy", Certain}, {"3/25/2020", "mdy", Certain}, {"03/04/2020", "dmy", Likely}, {"2020-03-25", "", Doubtful}} {
		p := propose(t, []Table{tableOf("a.csv", "id|tx date|last contact", "1|"+c.cell+"|2022-01-01",
			"2|"+c.cell+"|2022-01-01")}, Dictionary{})
		if p.Dates.Value != c.value || p.Dates.Grade != c.grade {
			t.Errorf("%s: %+v", c.cell, p.Dates)
		}
	}
}

// Case, marks, brackets and the form of Unicode change nothing.
func TestHeadersAreFolded(t *testing.T) {
	l := lexiconOf(t)
	for _, header := range []string{"Ngày ghép", "Nhóm máu người cho", "Ngày mọc bạch cầu hạt", "Chẩn đoán", "Date of HSCT",
		"Đ tuổi"} {
		want := l.matches(header)
		for _, other := range []string{norm.NFD.String(header), strings.ToUpper(header), header + " (dd/mm/yyyy)",
			strings.ReplaceAll(header, " ", "_"), " " + header + ": "} {
			got := l.matches(other)
			if len(got) != len(want) || len(got) > 0 && got[0].name != want[0].name {
				t.Errorf("%q is %v, want as %q: %v", other, got, header, want)
			}
		}
	}
}

// What is taken away is given to no other column.
func TestALostColumnIsNotReplaced(t *testing.T) {
	for _, e := range []export{decomposed(), ebmt(), research()} {
		tables, d := e.read(t)
		whole := propose(t, tables, d)
		for lost := range tables[0].Header {
			less := slices.Clone(tables)
			less[0].Header = slices.Delete(slices.Clone(less[0].Header), lost, lost+1)
			less[0].Rows = nil
			for _, row := range tables[0].Rows {
				less[0].Rows = append(less[0].Rows, slices.Delete(slices.Clone(row), lost, lost+1))
			}
			p, err := lexiconOf(t).propose(t.Context(), less, nil, d, "en")
			if err != nil {
				continue // without identifiers or the transplant there is nothing to propose
			}
			gone, _ := whole.taken(tables[0].File, tables[0].Header[lost])
			for _, header := range less[0].Header {
				before, _ := whole.taken(tables[0].File, header)
				after, grade := p.taken(less[0].File, header)
				if after != before && grade == Certain && after == gone {
					t.Errorf("%s: without %s, %s is certainly %s", e.name, tables[0].Header[lost], header, after)
				}
			}
		}
	}
}

// No proposal holds a name, an identifier or a level of a column with many.
func TestNothingOfAPatient(t *testing.T) {
	rows := []string{"mã | người ghép | BS phụ trách | chẩn đoán | ngày ghép | ngày tử vong | tái khám cuối | diễn biến"}
	for i, name := range []string{"Nguyễn Văn Ân", "Trần Thị Bé", "Lê Văn Cường", "Phạm Thị Diễm", "Hồ Văn Em"} {
		rows = append(rows, "ZX-"+count(700+i)+"|"+name+"|BS Quý|bệnh lạ của "+name+"|2020-01-0"+count(i+1)+"||2022-02-0"+
			count(i+1)+"|kể chuyện "+name)
	}
	p := propose(t, []Table{tableOf("a.csv", rows...)}, Dictionary{})
	if text := flat(p); strings.Contains(text, "ZX-7") || strings.Contains(text, "Văn") || strings.Contains(text, "Quý") ||
		strings.Contains(text, "2020-01") || strings.Contains(text, "kể") {
		t.Errorf("a patient stands in %s", text)
	}
	if !slices.ContainsFunc(p.Ignored, func(i Ignored) bool { return i.Header == "người ghép" && i.Why == "person" }) {
		t.Errorf("the names are not known: %+v", p.Ignored)
	}
}
