package casefile

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// logStudy is a study of two cases, transplanted on 1 January and 1 February
// 2025, and one log.
func logStudy(t testing.TB, rows ...string) (*plan.Plan, *registry.Data) {
	p := study(t, lines("case_id,transplant_date", "C1,2025-01-01", "C2,2025-02-01"))
	d := read(t, p)
	write(t, p, "log.csv", lines(rows...))
	p.Data.Counts.File, p.Data.Transfusions.File, p.Data.Titres.File, p.Data.Scores.File = plan.Files("log.csv"),
		plan.Files("log.csv"), plan.Files("log.csv"), plan.Files("log.csv")
	return p, d
}

func stream(t testing.TB, p *plan.Plan, d *registry.Data, log registry.Log) []registry.LogEntry {
	t.Helper()
	var list []registry.LogEntry
	if err := Stream(context.Background(), p, d, log,
		func(e registry.LogEntry) error { list = append(list, e); return nil }); err != nil {
		t.Fatal(err)
	}
	return list
}

func entryText(e registry.LogEntry) string {
	return fmt.Sprintf("%d:%d day %v %s/%s %v %v", e.Row, e.Line, e.Day, e.Kind, e.Class, e.Value, e.Volume)
}

func wantEntries(t testing.TB, got []registry.LogEntry, want ...string) {
	t.Helper()
	var texts []string
	for _, e := range got {
		texts = append(texts, entryText(e))
	}
	if !slices.Equal(texts, want) {
		t.Errorf("entries\n\t%s\nwant\n\t%s", strings.Join(texts, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestStream(t *testing.T) {
	p, d := logStudy(t,
		"case_id,date,test,value",
		"C2,2025-01-31,ANC,0.1",
		"C1,2025-01-01,anc,0.5",
		"C1,2025-01-01,Bạch cầu hạt,0.6",
		"C1,2025-01-15 06:30,Platelets,20",
		"C2,2025-02-02,anc,NA",
		"C2,2025-02-03,procalcitonin,1e-1")
	p.Data.Values = map[string]plan.Levels{"test": {{Name: "anc", As: plan.Values{"Bạch cầu hạt"}}}}
	wantEntries(t, stream(t, p, d, registry.Counts),
		"1:2 day -1 anc/ 0.1 NaN",
		"0:3 day 0 anc/ 0.5 NaN",
		"0:4 day 0 anc/ 0.6 NaN",
		"0:5 day 14 platelets/ 20 NaN",
		"1:6 day 1 anc/ NaN NaN",
		"1:7 day 2 procalcitonin/ 0.1 NaN")
	wantIssues(t, d.Issues)
	in := d.Inputs[1]
	if in.File != "log.csv" || in.Rows != 6 || in.Format != "utf-8, comma, decimal-point, ymd" || len(in.SHA256) != 64 {
		t.Errorf("input %+v", in)
	}
}

func TestStreamForms(t *testing.T) {
	p, d := logStudy(t, "case_id,day,product,indication,units", "C1,3,RBC,supportive,2", "C1,5,rbc,,",
		"C1,4.5,plasma,?,x")
	wantEntries(t, stream(t, p, d, registry.Transfusions),
		"0:2 day 3 rbc/supportive 2 NaN", "0:4 day 4.5 plasma/ NaN NaN", "0:3 day 5 rbc/ NaN NaN")
	wantIssues(t, d.Issues, "warning log_unreadable_value 4 units C1", "warning log_unordered 4")

	p, d = logStudy(t, "case_id,date,antibody,class,titre,infusion_ml",
		"C1,2024-12-20,Anti-A,igm,1:512,5", "C1,2024-12-22,anti-a,IgM,1/128,12.5", "C1,2024-12-31,anti-A,IgM,<1:2,",
		"C1,2025-01-01,anti-A,IgG,âm tính,")
	entries := stream(t, p, d, registry.Titres)
	wantEntries(t, entries,
		"0:2 day -12 anti-A/IgM 512 5", "0:3 day -10 anti-A/IgM 128 12.5", "0:4 day -1 anti-A/IgM NaN NaN",
		"0:5 day 0 anti-A/IgG 0 NaN")
	if b := entries[2].Bound; b == nil || *b != (registry.Bound{Limit: 2}) {
		t.Errorf("<1:2 is %v", b)
	}

	p, d = logStudy(t, "case_id,day,instrument,score", "C2,365,pedsql,81.5")
	wantEntries(t, stream(t, p, d, registry.Scores), "1:2 day 365 pedsql/ 81.5 NaN")

	p.Data.Scores.File = nil
	wantEntries(t, stream(t, p, d, registry.Scores))
}

// The order of day and month is settled by a date far down the file, and a log
// that is ordered under that order is not kept.
func TestStreamDateOrder(t *testing.T) {
	p, d := logStudy(t, "case_id,date,test,value", "C1,02/01/2025,anc,1", "C1,03/02/2025,anc,2", "C1,13/02/2025,anc,3")
	wantEntries(t, stream(t, p, d, registry.Counts), "0:2 day 1 anc/ 1 NaN", "0:3 day 33 anc/ 2 NaN",
		"0:4 day 43 anc/ 3 NaN")
	wantIssues(t, d.Issues)

	p, d = logStudy(t, "case_id,date,test,value", "C1,01/02/2025,anc,1", "C1,02/01/2025,anc,2", "C1,02/13/2025,anc,3")
	wantEntries(t, stream(t, p, d, registry.Counts), "0:2 day 1 anc/ 1 NaN", "0:3 day 31 anc/ 2 NaN",
		"0:4 day 43 anc/ 3 NaN")
	wantIssues(t, d.Issues)
}

// A date that the declared order does not read breaks no order.
func TestStreamDeclaredOrder(t *testing.T) {
	p, d := logStudy(t, "case_id,date,test,value", "C1,2025-01-03,anc,1", "C1,02/01/2025,anc,2")
	p.Data.Dates = "ymd"
	wantEntries(t, stream(t, p, d, registry.Counts), "0:2 day 2 anc/ 1 NaN")
	wantIssues(t, d.Issues, "warning log_unreadable_date 3 date C1")
}

func TestStreamUnordered(t *testing.T) {
	p, d := logStudy(t, "case_id,day,test,value",
		"C2,2,anc,1", "C1,1,anc,2", "C2,1,wbc,3", "C2,1,anc,4", "C1,2,anc,5")
	wantEntries(t, stream(t, p, d, registry.Counts),
		"0:3 day 1 anc/ 2 NaN", "0:6 day 2 anc/ 5 NaN", "1:4 day 1 wbc/ 3 NaN", "1:5 day 1 anc/ 4 NaN",
		"1:2 day 2 anc/ 1 NaN")
	wantIssues(t, d.Issues, "warning log_unordered 4")
}

// Times in months: the closing date still holds, and day 30 is a month less 0.4375 days.
func TestStreamMonths(t *testing.T) {
	p, d := logStudy(t, "case_id,date,day,test,value", "C1,2025-01-31,,anc,1", "C1,,2,anc,2", "C1,,22,anc,3")
	p.TimeUnit = plan.Months
	list := stream(t, p, d, registry.Counts)
	if len(list) != 2 || math.Abs(list[0].Day-30/30.4375) > 1e-12 || list[1].Day != 2 {
		t.Errorf("entries %v", list)
	}
	wantIssues(t, d.Issues, "warning log_after_closing 4   1")
}

func TestStreamErrors(t *testing.T) {
	for _, c := range []struct {
		name, log string
		edit      func(*plan.Plan)
		line      int
		column    string
	}{
		{name: "missing file", log: "", edit: func(p *plan.Plan) { p.Data.Counts.File = plan.Files("none.csv") }},
		{name: "no case_id", log: "id,day,test,value\n", line: 1, column: "case_id"},
		{name: "no day", log: "case_id,test,value\n", line: 1, column: "date"},
		{name: "no test", log: "case_id,day,value\n", line: 1, column: "test"},
		{name: "no value", log: "case_id,day,test\n", line: 1, column: "value"},
		{name: "ambiguous dates", log: "case_id,date,test,value\nC1,02/03/2025,anc,1\n", line: 2, column: "date"},
		{name: "no closing date", log: "case_id,date,test,value\nC1,2025-02-03,anc,1\n",
			edit: func(p *plan.Plan) { p.AsOf.Set = false }, line: 1, column: "date"},
	} {
		p, d := logStudy(t)
		write(t, p, "log.csv", c.log)
		if c.edit != nil {
			c.edit(p)
		}
		err := Stream(context.Background(), p, d, registry.Counts, func(registry.LogEntry) error { return nil })
		var fault *table.Error
		if !errors.As(err, &fault) || fault.Line != c.line || fault.Column != c.column || fault.Next.IsEmpty() {
			t.Errorf("%s: %+v; want line %d, column %q and a next step", c.name, err, c.line, c.column)
		}
	}
}

func TestStreamStops(t *testing.T) {
	p, d := logStudy(t, "case_id,day,test,value", "C1,1,anc,1", "C1,2,anc,2")
	stop := errors.New("stop")
	n := 0
	err := Stream(context.Background(), p, d, registry.Counts, func(registry.LogEntry) error { n++; return stop })
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("after %d entries: %v", n, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Stream(ctx, p, d, registry.Counts, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled reading gives %v", err)
	}
}
