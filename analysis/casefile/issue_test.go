package casefile

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/code"
	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
)

// issueCase is a file and every issue that reading it gives.
type issueCase struct {
	name  string
	cases []string
	edit  func(*plan.Plan)
	log   registry.Log // read too if not empty
	rows  []string     // of the log
	want  []string
}

const (
	header  = "case_id,transplant_date,relapse_date,relapse_status,last_contact_date"
	goodRow = "C1,2025-01-01,,,2025-12-31"
)

var issueCases = []issueCase{
	{name: "a clean file", cases: []string{header, goodRow}},
	{name: "open elsewhere", cases: []string{header, goodRow},
		edit: func(p *plan.Plan) { _ = os.WriteFile(filepath.Join(p.Dir, "~$cases.csv"), nil, 0o600) },
		want: []string{"warning workbook_open 0"}},
	{name: "bad bytes", cases: []string{"case_id,last_contact_day,diagnosis", "C1,5,nhồi \xff máu", "C2,6,\xfe"},
		edit: func(p *plan.Plan) { p.Data.Encoding = "utf-8" },
		want: []string{"warning unprintable 2 diagnosis C1", "warning bad_bytes 2 diagnosis  2",
			"warning unprintable 3 diagnosis C2"}},
	{name: "unprintable", cases: []string{"case_id,last_contact_day,diagnosis,note", "C\u202e1,5,u\tnão,\t", "C2,6,白血,",
		"C2,6,u,"},
		want: []string{"warning unprintable 2 case_id C\u202e1", "warning unprintable 2 diagnosis C\u202e1",
			"warning unprintable 3 diagnosis C2",
			"error duplicate_case_id 4 case_id C2 3"}},
	{name: "a long text", cases: []string{"case_id,last_contact_day,diagnosis",
		"C1,5," + strings.Repeat("ô", maxCharacters+1), "C2,6," + strings.Repeat("ô", maxCharacters)},
		want: []string{"warning long_text 2 diagnosis C1 200"}},
	{name: "numbers beyond", cases: []string{"case_id,last_contact_day,age_years,ferritin_ng_ml", "C1,5,1e9,-1e13",
		"C2,6,15,1000"},
		want: []string{"warning number_beyond 2 age_years C1 150",
			"warning number_beyond 2 ferritin_ng_ml C1 1000000000000"}},
	{name: "times beyond", cases: []string{"case_id,last_contact_day", "C1,1e308", "C2,54787.5", "C3,54788"},
		want: []string{"error time_beyond 2 last_contact_day C1 150", "error time_beyond 4 last_contact_day C3 150"}},
	{name: "a log beyond", cases: []string{header, goodRow}, log: registry.Counts,
		rows: []string{"case_id,day,test,value", "C1,-1e308,anc,1", "C1,2,anc,1e13", "C1,3,a\u200bb,1",
			"C1,3," + strings.Repeat("x", maxCharacters+1) + ",1"},
		want: []string{"error time_beyond 2 day C1 150", "warning log_unreadable_value 3 value C1",
			"warning unprintable 4 test C1", "warning long_text 5 test C1 200"}},
	{name: "assumed encoding", cases: []string{"case_id,last_contact_day,diagnosis", "C1,5,u nguy\xean b\xe0o"},
		want: []string{"warning encoding_assumed 0   windows-1258"}},
	{name: "rows that are no case", cases: []string{"case_id,last_contact_day,sex", "Dị ghép,,", "C1,5,M",
		"case_id,last_contact_day,sex", "Tự ghép,,", ",6,M", "C2,6,", "Tổng cộng,11,", ",11,Tổng: 2", "Hà Nội,,",
		",Người lập biểu,Trưởng khoa"},
		want: []string{"warning not_a_case 2   7 2, 4, 5, 8, 9, 10, 11", "error missing_case_id 6 case_id"}},
	{name: "several files", cases: []string{"case_id,last_contact_day,sex", "C1,5,M", ""},
		edit: func(p *plan.Plan) {
			p.Data.Cases = plan.Files("cases.csv", "b.csv", "none.csv")
			for name, content := range map[string]string{"b.csv": "case_id,last_contact_day\nC2,5\nC1,6\n",
				"none.csv": "case_id,last_contact_day,sex\n"} {
				if err := os.WriteFile(filepath.Join(p.Dir, name), []byte(content), 0o600); err != nil {
					panic(err)
				}
			}
		},
		// lines of the whole: b.csv follows the two of cases.csv
		want: []string{"warning file_lacks_column 3 sex  sex", "error duplicate_case_id 5 case_id C1 2 (cases.csv)",
			"warning no_rows 6"}},
	{name: "empty header", cases: []string{"case_id,,last_contact_day,", "C1,,5,x"},
		want: []string{"warning empty_header 1   2", "warning empty_header 1   4"}},
	{name: "empty rows", cases: []string{header, ",,,,", goodRow, ",,,,", " , ,,,"},
		want: []string{"warning empty_rows 2   3"}},
	{name: "column absent", cases: []string{header, goodRow},
		edit: func(p *plan.Plan) {
			p.Cohorts = []plan.Cohort{{Stratify: "stage", Compare: []plan.Compare{{Column: "abo_match"}},
				Where: plan.Where{{Column: "transplant_date"}}}}
		},
		want: []string{"warning column_absent 1 abo_match  abo_match", "warning column_absent 1 stage  stage"}},
	{name: "mapping ignored", cases: []string{header, goodRow},
		edit: func(p *plan.Plan) {
			p.Milestones = map[string]plan.MilestoneSource{"relapse": {Date: "last_contact_date"}}
		},
		want: []string{"warning mapping_ignored 1   relapse"}},
	{name: "Excel serial", cases: []string{header, "C1,45658,,,46022", "C2,2025-01-01,,,46022"},
		want: []string{"warning excel_serial 2 transplant_date  1 1900",
			"warning excel_serial 2 last_contact_date  2 1900"}},
	{name: "mixed column", cases: []string{"case_id,last_contact_day,score", "1,5,1", "2,5,2", "3,5,3", "4,5,4",
		"5,5,5", "6,5,6", "7,5,7", "8,5,8", "9,5,9", "10,5,10", "11,5,bad", "12,5,bad"},
		edit: func(p *plan.Plan) { p.Cohorts = []plan.Cohort{{Models: []plan.Model{{Terms: []string{"score"}}}}} },
		want: []string{"warning mixed_column 12 score  2"}},
	{name: "typed ABO match without groups", cases: []string{"case_id,last_contact_day,abo_match,donor_abo",
		"1,5,match,O"},
		want: []string{"warning abo_underivable 1 abo_match  recipient_abo donor_abo"}},
	{name: "ragged row", cases: []string{header, goodRow, "C2,2025-01-01", "C3,2025-01-01,,,2025-12-31,"},
		want: []string{"error ragged_row 3   2 5", "error ragged_row 4   6 5"}},
	{name: "bad quotes", cases: []string{header, `C"2,2025-01-01,,,`, goodRow, `C3,"2025-01-01"x,,,`},
		want: []string{"error bad_quote 2", "error bad_quote 4"}},
	{name: "missing case_id", cases: []string{header, "?,2025-01-01,,,2025-12-31"},
		want: []string{"error missing_case_id 2 case_id"}},
	{name: "duplicate case_id", cases: []string{header, goodRow, "C2,2025-01-01,,,2025-12-31", " C1 ,2025-01-01,,,"},
		want: []string{"error duplicate_case_id 4 case_id C1 2"}},
	{name: "missing patient_id", cases: []string{"case_id,patient_id,last_contact_day", "C1,,5"},
		want: []string{"warning missing_patient_id 2 patient_id C1"}},
	{name: "date without transplant", cases: []string{header, "C1,,2025-02-01,,2025-12-31"},
		want: []string{"error date_without_transplant 2 relapse_date C1 transplant_date"}},
	{name: "unreadable dates", cases: []string{header, "C1,2025-02-30,2025-03-01,,2025-12-31",
		"C2,2025-01-01,spring,,2025-12-31"},
		want: []string{"error unreadable_date 2 transplant_date C1", "error unreadable_date 3 relapse_date C2"}},
	{name: "year of two digits", cases: []string{header, "C1,2025-01-01,03/05/25,,2025-12-31"},
		want: []string{"error two_digit_year 2 relapse_date C1"}},
	{name: "months without a day", cases: []string{"case_id,transplant_date,birth_date,relapse_date,last_contact_date",
		"C1,2025-01-01,05/2014,2025-05,2025-12-31", "C2,01/2025,2014-05-01,,2025-12-31"},
		want: []string{"error date_without_day 2 relapse_date C1", "warning covariate_date_without_day 2 birth_date C1",
			"error date_without_day 3 transplant_date C2"}},
	{name: "the middle of a month", cases: []string{"case_id,transplant_date,birth_date,relapse_date,last_contact_date",
		"C1,2025-01-01,05/2014,tháng 5/2025,2025-12-31", "C2,01/2025,2014-05-01,,2025-12-31",
		"C3,2025-05-20,,May 2025,2025-12-31", "C4,2025-05-20,,2025-04,2025-12-31", "C5,2025-05-10,,5.2025,10/2026",
		"C6,2025-05-10,,2025,11/2026"},
		edit: func(p *plan.Plan) { p.Data.Incomplete = plan.MiddleOfMonth; p.AsOf = plan.Date{Set: true, Days: 20740} },
		want: []string{"warning month_middle 2 relapse_date  3", "warning month_middle 2 birth_date  1",
			"error date_without_day 3 transplant_date C2", "error date_without_day 4 relapse_date C3",
			"error negative_time 5 relapse_date C4", "error date_without_day 6 last_contact_date C5",
			"error unreadable_date 7 relapse_date C6", "warning month_middle 7 last_contact_date  1"}},
	{name: "days since the transplant", cases: []string{header, "C1,2025-01-01,N+11,,2025-12-31", "C2,,N+11,,",
		"C3,2025-01-01,11,,2025-12-31", "C4,2025-01-01,N-1,,2025-12-31"},
		want: []string{"error day_without_transplant 3 relapse_date C2", "error unreadable_date 4 relapse_date C3",
			"error negative_time 5 relapse_date C4"}},
	{name: "values and notes", cases: []string{"case_id,transplant_date,relapse_date,last_contact_day,weight_kg",
		"C1,2025-01-01,2025-03-05 (mất tại nhà),14 ngày,5.2 (2 túi)", "C2,2025-01-01,,2 tháng,5.2 - 6.1"},
		want: []string{"error noted_time 2 relapse_date C1", "error noted_time 2 last_contact_day C1",
			"warning noted_value 2 weight_kg C1", "error noted_time 3 last_contact_day C2",
			"warning unreadable_number 3 weight_kg C2"}},
	{name: "notes to ignore", cases: []string{"case_id,transplant_date,relapse_date,last_contact_day,weight_kg",
		"C1,2025-01-01,2025-03-05 (mất tại nhà),74 ngày,5.2 (2 túi)", "C2,2025-01-01,,2 tháng,5200 g",
		"C3,2025-01-01,,90,<5 (lần 2)"},
		edit: func(p *plan.Plan) { p.Data.Notes = plan.IgnoreNotes },
		want: []string{"warning notes_ignored 2 relapse_date  1", "warning notes_ignored 2 last_contact_day  1",
			"warning notes_ignored 2 weight_kg  2", "error noted_time 3 last_contact_day C2",
			"warning noted_value 3 weight_kg C2", "warning bounded_value 4 weight_kg C3"}},
	{name: "bounds", cases: []string{"case_id,last_contact_day,weight_kg", "C1,<30,≥5"},
		want: []string{"error bounded_time 2 last_contact_day C1", "warning bounded_value 2 weight_kg C1"}},
	{name: "parts of dates and notes in a log", cases: []string{header, goodRow, "C2,,,,"}, log: registry.Counts,
		rows: []string{"case_id,date,day,test,value", "C1,2025-01-02,,anc,0.5 (lần 2)", "C1,01/2025,,anc,0.5",
			"C1,N+5,,anc,<0.05", "C1,2025-01-07 (sáng),,anc,1", "C1,,N+8,anc,1", "C1,,9 ngày,anc,1", "C2,N+1,,anc,1"},
		want: []string{"warning noted_value 2 value C1", "warning log_date_without_day 3 date C1",
			"warning noted_value 5 date C1", "warning noted_value 7 day C1", "warning log_without_transplant 8 date C2"}},
	{name: "notes to ignore in a log", cases: []string{header, goodRow}, log: registry.Counts,
		edit: func(p *plan.Plan) { p.Data.Notes = plan.IgnoreNotes },
		rows: []string{"case_id,date,test,value", "C1,2025-01-02,anc,0.5 (lần 2)", "C1,2025-01-03 (sáng),anc,<0.5 lấy lại",
			"C1,2025-01-04,anc,0.5 (hoặc 0.6)"},
		want: []string{"warning noted_value 4 value C1", "warning notes_ignored 3 date  1",
			"warning notes_ignored 2 value  2"}},
	{name: "unreadable time", cases: []string{"case_id,last_contact_day", "C1,about 5"},
		want: []string{"error unreadable_time 2 last_contact_day C1"}},
	{name: "negative time", cases: []string{"case_id,transplant_date,last_contact_date,relapse_day",
		"C1,2025-01-02,2025-01-01,5", "C2,2025-01-02,2025-01-02,-1"},
		want: []string{"error negative_time 2 last_contact_date C1", "error negative_time 3 relapse_day C2"}},
	{name: "unreadable status", cases: []string{header, "C1,2025-01-01,,perhaps,2025-12-31",
		"C2,2025-01-01,,never_below,2025-12-31"},
		want: []string{"error unreadable_status 2 relapse_status C1", "error unreadable_status 3 relapse_status C2"}},
	{name: "status contradicts date", cases: []string{header, "C1,2025-01-01,2025-02-01,no,2025-12-31"},
		want: []string{"error status_contradiction 2 relapse_date C1 relapse_status"}},
	{name: "date contradicts time", cases: []string{"case_id,transplant_date,last_contact_date,last_contact_day",
		"C1,2025-01-01,2025-01-11,10", "C2,2025-01-01,2025-01-11,11"},
		want: []string{"error date_day_contradiction 3 last_contact_date C2 last_contact_day"}},
	{name: "never and not", cases: []string{"case_id,last_contact_day,relapse_day,relapse_status", "C1,500,9999,yes",
		"C2,500,9999,unknown", "C3,9999,9999,no"},
		edit: func(p *plan.Plan) { p.Data.Never = []plan.Scalar{"9999"} },
		want: []string{"error never_contradiction 2 relapse_day C1 relapse_status",
			"error never_contradiction 3 relapse_day C2 relapse_status"}},
	{name: "missing indicator", cases: []string{"case_id,t,dead", "C1,5,1", "C2,6,?", "C3,,"},
		edit: func(p *plan.Plan) {
			p.Milestones = map[string]plan.MilestoneSource{"death": {Day: "t",
				When: map[string]plan.Values{"dead": {"1"}}}}
		},
		want: []string{"error missing_indicator 3 t C2 dead"}},
	{name: "condition that no row meets", cases: []string{"case_id,t,state,blank,t2", "C1,5,D,,", "C2,6,A,,"},
		edit: func(p *plan.Plan) {
			p.Milestones = map[string]plan.MilestoneSource{
				"death":   {Day: "t", When: map[string]plan.Values{"state": {"dead"}}},
				"relapse": {Day: "t", When: map[string]plan.Values{"state": {"D", "dead"}}},
				"prca":    {Day: "t2", When: map[string]plan.Values{"blank": {"1"}}},
			}
		},
		want: []string{"warning condition_never 1 state  death"}},
	{name: "unreadable covariates",
		cases: []string{"case_id,transplant_date,birth_date,weight_kg,desensitisation_start",
			"C1,2025-01-01,long ago,fat,before"},
		want: []string{"warning unreadable_covariate_date 2 desensitisation_start C1",
			"warning unreadable_covariate_date 2 birth_date C1", "warning unreadable_number 2 weight_kg C1"}},
	{name: "unmapped value", cases: []string{"case_id,last_contact_day,sex", "C1,5,M", "C2,5,male", "C3,5,X", "C4,5,",
		"C5,5,m", "C6,5,X", "C7,5,X", "C8,5,X", "C9,5,X", "C10,5,X", "C11,5,X", "C12,5,X", "C13,5,X", "C14,5,X",
		"C15,5,X"},
		edit: func(p *plan.Plan) {
			p.Data.Values = map[string]plan.Levels{"sex": {{Name: "male", As: plan.Values{"M"}},
				{Name: "female", As: plan.Values{"F"}}}}
		},
		want: []string{"warning unmapped_value 4 sex C3 11 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, … " +
			"4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16", "warning unmapped_value 6 sex C5 1 6 6"}},
	{name: "unit", cases: []string{"case_id,last_contact_day,weight_kg", "C1,5,24", "C2,5,24400", "C3,5,0",
		"C4,5,31000"},
		want: []string{"warning unit_suspect 3 weight_kg  2 kg weight_kg"}},
	{name: "boxes", cases: []string{"case_id,last_contact_day,c___1,c___2", "C1,5,1,0", "C2,5,yes,0", "C3,5,,"},
		edit: func(p *plan.Plan) {
			p.Data.Checkboxes = map[string]plan.Levels{"c": {{Name: "one", As: plan.Values{"c___1"}},
				{Name: "two", As: plan.Values{"c___2"}}}}
		},
		want: []string{"warning unreadable_checkbox 3 c___1 C2"}},
	{name: "formula errors", cases: []string{"case_id,last_contact_day,sex", "#N/A,5,M", "C2,5,#REF!", "C3,#N/A,F"},
		want: []string{"error missing_case_id 2 case_id", "warning formula_error 3 sex C2",
			"error unreadable_time 4 last_contact_day C3"}},
	{name: "blood groups", cases: []string{"case_id,last_contact_day,recipient_abo,donor_abo,abo_match",
		"C1,5,O+,A1,minor", "C2,5,Z,A,major", "C3,5,A,O,minor", "C4,5,A,O,incompatible"},
		want: []string{"warning abo_contradiction 2 abo_match C1", "warning unreadable_abo 3 recipient_abo C2"}},

	{name: "a clean log", cases: []string{header, goodRow}, log: registry.Counts,
		rows: []string{"case_id,date,test,value", "C1,2025-01-02,anc,0.5"}},
	{name: "log in another unit", cases: []string{header, goodRow}, log: registry.Counts,
		rows: []string{"case_id,date,test,value", "C1,2025-01-02,anc,0.5", "C1,2025-01-03,ANC,500",
			"C1,2025-01-04,hb,90", "C1,2025-01-04,anc,700", "C1,2025-01-05,crp,1e6"},
		want: []string{"warning unit_suspect 3 value  2 10^9/L anc", "warning unit_suspect 4 value  1 g/dL hb"}},
	{name: "log not in order", cases: []string{header, goodRow}, log: registry.Counts,
		rows: []string{"case_id,date,test,value", "C1,2025-01-03,anc,0.5", "C1,2025-01-02,anc,0.4"},
		want: []string{"warning log_unordered 3"}},
	{name: "log after the closing date", cases: []string{header, goodRow}, log: registry.Counts,
		rows: []string{"case_id,date,test,value", "C1,2026-10-31,anc,0.5", "C1,2026-11-01,anc,0.5",
			"C1,2026-11-02,anc,0.5"},
		want: []string{"warning log_after_closing 3   2"}},
	{name: "log without case, kind, day or value", cases: []string{header, goodRow, "C2,,,,"}, log: registry.Counts,
		rows: []string{"case_id,date,test,value", ",2025-01-02,anc,1", "C9,2025-01-02,anc,1", "C1,2025-01-02,,1",
			"C1,,anc,1", "C1,2025-01-02,anc,low", "C2,2025-01-02,anc,1"},
		want: []string{
			"warning log_case_missing 2 case_id", "warning log_case_unknown 3 case_id",
			"warning log_kind_missing 4 test C1",
			"warning log_unreadable_date 5 date C1", "warning log_unreadable_value 6 value C1",
			"warning log_without_transplant 7 date C2",
		}},
	{name: "a log with a blank value", cases: []string{header, goodRow}, log: registry.Counts,
		rows: append(append([]string{"case_id,date,test,value"}, repeat("C1,2025-01-02,anc,0.5", 20)...),
			"C1,2025-01-03,anc,"),
		want: []string{"warning blank_in_log 22 value C1 1 21"}},
	{name: "a log with as many blank values as there may be", cases: []string{header, goodRow}, log: registry.Counts,
		rows: append(append([]string{"case_id,date,test,value"}, repeat("C1,2025-01-02,anc,0.5", 20)...),
			repeat("C1,2025-01-03,anc,", 3)...)},
	{name: "a product that there is not", cases: []string{header, goodRow}, log: registry.Transfusions,
		rows: []string{"case_id,date,product,units", "C1,2025-01-02,rbc,1", "C1,2025-01-03,rbcc,1",
			"C1,2025-01-04,rbcc,1"},
		want: []string{"warning log_kind_unknown 3 product C1 2"}},
	{name: "a test of one row in a hundred", cases: []string{header, goodRow}, log: registry.Counts,
		rows: append(append([]string{"case_id,date,test,value"}, repeat("C1,2025-01-02,crp,0.5", 99)...),
			"C1,2025-01-03,platlets,5"),
		want: []string{"warning log_kind_unknown 101 test C1 1"}},
	{name: "chimerism as fractions", cases: []string{header, goodRow}, log: registry.Counts,
		rows: append([]string{"case_id,date,test,value"}, repeat("C1,2025-01-02,chimerism,0.98", 10)...),
		want: []string{"warning unit_suspect 2 value  10 % chimerism"}},
	{name: "chimerism of T cells as fractions", cases: []string{header, goodRow}, log: registry.Counts,
		rows: append([]string{"case_id,date,test,value"}, repeat("C1,2025-01-02,chimerism_t,0.98", 10)...),
		want: []string{"warning unit_suspect 2 value  10 % chimerism_t"}},
	{name: "a group that there is not", cases: []string{header, goodRow}, log: registry.Typing,
		rows: []string{"case_id,date,forward,reverse,dat", "C1,2025-01-02,A,anti-B,negative", "C1,2025-01-03,A,anti-D,5+"},
		want: []string{"warning log_unreadable_typing 3 reverse C1", "warning log_unreadable_typing 3 dat C1"}},
	{name: "a stage that there is not", cases: []string{header, goodRow}, log: registry.GVHD,
		rows: []string{"case_id,date,skin,liver,upper,lower", "C1,2025-01-02,4,4,1,4", "C1,2025-01-03,5,0,0,0"},
		want: []string{"warning log_unreadable_stage 3 skin C1"}},
	{name: "a hundred and two of one kind", cases: []string{header, goodRow}, log: registry.Counts,
		rows: append([]string{"case_id,date,test,value"}, repeat("C9,2025-01-02,anc,1", logIssues+2)...),
		want: append(unknownCases(), "warning more_issues 0   log_case_unknown 2")},
}

// Every code has a file that gives it, and a clean file gives none.
func TestIssues(t *testing.T) {
	severity, texts, fired := severities(), issueSentences(t, "en"), map[string]bool{}
	for _, c := range issueCases {
		t.Run(c.name, func(t *testing.T) {
			p := study(t, lines(c.cases...))
			if c.edit != nil {
				c.edit(p)
			}
			d := read(t, p)
			if c.log != "" {
				d.Issues = nil
				p.Data.Counts.File, p.Data.Transfusions.File = plan.Files("log.csv"), plan.Files("log.csv")
				p.Data.Typing.File, p.Data.GVHD.File = plan.Files("log.csv"), plan.Files("log.csv")
				write(t, p, "log.csv", lines(c.rows...))
				if err := Stream(context.Background(), p, d, c.log,
					func(registry.LogEntry) error { return nil }); err != nil {
					t.Fatal(err)
				}
			}
			wantIssues(t, d.Issues, c.want...)
			for _, i := range d.Issues {
				fired[i.Code] = true
				checkArgs(t, texts, i)
				if of, _ := code.IssuesOf(i.Code, i.Args); i.Severity != severity[of] || i.File == "" {
					t.Errorf("%+v has no severity or no file", i)
				}
			}
		})
	}
	fired[beyondHeader] = true   // of sheets only: TestSheet
	fired[logSortedAlone] = true // of thirty rows: TestColumnOfALogSortedAlone
	fired[logLacksTest] = true   // of several files: TestColumnsOfTestsGiveTheEntriesOfALongLog
	fired[passwordOpen] = true   // by the mode of a file, which not every system has: the scripts of the command
	for _, of := range []string{tallyLackEndpoint, tallyLackFollowUp, tallyLackLevel} {
		fired[of] = true // of tallies only: TestCountsThatAFileLacks
	}
	for _, of := range []string{redcapDisagree, redcapRowsUnused, redcapElsewhere, redcapNoTransplant,
		redcapWhichTransplant} {
		fired[of] = true // of exports of REDCap only: TestRedcapIssues
	}
	for code := range severity {
		if !fired[code] {
			t.Errorf("no file gives the issue %s", code)
		}
	}
}

func repeat(row string, n int) []string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = row
	}
	return rows
}

// unknownCases are the issues of the rows 2 to 101 of a log of unknown cases.
func unknownCases() []string {
	var texts []string
	for line := 2; line < 2+logIssues; line++ {
		texts = append(texts, "warning log_case_unknown "+strconv.Itoa(line)+" case_id")
	}
	return texts
}

// No issue and no error says what stands in a faulty cell.
func TestNothingPrintsACell(t *testing.T) {
	const secret = "Nguyễn Văn An"
	columns := []string{"transplant_date", "birth_date", "relapse_date", "relapse_day", "relapse_status",
		"last_contact_date", "weight_kg", "recipient_abo", "donor_abo", "sex", "stage"}
	rows := []string{"case_id," + strings.Join(columns, ",")}
	for i := range columns {
		cells := append([]string{"C" + strconv.Itoa(i), "2025-01-01", "2015-01-01"}, make([]string, len(columns)-2)...)
		cells[i+1] = secret
		rows = append(rows, strings.Join(cells, ","))
	}
	rows = append(rows, "C0,"+secret, ","+secret+strings.Repeat(",", len(columns)-1), `C"`+secret)
	p := study(t, lines(rows...))
	p.Data.Values = map[string]plan.Levels{"sex": {{Name: "male", As: plan.Values{"M"}}}}
	d := read(t, p)
	if len(d.Issues) < len(columns) {
		t.Errorf("only %d issues", len(d.Issues))
	}
	for _, text := range issueTexts(d.Issues) {
		if strings.Contains(text, secret) {
			t.Errorf("%q", text)
		}
	}
	for _, content := range []string{
		lines("case_id,last_contact_day", secret+`,"5`, "C2,6"),
		lines(secret+","+secret, "1,2"),
		lines("case_id,transplant_date,note", "C1,03/04/2025,"+secret),
		lines("case_id,last_contact_day,"+secret+","+secret, "1,2,3,4")[:0] + "case_id\n" + secret + "\n",
	} {
		_, err := Read(context.Background(), study(t, content), nil)
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("error %v", err)
		}
	}
}
