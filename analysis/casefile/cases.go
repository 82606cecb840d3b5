package casefile

import (
	"cmp"
	"context"
	"io"
	"maps"
	"math"
	"slices"

	"graftstat/analysis/code"
	"graftstat/analysis/codebook"
	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// casesStage is the stage that Read reports to progress.
const casesStage = "cases"

// Read reads the cases file of the plan into memory, only the columns in use.
//
// A row that is ragged, wrongly quoted, without case_id or with the case_id of
// an earlier row is left out, with an issue. So are, with one issue, the rows that
// are no case (see nocase.go). Every other row is a case. Blank
// cells and those that data: missing: declares are missing. A file in which
// nothing can be computed is an *table.Error.
//
// progress, which may be nil, is called after every some thousand rows.
func Read(ctx context.Context, p *plan.Plan, progress func(stage string, rows int)) (*registry.Data, error) {
	t, err := openWhole(p, p.Data.Cases)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	t.issues.limit = code.MaxIssues
	r, err := newReader(p, t)
	if err != nil {
		return nil, err
	}
	if err := r.readRows(ctx, progress); err != nil {
		return nil, err
	}
	d, err := r.data()
	if _, open, _ := passwords(p); err == nil && open { // read before, with its error
		d.Issues = append(d.Issues, registry.Issue{Severity: registry.Warning, Code: passwordOpen,
			File: p.Data.PasswordFile})
	}
	if err == nil {
		t.addDictionary(d)
	}
	return d, err
}

// A reader turns the rows of the cases file into registry.Data.
type reader struct {
	plan    *plan.Plan
	table   *dataFile
	issues  *issues
	missing scalars

	byField map[int]*column
	columns []*column // in use, in the order of the file
	use     use
	sources []source // of milestones
	boxes   []checkboxes

	caseField int
	patient   *column // nil: each row is a patient
	line      []int32
	aside     []asideRow
	caseID    []string
	cases     *dictionary // of caseID

	orders []dateOrder // decided so far, for the note of the format
	dated  place       // the first date of the file
}

func newReader(p *plan.Plan, t *dataFile) (*reader, error) {
	r := &reader{plan: p, table: t, issues: t.issues, missing: missing(p), cases: newDictionary(),
		byField: map[int]*column{}, use: columnsInUse(p)}
	if err := r.checkMapping(); err != nil {
		return nil, err
	}
	r.caseField, _ = t.find(p, caseIDColumn)
	t.idField = r.caseField
	r.patient = r.columnOf(patientIDColumn)
	for _, name := range []string{transplantDateColumn, birthDateColumn, aboMatchColumn, desensitisationStart} {
		r.columnOf(name)
	}
	for _, name := range sortedKeys(r.use.need) {
		r.columnOf(name)
	}
	if err := r.findSources(); err != nil {
		return nil, err
	}
	if err := r.findCheckboxes(); err != nil {
		return nil, err
	}
	if err := r.checkTimeAtRisk(); err != nil {
		return nil, err
	}
	r.noteAbsent()
	for _, field := range slices.Sorted(maps.Keys(r.byField)) {
		c := r.byField[field]
		r.columns = append(r.columns, c)
		r.issues.tellPrinted(c.header, place{line: t.headerLine, column: c.header})
	}
	return r, nil
}

// columnOf is the column of one of our names, taken into use; nil if the file
// has none.
func (r *reader) columnOf(name string) *column {
	field, ok := r.table.find(r.plan, name)
	if !ok {
		return nil
	}
	return r.columnAt(field)
}

func (r *reader) columnAt(field int) *column {
	c, ok := r.byField[field]
	if !ok {
		c = newColumn(r.table.header[field], field)
		r.byField[field] = c
	}
	return c
}

// checkMapping refuses a mapping to a header that the cases file has not,
// unless the mapped column is one of a log.
func (r *reader) checkMapping() error {
	for _, name := range sortedKeys(r.plan.Data.Columns) {
		if _, ok := r.table.find(r.plan, name); ok || isLogColumn(name) {
			continue
		}
		return &table.Error{
			File: r.table.file, Column: headerOf(r.plan, name),
			Message: message.Of("the study file reads %s from this column, but the header has no such column", name),
			Next:    message.Of("correct data: columns: in the study file%s", r.table.instead(headerOf(r.plan, name))),
		}
	}
	return nil
}

// checkTimeAtRisk refuses a file from which no time at risk can follow.
func (r *reader) checkTimeAtRisk() error {
	if c := r.columnOf(transplantDateColumn); c != nil {
		return r.checkTransplantDates(c)
	}
	known := false
	for _, s := range r.sources {
		if s.date != nil {
			return &table.Error{
				File: r.table.file, Line: r.table.headerLine, Column: headerOf(r.plan, transplantDateColumn),
				Message: message.Of("the header has no such column, so no time can be reckoned from %s", s.date.header),
				Next: message.Of("add the date of transplant, or give times since transplant as %s_day",
					s.milestone),
			}
		}
		known = known || s.day != nil && (s.milestone == "death" || s.milestone == "last_contact")
	}
	if !known || r.lacksFollowUp() != nil {
		t := cmp.Or(r.lacksFollowUp(), r.table)
		return &table.Error{
			File: t.file, Line: t.headerLine, Column: headerOf(r.plan, transplantDateColumn),
			Message: message.Of("the header has no way to know the time at risk"),
			Next: message.Of("add transplant_date, or last_contact_day and death_day, or name such columns " +
				"under data: columns: or milestones: in the study file"),
		}
	}
	return nil
}

// noteAbsent tells of columns that the study names and nothing gives, and of each
// file that lacks a column which another has.
func (r *reader) noteAbsent() {
	for _, name := range sortedKeys(r.use.named) {
		c := r.columnOf(name)
		if c != nil || r.derived(name) {
			continue
		}
		for _, t := range r.table.every() {
			t.issues.add(columnAbsent, place{line: t.headerLine, column: t.headerOf(r.plan, name)}, name)
		}
	}
	r.noteLacking()
}

// derived says whether a column without a header follows from others.
func (r *reader) derived(name string) bool {
	switch name {
	case ageColumn:
		return r.columnOf(birthDateColumn) != nil && r.columnOf(transplantDateColumn) != nil
	case aboMatchColumn, aboMajorColumn:
		return r.columnOf(recipientABOColumn) != nil && r.columnOf(donorABOColumn) != nil
	}
	return r.isCheckbox(name)
}

// readRows passes all rows of cases into the columns.
func (r *reader) readRows(ctx context.Context, progress func(string, int)) error {
	if err := r.readCases(ctx, progress); err != nil {
		return err
	}
	r.judgeAside()
	r.table.passOverRest()
	if r.table.rows == 0 && r.table.official != nil {
		return r.table.noCaseYet()
	}
	if r.table.rows == 0 {
		return &table.Error{File: r.table.file, Line: r.table.headerLine,
			Message: message.Of("the file has a header and no rows"),
			Next:    message.Of("export it again with a row for each case")}
	}
	if progress != nil {
		progress(casesStage, r.table.rows)
	}
	return nil
}

// readCases passes the rows into the columns, but for those that may be no case.
func (r *reader) readCases(ctx context.Context, progress func(string, int)) (err error) {
	f := newFramers(r.columns)
	defer func() { err = cmp.Or(f.close(), err) }()
	for {
		cells, line, err := r.table.row()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if !r.isCase(cells, line) {
			continue
		}
		full, ok := f.add(cells)
		if !ok {
			return nil // close has the fault
		}
		if full {
			if err := ctx.Err(); err != nil {
				return err
			}
			if progress != nil {
				progress(casesStage, r.table.rows)
			}
		}
	}
	f.flush()
	return ctx.Err()
}

// isCase enters a row as a case unless it has no case_id of its own, or may be no
// case at all.
func (r *reader) isCase(cells []string, line int) bool {
	id := table.Clean(cells[r.caseField])
	hasID, own := !r.missing.has(id), r.table.ownCells(cells, line)
	switch {
	case isFormulaError(id):
		r.issues.add(missingCaseID, r.idPlace(line))
		return false
	case r.table.isMarked(own, id, hasID):
		r.table.passOverAs(line, codebook.IsExample(id))
		return false
	case r.setAside(cells, own, line, id, hasID):
		return false
	case !hasID:
		r.issues.add(missingCaseID, r.idPlace(line))
		return false
	}
	return r.enter(id, line)
}

// enter enters a case, unless an earlier one has its identifier.
func (r *reader) enter(id string, line int) bool {
	r.table.sawCase()
	text, at := id, r.idPlace(line)
	id = fitted(text)
	at.caseID = id
	if first, ok := r.cases.of(id); ok {
		r.issues.add(duplicateCaseID, at, r.table.lineText(int(r.line[first])))
		return false
	}
	r.cases.add(r.cases.keep(id))
	r.caseID = r.cases.text
	r.issues.tellPrinted(text, at)
	r.line = append(r.line, int32(line))
	return true
}

// idPlace is the place of the identifier of a row.
func (r *reader) idPlace(line int) place {
	return place{line: line, column: r.table.header[r.caseField]}
}

// at is the place of a cell of a case.
func (r *reader) at(row int, c *column) place {
	return place{line: int(r.line[row]), column: c.header, caseID: r.caseID[row]}
}

// data reads the columns and puts everything together.
func (r *reader) data() (*registry.Data, error) {
	d := &registry.Data{
		File: r.table.file, Line: r.line, CaseID: r.caseID, AsOf: math.NaN(),
		Numbers: map[string]*registry.Number{}, Categories: map[string]*registry.Category{},
		Milestones: map[string]*registry.Milestone{},
	}
	tx, err := r.transplants(d)
	if err != nil {
		return nil, err
	}
	if err := r.readMilestones(d, tx); err != nil {
		return nil, err
	}
	if err := r.readCovariates(d, tx); err != nil {
		return nil, err
	}
	r.readCheckboxes(d)
	r.deriveABO(d)
	r.readPatients(d)
	if err := r.setClosingDate(d); err != nil {
		return nil, err
	}
	r.table.finish(r.plan, d, formatCodes(r.plan, r.orders))
	d.Readings = r.readings()
	slices.SortStableFunc(d.Issues, func(a, b registry.Issue) int { return a.Line - b.Line })
	return d, nil
}

// setClosingDate takes the closing date, which a file with dates must have.
func (r *reader) setClosingDate(d *registry.Data) error {
	if r.dated.line == 0 {
		return nil
	}
	if !r.plan.AsOf.Set {
		file, line := r.table.place(r.dated.line)
		return &table.Error{
			File: file, Line: line, Column: r.dated.column,
			Message: message.Of("the file has dates, but the study has no closing date"),
			Next:    message.Of("write as_of: YYYY-MM-DD in the study file, or give --as-of"),
		}
	}
	d.AsOf = float64(r.plan.AsOf.Days)
	return nil
}

// readPatients numbers the patients in order of first appearance.
func (r *reader) readPatients(d *registry.Data) {
	var number []int32 // by code of the column: the patient + 1
	if r.patient != nil {
		number = make([]int32, len(r.patient.text))
		identifies := make([]bool, len(r.patient.text))
		for code, text := range r.patient.text {
			identifies[code] = !r.missing.has(text)
		}
		r.tellPrinted(r.patient, identifies)
	}
	d.Unlinked = r.patient == nil || r.isAbsentSomewhere(r.patient)
	d.Patient = make([]int32, len(r.caseID))
	for row, id := range r.caseID {
		code := int32(-1)
		if r.patient != nil {
			code = r.patient.at(row)
			if text := r.patient.text[code]; !r.missing.has(text) && !isFormulaError(text) {
				id = fitted(text)
			} else {
				if !r.table.isAbsent(r.patient, int(r.line[row])) {
					r.issues.add(missingPatientID, r.at(row, r.patient))
				}
				code = -1
			}
		}
		if code >= 0 && number[code] > 0 {
			d.Patient[row] = number[code] - 1
			continue
		}
		d.Patient[row] = int32(len(d.PatientID))
		d.PatientID = append(d.PatientID, id)
		if code >= 0 {
			number[code] = int32(len(d.PatientID))
		}
	}
	d.Patients = len(d.PatientID)
}
