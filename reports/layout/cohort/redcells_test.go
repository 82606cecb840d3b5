package cohort

import (
	"strings"
	"testing"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

func redCellBuilder(t *testing.T, language string, r *result.Results) *Builder {
	t.Helper()
	w, err := words.New(language)
	if err != nil {
		t.Fatal(err)
	}
	r.Study.TimeUnit = "days"
	r.Cohorts = []result.Cohort{{ID: "all"}}
	return On(&page.Page{Results: r, Words: w})
}

func redCellEventOn(day float64) result.RedCellEvent {
	return result.RedCellEvent{State: "happened", Day: result.Number(day), To: result.Missing()}
}

func redCellEventWithout(state, reason string) result.RedCellEvent {
	return result.RedCellEvent{State: state, Day: result.Missing(), To: result.Missing(), Reason: reason}
}

// twoReturns are a minor mismatch of an O donor, of whom little is known, and a
// bidirectional one that recovered.
func twoReturns() *result.Results {
	notBy := redCellEventWithout("not_happened", "")
	notBy.To = 90
	return &result.Results{RedCells: []result.RedCells{{Cohort: "all", Cases: []result.RedCellCourse{
		{Case: "C1", Match: "minor", LastRedCells: redCellEventOn(12),
			Reticulocytes: redCellEventWithout("unknown", "reticulocytes_missing"),
			DonorRedCells: redCellEventWithout("not_asked", "donor_is_o"), Conversion: notBy,
			Aplasia: redCellEventWithout("not_asked", "no_major_mismatch"),
			Delayed: redCellEventWithout("unknown", "aplasia_open"), Diagnosis: redCellEventWithout("not_happened", "")},
		{Case: "C2", Match: "bidirectional", LastRedCells: redCellEventOn(70), Reticulocytes: redCellEventOn(95),
			DonorRedCells: redCellEventOn(60), Conversion: redCellEventOn(130), Provisional: "given",
			Aplasia: redCellEventOn(60), Delayed: redCellEventWithout("not_asked", "major_mismatch"), Ended: 95,
			Diagnosis: redCellEventWithout("unknown", "not_recorded")},
	}}}}
}

func cellTexts(t *document.Table) []string {
	var rows []string
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	return rows
}

// What is not known has a dash, and under the table the reason; of two reasons each
// its own mark.
func TestReturnOfRedCellsSaysWhatIsNotKnown(t *testing.T) {
	r := twoReturns()
	b := redCellBuilder(t, "en", r)
	table := b.returnTable(&r.RedCells[0])
	b.MarkDashes(&document.Document{Pages: []document.Section{{Blocks: []document.Block{{Table: table}}}}})
	want := []string{
		"C1 | 12 | – (a) | not asked | not by day 90 | not asked | – (b)",
		"C2 | 70 | 95 | 60 | 130, provisional | 60 | not asked",
	}
	if got := cellTexts(table); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q\nwant %q", got, want)
	}
	if len(table.Notes) < 2 || table.Notes[0] != "– (a) the log has no value of the patient's reticulocytes" ||
		table.Notes[1] != "– (b) too few reticulocyte values for the criteria" {
		t.Errorf("notes %q", table.Notes)
	}
}

// A measure that nothing tells of has no column, and one of which only the reason is
// known has its column all the same.
func TestReturnOfRedCellsKeepsAColumnOfReasons(t *testing.T) {
	r := twoReturns()
	r.RedCells[0].Missing = []string{"donor_red_cells"}
	r.RedCells[0].Cases = r.RedCells[0].Cases[:1]
	table := redCellBuilder(t, "en", r).returnTable(&r.RedCells[0])
	var keys []string
	for _, column := range table.Columns {
		keys = append(keys, column.Key)
	}
	const want = "course_transplant return_last return_reticulocytes return_conversion return_aplasia return_delayed"
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("columns %s", got)
	}
}

// Each reason for which an event is open has words in both languages.
func TestReasonsOfRedCellEventsHaveWords(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		b := redCellBuilder(t, language, &result.Results{})
		for _, code := range strings.Fields("not_recorded not_stated donor_is_o no_major_mismatch major_mismatch " +
			"reticulocytes_missing implausible_count bound_undecided recovery_undated typing_missing serum_not_typed " +
			"aplasia_open transfusions_unknown neutrophils_unknown platelets_unknown failure_unknown " +
			"reticulocytes_unknown") {
			if _, found := b.Words.Find("reason." + code); !found {
				t.Errorf("%s: no words for %s", language, code)
			}
		}
	}
}

// A cohort without a transplant across a barrier has no section; one of whose transplant
// nothing is recorded has a line of each thing that lacks, and no table.
func TestRedCellsWithNothingRecorded(t *testing.T) {
	r := &result.Results{RedCellUse: []result.RedCellUse{{Cohort: "all", Reason: "no_transfusions",
		Missing: []string{}, Cases: []result.RedCellTimeline{}, Units: []result.UnitsGiven{}}}}
	b := redCellBuilder(t, "en", r)
	if sections := b.RedCellSections(); len(sections) != 0 {
		t.Errorf("%d sections of nothing", len(sections))
	}
	lines := b.redCellLines(&r.RedCellUse[0])
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "No transplant") || !strings.HasPrefix(lines[1], "Units of red cells") {
		t.Errorf("lines %q", lines)
	}
	use := &r.RedCellUse[0]
	use.Cases = []result.RedCellTimeline{{Case: "C1", RecipientABO: "O", DonorABO: "A", Match: "major",
		KnownTo: result.Missing(), Recovered: result.Missing()}}
	sections := b.RedCellSections()
	if len(sections) != 1 {
		t.Fatalf("%d sections", len(sections))
	}
	var begin []string
	for _, block := range sections[0].Blocks {
		switch {
		case block.Table != nil:
			t.Errorf("a table of nothing: %q", cellTexts(block.Table))
		case block.Paragraph != nil:
			begin = append(begin, block.Paragraph.Text)
		}
	}
	if len(begin) != 4 || !strings.HasPrefix(begin[1], "No titre") || !strings.HasPrefix(begin[2], "Reticulocyte recovery,") ||
		!strings.HasPrefix(begin[3], "Units of red cells are not counted") {
		t.Errorf("lines %q", begin)
	}
}

// The definition of an endpoint that a log ends speaks of that log, in both languages: no
// recovery is waited for where aplasia is, nor counts where typings are.
func TestDefinitionsOfRedCellEndpoints(t *testing.T) {
	of := func(milestone string, counts, samples int) *result.Endpoint {
		return &result.Endpoint{ID: milestone, Kind: "incidence", CountsGrace: counts, SamplesGrace: samples,
			Definition: result.Definition{From: "transplant", Event: []result.Item{{Milestone: milestone}}}}
	}
	for language, want := range map[string][3]string{
		"en": {"A case whose criteria are open", "to its last blood typing. A death within 30 days", "A case without recovery"},
		"vi": {"Ca chưa rõ có đủ tiêu chuẩn", "lần định nhóm máu cuối; tử vong trong vòng 30 ngày", "Ca chưa hồi phục"},
	} {
		b := redCellBuilder(t, language, &result.Results{})
		for i, e := range []*result.Endpoint{of("red_cell_aplasia", 7, 0), of("abo_conversion", 0, 30),
			of("reticulocyte_recovery", 7, 0)} {
			text := b.Definition(e)
			for k, part := range want {
				if strings.Contains(text, part) != (k == i) {
					t.Errorf("%s, %s: %q", language, e.ID, text)
				}
			}
		}
	}
}

// The workbook has a row an event, with the reason for what is not known.
func TestSheetOfTheReturnOfRedCells(t *testing.T) {
	want := []string{
		"all | C1 | Last red cells | happened | 12 |  | ",
		"all | C1 | Reticulocyte recovery | unknown |  |  | the log has no value of the patient's reticulocytes",
		"all | C1 | Donor red cells seen | not asked |  |  | the donor is of group O, whose red cells no typing shows",
		"all | C1 | ABO conversion | not happened |  | 90 | ",
		"all | C1 | PRCA criteria | not asked |  |  | no major mismatch",
		"all | C1 | Delayed recovery | unknown |  |  | too few reticulocyte values for the criteria",
		"all | C1 | PRCA diagnosed | not happened |  |  | ",
		"all | C2 | Last red cells | happened | 70 |  | ",
		"all | C2 | Reticulocyte recovery | happened | 95 |  | ",
		"all | C2 | Donor red cells seen | happened | 60 |  | ",
		"all | C2 | ABO conversion | happened | 130 |  | provisional: red cells of another group than the recipient's were given",
		"all | C2 | PRCA criteria | happened | 60 |  | ended on day 95",
		"all | C2 | Delayed recovery | not asked |  |  | a major mismatch, whose like is red-cell aplasia",
		"all | C2 | PRCA diagnosed | unknown |  |  | no column or log tells of it",
	}
	got := cellTexts(redCellBuilder(t, "en", twoReturns()).returnSheetTable())
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

// The reasons behind the blanks of titres and of the mean stand in a column of their own,
// each once.
func TestSheetSaysWhyTitresAndMeansAreBlank(t *testing.T) {
	none := result.Missing()
	units := result.UnitsWindow{From: 0, To: 30}
	series := result.TitreSeries{Baseline: none, AtTransplant: none, StepsDropped: none, FirstBelow: none,
		Reason: "no_titre_before", FirstBelowReason: "titre_partial",
		Disappeared: result.TitreEvent{State: "unknown", Day: none, To: none, Reason: "titre_partial"},
		Rebound:     result.TitreEvent{State: "not_happened", Day: none, To: none}}
	r := &result.Results{
		RedCellUse: []result.RedCellUse{{Cohort: "all", Cases: []result.RedCellTimeline{{Case: "C1", Match: "major"}},
			Units: []result.UnitsGiven{{Windows: []result.UnitsWindow{units}, Means: []result.MeanUnits{{Day: 30, N: 2,
				Estimate: 4, StdErr: 1, Lower: none, Upper: none, Reason: "no_event"}}}}}},
		Titres: &result.Titres{Cases: []result.Desensitised{{Cohort: "all", Case: "C1", Highest: series}}},
	}
	b := redCellBuilder(t, "en", r)
	last := func(table *document.Table) string {
		cells := table.Rows[0].Cells
		return cells[len(cells)-1].Text
	}
	const titres = "no titre up to the transplant is known; not each antibody and class was measured on the day"
	if got := last(b.barrierTable()); got != titres {
		t.Errorf("titres: %q", got)
	}
	if got := last(b.unitsSheetTable()); got != "no event" {
		t.Errorf("mean: %q", got)
	}
}
