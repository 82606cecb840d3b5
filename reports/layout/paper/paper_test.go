package paper

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"graftstat/analysis/result"
	"graftstat/reports/document"
	"graftstat/reports/layout/cohort"
	"graftstat/reports/layout/page"
	"graftstat/reports/words"
)

func paperBuilder(t *testing.T, r *result.Results, language string) *Builder {
	t.Helper()
	w, err := words.New(language)
	if err != nil {
		t.Fatal(err)
	}
	return &Builder{&page.Page{Results: r, Words: w}}
}

func estimateAt(time, estimate, lower, upper float64, atRisk, events int) result.Estimate {
	return result.Estimate{Point: result.Point{Time: time, AtRisk: atRisk, Events: events,
		Estimate: result.Number(estimate), Lower: result.Number(lower), Upper: result.Number(upper),
		Interval: "beta-product"}, AskedTime: result.AskedTime{Asked: time, Unit: "days"}, Mature: true}
}

// followedDays is a follow-up in days, said in months or years.
func followedDays(f result.FollowUp) result.FollowUp {
	f.Said = f.Say("days")
	return f
}

// paperByHand is a cohort of ten with two groups of a column donor: a of seven, b of three.
func paperByHand() *result.Results {
	none := result.Missing()
	group := func(by, name string, cases, events int, at ...result.Estimate) result.Group {
		return result.Group{By: by, Group: name, Cases: cases, Events: events, Interval: "beta-product", At: at}
	}
	os := result.Endpoint{ID: "os", Kind: "survival", Method: "kaplan-meier", Variance: "greenwood", Unit: "days",
		Times: []float64{100, 365},
		Definition: result.Definition{From: "transplant", Event: []result.Item{{Milestone: "death"}},
			Censor: []string{"last_contact"}, Per: "patient"},
		Groups: []result.Group{
			group("", "all", 10, 2, estimateAt(100, 0.9, 0.55, 0.997, 9, 1), estimateAt(365, 0.8, 0.44, 0.97, 5, 2)),
			group("donor", "a", 7, 0, estimateAt(100, 1, 0.59, 1, 7, 0), estimateAt(365, 1, 0.48, 1, 4, 0)),
			group("donor", "b", 3, 2, estimateAt(100, 0.67, 0.09, 0.99, 2, 1), estimateAt(365, 0.33, 0.01, 0.9, 1, 2)),
		},
		Tests: []result.Test{{By: "donor", Name: "log-rank", Groups: []string{"a", "b"}, Statistic: 4, DF: 1,
			P: 0.0455, PAdjusted: none}},
		Differences: []result.Difference{{By: "donor", A: "a", B: "b", Measure: "survival", Time: 100, Estimate: 0.33,
			Lower: -0.21, Upper: 0.85, Method: "melded-beta-product", P: none}},
	}
	os.MarkHeadline()
	number := func(n int, min, q1, median, q3, max float64) result.Baseline {
		return result.Baseline{Column: "age_years", Kind: "number", N: n, Missing: 0, Min: result.Number(min),
			Q1: result.Number(q1), Median: result.Number(median), Q3: result.Number(q3), Max: result.Number(max)}
	}
	sex := func(male, female, missing int) result.Baseline {
		return result.Baseline{Column: "sex", Kind: "category", N: male + female, Missing: missing, Min: none, Q1: none,
			Median: none, Q3: none, Max: none, Levels: []result.Level{{Level: "male", N: male},
				{Level: "female", N: female}}}
	}
	term := func(name string, hr, lower, upper, p float64) result.Term {
		return result.Term{Term: name, HR: result.Number(hr), HRLower: result.Number(lower),
			HRUpper: result.Number(upper), P: result.Number(p)}
	}
	ok := func(terms ...result.Term) result.Model {
		return result.Model{Kind: "cox", Ties: "efron", Cases: 10, Events: 2, Status: "ok", Terms: terms,
			EventsPerParameter: result.Number(2 / float64(len(terms))), TooManyTerms: true}
	}
	together := ok(term("age_years", 1.2, 0.9, 1.6, 0.2), term("sex=female", 2, 0.5, 8, 0.3))
	together.NMissing, together.PHTest = 1, []result.PHTest{{Term: "age_years", P: 0.4}, {Term: "global", P: 0.5}}
	return &result.Results{Schema: result.Schema, AsOf: "2026-10-31",
		Tool: result.Tool{Name: "graftstat", Version: "1.0"},
		Study: result.Study{TimeUnit: "days", Intervals: result.Intervals{Level: 0.95, Survival: "auto",
			Incidence: "auto"},
			Cohorts: []result.StudyCohort{{ID: "c", Label: result.Text{"en": "Children", "vi": "Trẻ em"}, MinGroup: 2}},
			Rules: []result.Rule{{Rule: "transfusion_independence", Key: "window_days", Value: "60"},
				{Rule: "reading", Key: "prefer", Value: "log"}},
			Labels: map[string]map[string]result.Text{"donor": {"": {"en": "Donor", "vi": "Người cho"},
				"a": {"en": "Sibling", "vi": "Anh chị em"}, "b": {"en": "Other", "vi": "Khác"}}}},
		Cohorts: []result.Cohort{{ID: "c", Cases: 10, Patients: 10,
			FollowUp: followedDays(result.FollowUp{Median: 730.5, Lower: 365.25, Upper: none, Alive: 8, Min: 100,
				Max: 800}), Endpoints: []result.Endpoint{os}}},
		Paper: &result.Paper{
			Table1: []result.Table1{{Cohort: "c", By: "donor", Tests: true,
				Groups: []result.Table1Group{{Group: "all", N: 10}, {Group: "a", N: 6}, {Group: "b", N: 3}},
				Rows: []result.Table1Row{
					{Column: "age_years", Kind: "number", Cells: []result.Baseline{number(10, 1, 3, 5, 7, 12),
						number(6, 1, 3, 4.5, 6, 9), number(3, 5, 6, 7, 9.5, 12)}, Difference: 0.42,
						Test: &result.BaselineTest{Name: "mann-whitney-exact", P: 0.0312}},
					{Column: "sex", Kind: "category", Cells: []result.Baseline{sex(6, 3, 1), sex(5, 1, 0), sex(1, 2, 0)},
						Difference: none, Reason: "no_variance",
						Test: &result.BaselineTest{Name: "fisher-exact", P: none, Reason: "min_group"}},
				}}},
			Univariable: []result.Univariable{{Cohort: "c", Endpoint: "os", Kind: "cox", EventsPerParameter: 1,
				TooManyTerms: true, Multivariable: &together, Rows: []result.UnivariableRow{
					{Column: "age_years", Model: ok(term("age_years", 1.15, 0.88, 1.5, 0.31))},
					{Column: "sex", Reference: "male", Model: ok(term("sex=female", 1.9, 0.48, 7.6, 0.36))},
					{Column: "donor", Reference: "a", Model: result.Model{Kind: "cox", Ties: "efron", Cases: 10, Events: 2,
						Status: "separation", About: []string{"donor=a"}, FirthAdvised: true}},
				}}},
			Subgroups: []result.Subgroup{{Cohort: "c", Endpoint: "os", Kind: "cox", By: "donor", Within: "sex",
				Reference: "a", Interaction: &result.ModelTest{Statistic: 1.5, DF: 1, P: 0.221},
				Levels: []result.SubgroupLevel{
					{Level: "male", Cases: 6, Events: 1, Status: "ok",
						Terms: []result.Term{term("donor=b", 3, 0.2, 40, 0.4)}},
					{Level: "female", Cases: 3, Events: 1, Status: "no_event"}}}},
			Missing: []result.MissingData{{Cohort: "c", Column: "sex", N: 10, Missing: 1,
				Used: []string{"table1", "univariable"}}, {Cohort: "c", Endpoint: "os", N: 10}},
			Anonymity: &result.Anonymity{K: 5, Columns: []string{"sex", "age_years", "transplant_year"},
				AgeBands: []float64{2, 7}, Cells: 4, Smallest: 1, Unique: 2, BelowK: 7, Patients: 10},
		},
		Sensitivity: []result.Sensitivity{
			{ID: "w", Label: result.Text{"en": "90 days", "vi": "90 ngày"},
				Set: []result.Setting{{Key: "rules.transfusion_independence.window_days", Value: "90"},
					{Key: "rules.prefer", Value: "case"}, {Key: "where.age_years.ge", Value: "2.5"}},
				Numbers: []result.SensitivityNumber{
					{Cohort: "c", Endpoint: "os", Time: 100, Cases: 8, Events: 1, BaseCases: 10, BaseEvents: 2,
						Base:    estimateAt(100, 0.9, 0.55, 0.997, 9, 1),
						Changed: estimateAt(100, 0.904, 0.5, 0.998, 7, 1)},
					{Cohort: "c", Endpoint: "os", Time: 365, Cases: 8, Events: 1, BaseCases: 10, BaseEvents: 2,
						Base: estimateAt(365, 0.8, 0.44, 0.97, 5, 2), Changed: estimateAt(365, 1, 0.4, 1, 3, 0),
						Moved: true}}},
			{ID: "nobody", Set: []result.Setting{{Key: "where.sex", Value: "male, female"}}, Reason: "no_case"},
		},
	}
}

func tableWith(t *testing.T, blocks []document.Block, id string) *document.Table {
	t.Helper()
	for _, found := range (&document.Document{Pages: []document.Section{{Blocks: blocks}}}).Tables() {
		if found.ID == id {
			return found
		}
	}
	t.Fatalf("no table %s", id)
	return nil
}

// marked are blocks as a document has them: with the marks and notes of their dashes.
func marked(b *Builder, blocks []document.Block) []document.Block {
	b.MarkDashes(&document.Document{Pages: []document.Section{{Blocks: blocks}}})
	return blocks
}

func rowTexts(r document.Row) []string {
	texts := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		texts[i] = strings.ReplaceAll(c.Text, "\u00a0", " ")
	}
	return texts
}

// sameRows compares the texts of a table's rows; a cell is indented by its leading dots.
func sameRows(t *testing.T, table *document.Table, want ...string) {
	t.Helper()
	var got []string
	for _, r := range table.Rows {
		got = append(got, strings.Repeat(".", r.Cells[0].Indent)+strings.Join(rowTexts(r), "|"))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n%s", table.ID, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTable1OfAJournal(t *testing.T) {
	b := paperBuilder(t, paperByHand(), "en")
	table := tableWith(t, marked(b, b.table1Blocks()), "table1-c-donor")
	if got := heads(table); !slices.Equal(got, []string{"Characteristic", "All (n = 10)", "Sibling (n = 6)",
		"Other (n = 3)", "SMD", "p"}) {
		t.Errorf("heads %q", got)
	}
	sameRows(t, table,
		"Age (years), median (Q1–Q3)|5.0 (3.0–7.0)|4.5 (3.0–6.0)|7.0 (6.0–9.5)|0.42|0.031*",
		".Range|1.0–12.0|1.0–9.0|5.0–12.0||",
		"Sex, n (%)||||– (a)|– (b)",
		".Male|6 (67%)|5 (83%)|1 (33%)||",
		".Female|3 (33%)|1 (17%)|2 (67%)||",
		".Missing|1|0|0||",
		"Follow-up in years, median (95% CI)|2.0||||")
	notes := strings.Join(table.Notes, "\n")
	for _, part := range []string{"* Exact Mann-Whitney test.", "– (a) there is no spread",
		"– (b) fewer than two groups are large enough", "1 patient without a value of donor"} {
		if !strings.Contains(notes, part) {
			t.Errorf("no %q in the notes:\n%s", part, notes)
		}
	}
}

func TestComparisonSideBySide(t *testing.T) {
	b := paperBuilder(t, paperByHand(), "en")
	table := tableWith(t, b.comparisonBlocks(), "comparison-c-donor")
	sameRows(t, table,
		"Overall survival|0/7|2/3||0.046",
		".Day 100|100% (59–100%) [7]|67% (9–99%) [2]|33 (−21 to 85)|",
		".1 year|100% (48–100%) [4]|33% (1–90%) [1]|–|")
	if notes := strings.Join(table.Notes, "\n"); !strings.Contains(notes, "p of survival endpoints: log-rank test.") ||
		!strings.Contains(notes, "Difference: Sibling minus Other") {
		t.Error(notes)
	}
}

// A difference past the follow-up and a test that was not asked for are two dashes.
func TestDashesOfAComparison(t *testing.T) {
	r := paperByHand()
	c := &r.Cohorts[0]
	missing := result.Missing()
	c.Endpoints[0].Differences = append(c.Endpoints[0].Differences,
		result.Difference{By: "donor", A: "a", B: "b", Measure: "survival", Time: 365, Estimate: missing,
			Lower: missing, Upper: missing, Reason: "past_follow_up"})
	other := c.Endpoints[0]
	other.ID, other.Label, other.Tests = "other", result.Text{"en": "Another"}, nil
	other.Comparisons = []result.Comparison{{By: "donor", Groups: []string{"a", "b"}, TestReason: "not_asked"}}
	c.Endpoints = append(c.Endpoints[:1], other)
	b := paperBuilder(t, r, "en")
	table := tableWith(t, marked(b, b.comparisonBlocks()), "comparison-c-donor")
	for i, want := range map[int]string{0: "0.046", 2: "– (a)", 3: "– (b)", 5: "– (a)"} {
		cells := rowTexts(table.Rows[i])
		if got := strings.Join(cells[3:], ""); got != want {
			t.Errorf("row %d: %q, not %q", i, cells, want)
		}
	}
	if want := []string{"– (a) after the last follow-up of this group",
		"– (b) no test is requested for this kind of endpoint"}; !slices.Equal(table.Notes[:2], want) {
		t.Errorf("notes %q", table.Notes)
	}
}

// Without a p the column goes, and the reason comes.
func TestComparisonWithoutATest(t *testing.T) {
	r := paperByHand()
	e := &r.Cohorts[0].Endpoints[0]
	e.Tests[0].P, e.Tests[0].Reason, e.Differences = result.Missing(), "min_group", nil
	table := tableWith(t, paperBuilder(t, r, "en").comparisonBlocks(), "comparison-c-donor")
	if got := heads(table); !slices.Equal(got, []string{"Endpoint", "Sibling", "Other"}) {
		t.Errorf("heads %q", got)
	}
	if notes := strings.Join(table.Notes, "\n"); !strings.Contains(notes,
		"No test of Overall survival: fewer than two groups are large enough") {
		t.Error(notes)
	}
}

// Every two of three groups: Holm's p, and the difference at the time of the first page.
func TestPairsOfThreeGroups(t *testing.T) {
	r := paperByHand()
	e := &r.Cohorts[0].Endpoints[0]
	third := e.Groups[1]
	third.Group, third.Cases = "z", 8
	e.Groups = append(e.Groups, third)
	e.Tests = []result.Test{{By: "donor", Name: "log-rank", Groups: []string{"a", "b", "z"}, P: 0.2,
		PAdjusted: result.Missing()},
		{By: "donor", Name: "log-rank", Pair: true, Groups: []string{"a", "z"}, P: 0.01, PAdjusted: 0.03}}
	e.Differences = []result.Difference{{By: "donor", A: "a", B: "z", Measure: "survival", Time: 365, Estimate: 0.123,
		Lower: -0.1, Upper: 0.3}, {By: "donor", A: "a", B: "z", Measure: "survival", Time: 100, Estimate: 0.9,
		Lower: 0.8, Upper: 0.95}}
	e.Comparisons = []result.Comparison{{By: "donor", Groups: []string{"a", "z"}, LeftOut: []string{"b"},
		PMin: result.Missing()}}
	blocks := paperBuilder(t, r, "en").comparisonBlocks()
	if notes := strings.Join(tableWith(t, blocks, "comparison-c-donor").Notes, "\n"); !strings.Contains(notes,
		"Too few cases to compare, described only: Other.") {
		t.Error(notes)
	}
	table := tableWith(t, blocks, "pairs-c-donor")
	// b has too few cases to be compared: its pairs are left out.
	sameRows(t, table, "Overall survival (difference at 1 year)|||", ".Sibling – z|0.010|0.030|12 (−10 to 30)")
}

func TestUnivariableBesideMultivariable(t *testing.T) {
	b := paperBuilder(t, paperByHand(), "en")
	blocks := marked(b, b.univariableBlocks())
	table := tableWith(t, blocks, "univariable-c-os-cox")
	sameRows(t, table,
		"Age (years)|2/10|1.15 (0.88–1.50)|0.310|1.20 (0.90–1.60)|0.200",
		"Sex|2/10||||",
		".Male (reference)||1||1|",
		".Female||1.90 (0.48–7.60)|0.360|2.00 (0.50–8.00)|0.300",
		"Donor|2/10|not estimable|– (a)|not estimable|– (b)")
	notes := strings.Join(table.Notes, "\n")
	for _, part := range []string{"Firth", "– (a) a level has no event, or all of them",
		"– (b) the results give no reason",
		"10 cases with every value, 1 excluded; 2 events for 2 coefficients, 1.0 for each",
		"all terms p = 0.500; Age (years) p = 0.400"} {
		if !strings.Contains(strings.ReplaceAll(notes, "\u00a0", " "), part) {
			t.Errorf("no %q in:\n%s", part, notes)
		}
	}
	warned, figure := false, (*document.Figure)(nil)
	for _, block := range blocks {
		if p := block.Paragraph; p != nil && p.Style == document.Warning &&
			strings.Contains(p.Text, "1.0 events for each coefficient") {
			warned = true
		}
		if block.Figure != nil {
			figure = block.Figure
		}
	}
	if !warned || figure == nil {
		t.Fatalf("warned %v, figure %v", warned, figure)
	}
	if rows := figure.Chart.(*document.Forest).Rows; len(rows) < 4 || rows[1].Label != "Sex" || !rows[1].Heading ||
		rows[2].Missing != "reference" || rows[3].Estimate != 2 {
		t.Errorf("%+v", figure.Chart.(*document.Forest).Rows)
	}
}

// A level that cannot be estimated has no number in the table, in the forest, in
// its alternative text or in the drafted results, and every table says why.
func TestNotEstimableLevel(t *testing.T) {
	r := paperByHand()
	none := result.Missing()
	lost := result.Term{Term: "sex=female", Coef: none, StdErr: none, HR: none, HRLower: none, HRUpper: none, P: none,
		Reason: "not_estimable"}
	u := &r.Paper.Univariable[0]
	m := *u.Multivariable
	m.Terms, m.FirthAdvised = []result.Term{m.Terms[0], lost}, true
	m.References, m.Definition.Terms = map[string]string{"sex": "male"}, []string{"age_years", "sex"}
	u.Multivariable, u.Rows[1].Model.Terms, u.Rows[1].Model.FirthAdvised = &m, []result.Term{lost}, true
	r.Cohorts[0].Endpoints[0].Models = []result.Model{m}
	b := paperBuilder(t, r, "en")
	blocks := append(b.univariableBlocks(), cohort.On(b.Page).ModelBlocks(&r.Cohorts[0], &r.Cohorts[0].Endpoints[0])...)
	forests := 0
	for _, block := range blocks {
		if block.Figure == nil {
			continue
		}
		forests++
		rows := block.Figure.Chart.(*document.Forest).Rows
		last := rows[slices.IndexFunc(rows,
			func(r document.ForestRow) bool { return strings.Contains(r.Label, "Female") })]
		if last.Missing != "not estimable" || last.Estimate == last.Estimate || last.Lower == last.Lower ||
			last.Texts[0] != "not estimable" {
			t.Errorf("%s: %+v", block.Figure.ID, last)
		}
		if !strings.Contains(block.Figure.Alt, "Female: not estimable.") {
			t.Error(block.Figure.Alt)
		}
	}
	if forests != 2 {
		t.Errorf("%d forests", forests)
	}
	for _, id := range []string{"univariable-c-os-cox", "c-os-model-1"} {
		table := tableWith(t, blocks, id)
		row := table.Rows[len(table.Rows)-1]
		for _, of := range table.Rows {
			if strings.Contains(of.Cells[0].Text, "Female") {
				row = of
			}
		}
		texts := ""
		for _, c := range row.Cells[1:] {
			texts += c.Text
		}
		if strings.ContainsAny(texts, "0123456789") || !strings.Contains(texts, "not estimable") {
			t.Errorf("%s: %q", id, texts)
		}
		if notes := strings.Join(table.Notes, "\n"); !strings.Contains(notes,
			"Not estimable: Sex: Female; its interval spans more than a factor of 1,000.") ||
			!strings.Contains(notes, "Firth") {
			t.Errorf("%s: %s", id, notes)
		}
	}
	if notes := strings.Join(tableWith(t, blocks, "c-os-model-1").Notes, "\n"); !strings.Contains(notes,
		"Compared with Sex: Male.") {
		t.Error(notes)
	}
	if s := b.resultTerm(u, lost); !strings.HasSuffix(s, "not estimable") || strings.ContainsAny(s, "0123456789") {
		t.Error(s)
	}
}

// The two kinds of hazard stand side by side.
func TestHazardsSideBySide(t *testing.T) {
	r := paperByHand()
	sub := r.Paper.Univariable[0]
	sub.Kind = "fine-gray"
	m := *sub.Multivariable
	m.Terms = slices.Clone(m.Terms)
	m.Terms[0].HR = 0.7
	sub.Multivariable = &m
	r.Paper.Univariable = append(r.Paper.Univariable, sub)
	table := tableWith(t, paperBuilder(t, r, "en").univariableBlocks(), "hazards-c-os")
	sameRows(t, table, "Age (years)|1.20 (0.90–1.60)|0.200|0.70 (0.90–1.60)|0.200",
		"Sex: Female|2.00 (0.50–8.00)|0.300|2.00 (0.50–8.00)|0.300")
}

func TestSubgroupsWithInteraction(t *testing.T) {
	b := paperBuilder(t, paperByHand(), "en")
	table := tableWith(t, marked(b, b.subgroupBlocks()), "subgroups-c-os-donor")
	sameRows(t, table, "Sex: interaction χ² = 1.50, df = 1, p = 0.221||||", ".Male|1/6|Other|3.00 (0.20–40.00)|0.400",
		".Female|1/3|–|not estimable|–")
	if notes := strings.Join(table.Notes, "\n"); !strings.Contains(notes, "against Sibling") ||
		!strings.Contains(notes, "– there is no event") {
		t.Error(notes)
	}
}

func TestMissingDataAndAnonymity(t *testing.T) {
	b := paperBuilder(t, paperByHand(), "en")
	blocks := b.missingBlocks()
	table := tableWith(t, blocks, "missing-c")
	sameRows(t, table, "Characteristic|||", ".Sex|10|1 (10%)|Table 1; models")
	if notes := strings.Join(table.Notes, "\n"); !strings.Contains(notes, "No values missing: Overall survival.") {
		t.Error(notes)
	}
	complete := tableWith(t, blocks, "complete-c")
	sameRows(t, complete, "Overall survival: Cox model|11|10|1|2|2|1.0")
	if complete.Rows[0].Cells[6].Mark != document.Attention {
		t.Error("one event for each coefficient is not marked")
	}
	var said []string
	for _, block := range blocks {
		if block.Paragraph != nil {
			said = append(said, block.Paragraph.Text)
		}
	}
	want := "By sex, age (years) in bands cut at 2; 7 and year of transplant, 10 patients fall into 4 cells. The smallest cell has 1; patients alone in their cell: 2."
	if len(said) != 2 || said[0] != want || !strings.HasPrefix(said[1], "7 patients are in cells of fewer than 5") {
		t.Errorf("%q", said)
	}
}

func TestSensitivityMarksWhatMoved(t *testing.T) {
	b := paperBuilder(t, paperByHand(), "en")
	s := b.SensitivitySection()
	if s.ID != "sensitivity" || s.Level != 1 || !strings.Contains(s.Blocks[0].Paragraph.Text, "1 of 2") {
		t.Fatalf("%+v", s)
	}
	variants := tableWith(t, s.Blocks, "sensitivity-variants")
	sameRows(t, variants,
		"90 days|Transfusion independence: days without counted RBC transfusion|60|90",
		"|Reading: where log and case row differ, the one that counts|the log|the case row",
		"|Patients: age (years)|as defined|≥ 2.5",
		"nobody|Patients: sex|as defined|Male or Female")
	if len(variants.Notes) != 1 || !strings.HasPrefix(variants.Notes[0], "nobody: no case") {
		t.Errorf("%q", variants.Notes)
	}
	// 90.4% of ten reads 90%, as before: that is a rounding.
	sameRows(t, tableWith(t, s.Blocks, "sensitivity-c"), "Overall survival|2/10|1/8",
		".Day 100|90% (55–99.7%)|90% (50–99.8%)", ".1 year|80% (44–97%)|100% (40–100%)*")
}

func paragraphsOf(blocks []document.Block) string {
	var all []string
	for _, b := range blocks {
		if b.Paragraph != nil {
			all = append(all, strings.ReplaceAll(b.Paragraph.Text, "\u00a0", " "))
		}
	}
	return strings.Join(all, "\n")
}

// The methods name what was done and nothing else, and cite what they name.
func TestMethodsNameWhatWasDone(t *testing.T) {
	var cited page.Citations
	text := paragraphsOf(paperBuilder(t, paperByHand(), "en").paperMethods(&cited))
	for _, part := range []string{"closed on 31 October 2026", "overall survival (death)", "Kaplan-Meier",
		"beta product", "log-rank test", "Cox models", "ties: Efron", "Schoenfeld", "graftstat 1.0",
		"tests of interaction", "90 days", "melded beta product", "exact Mann-Whitney test"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in:\n%s", part, text)
		}
	}
	for _, part := range []string{"Gray", "Aalen", "cumulative incidence", "Firth", "Holm", "log-log", "Clopper",
		"reproduce", "engraftment", "Fisher"} {
		if strings.Contains(text, part) {
			t.Errorf("%q was not done:\n%s", part, text)
		}
	}
	for i := range cited.Order {
		if mark := strconv.Itoa(i + 1); !strings.Contains(text, mark+"]") && !strings.Contains(text, mark+",") {
			t.Errorf("reference %s %s is not cited:\n%s", mark, cited.Order[i], text)
		}
	}
}

func TestResultsClaimNoMoreThanTheyKnow(t *testing.T) {
	text := paragraphsOf(paperBuilder(t, paperByHand(), "en").paperResults())
	for _, part := range []string{"The analysis included 10 patients.", "At the last contact 8 of 10 were alive.",
		"Median follow-up was 2.0 years.",
		"Overall survival at 1 year was 80% (95% CI 44–97%), with 2 events by then among 10 patients and 5 still at risk.",
		"With 10 patients the intervals are wide",
		"By donor, overall survival at 1 year was 100% (95% CI 48–100%) in the Sibling group (n = 7) and 33% (95% CI 1–90%) in the Other group (n = 3) (log-rank test, p = 0.046).",
		"sex: Female against Male 2.00 (95% CI 0.50–8.00; p = 0.300)", "exploratory", "1 of 2"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in:\n%s", part, text)
		}
	}
}

func TestStrobeHasItsItems(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		var cited page.Citations
		table := tableWith(t, paperBuilder(t, paperByHand(), language).strobeBlocks(&cited), "strobe")
		if len(table.Rows) != 22 || table.Rows[0].Cells[0].Text != "1" || table.Rows[21].Cells[0].Text != "22" ||
			!slices.Equal(cited.Order, []string{"strobe"}) {
			t.Errorf("%s: %d rows, %v", language, len(table.Rows), cited.Order)
		}
		for _, r := range table.Rows {
			if r.Cells[2].Text == r.Cells[1].Text || r.Cells[3].Text == "" &&
				r.Cells[2].Text != table.Rows[0].Cells[2].Text {
				t.Errorf("%s: %q", language, rowTexts(r))
			}
		}
	}
}

func TestWithoutAPaper(t *testing.T) {
	b := paperBuilder(t, &result.Results{}, "en")
	if s := b.PaperSheets(); len(s) > 0 {
		t.Errorf("%+v", s)
	}
}

// An empty paper is a paper too: its texts stand, its empty tables do not.
func TestEmptyPaper(t *testing.T) {
	r := paperByHand()
	r.Paper, r.Sensitivity = &result.Paper{}, nil
	r.Cohorts[0].Endpoints = nil
	for _, language := range []string{"en", "vi"} {
		b := paperBuilder(t, r, language)
		checkPaper(t, b, language+", empty")
	}
}

func TestTablesOfADocument(t *testing.T) {
	one, two, none := &document.Table{ID: "one", Caption: "One", Rows: []document.Row{{}}},
		&document.Table{ID: "two", Rows: []document.Row{{}}}, &document.Table{ID: "none"}
	d := &document.Document{Pages: []document.Section{{Title: "First",
		Blocks: []document.Block{{Table: one}, {Row: []document.Block{{Figure: &document.Figure{}}, {Table: two}}},
			{Table: none}}}}}
	found := d.Tables()
	if len(found) != 2 || found[0] != one || found[1].ID != "two" || found[1].Caption != "First" || two.Caption != "" {
		t.Errorf("%+v", found)
	}
}

// heads of a table as they are read.
func heads(t *document.Table) []string {
	texts := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		texts[i] = strings.ReplaceAll(c.Head, "\u00a0", " ")
	}
	return texts
}
