package entry

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"graftstat/analysis/codebook"
)

// mark colours cells while a sheet is filled in: the example, what contradicts
// something else in its row, and what a row lacks. The first that holds counts.
func (b *book) mark(s codebook.Sheet) error {
	marks := &marker{sheet: s, at: map[string]string{}}
	for i, c := range s.Columns {
		marks.at[c.Name] = fmt.Sprintf("$%s%d", letters(i+1), exampleRow)
	}
	last := letters(len(s.Columns))
	isExample := fmt.Sprintf(`%s="%s"`, marks.at["case_id"], b.code.Example)
	for i, c := range s.Columns {
		wrong, lacks := marks.log(b.caseIDs(), c), marks.lacks(c, last)
		if s.ID == "cases" {
			wrong = marks.wrong(c, b.caseIDs())
		}
		formats := []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: isExample, Format: &b.styles.example,
			StopIfTrue: true}}
		if len(wrong) > 0 {
			formats = append(formats, excelize.ConditionalFormatOptions{Type: "formula", Criteria: anyOf(wrong),
				Format: &b.styles.wrong, StopIfTrue: true})
		}
		if len(lacks) > 0 {
			formats = append(formats, excelize.ConditionalFormatOptions{Type: "formula", Criteria: anyOf(lacks),
				Format: &b.styles.lacks})
		}
		cells := cellName(i+1, exampleRow) + ":" + cellName(i+1, lastRow(s))
		if err := b.SetConditionalFormat(s.Name, cells, formats); err != nil {
			return err
		}
	}
	return nil
}

func anyOf(conditions []string) string { return "OR(" + strings.Join(conditions, ",") + ")" }

// A marker has the conditions of the cells of a sheet, as formulas of its first row.
type marker struct {
	sheet codebook.Sheet
	at    map[string]string // by column: its cell
}

// before says that a day is before another, both being there.
func (m *marker) before(day, other string) string {
	return fmt.Sprintf("AND(ISNUMBER(%s),ISNUMBER(%s),%s<%s)", m.at[day], m.at[other], m.at[day], m.at[other])
}

// blankBeside says that a cell is blank though another is filled in.
func (m *marker) blankBeside(cell, other string) string {
	return fmt.Sprintf("AND(LEN(%s)=0,LEN(%s)>0)", m.at[cell], m.at[other])
}

// wrong are the contradictions in which a cell of a case stands. They are those of
// package check that one row shows; a cell in doubt is coloured, and nothing refused.
func (m *marker) wrong(c codebook.Column, ids string) []string {
	var found []string
	if c.Name == "case_id" {
		return []string{fmt.Sprintf(`COUNTIF(%s,%s)>1`, ids, m.at[c.Name])}
	}
	if c.IsMilestone() {
		if !strings.Contains(c.Name, "_complete_to") && c.Name != "last_rbc_transfusion_date" {
			found = append(found, m.before(c.Name, "transplant_date"))
		}
		if c.Name != "death_date" && !strings.Contains(c.Name, "_complete_to") {
			found = append(found, m.before("death_date", c.Name))
		}
		if c.Name != "last_contact_date" && c.Name != "death_date" && !strings.Contains(c.Name, "_complete_to") {
			found = append(found, m.before("last_contact_date", c.Name))
		}
	}
	for _, order := range [][2]string{{"desensitisation_start", "transplant_date"},
		{"platelet_engraftment_20_date", "platelet_engraftment_50_date"}, {"acute_gvhd_date", "acute_gvhd_2_date"},
		{"acute_gvhd_2_date", "acute_gvhd_3_date"}, {"acute_gvhd_date", "acute_gvhd_3_date"}} {
		if slices.Contains(order[:], c.Name) {
			found = append(found, m.before(order[1], order[0]))
		}
	}
	no := m.word("death_status", "no")
	switch c.Name {
	case "death_status":
		found = append(found, fmt.Sprintf(`AND(%s="%s",ISNUMBER(%s))`, m.at[c.Name], no, m.at["death_date"]))
	case "cause_of_death":
		found = append(found, fmt.Sprintf(`AND(LEN(%s)>0,%s="%s")`, m.at[c.Name], m.at["death_status"], no))
	}
	return found
}

// word is the word of a level in this sheet.
func (m *marker) word(column, code string) string {
	for _, c := range m.sheet.Columns {
		for _, l := range c.Levels {
			if c.Name == column && l.Code == code {
				return l.Word
			}
		}
	}
	return code
}

// log is the fault of an identifier that no case has.
func (m *marker) log(ids string, c codebook.Column) []string {
	if c.Name != "case_id" {
		return nil
	}
	return []string{fmt.Sprintf("AND(LEN(%s)>0,COUNTIF(%s,%s)=0)", m.at[c.Name], ids, m.at[c.Name])}
}

// lacks says where a row that somebody has begun lacks something: its identifier, a
// required cell, its follow-up, the date of a death, the onset beside a grade.
func (m *marker) lacks(c codebook.Column, last string) []string {
	switch {
	case c.Name == "case_id":
		return []string{fmt.Sprintf("AND(LEN(%s)=0,COUNTA($B%d:$%s%d)>0)", m.at[c.Name], exampleRow, last, exampleRow)}
	case c.Required:
		return []string{m.blankBeside(c.Name, "case_id")}
	case c.Name == "last_contact_date":
		return []string{fmt.Sprintf("AND(LEN(%s)=0,LEN(%s)=0,LEN(%s)>0)", m.at[c.Name], m.at["death_date"], m.at["case_id"])}
	case c.Name == "death_date":
		return []string{fmt.Sprintf(`AND(LEN(%s)=0,%s="%s")`, m.at[c.Name], m.at["death_status"],
			m.word("death_status", "yes")), m.blankBeside(c.Name, "cause_of_death")}
	case c.Name == "cause_of_death":
		return []string{m.blankBeside(c.Name, "death_date")}
	case c.Name == "acute_gvhd_date":
		return []string{m.blankBeside(c.Name, "acute_gvhd_grade")}
	case c.Name == "chronic_gvhd_date":
		return []string{m.blankBeside(c.Name, "chronic_gvhd_severity")}
	}
	return nil
}
