package main

import (
	"errors"
	"path/filepath"
	"slices"
	"strconv"
)

// faultyLogs are copies of logs in which faults are planted, and a file of another
// laboratory. Each fault is planted once, in the first case that fits.
type faultyLogs struct {
	typing, gvhd, reticulocytes *table
	note                        func(file string, line int, column, id, code string) error
	planted                     map[string]bool
}

func createFaultyLogs(folder string, note func(string, int, string, string, string) error) (*faultyLogs, error) {
	f := &faultyLogs{note: note, planted: map[string]bool{}}
	var errTyping, errGVHD, errReticulocytes error
	f.typing, errTyping = createTable(filepath.Join(folder, "typing.csv"), typingHeader()...)
	f.gvhd, errGVHD = createTable(filepath.Join(folder, "gvhd.csv"), stagesHeader()...)
	f.reticulocytes, errReticulocytes = createTable(filepath.Join(folder, "reticulocytes.csv"), "case_id", "date",
		"test", "value")
	return f, errors.Join(errTyping, errGVHD, errReticulocytes)
}

func (f *faultyLogs) write(c *Case) error {
	return errors.Join(f.logTyping(c), f.logStages(c), f.logReticulocytes(c))
}

// first reports whether a fault is to be planted here: it fits and is not planted yet.
func (f *faultyLogs) first(code string, fits bool) bool {
	if !fits || f.planted[code] {
		return false
	}
	f.planted[code] = true
	return true
}

// logTyping adds a typing of the donor's group after the last contact.
func (f *faultyLogs) logTyping(c *Case) error {
	typings, after := c.Typings, c.LastContact+12
	planted := f.first("typing_after_end", len(typings) > 0 && c.Transplant+after <= asOf)
	if planted {
		typings = append(slices.Clone(typings), Typing{Day: after, Forward: c.DonorABO, DAT: "negative"})
	}
	if err := writeTypings(f.typing, c, typings); err != nil || !planted {
		return err
	}
	return f.note("typing.csv", f.typing.lines, "date", c.ID, "typing_after_end")
}

// logStages writes stage 3 of the skin where the case row has grade I at the most,
// and in another case a stage that there is not.
func (f *faultyLogs) logStages(c *Case) error {
	stages, code := slices.Clone(c.Stages), ""
	at := slices.IndexFunc(stages, func(s Stages) bool { return s.Skin > 0 })
	switch {
	case f.first("grade_contradiction", at >= 0 && c.AcuteGVHDGrade == 1):
		stages[at].Skin, code = 3, "grade_contradiction"
	case f.first("stage_of_5", at >= 0 && c.AcuteGVHDGrade == 3):
		at = len(stages) - 1
		stages[at].Skin, code = 5, "stage_of_5"
	}
	line := f.gvhd.lines + 1 + at
	if err := writeStages(f.gvhd, c, stages); err != nil || code == "" {
		return err
	}
	return f.note("gvhd.csv", line, "skin", c.ID, code)
}

// logReticulocytes writes per mille where the column has percent.
func (f *faultyLogs) logReticulocytes(c *Case) error {
	if !f.first("per_mille", c.TitreBaseline > 0) {
		return nil
	}
	day, value := c.Counts[len(c.Counts)-1].Day, 27
	row := f.reticulocytes.write(c.ID, (c.Transplant + day).iso(), "reticulocytes", strconv.Itoa(value))
	return errors.Join(row, f.note("reticulocytes.csv", f.reticulocytes.lines, "value", c.ID, "per_mille"))
}

func (f *faultyLogs) close() error {
	return errors.Join(f.typing.close(), f.gvhd.close(), f.reticulocytes.close())
}
