package casefile

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// dictionaryRows are a small project: two forms of the record, one of its transplants,
// one of counts with two of them on a row.
func dictionaryRows() []string {
	return []string{
		`"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",` +
			`"Choices, Calculations, OR Slider Labels","Field Note","Text Validation Type OR Show Slider Number"`,
		`record_id,baseline,,text,Record,,,`,
		`sex,baseline,,radio,<p>Sex</p>,"1, Male | 2, Female",,`,
		`last_contact_date,baseline,,text,Date,,,date_dmy`,
		`transplant_date,graft,,text,Date,,,date_ymd`,
		`weight_kg,graft,,text,Weight,,,number_comma_decimal`,
		`counted,blood,,text,Date,,,date_ymd`,
		`anc,blood,,text,ANC,,,number`,
		`plt,blood,,text,Platelets,,,number`,
	}
}

func redcapStudy(t testing.TB, data string, rows ...string) *plan.Plan {
	t.Helper()
	p, err := plan.Decode("study.yaml", []byte("as_of: 2026-10-31\ndata:\n  redcap:\n    export: export.csv\n"+
		"    dictionary: dictionary.csv\n"+data+"\ncohorts: [{id: all}]\n"+
		"endpoints: [{id: os, kind: survival, event: [death], times: [365]}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	p.Dir = t.TempDir()
	write(t, p, "dictionary.csv", lines(dictionaryRows()...))
	write(t, p, "export.csv", lines(rows...))
	return p
}

const (
	oneEvent = "    events: {visit: cases}\n"
	bloods   = "    instruments: {blood: {as: counts, columns: {date: counted}, fields: {anc: anc, platelets: plt}}}\n"
	rawHead  = "record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,sex,last_contact_date," +
		"transplant_date,weight_kg,counted,anc,plt,baseline_complete"
)

// Rows of a record are one case, each cell with its place; a code and its label are one
// level; a row of counts is an entry for each.
func TestRedcapRecords(t *testing.T) {
	for name, rows := range map[string][]string{
		"raw": {rawHead, `1,visit_arm_1,,,1,31/12/2025,,,,,,2`, `1,graft_arm_1,,,,,2025-01-01,"9,5",,,,`,
			`1,visit_arm_1,blood,1,,,,,2025-01-03,0.5,20,`, `1,visit_arm_1,blood,2,,,,,2025-01-04,,30,`},
		"labels": {"\ufeffRecord;Event Name;Repeat Instrument;Repeat Instance;Sex;Date;Date;Weight;Date;ANC;" +
			"Platelets;Complete?",
			"1;Visit;;;Male;31-12-2025;;;;;;Complete", "1;Graft;;;;;2025-01-01;9,5;;;;",
			"1;Visit;Blood;1;;;;;2025-01-03;0.5;20;", "1;Visit;Blood;2;;;;;2025-01-04;;30;"},
	} {
		t.Run(name, func(t *testing.T) {
			p := redcapStudy(t, "    events: {visit_arm_1: cases, graft_arm_1: cases}\n"+bloods+
				"  values: {sex: {male: [1]}}\n", rows...)
			d := read(t, p)
			entries := stream(t, p, d, registry.Counts)
			wantIssues(t, d.Issues)
			wantEntries(t, entries, "0:4 day 2 anc/ 0.5 NaN", "0:10 day 2 platelets/ 20 NaN",
				"0:11 day 3 platelets/ 30 NaN")
			if d.CaseID[0] != "1" || d.Rows() != 1 || d.Categories["sex"].Level(0) != "male" ||
				d.Numbers["weight_kg"].Value[0] != 9.5 || d.Milestones["last_contact"].Time[0] != 364 {
				t.Errorf("case %v, %+v, %+v, %+v", d.CaseID, d.Categories["sex"], d.Numbers["weight_kg"],
					d.Milestones["last_contact"])
			}
			for _, c := range []struct{ of, want registry.Cell }{
				{registry.Cell{File: d.File, Line: 2, Column: "weight_kg"}, registry.Cell{File: "export.csv", Line: 3,
					Column: shownAs(name, "weight_kg", "Weight")}},
				{d.Cell("last_contact", 0), registry.Cell{File: "export.csv", Line: 2,
					Column: shownAs(name, "last_contact_date", "Date")}},
				{registry.Cell{File: p.Data.Counts.File.Name(), Line: 11, Column: "value"}, registry.Cell{File: "export.csv",
					Line: 5, Column: shownAs(name, "plt", "Platelets")}},
			} {
				if got := d.Place(c.of); got != c.want {
					t.Errorf("%+v stands at %+v, want %+v", c.of, got, c.want)
				}
			}
		})
	}
}

func shownAs(name, raw, label string) string {
	if name == "raw" {
		return raw
	}
	return label
}

// What is wrong with the rows of an export is told at its place.
func TestRedcapIssues(t *testing.T) {
	severity, texts := severities(), issueSentences(t, "en")
	const graft = "    events: {visit: cases}\n    instruments: {graft: transplants, " +
		"blood: {as: counts, columns: {date: counted}, fields: {anc: anc}}}\n"
	for _, c := range []struct {
		name, data string
		rows, want []string
	}{
		{"rows that differ", "    events: {visit: cases, graft: cases}\n    instruments: {blood: ignore}\n",
			[]string{rawHead, "1,visit_arm_1,,,1,2025-12-31,2025-01-01,,,,,",
				"1,graft_arm_1,,,2,2025-12-31,2025-01-02,,,,,",
				"2,graft_arm_1,,,2,2025-12-31,2025-01-02,,,,,", "1,graft_arm_1,blood,1,,,,,2025-01-05,1,,"},
			[]string{"error redcap_disagree 2 sex 1 3", "error redcap_disagree 2 transplant_date 1 3",
				"error redcap_disagree 3 sex 1 2", "error redcap_disagree 3 transplant_date 1 2"}},
		{"rows that are not used", oneEvent, []string{rawHead, "1,visit_arm_1,,,1,2025-12-31,,,,,,",
			"1,graft_arm_1,,,,,2025-01-01,9,,,,", "1,visit_arm_1,blood,1,,,,,2025-01-05,1,,",
			"2,graft_arm_1,,,,,2025-01-01,9,,,,",
			"3,visit_arm_1", "4,visit_arm_1,,,1,2025-12-31,,,,,,"},
			[]string{"warning redcap_field_elsewhere 1 transplant_date  graft_arm_1 (2)",
				"warning redcap_field_elsewhere 1 weight_kg  graft_arm_1 (2)",
				"warning redcap_rows_unused 3 redcap_event_name  graft_arm_1 2 events",
				"warning redcap_rows_unused 4 redcap_repeat_instrument  blood 1 instruments", "error ragged_row 6   2 12"}},
		{"transplants", graft, []string{rawHead, "1,visit_arm_1,,,1,2025-12-31,,,,,,",
			"1,visit_arm_1,graft,1,,,2025-01-01,9,,,,",
			"1,visit_arm_1,graft,2,,,2025-06-01,9,,,,", "2,visit_arm_1,,,1,2025-12-31,,,,,,",
			"3,visit_arm_1,,,1,2025-12-31,,,,,,", "3,visit_arm_1,graft,1,,,2025-01-01,9,,,,",
			"3,visit_arm_1,blood,1,,,,,2025-01-05,1,,", "1,visit_arm_1,blood,1,,,,,2025-01-05,1,,",
			"5,visit_arm_1,blood,1,,,,,2025-01-05,1,,"},
			[]string{"warning redcap_no_transplant 5   1", "warning redcap_which_transplant 9 record_id",
				"warning log_case_unknown 10 record_id"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := redcapStudy(t, c.data, c.rows...)
			d := read(t, p)
			stream(t, p, d, registry.Counts)
			wantIssues(t, d.Issues, c.want...)
			for _, i := range d.Issues {
				checkArgs(t, texts, i)
				if i.Severity != severity[i.Code] || i.File != "export.csv" {
					t.Errorf("%+v has no severity or no file", i)
				}
			}
		})
	}
}

// Each transplant of a record is a case of its patient, with what the record has.
func TestRedcapTransplants(t *testing.T) {
	p := redcapStudy(t, "    events: {visit: cases}\n    instruments: {graft: transplants}\n", rawHead,
		"1,visit_arm_1,,,1,2025-12-31,,,,,,", "1,visit_arm_1,graft,1,,,2025-01-01,9,,,,",
		"1,visit_arm_1,graft,2,,,2025-06-01,,,,,", "2,visit_arm_1,,,2,2025-12-30,,,,,,",
		"2,visit_arm_1,graft,1,,,2025-01-01,8,,,,")
	d := read(t, p)
	wantIssues(t, d.Issues)
	got := strings.Join(d.CaseID, " ") + " of " + strings.Join(d.PatientID, " ")
	if got != "1-1 1-2 2-1 of 1 2" || d.Milestones["last_contact"].Time[1] != 213 {
		t.Errorf("%s, last contact %v", got, d.Milestones["last_contact"].Time)
	}
	if at := d.Place(d.Cell("last_contact", 1)); at.Line != 2 {
		t.Errorf("the last contact of the second transplant stands at %+v", at)
	}
}

// What cannot be read is refused with what to do.
func TestRedcapRefusals(t *testing.T) {
	good := []string{rawHead, "1,visit_arm_1,,,1,2025-12-31,2025-01-01,,,,,"}
	for name, c := range map[string]struct {
		data       string
		rows       []string
		dictionary string // "-": there is none
		want       []string
	}{
		"no dictionary": {oneEvent, good, "-",
			[]string{"dictionary.csv: there is no such file", "Download the current Data Dictionary"}},
		"another file as dictionary": {oneEvent, good, lines("case_id,sex", "1,M"),
			[]string{"dictionary.csv:1: Variable / Field Name: the file is no data dictionary", "Download"}},
		"an empty dictionary": {oneEvent, good, lines(dictionaryRows()[0]), []string{"the dictionary has no fields"}},
		"a dictionary of another project": {oneEvent, good,
			lines(dictionaryRows()[0], "study_id,a,,text,ID,,,", "sex,a,,text,Sex,,,"),
			[]string{"export.csv:1: study_id: the header has no column of the record's identifier", "of another project"}},
		"an event that is not there": {"    events: {vist_arm_1: cases}\n", good, "",
			[]string{`names "vist_arm_1" under data: redcap: events`, "the export has: visit_arm_1 (nearest: visit_arm_1)"}},
		"an instrument that is not there": {oneEvent + "    instruments: {bloood: counts}\n", good, "",
			[]string{`names "bloood" under data: redcap: instruments`}},
		"events that are not named": {"    instruments: {blood: ignore}\n", good, "",
			[]string{"the study file does not say which have the fields of a case", "events: {visit_arm_1: cases}"}},
		"events of an export without": {oneEvent, []string{"record_id,sex,transplant_date", "1,1,2025-01-01"}, "",
			[]string{"redcap_event_name: the study file names events, but the export has no such column"}},
		"a field that is not there": {oneEvent + "  columns: {transplant_date: transplantdate}\n", good, "",
			[]string{"export.csv:1: transplantdate: the study file reads transplant_date from this field",
				"(nearest: transplant_date)"}},
		"a label of several fields": {"", []string{"Record,Sex,Date", "1,Male,2025-01-01"}, "",
			[]string{"its header is that of other fields too", "raw"}},
		"a text that may be two choices": {"",
			[]string{"record_id,sex,last_contact_date,transplant_date", "1,1,2025-12-31,2025-01-01"},
			lines(dictionaryRows()[0], "record_id,a,,text,Record,,,", `sex,a,,radio,Sex,"1, 2 | 2, 1",,`,
				"last_contact_date,a,,text,Last,,,", "transplant_date,a,,text,Graft,,,"),
			[]string{"export.csv:1: sex: a text of this field is the code of one choice and the label of another"}},
		"a log without its date": {oneEvent + "    instruments: {blood: {as: counts, fields: {anc: anc}}}\n", good, "",
			[]string{"date: the study file names no field for this column of counts", "columns: {date: FIELD}"}},
		"a column of no log": {oneEvent + "    instruments: {blood: {as: counts, columns: {dat: counted}}}\n", good, "",
			[]string{"dat: the study file names this column of counts", "(nearest: date)"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := redcapStudy(t, c.data, c.rows...)
			switch c.dictionary {
			case "":
			case "-":
				if err := os.Remove(p.Dir + "/dictionary.csv"); err != nil {
					t.Fatal(err)
				}
			default:
				write(t, p, "dictionary.csv", c.dictionary)
			}
			d, err := Read(context.Background(), p, nil)
			if err == nil {
				err = Stream(context.Background(), p, d, registry.Counts, func(registry.LogEntry) error { return nil })
			}
			var fault *table.Error
			if !errors.As(err, &fault) || fault.Next.IsEmpty() {
				t.Fatalf("%v is no *table.Error with a next step", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q lacks %q", err, want)
				}
			}
		})
	}
}

// Whatever an export and a dictionary hold, reading does not panic: it ends in an
// Error with a next step, or each case and each entry has its place in the export.
func FuzzRedcap(f *testing.F) {
	f.Add(lines(dictionaryRows()...), lines(rawHead, "1,visit_arm_1,,,1,31/12/2025,2025-01-01,,,,,2",
		"1,visit_arm_1,blood,1,,,,,2025-01-03,0.5,20,"), "visit_arm_1")
	f.Add(lines(dictionaryRows()...),
		"Record;Event Name;Repeat Instrument;Repeat Instance;Date;Date\n1;Visit;;;x;2025-01-01\n1;Visit\n",
		"Visit (Arm 1: A)")
	f.Add("field_name,form_name,field_type,field_label,select_choices_or_calculations,"+
		"text_validation_type_or_show_slider_number\nid,a,text,ID,,\nbox,a,checkbox,Box,\"1,A|-1,B\",\ny,a,yesno,\"<b\",,\n",
		"id,box___1,box____1,y\n1,1,0,\x00\n1,0,1,Yes\n\"", "e")
	f.Fuzz(func(t *testing.T, dictionary, export, event string) {
		p := study(t, "")
		p.Data.Redcap = &plan.Redcap{Export: "export.csv", Dictionary: "dictionary.csv",
			Instruments: map[string]plan.RedcapUses{"blood": {{As: "counts", Columns: map[string]string{"date": "counted"},
				Fields: map[string]string{"anc": "anc", "platelets": "plt"}}}}}
		if strings.Contains(export, "vent") {
			p.Data.Redcap.Events = map[string]plan.RedcapUses{event: {{As: "cases"}}, "graft": {{As: "transplants"}}}
		}
		p.Data.Cases = plan.Sources{{File: "export.csv", Redcap: plan.RedcapCases}}
		p.Data.Counts.File = plan.Sources{{File: "export.csv", Redcap: "counts"}}
		write(t, p, "dictionary.csv", dictionary)
		write(t, p, "export.csv", export)
		d, err := Read(context.Background(), p, nil)
		last := strings.Count(export, "\n") + strings.Count(export, "\r") + 1
		if err == nil {
			for row, line := range d.Line {
				if at := d.Place(registry.Cell{File: d.File, Line: int(line)}); at.File != "export.csv" ||
					at.Line < 2 || at.Line > last {
					t.Fatalf("case %d stands at %+v", row, at)
				}
			}
			var lines []int32
			err = Stream(context.Background(), p, d, registry.Counts, func(e registry.LogEntry) error {
				lines = append(lines, e.Line)
				return nil
			})
			for _, line := range lines {
				at := d.Place(registry.Cell{File: p.Data.Counts.File.Name(), Line: int(line), Column: "value"})
				if err == nil && (at.File != "export.csv" || at.Line < 2 || at.Line > last || at.Column == "value") {
					t.Fatalf("an entry stands at %+v", at)
				}
			}
		}
		var fault *table.Error
		if err != nil && (!errors.As(err, &fault) || fault.Next.IsEmpty()) {
			t.Fatalf("%v is no *table.Error with a next step", err)
		}
	})
}
