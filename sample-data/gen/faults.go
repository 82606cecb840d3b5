package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// fault is one honest mistake of a case row. Each is planted once, in a case
// that fits and has no other.
type fault struct {
	code   string
	column string // where it shows
	fits   func(*Case) bool
	plant  func(c *Case, cells cells)
}

// cells are those of one row by column.
type cells struct {
	index map[string]int
	row   []string
}

func (c cells) set(column, value string) { c.row[c.index[column]] = value }
func (c cells) get(column string) string { return c.row[c.index[column]] }

// caseFaults are the faults of faulty/cases.csv.
func caseFaults() []fault {
	alive := func(c *Case) bool { return c.Type == "autologous" && c.TransplantNumber == 1 && !c.Death.happened() }
	relapsed := func(c *Case) bool { return c.Type == "autologous" && c.Relapse.happened() }
	return []fault{
		{"grade_without_date", "acute_gvhd_date",
			func(c *Case) bool { return c.AcuteGVHDGrade >= 2 },
			func(_ *Case, row cells) {
				row.set("acute_gvhd_date", "")
				row.set("acute_gvhd_2_date", "")
				row.set("acute_gvhd_3_date", "")
			}},
		{"abo_contradiction", "abo_match",
			func(c *Case) bool { return c.TitreBaseline > 0 },
			func(_ *Case, row cells) { row.set("abo_match", "match") }},
		{"day_first_date", "last_contact_date",
			func(c *Case) bool { return c.Type == "allogeneic" && (c.Transplant+c.LastContact).time().Day() > 12 },
			func(c *Case, row cells) {
				row.set("last_contact_date", dayFirst(c.Transplant+c.LastContact))
			}},
		{"decimal_comma", "weight_kg",
			func(c *Case) bool { return c.WeightKg != float64(int(c.WeightKg)) },
			func(_ *Case, row cells) {
				row.set("weight_kg", strings.Replace(row.get("weight_kg"), ".", ",", 1))
			}},
		{"unreadable_date", "relapse_date", relapsed,
			func(_ *Case, row cells) { row.set("relapse_date", row.get("relapse_date")[:4]+"-02-30") }},
		{"relapse_before_transplant", "relapse_date", relapsed,
			func(c *Case, row cells) { row.set("relapse_date", (c.Transplant - 21).iso()) }},
		{"death_without_date", "death_date",
			func(c *Case) bool { return c.Type == "autologous" && c.CauseOfDeath == "relapse" },
			func(_ *Case, row cells) { row.set("death_date", "") }},
		{"recovery_after_death", "platelet_engraftment_50_date",
			func(c *Case) bool { return c.Death.happened() && !c.PlateletEngraftment50.happened() },
			func(c *Case, row cells) {
				row.set("platelet_engraftment_50_date", (c.Transplant + c.Death + 9).iso())
			}},
		{"missing_last_contact", "last_contact_date", alive,
			func(_ *Case, row cells) { row.set("last_contact_date", "") }},
		{"negative_time", "last_contact_date", alive,
			func(c *Case, row cells) { row.set("last_contact_date", (c.Transplant - 30).iso()) }},
	}
}

// faultyCentre writes the copy of the centre in which faults are planted, and
// the list of what was planted where.
type faultyCentre struct {
	cases, transfusions, planted *table
	logs                         *faultyLogs
	index                        map[string]int
	faults                       []fault
	spacing, wait                int // autografts between two faults; still to pass
	duplicated, unknownCase      bool
}

func createFaulty(dir string, columns []column, autografts int) (*faultyCentre, error) {
	folder := filepath.Join(dir, "faulty")
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, err
	}
	if err := writeStudy(filepath.Join(dir, "faulty.yaml"), study{Autografts: autografts > 0, Faulty: true,
		Logs: true}); err != nil {
		return nil, err
	}
	header := append(names(columns), "abo_match")
	f := &faultyCentre{faults: caseFaults(), index: map[string]int{}, spacing: autografts / 16}
	for i, name := range header {
		f.index[name] = i
	}
	var errCases, errTransfusions, errPlanted error
	f.cases, errCases = createTable(filepath.Join(folder, "cases.csv"), header...)
	f.transfusions, errTransfusions = createTable(filepath.Join(folder, "transfusions.csv"), transfusionHeader()...)
	f.planted, errPlanted = createTable(filepath.Join(folder, "planted.csv"), "file", "line", "column", "case_id",
		"fault")
	var errLogs error
	f.logs, errLogs = createFaultyLogs(folder, f.note)
	return f, errors.Join(errCases, errTransfusions, errPlanted, errLogs)
}

func (f *faultyCentre) write(c *Case, row []string) error {
	row = append(slices.Clone(row), typedMatch(c))
	code, column := f.plant(c, cells{f.index, row})
	errCase := f.cases.write(row...)
	if code != "" {
		errCase = errors.Join(errCase, f.note("cases.csv", f.cases.lines, column, c.ID, code))
	}
	return errors.Join(errCase, f.duplicate(c, row, code), f.logTransfusions(c), f.logs.write(c))
}

// plant puts the first fault that fits into the row; among autografts faults lie apart.
func (f *faultyCentre) plant(c *Case, row cells) (code, column string) {
	if c.Type == "autologous" && f.wait > 0 {
		f.wait--
		return "", ""
	}
	for i, fault := range f.faults {
		if fault.fits(c) {
			fault.plant(c, row)
			f.faults = slices.Delete(f.faults, i, i+1)
			f.wait = f.spacing
			return fault.code, fault.column
		}
	}
	return "", ""
}

// duplicate writes the first faultless autograft twice.
func (f *faultyCentre) duplicate(c *Case, row []string, code string) error {
	if f.duplicated || code != "" || c.Type != "autologous" {
		return nil
	}
	f.duplicated = true
	return errors.Join(f.cases.write(row...), f.note("cases.csv", f.cases.lines, "case_id", c.ID, "duplicate_case"))
}

// logTransfusions copies the log; after the first case stands a row of a case that does not exist.
func (f *faultyCentre) logTransfusions(c *Case) error {
	if err := writeTransfusions(f.transfusions, c); err != nil || f.unknownCase {
		return err
	}
	f.unknownCase = true
	const unknown = "H0000"
	errRow := f.transfusions.write(unknown, (c.Transplant + 5).iso(), "rbc", "1", "supportive", "", "")
	return errors.Join(errRow, f.note("transfusions.csv", f.transfusions.lines, "case_id", unknown, "unknown_case"))
}

func (f *faultyCentre) note(file string, line int, column, id, code string) error {
	return f.planted.write("faulty/"+file, strconv.Itoa(line), column, id, code)
}

func (f *faultyCentre) close() error {
	return errors.Join(f.cases.close(), f.transfusions.close(), f.logs.close(), f.planted.close())
}

// typedMatch is the ABO match as the faulty centre types it beside the groups.
func typedMatch(c *Case) string {
	if c.Type != "allogeneic" {
		return ""
	}
	major, minor := majorMismatch(c.RecipientABO, c.DonorABO), majorMismatch(c.DonorABO, c.RecipientABO)
	switch {
	case major && minor:
		return "bidirectional"
	case major:
		return "major"
	case minor:
		return "minor"
	}
	return "match"
}

// dayFirst is the calendar day as a Vietnamese spreadsheet shows it.
func dayFirst(d Day) string { return d.time().Format("02/01/2006") }
