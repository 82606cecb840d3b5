package analysis

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/result"
)

// A project is the sample as a project of REDCap has it.
type project struct {
	t      *testing.T
	cases  [][]string
	logs   map[string][][]string
	fields []projectField
	export []exported // its columns
}

type projectField struct {
	form, name, label, kind, choices, validation string
	column                                       string // of the flat file
	codes                                        []string
	labels                                       []string
}

// A redcapForm is how a project is exported.
type redcapForm struct {
	labels, semicolon bool
	events            bool // demographics and outcomes are events
	repeatEvents      bool // a log is a repeating event, not an instrument
	transplants       bool // a record is a patient, with a repeating instrument
	flatLogs          bool
	whole             bool // the results are compared too, not the data alone
}

func logNames() []string { return []string{"counts", "transfusions", "titres", "scores"} }

func sampleProject(t *testing.T, perPatient bool) *project {
	t.Helper()
	p := &project{t: t, cases: cellsOf(t, "../sample-data/cases.csv"), logs: map[string][][]string{}}
	desensitisation := slices.Index(p.cases[0], "desensitisation")
	for _, row := range p.cases[1:] {
		if row[desensitisation] == "" {
			row[desensitisation] = "none" // what unticked boxes say
		}
	}
	patient := p.ofPatients()
	for i, column := range p.cases[0] {
		f := projectField{form: "demographics", name: column, label: strings.ReplaceAll(column, "_", " "), kind: "text",
			column: column}
		switch {
		case perPatient && !patient[column]:
			f.form = "transplant"
		case !perPatient && i > slices.Index(p.cases[0], "titre_at_transplant"):
			f.form = "outcome"
		}
		p.addCase(f)
	}
	for _, log := range logNames() {
		p.logs[log] = cellsOf(t, "../sample-data/"+log+".csv")
		for _, column := range p.logs[log][0] {
			f := projectField{form: log + "_form", name: log + "_" + column, label: strings.ToUpper(column[:1]) + column[1:],
				kind: "text", column: column}
			if column == "case_id" {
				f.label = "Transplant"
			}
			if column == "test" || column == "product" || column == "antibody" {
				f.choose(p.logs[log])
			}
			p.fields = append(p.fields, f)
		}
	}
	slices.SortStableFunc(p.fields, func(a, b projectField) int { return formRank(a.form) - formRank(b.form) })
	return p
}

func formRank(form string) int {
	return slices.Index([]string{"demographics", "outcome", "transplant", "counts_form", "transfusions_form",
		"titres_form", "scores_form"}, form)
}

// ofPatients are the columns that no two transplants of a patient differ in.
func (p *project) ofPatients() map[string]bool {
	same := map[string]bool{}
	for i, column := range p.cases[0] {
		of := map[string]string{}
		same[column] = true
		for _, row := range p.cases[1:] {
			if before, ok := of[row[1]]; ok && before != row[i] {
				same[column] = false
			}
			of[row[1]] = row[i]
		}
	}
	return same
}

// choose makes a field one of choices: those of its column, numbered from 1.
func (f *projectField) choose(table [][]string) {
	at := slices.Index(table[0], f.column)
	for _, row := range table[1:] {
		if row[at] != "" && !slices.Contains(f.labels, row[at]) {
			f.labels = append(f.labels, row[at])
			f.codes = append(f.codes, strconv.Itoa(len(f.labels)))
		}
	}
	f.kind = "dropdown"
	f.setChoices()
}

func (f *projectField) setChoices() {
	var parts []string
	for i, code := range f.codes {
		parts = append(parts, code+", "+f.labels[i])
	}
	f.choices = strings.Join(parts, " | ")
}

// addCase adds a field of a case in the form that REDCap would have it.
func (p *project) addCase(f projectField) {
	switch f.column {
	case "case_id":
		f.name, f.label = "tx_id", "Transplant"
	case "sex":
		f.kind, f.codes, f.labels = "radio", []string{"1", "2"}, []string{"<b>Nam</b>", "Nữ"}
		f.setChoices()
		f.labels = []string{"Nam", "Nữ"}
	case "pesaro_class": // a text is the code of one class and the label of another
		f.kind, f.codes, f.labels = "radio", []string{"0", "1", "2"}, []string{"1", "2", "3"}
		f.setChoices()
	case "lansky_baseline":
		f.kind, f.codes = "dropdown", []string{"60", "70", "80", "90", "100"}
		for _, code := range f.codes {
			f.labels = append(f.labels, code+": play")
		}
		f.setChoices()
	case "death_status":
		f.kind, f.codes, f.labels = "yesno", []string{"1", "0"}, []string{"Yes", "No"}
	case "desensitisation":
		f.kind, f.name = "checkbox", "desens"
		f.codes, f.labels = []string{"1", "-2"}, []string{"donor_rbc", "plasma_exchange"}
		f.setChoices()
	case "diagnosis", "donor_type", "cause_of_death", "transplant_type", "disease_group":
		f.choose(p.cases)
	case "transplant_date", "death_date":
		f.name, f.label, f.validation = "my_"+f.column, "Date", "date_dmy"
	default:
		if strings.HasSuffix(f.column, "_date") {
			f.validation = "date_ymd"
		}
	}
	p.fields = append(p.fields, f)
}

func (p *project) forms() []string {
	var forms []string
	for _, f := range p.fields {
		if !slices.Contains(forms, f.form) {
			forms = append(forms, f.form)
		}
	}
	return forms
}

// dictionary is the data dictionary.
func (p *project) dictionary() [][]string {
	rows := [][]string{{"Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
		"Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number"},
		{"record_id", "demographics", "", "text", "Record ID", "", "", ""}}
	for _, f := range p.fields {
		choices := f.choices
		if f.kind == "yesno" {
			choices = ""
		}
		rows = append(rows, []string{f.name, f.form, "", f.kind, f.label, choices, "", f.validation})
	}
	return rows
}

// exported is one column of an export.
type exported struct {
	name, label string
	field       int // -1: of REDCap itself
	box         int // -1: no box
	form        string
}

func (p *project) columns(f redcapForm) []exported {
	all := []exported{{"record_id", "Record ID", -1, -1, ""}}
	if f.events || f.repeatEvents {
		all = append(all, exported{"redcap_event_name", "Event Name", -1, -1, ""})
	}
	if !f.flatLogs {
		all = append(all, exported{"redcap_repeat_instrument", "Repeat Instrument", -1, -1, ""},
			exported{"redcap_repeat_instance", "Repeat Instance", -1, -1, ""})
	}
	all = append(all, exported{"redcap_data_access_group", "Data Access Group", -1, -1, ""},
		exported{"redcap_survey_identifier", "Survey Identifier", -1, -1, ""})
	for _, form := range p.forms() {
		all = append(all, exported{form + "_timestamp", "Survey Timestamp", -1, -1, ""})
		for i, field := range p.fields {
			switch {
			case field.form != form:
			case field.kind == "checkbox":
				for box, code := range field.codes {
					all = append(all, exported{field.name + "___" + strings.ReplaceAll(code, "-", "_"),
						field.label + " (choice=" + field.labels[box] + ")", i, box, form})
				}
			default:
				all = append(all, exported{field.name, field.label, i, -1, form})
			}
		}
		all = append(all, exported{form + "_complete", "Complete?", -1, -1, form})
	}
	return all
}

// row is a row of the export with the forms that it has of a row of a flat file.
func (p *project) row(f redcapForm, special map[string]string, flat, cells []string, forms ...string) []string {
	var row []string
	for _, c := range p.export {
		cell := special[c.name]
		has := slices.Contains(forms, c.form)
		switch {
		case c.field >= 0 && has:
			field := p.fields[c.field]
			cell = p.cell(f, field, c.box, cells[slices.Index(flat, field.column)])
		case c.box >= 0 && special["redcap_repeat_instrument"] == "":
			cell = p.cell(f, p.fields[c.field], c.box, "none") // as of a form that nobody filled in
		case strings.HasSuffix(c.name, "_complete") && has:
			cell = map[bool]string{true: "Complete", false: "2"}[f.labels]
		case strings.HasSuffix(c.name, "_timestamp"):
			cell = "[not completed]"
		}
		row = append(row, cell)
	}
	return row
}

func (p *project) cell(f redcapForm, field projectField, box int, text string) string {
	if box >= 0 {
		ticked := slices.Contains(strings.Split(text, "+"), field.labels[box])
		words := map[bool]map[bool]string{true: {true: "Checked", false: "Unchecked"}, false: {true: "1", false: "0"}}
		return words[f.labels][ticked]
	}
	switch {
	case text == "":
		return ""
	case field.column == "sex":
		text = map[string]string{"male": "Nam", "female": "Nữ"}[text]
	case field.column == "death_status":
		text = strings.ToUpper(text[:1]) + text[1:]
	case field.column == "lansky_baseline":
		text += ": play"
	case field.validation == "date_dmy" && f.labels: // as a spreadsheet may leave it
		text = text[8:] + "/" + text[5:7] + "/" + text[:4]
	}
	if len(field.codes) > 0 && !f.labels {
		i := slices.Index(field.labels, text)
		if i < 0 {
			p.t.Fatalf("%s has no choice", field.name)
		}
		text = field.codes[i]
	}
	return text
}

// events are the names of an event: unique and as a label.
func eventText(f redcapForm, unique, label string) string {
	if f.labels {
		return label
	}
	return unique
}

// rows are the project as a file.
func (p *project) rows(f redcapForm) [][]string {
	p.export = p.columns(f)
	header := []string{}
	for _, c := range p.export {
		text := c.name
		if f.labels {
			text = c.label
		}
		header = append(header, text)
	}
	table := [][]string{header}
	flat := p.cases[0]
	record := 0
	if f.transplants {
		record = 1
	}
	var ids []string
	for _, row := range p.cases[1:] {
		if !slices.Contains(ids, row[record]) {
			ids = append(ids, row[record])
		}
	}
	for _, id := range ids {
		instance := 0
		var caseIDs []string
		for _, row := range p.cases[1:] {
			if row[record] != id {
				continue
			}
			caseIDs = append(caseIDs, row[0])
			special := map[string]string{"record_id": id, "redcap_survey_identifier": "Nguyễn Văn A",
				"redcap_data_access_group": "hue"}
			switch {
			case f.transplants:
				if instance == 0 {
					table = append(table, p.row(f, special, flat, row, "demographics"))
				}
				instance++
				special["redcap_repeat_instrument"] = eventText(f, "transplant", "Transplant")
				special["redcap_repeat_instance"] = strconv.Itoa(instance)
				table = append(table, p.row(f, special, flat, row, "transplant"))
			case f.events || f.repeatEvents:
				special["redcap_event_name"] = eventText(f, "baseline_arm_1", "Baseline")
				table = append(table, p.row(f, special, flat, row, "demographics"))
				special["redcap_event_name"] = eventText(f, "end_of_the_study_n_arm_1", "End of the study: now")
				table = append(table, p.row(f, special, flat, row, "outcome"))
			default:
				table = append(table, p.row(f, special, flat, row, "demographics", "outcome"))
			}
		}
		if !f.flatLogs {
			table = append(table, p.logRows(f, id, caseIDs)...)
		}
	}
	return table
}

func (p *project) logRows(f redcapForm, id string, caseIDs []string) [][]string {
	var rows [][]string
	for _, log := range logNames() {
		instance := 0
		for _, row := range p.logs[log][1:] {
			if !slices.Contains(caseIDs, row[0]) {
				continue
			}
			instance++
			special := map[string]string{"record_id": id, "redcap_repeat_instance": strconv.Itoa(instance)}
			title := strings.ToUpper(log[:1]) + log[1:]
			switch {
			case f.repeatEvents:
				special["redcap_event_name"] = eventText(f, log+"_arm_1", title)
			case f.events:
				special["redcap_event_name"] = eventText(f, "follow_up_arm_1", "Follow up")
				fallthrough
			default:
				special["redcap_repeat_instrument"] = eventText(f, log+"_form", title+" form")
			}
			rows = append(rows, p.row(f, special, p.logs[log][0], row, log+"_form"))
		}
	}
	return rows
}

// logLine is what the study file says of a log.
func (p *project) logLine(log string, transplants bool) string {
	var columns []string
	for _, column := range p.logs[log][0] {
		if column != "case_id" || transplants {
			columns = append(columns, column+": "+log+"_"+column)
		}
	}
	return "{as: " + log + ", columns: {" + strings.Join(columns, ", ") + "}}"
}

// studyData is data: of the study file.
func (p *project) studyData(f redcapForm) string {
	var b strings.Builder
	b.WriteString("data:\n  redcap:\n    export: export.csv\n    dictionary: dictionary.csv\n")
	var events, instruments []string
	if f.events || f.repeatEvents {
		events = append(events, "baseline_arm_1: cases", "end_of_the_study_n_arm_1: cases")
	}
	if f.transplants {
		instruments = append(instruments, "transplant: transplants")
	}
	for _, log := range logNames() {
		switch {
		case f.flatLogs:
		case f.repeatEvents:
			events = append(events, log+"_arm_1: "+p.logLine(log, f.transplants))
		default:
			instruments = append(instruments, log+"_form: "+p.logLine(log, f.transplants))
		}
	}
	if len(events) > 0 {
		b.WriteString("    events:\n      " + strings.Join(events, "\n      ") + "\n")
	}
	if len(instruments) > 0 {
		b.WriteString("    instruments:\n      " + strings.Join(instruments, "\n      ") + "\n")
	}
	if f.flatLogs {
		for _, log := range logNames() {
			b.WriteString("  " + log + ": " + log + ".csv\n")
		}
	}
	caseID := "record_id"
	if f.transplants {
		caseID = "tx_id"
	}
	b.WriteString("  columns: {case_id: " + caseID +
		", transplant_date: my_transplant_date, death_date: my_death_date}\n" +
		"  values: {sex: {male: [1], female: [Nữ]}, death_status: {yes: [1], no: [No]}}\n" +
		"  checkboxes: {desensitisation: {none: [], donor_rbc: [desens___1], plasma_exchange: [desens____2]}}\n")
	return b.String()
}

// sampleStudy is the study file of the sample with other data.
func sampleStudy(t *testing.T, dir, data string) *plan.Plan {
	t.Helper()
	content, err := os.ReadFile("../sample-data/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(content), "data:\n")
	_, after, _ := strings.Cut(rest, "\ncohorts:")
	name := filepath.Join(dir, "study.yaml")
	if err := os.WriteFile(name, []byte(before+data+"\ncohorts:"+after), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := plan.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func writeExport(t *testing.T, name string, table [][]string, semicolon bool) {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if semicolon {
		b.WriteString("\ufeff")
		w.Comma = ';'
	}
	if err := w.WriteAll(table); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Every variant of one project gives each number of the flat files.
func TestRedcapGivesTheNumbersOfFlatFiles(t *testing.T) {
	flat := sampleProject(t, false)
	dir := t.TempDir()
	writeCells(t, filepath.Join(dir, "cases.csv"), flat.cases)
	data := "data:\n  cases: cases.csv\n  dates: ymd\n  values: {sex: {male: [male], female: [female]}, " +
		"death_status: {yes: [yes], no: [no]}, desensitisation: {none: [none], donor_rbc: [donor_rbc]}}\n"
	for _, log := range logNames() {
		writeCells(t, filepath.Join(dir, log+".csv"), flat.logs[log])
		data += "  " + log + ": " + log + ".csv\n"
	}
	study := sampleStudy(t, dir, data)
	whole, err := computeIn(study)
	if err != nil {
		t.Fatal(err)
	}
	want := treeOf(t, whole)
	d := dataOf(t, study)
	wantData := dataText(d) + issuesText(d)
	for name, f := range map[string]redcapForm{
		"classic, raw":                     {flatLogs: true},
		"classic, labels":                  {flatLogs: true, labels: true},
		"repeating instruments, raw":       {},
		"repeating instruments, labels":    {labels: true, semicolon: true, whole: true},
		"longitudinal, raw":                {events: true, semicolon: true},
		"longitudinal, labels":             {events: true, labels: true},
		"repeating events, raw":            {repeatEvents: true},
		"repeating events, labels":         {repeatEvents: true, labels: true, whole: true},
		"transplants of a patient, raw":    {transplants: true, whole: true},
		"transplants of a patient, labels": {transplants: true, labels: true},
	} {
		t.Run(name, func(t *testing.T) {
			p := sampleProject(t, f.transplants)
			dir := t.TempDir()
			writeExport(t, filepath.Join(dir, "export.csv"), p.rows(f), f.semicolon)
			writeExport(t, filepath.Join(dir, "dictionary.csv"), p.dictionary(), false)
			for _, log := range logNames() {
				writeCells(t, filepath.Join(dir, log+".csv"), p.logs[log])
			}
			study := sampleStudy(t, dir, p.studyData(f))
			d := dataOf(t, study)
			if text := dataText(d) + issuesText(d); text != wantData {
				t.Errorf("the data differ at %q", firstDifference([]byte(text), []byte(wantData)))
			}
			if !f.whole {
				return
			}
			got, err := computeIn(study)
			if err != nil {
				t.Fatal(err)
			}
			differ(t, "", want, treeOf(t, got))
			checkPlaces(t, filepath.Join(dir, "export.csv"), f, got)
		})
	}
}

// dataText is all that numbers are computed from, without places.
func dataText(d *registry.Data) string {
	var b strings.Builder
	fmt.Fprintln(&b, d.CaseID, d.Patient, d.PatientID, d.TransplantDate, d.Infused, d.AsOf, d.RBCUnits, d.PeakLDH)
	for _, name := range slices.Sorted(maps.Keys(d.Numbers)) {
		fmt.Fprintln(&b, name, d.Numbers[name].Value)
	}
	for _, name := range slices.Sorted(maps.Keys(d.Categories)) {
		fmt.Fprintln(&b, name, d.Categories[name].Levels, d.Categories[name].Code)
	}
	for _, name := range slices.Sorted(maps.Keys(d.Milestones)) {
		m := d.Milestones[name]
		fmt.Fprintln(&b, name, m.Time, m.Status, m.Silent, m.Untimed, m.Declared, m.Known != nil)
		if m.Known != nil {
			fmt.Fprintln(&b, m.Known.Time)
		}
	}
	for _, log := range [][]registry.LogEntry{d.Titres, d.Scores, d.Typing, d.GVHD, d.RedCells} {
		for _, e := range log {
			bound := boundText(e.Bound)
			e.Line, e.Bound = 0, nil
			fmt.Fprintln(&b, e, bound)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Measured)) {
		for _, m := range d.Measured[name] {
			bound := boundText(m.Bound)
			m.Line, m.Bound = 0, nil
			fmt.Fprintln(&b, name, m, bound)
		}
	}
	if d.Transfusions != nil {
		fmt.Fprintln(&b, *d.Transfusions)
	}
	fmt.Fprintln(&b, d.Windows, d.Sparse, d.Withheld)
	return b.String()
}

func boundText(b *registry.Bound) string {
	if b == nil {
		return ""
	}
	return fmt.Sprint(*b)
}

// issuesText are the issues of the data, without places.
func issuesText(d *registry.Data) string {
	var b strings.Builder
	for _, i := range d.Issues {
		fmt.Fprintln(&b, i.Severity, i.Code, i.Case)
	}
	return b.String()
}

// treeOf are the results without the places where they stand.
func treeOf(t *testing.T, c *computed) any {
	t.Helper()
	c.Inputs, c.Study.Mapping = nil, ""
	content, err := json.Marshal(c.Results)
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(content, &tree); err != nil {
		t.Fatal(err)
	}
	outcomes := map[string]any{}
	for key, outcome := range c.outcome {
		outcome.Decided = result.Place{}
		outcomes[key.cohort+"/"+key.endpoint+"/"+key.caseID] = outcome
	}
	tree["outcomes"] = outcomes
	return tree
}

// differ tells where two trees of results differ, but for places.
func differ(t *testing.T, path string, want, got any) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok || !slices.Equal(slices.Sorted(maps.Keys(w)), slices.Sorted(maps.Keys(g))) {
			t.Errorf("%s differs in its keys", path)
			return
		}
		for key := range w {
			if key != "file" && key != "line" && key != "column" {
				differ(t, path+"."+key, w[key], g[key])
			}
		}
	case []any:
		g, ok := got.([]any)
		if !ok || len(w) != len(g) {
			t.Errorf("%s: %d items, want %d", path, len(g), len(w))
			return
		}
		for i := range w {
			differ(t, path+"["+strconv.Itoa(i)+"]", w[i], g[i])
		}
	default:
		if want != got {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}

// checkPlaces holds that the cell which decided an outcome stands where it is said to
// stand: in the row of its record, in a column of that header, and is not blank.
func checkPlaces(t *testing.T, file string, f redcapForm, c *computed) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff"))))
	if f.semicolon {
		r.Comma = ';'
	}
	table, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]int{}
	for key, outcome := range c.outcome {
		at := outcome.Decided
		in[at.File]++
		if at.File != "export.csv" {
			continue
		}
		if at.Line < 2 || at.Line > len(table) {
			t.Errorf("%+v is decided on line %d", key, at.Line)
			continue
		}
		filled := false
		for i, header := range table[0] {
			filled = filled || header == at.Column && table[at.Line-1][i] != ""
		}
		if !filled {
			t.Errorf("%+v is decided by a blank cell: %+v", key, at)
		}
		if id := table[at.Line-1][0]; !f.transplants && id != key.caseID && key.caseID[0] != 'A' {
			t.Errorf("%+v is decided in the row of %s", key, id)
		}
	}
	if in["export.csv"] < 100 {
		t.Errorf("places %v", in)
	}
}
