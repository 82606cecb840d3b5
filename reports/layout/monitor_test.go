package layout_test

import (
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	codes "graftstat/analysis/code"
	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout"
	"graftstat/reports/pdf"
	"graftstat/reports/words"
	"graftstat/reports/xlsx"
)

func monitoredDocument(t *testing.T, r *result.Results, language string) *document.Document {
	t.Helper()
	doc, missing, err := layout.Monitored(r, language)
	if err != nil {
		t.Fatal(err)
	}
	if len(missing) > 0 {
		t.Fatalf("%s: no text for %s", language, strings.Join(missing, ", "))
	}
	return doc
}

// Whatever was found, the pages and sheets are whole, and they can be written.
func TestMonitorIsWhole(t *testing.T) {
	for name, r := range map[string]*result.Results{"everything": everything(), "nothing": monitoredCentre(nothing()),
		"one patient": onePatient(), "no events": noEvents(), "crowded": crowded()} {
		for _, language := range []string{"en", "vi"} {
			doc := monitoredDocument(t, r, language)
			c := &checker{t: t, name: name + "/" + language, targets: map[string]bool{}, ids: map[string]bool{},
				closed: map[string]bool{}}
			c.document(doc)
			if c.texts < 10 {
				t.Errorf("%s: only %d texts were looked at", c.name, c.texts)
			}
			if err := pdf.Write(t.Context(), io.Discard, doc); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			if err := xlsx.Write(t.Context(), io.Discard, doc, t.TempDir()); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			if again := monitoredDocument(t, r, language); !reflect.DeepEqual(texts(doc), texts(again)) {
				t.Errorf("%s: made again it is another", c.name)
			}
		}
	}
}

func TestNothingMonitoredMakesNoPage(t *testing.T) {
	doc := monitoredDocument(t, monitoredCentre(nil), "en")
	if len(doc.Pages) != 1 || len(doc.Pages[0].Blocks) != 0 || len(doc.Sheets) != 2 {
		t.Errorf("%d pages, %d sheets", len(doc.Pages), len(doc.Sheets))
	}
}

// The lead answers, whatever there is to say.
func TestMonitorAnswersInWords(t *testing.T) {
	for _, c := range []struct {
		name string
		r    *result.Results
		want []string
	}{
		{"nothing", monitoredCentre(nothing()), []string{"There is no signal this month.",
			"No benchmark is available for comparison.", "No outcome is monitored sequentially.",
			"No visit is overdue."}},
		{"everything", everything(), []string{"4 findings call for attention this month.",
			"Worse than the benchmark: Overall survival, 1 year (Thalassaemia, allogeneic), 87% (76–94%), n\u00a063 against 95%; Transplant-related mortality, day 100 (Solid tumours, autologous), 12% (4–26%), n\u00a041 against 5%.",
			"6 benchmarks judge this centre: 2 worse, 1 as expected, 1 better, 1 with too few patients to judge, 1 not judged yet.",
			"vital status at one year known for only 30 of 36 patients due, 83% (95% CI 67–92%). Below 90%",
			"3 patients have missed a visit and should be contacted.", "2024: 10 of 23 with the event"}},
		{"everything", everything(), []string{"One CUSUM chart has no signal.",
			"Worse than the benchmark. Also outside the 99.8% limits.",
			"Worse than the benchmark. Outside the 95% but within the 99.8% limits: no signal, to be judged once a year.",
			"Too few to judge: 60 patients, within chance variation. With 60 patients, 8 or more adverse outcomes would raise an alarm; if they were twice as frequent (10% instead of 5%), the probability of detection would be 31%.",
			"time from diagnosis", "start of time not stated", "The figures below are for reference only.",
			"reached by chance once in 250 patients on average", "After a signal a chart restarts at zero.",
			"2 patients are pending, whatever the outcome so far", "One patient was lost to follow-up before that time",
			"Steiner, Cook, Farewell and Treasure (Biostatistics 2000)",
			"Spiegelhalter (Statistics in Medicine 2005)"}},
		{"one patient", onePatient(), []string{"1 not judged yet", "no patient has complete follow-up to that time yet",
			"no patient was transplanted more than a year ago", "– (b), n\u00a01", "– (a) no patient",
			"– (b) after the last follow-up of this group", "– (a) no patient was transplanted more than a year ago",
			"– (b) no patient could have been followed", "no funnel plot, no patient"}},
		{"no events", noEvents(), []string{"0% (0–26%), n\u00a063", "100% (80–100%)"}},
		{"crowded", crowded(), []string{"60 patients have missed a visit", "20 further rows are in the workbook."}},
	} {
		all := strings.Join(texts(monitoredDocument(t, c.r, "en")), "\n")
		for _, want := range c.want {
			if !strings.Contains(all, want) {
				t.Errorf("%s: nowhere %q", c.name, want)
			}
		}
	}
}

// What one hopes for decides which side is worse.
func TestWorseFollowsFromWhatOneHopesFor(t *testing.T) {
	for _, c := range []struct {
		verdict string
		good    bool
		want    string
	}{{"below", true, "Worse"}, {"above", true, "Better"}, {"below", false, "Better"}, {"above", false, "Worse"}} {
		m := nothing()
		m.Benchmarks = []result.Benchmark{benchmarkOf("thalassemia", c.verdict, c.good)}
		all := strings.Join(texts(monitoredDocument(t, monitoredCentre(m), "en")), "\n")
		if !strings.Contains(all, c.want+" than the benchmark. ") {
			t.Errorf("%s, good %v: not %s", c.verdict, c.good, c.want)
		}
	}
}

// A published figure for reference is given no verdict, no limits and no figure.
func TestReferenceJudgesNobody(t *testing.T) {
	m := nothing()
	m.Benchmarks = []result.Benchmark{reference("thalassemia", "diagnosis")}
	doc := monitoredDocument(t, monitoredCentre(m), "en")
	if n := len(doc.Figures()); n != 0 {
		t.Errorf("%d figures", n)
	}
	all := strings.Join(texts(doc), "\n")
	for _, never := range []string{"Worse", "Better", "Within chance", "Too few", "rediction"} {
		if strings.Contains(all, never) {
			t.Errorf("%q is said of a reference", never)
		}
	}
	if !strings.Contains(all, "The study file names no benchmark to judge this centre") ||
		!strings.Contains(all, "doi:10.0000/diagnosis") {
		t.Error("it does not say that nothing judges, or has no source")
	}
}

// Forty indicators make figures that fit a page, and every one is drawn once.
func TestTrendsOfManyIndicators(t *testing.T) {
	rows := 0
	for _, f := range monitoredDocument(t, crowded(), "en").Figures() {
		trend, ok := f.Chart.(*document.Trend)
		if !ok {
			continue
		}
		rows += len(trend.Rows)
		if len(trend.Rows) > 8 {
			t.Errorf("%s has %d rows", f.ID, len(trend.Rows))
		}
	}
	if rows != 40 {
		t.Errorf("%d indicators drawn", rows)
	}
}

// A chart starts anew after its signal only where the study says so, and a
// death is an upright line.
func TestChartsFollowTheirPolicy(t *testing.T) {
	for _, policy := range []string{"reset", "keep"} {
		m := nothing()
		s := charted("thalassemia", 40)
		s.AfterSignal = codes.AfterSignal(policy)
		m.Sequential = []result.Sequential{s}
		for _, f := range monitoredDocument(t, monitoredCentre(m), "en").Figures() {
			signals, resets := 0, 0
			for _, p := range f.Chart.(*document.ControlChart).Panels[0].Paths[0].Points {
				if p.Signal {
					signals++
				}
				if p.Reset {
					resets++
				}
			}
			want := 0
			if policy == "reset" {
				want = signals
			}
			if signals == 0 || resets != want {
				t.Errorf("%s, %s: %d signals, %d new starts", policy, f.ID, signals, resets)
			}
			if two := len(f.Chart.(*document.ControlChart).Panels) == 2; two != strings.HasPrefix(f.ID,
				"monitor-cusum") || two && f.Chart.(*document.ControlChart).PendingFrom != 40.5 {
				t.Errorf("%s: %d panels, pending from %v", f.ID, len(f.Chart.(*document.ControlChart).Panels),
					f.Chart.(*document.ControlChart).PendingFrom)
			}
		}
	}
}

func TestSignalsAreWorded(t *testing.T) {
	r := everything()
	for i, want := range []map[string]string{
		{"en": "Overall survival 87% against 95% (ours-2024)",
			"vi": "Tỷ lệ sống thêm toàn bộ (OS) 87% so với 95% (ours-2024)"},
		{"en": "Transplant-related mortality, last on 1 March 2025",
			"vi": "Tử vong liên quan đến ghép, gần nhất ngày 01/03/2025"},
		{"en": "83%", "vi": "83%"}, {"en": "Transplant-related mortality, 2024",
			"vi": "Tử vong liên quan đến ghép, 2024"},
	} {
		for language, text := range want {
			got, ok, err := layout.SignalPart(r, r.Signals[i], language)
			if err != nil || !ok || got != text {
				t.Errorf("%q, %v, %v, want %q", got, ok, err, text)
			}
			w, err := words.New(language)
			if err != nil {
				t.Fatal(err)
			}
			if sentence := w.Text("signal."+r.Signals[i].Code, "C", got); !strings.Contains(sentence, got) ||
				len(w.Missing()) > 0 {
				t.Errorf("%q", sentence)
			}
		}
	}
	for _, s := range []result.Signal{{Code: "event_set_aside", Args: []string{"1"}},
		{Code: "below_benchmark", Args: []string{"id"}}} {
		if got, ok, err := layout.SignalPart(r, s, "en"); ok || err != nil {
			t.Errorf("%s: %q, %v", s.Code, got, err)
		}
	}
}

// Every code that the analysis of monitoring can give has words.
func TestEveryMonitoringCodeHasWords(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		texts, err := words.Texts(language)
		if err != nil {
			t.Fatal(err)
		}
		for prefix, codes := range map[string][]string{
			"monitor.reason.": {"no_case", "expected_at_edge", "no_expected", "no_follow_up", "over_one",
				"run_length_too_short", "out_of_domain", "counts_only", "too_many_cases", "benchmark_hazard"},
			"monitor.origin.":           {"transplant", "diagnosis", "treatment", "enrolment", "randomisation", "not_stated"},
			"monitor.short.":            {"worse", "better", "within", "too_few", "none"},
			"monitor.sequential.after.": {"reset", "keep"},
			"signal.":                   {"below_benchmark", "cusum_signal", "completeness_below", "funnel_outside"},
		} {
			for _, code := range codes {
				if texts[prefix+code] == "" {
					t.Errorf("%s: no text for %s%s", language, prefix, code)
				}
			}
		}
	}
}

// The list of visits is one to work with: dates are dates, it can be filtered.
func TestOverdueSheet(t *testing.T) {
	sheet := monitoredDocument(t, everything(), "vi").Sheets[0]
	table := sheet.Blocks[len(sheet.Blocks)-1].Table
	if sheet.ID != "monitor-overdue" || !sheet.Filter || table == nil || len(table.Rows) != 3 {
		t.Fatalf("%+v", sheet)
	}
	cells := table.Rows[0].Cells
	if due := cells[4]; due.Value == nil || *due.Value != 45883 || due.Format != document.Calendar ||
		due.Text != "14/08/2025" {
		t.Errorf("due %+v", due)
	}
	if cells[1].Link != "cohort:thalassemia" || cells[0].Text != "T014" || cells[5].Value == nil ||
		*cells[5].Value != 443 {
		t.Errorf("%+v", cells)
	}
}

// texts of a document in their order.
func texts(doc *document.Document) []string {
	var all []string
	var walk func(blocks []document.Block)
	walk = func(blocks []document.Block) {
		for _, b := range blocks {
			if b.Paragraph != nil {
				all = append(all, b.Paragraph.Text)
			}
			if b.Table != nil {
				all = append(append(all, b.Table.Caption), b.Table.Notes...)
				for _, r := range b.Table.Rows {
					for _, cell := range r.Cells {
						all = append(all, cell.Text)
					}
				}
			}
			if b.Figure != nil {
				all = append(all, b.Figure.Title, b.Figure.Alt, b.Figure.Caption)
			}
			walk(b.Row)
		}
	}
	for _, s := range doc.Pages {
		all = append(all, s.Title)
		walk(s.Blocks)
	}
	for _, s := range doc.Sheets {
		walk(s.Blocks)
	}
	return slices.Clip(all)
}
