package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"graftstat/analysis/plan"
	"graftstat/analysis/result"
)

// threeWaysStudy asks for independence.
const threeWaysStudy = `as_of: %s
data: {cases: cases.csv, dates: ymd%s}
cohorts: [{id: all}]
endpoints:
  - {id: ti, kind: incidence, event: [rbc_independence], times: [365, 730],
     competing: [death, graft_failure, second_transplant]}
`

const bothLogs = ", counts: counts.csv, transfusions: {file: transfusions.csv, complete_to: as_of}"

var infused0 = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// A lived is one patient: days are from the infusion, NaN and "" nothing.
type lived struct {
	id            string
	late          int // days after infused0
	contact       int
	death, failed int // 0: none
	red           []given
	hb            []measured
	ferritin      []measured
	stated        string // the cells ferritin_ng_ml, rbc_units_per_year_before, phlebotomy, chelation
}

type given struct {
	day        int
	units      string
	indication string
}

type measured struct {
	day   int
	value float64
}

func (p *lived) date(day int) string {
	return infused0.AddDate(0, 0, p.late+day).Format("2006-01-02")
}

func (p *lived) dateOr(day int) string {
	if day == 0 {
		return ""
	}
	return p.date(day)
}

// threeWaysOf is the study of patients with such logs: it is closed six days after the latest
// of their last contacts, day 2000 of those of everyWay.
func threeWaysOf(list []lived, logs string) string {
	latest := 0
	for i := range list {
		latest = max(latest, list[i].late+list[i].contact)
	}
	return fmt.Sprintf(threeWaysStudy, infused0.AddDate(0, 0, latest+6).Format("2006-01-02"), logs)
}

// files are the study's, by name. A log gets an entry of plasma on the last contact, so
// that it does not end early.
func files(list []lived) map[string]string {
	var cases, red, counts strings.Builder
	cases.WriteString("case_id,transplant_date,last_contact_date,death_date,graft_failure_date,ferritin_ng_ml," +
		"rbc_units_per_year_before,phlebotomy,chelation\n")
	red.WriteString("case_id,date,product,units,indication\n")
	counts.WriteString("case_id,date,test,value\n")
	for i := range list {
		p := &list[i]
		stated := p.stated
		if stated == "" {
			stated = ",,,"
		}
		fmt.Fprintf(&cases, "%s,%s,%s,%s,%s,%s\n", p.id, p.date(0), p.date(p.contact), p.dateOr(p.death), p.dateOr(p.failed),
			stated)
		for _, g := range p.red {
			fmt.Fprintf(&red, "%s,%s,rbc,%s,%s\n", p.id, p.date(g.day), g.units, g.indication)
		}
		fmt.Fprintf(&red, "%s,%s,plasma,1,supportive\n", p.id, p.date(p.contact))
		for test, values := range map[string][]measured{"hb": p.hb, "ferritin": p.ferritin} {
			for _, m := range values {
				fmt.Fprintf(&counts, "%s,%s,%s,%g\n", p.id, p.date(m.day), test, m.value)
			}
		}
	}
	return map[string]string{"cases.csv": cases.String(), "transfusions.csv": red.String(), "counts.csv": counts.String(),
		"study.yaml": threeWaysOf(list, bothLogs)}
}

// independenceIn runs a study of files.
func independenceIn(t *testing.T, files map[string]string) []result.Independence {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := plan.Read(filepath.Join(dir, "study.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return runOf(t, p).Independence
}

// monthly are values of one height every 30 days, from a day to another.
func monthly(value float64, from, to int) []measured {
	var list []measured
	for day := from; day <= to; day += 30 {
		list = append(list, measured{day, value})
	}
	return list
}

func supported(days ...int) []given {
	var list []given
	for _, day := range days {
		list = append(list, given{day, "1", "supportive"})
	}
	return list
}

// Five died on day 50, five have their last red cells on day 10: half, by each definition.
// Cut at the end of follow-up less the window, the deaths would be gone.
func TestDeathsCountByEachDefinition(t *testing.T) {
	var list []lived
	for i := range 5 {
		list = append(list,
			lived{id: fmt.Sprintf("D%d", i), contact: 50, death: 50, red: supported(5), hb: monthly(8, 1, 50)},
			lived{id: fmt.Sprintf("L%d", i), contact: 1000, red: supported(10), hb: monthly(10, 10, 1000)})
	}
	r := independenceIn(t, files(list))[0]
	if len(r.Criteria) != 3 {
		t.Fatalf("%d definitions", len(r.Criteria))
	}
	for i, end := range []float64{70, 100, 435} { // the first value from day 70 on is on day 70
		c := r.Criteria[i]
		if end == 435 {
			end = 70 + 390 // the first from day 435 on is on day 460
		}
		if c.Evaluable != 10 || c.Reached != 5 || c.Died != 5 || c.Estimate != .5 || c.Independent != 5 ||
			c.Patients != 10 || math.Abs(float64(c.Incidence.Estimate)-.5) > 1e-12 {
			t.Errorf("%s: %+v", c.Milestone, c)
		}
		if c.WindowEnd.N != 5 || float64(c.WindowEnd.Median) != end || c.LastTransfusion.Median != 10 ||
			c.SoFar.Median != 990 {
			t.Errorf("%s: end %+v, last %+v, so far %+v", c.Milestone, c.WindowEnd, c.LastTransfusion, c.SoFar)
		}
		// 5 of 10, R 4.2.2: binom.test(5, 10)$conf.int
		if math.Abs(float64(c.Lower)-0.187086028447398) > 1e-9 || math.Abs(float64(c.Upper)-0.812913971552602) > 1e-9 {
			t.Errorf("%s: %v to %v", c.Milestone, c.Lower, c.Upper)
		}
	}
}

// everyWay has a patient in each state of each definition.
func everyWay() []lived {
	hb := monthly(10, 10, 1000)
	back := []given{{10, "1", "supportive"}, {600, "1", "thalassemia"}}
	return []lived{
		{id: "reached", contact: 1000, red: supported(10), hb: hb},
		{id: "lost", contact: 1000, red: back, hb: hb},
		{id: "failed-after", contact: 1000, failed: 700, red: supported(10), hb: hb},
		{id: "died-since", contact: 1000, death: 1000, red: supported(10), hb: hb},
		{id: "unclear", contact: 1000, red: []given{{10, "1", "supportive"}, {600, "1", ""}}, hb: hb},
		{id: "surgery", contact: 1000, red: []given{{10, "1", "supportive"}, {600, "1", "surgery"}}, hb: hb},
		{id: "never", contact: 1000, red: supported(10, 60, 110, 160, 210, 260, 310, 360, 410, 460, 510, 560, 610,
			660, 710, 760, 810, 860, 910, 960), hb: hb},
		{id: "died", contact: 300, death: 300, red: supported(10, 60, 110, 160, 210, 260), hb: monthly(10, 10, 300)},
		{id: "failed", contact: 1000, failed: 40, red: supported(10), hb: hb},
		{id: "sparse", contact: 1000, red: supported(10), hb: []measured{{70, 10}, {260, 10}, {500, 10}}},
		{id: "ended", contact: 1000, red: supported(10), hb: monthly(10, 10, 130)},
		{id: "none", contact: 1000, red: supported(10)},
		{id: "late", late: 2000 - 486, contact: 480, red: supported(10), hb: monthly(10, 10, 480)},
		{id: "just", late: 2000 - 487, contact: 480, red: supported(10), hb: monthly(10, 10, 480)},
	}
}

func TestStatesByEachDefinition(t *testing.T) {
	r := independenceIn(t, files(everyWay()))[0]
	want := map[string][3]string{
		"reached": {"independent", "independent", "independent"}, "lost": {"lost", "lost", "lost"},
		"failed-after": {"lost", "lost", "lost"}, "died-since": {"died_since", "died_since", "died_since"},
		"unclear": {"unclear", "unclear", "unclear"}, "surgery": {"independent", "independent", "independent"},
		"never": {"not_yet", "not_yet", "not_yet"}, "died": {"died", "died", "died"},
		"failed": {"failed", "failed", "failed"},
		"sparse": {"independent", "independent", "hb_sparse"}, "ended": {"independent", "independent", "hb_ended"},
		"none": {"independent", "independent", "hb_missing"}, "late": {"independent", "independent", "independent"},
		"just": {"independent", "independent", "independent"},
	}
	for _, c := range r.Cases {
		for i, o := range c.Criteria {
			if o.State != want[c.Case][i] {
				t.Errorf("%s by %s: %s, want %s", c.Case, o.Milestone, o.State, want[c.Case][i])
			}
		}
	}
	short, long, ti12 := r.Criteria[0], r.Criteria[1], r.Criteria[2]
	for _, c := range []result.Criterion{short, long} {
		if c.Evaluable != 14 || c.Reached != 11 || c.NotYet != 1 || c.Died != 1 || c.Failed != 1 ||
			len(c.NotEvaluable) != 0 ||
			c.Independent != 7 || c.Lost != 2 || c.DiedSince != 1 || c.Unclear != 1 {
			t.Errorf("%+v", c)
		}
	}
	notEvaluable := []result.Count{{Code: "hb_ended", Cases: 1}, {Code: "hb_missing", Cases: 1},
		{Code: "hb_sparse", Cases: 1}, {Code: "too_early", Cases: 1}}
	if ti12.Evaluable != 10 || ti12.Reached != 7 || ti12.NotYet != 1 || ti12.Died != 1 || ti12.Failed != 1 ||
		!reflect.DeepEqual(ti12.NotEvaluable, notEvaluable) || ti12.Independent != 4 || ti12.Lost != 2 ||
		ti12.DiedSince != 1 || ti12.Unclear != 1 {
		t.Errorf("%+v", ti12)
	}
	for _, c := range r.Criteria {
		sum := c.Evaluable
		for _, x := range c.NotEvaluable {
			sum += x.Cases
		}
		if sum != r.Patients || c.Reached+c.NotYet+c.Died+c.Failed != c.Evaluable {
			t.Errorf("%s: %d of %d patients", c.Milestone, sum, r.Patients)
		}
	}
}

// Whatever log is lost, no other number appears: what is left is as it was, or absent
// with a reason.
func TestLostLogsByEachDefinition(t *testing.T) {
	whole := independenceIn(t, files(everyWay()))[0]
	without := func(change func(map[string]string)) []result.Independence {
		f := files(everyWay())
		change(f)
		return independenceIn(t, f)
	}
	noHb := without(func(f map[string]string) {
		var kept []string
		for _, line := range strings.Split(f["counts.csv"], "\n") {
			if !strings.Contains(line, ",hb,") {
				kept = append(kept, line)
			}
		}
		f["counts.csv"] = strings.Join(append(kept[:1], "reached,2020-01-05,anc,1", ""), "\n")
	})[0]
	noCounts := without(func(f map[string]string) {
		f["study.yaml"] = threeWaysOf(everyWay(), ", transfusions: {file: transfusions.csv, complete_to: as_of}")
	})[0]
	for reason, r := range map[string]result.Independence{"log_lacks_test": noHb, "column_absent": noCounts} {
		if c := r.Criteria[2]; c.Reason != reason || c.Evaluable != 0 || !c.Estimate.IsMissing() ||
			!c.Incidence.Estimate.IsMissing() {
			t.Errorf("ti12 without a haemoglobin: %+v", c)
		}
		for i := range 2 {
			if a, b := fmt.Sprintf("%+v", r.Criteria[i]), fmt.Sprintf("%+v", whole.Criteria[i]); a != b {
				t.Errorf("%s without a haemoglobin is\n%s, was\n%s", r.Criteria[i].Milestone, a, b)
			}
		}
		if !reflect.DeepEqual(fmt.Sprintf("%+v", r.Spared), fmt.Sprintf("%+v", whole.Spared)) {
			t.Errorf("units without a haemoglobin: %+v", r.Spared)
		}
	}
	for name, with := range map[string]string{"no log": ", counts: counts.csv",
		"an undeclared log": ", counts: counts.csv, transfusions: transfusions.csv"} {
		if r := without(func(f map[string]string) { f["study.yaml"] = threeWaysOf(everyWay(), with) }); len(r) != 0 {
			t.Errorf("%s of transfusions: %+v", name, r)
		}
	}
}

// 1461 days are 48 months. At 24 units a year 96 are expected; 5 were given.
func TestUnitsSpared(t *testing.T) {
	list := []lived{
		{id: "a", contact: 1461, red: []given{{-20, "9", "thalassemia"}, {0, "2", "supportive"}, {1461, "3", "surgery"}},
			stated: ",24,yes,no", hb: monthly(10, 10, 100)},
		{id: "no-rate", contact: 1461, red: supported(5), stated: ",,no,"},
		{id: "no-units", contact: 1461, red: []given{{5, "", "supportive"}}, stated: ",12,,"},
	}
	r := independenceIn(t, files(list))[0]
	s := r.Spared
	if s.Patients != 1 || s.Months != 48 || s.Before != 2 || s.Expected != 96 || s.Given != 5 || s.Units != 91 ||
		math.Abs(float64(s.After)-5./48) > 1e-12 ||
		!reflect.DeepEqual(s.Missing, []result.Count{{Code: "rate_missing", Cases: 1}, {Code: "units_unknown", Cases: 1}}) {
		t.Errorf("%+v", s)
	}
	if c := r.Cases[0]; c.Spared != 91 || c.Months != 48 || c.Given != 5 || c.YearBefore != 24 {
		t.Errorf("%+v", c)
	}
	if want := []result.Treated{{Treatment: "phlebotomy", Yes: 1, No: 1, Unknown: 1},
		{Treatment: "chelation", No: 1, Unknown: 2}}; !reflect.DeepEqual(r.Treated, want) {
		t.Errorf("%+v", r.Treated)
	}
}

// A value is of a year within 182 days of its anniversary; of two the nearest.
func TestIronIsPairedByYear(t *testing.T) {
	list := []lived{
		{id: "stated", contact: 800, stated: "1500,,,",
			ferritin: []measured{{-9, 500}, {300, 1400}, {366, 1300}, {548, 900}}},
		{id: "logged", contact: 800, ferritin: []measured{{-30, 900}, {-1, 1000}, {0, 7}, {183, 600}, {912, 1}}},
		{id: "too-far", contact: 400, ferritin: []measured{{-1, 1000}, {182, 600}}},
		{id: "no-start", contact: 400, ferritin: []measured{{365, 600}}},
		{id: "died", contact: 364, death: 364, ferritin: []measured{{300, 600}}, stated: "1500,,,"},
		{id: "short", contact: 364, ferritin: []measured{{300, 600}}, stated: "1500,,,"},
	}
	r := independenceIn(t, files(list))[0]
	if len(r.Iron) != 1 || r.Iron[0].Measure != "ferritin" || len(r.Iron[0].Years) != 2 {
		t.Fatalf("%+v", r.Iron)
	}
	first, second := r.Iron[0].Years[0], r.Iron[0].Years[1]
	if first.Alive != 4 || first.Dead != 1 || first.Short != 1 || first.Start.N != 2 || first.Then.Min != 600 ||
		first.Then.Max != 1300 || first.Start.Min != 1000 || first.Start.Max != 1500 || first.Change.Min != -400 ||
		first.Change.Max != -200 || !reflect.DeepEqual(first.Missing, []result.Count{{Code: "start_missing", Cases: 1},
		{Code: "value_missing", Cases: 1}}) {
		t.Errorf("%+v", first)
	}
	if second.Alive != 2 || second.Then.N != 1 || second.Then.Max != 900 {
		t.Errorf("%+v", second)
	}
}

// What is estimated from patients who are followed for a while is what they would show
// without end, by each definition: visits are every 30 days, with a haemoglobin of 8 g/dL
// until the last red cells and of 10 after them.
func TestIncidenceByEachDefinitionIsNotBiased(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 90))
	const n, by = 4000, 730
	list, truth := make([]lived, n), [3]float64{}
	for i := range list {
		p := &list[i]
		p.id = fmt.Sprintf("S%d", i)
		death := int(random.ExpFloat64() * 1500)
		seen := 1 + random.IntN(1500)
		recovery := 45 * math.Exp(.8*random.NormFloat64())
		if random.Float64() < .2 {
			recovery = math.Inf(1)
		}
		var days []int
		for day := random.IntN(10); float64(day) < min(recovery, float64(death+1), 1600); day += 5 + random.IntN(16) {
			days = append(days, day)
		}
		for k, at := range reachedOn(days, death) {
			if at <= by {
				truth[k] += 1. / n
			}
		}
		p.contact = min(seen, death)
		if death <= seen {
			p.death = max(death, 1)
			p.contact = p.death
		}
		last := 0
		for _, day := range days {
			if last = day; day <= p.contact {
				p.red = append(p.red, given{day, "1", "supportive"})
			}
		}
		for day := 0; day <= p.contact; day += 30 {
			value := 8.
			if day > last {
				value = 10
			}
			p.hb = append(p.hb, measured{day, value})
		}
	}
	r := independenceIn(t, files(list))[0]
	for k, c := range r.Criteria {
		got := float64(c.Incidence.Estimate)
		t.Logf("%s: %.4f, truth %.4f", c.Milestone, got, truth[k])
		if math.Abs(got-truth[k]) > .025 {
			t.Errorf("%s: %.4f, truth %.4f", c.Milestone, got, truth[k])
		}
	}
}

// reachedOn are the days on which a course without end reaches independence, seen day by
// day to the death; a day beyond any where it does not.
func reachedOn(transfusions []int, death int) [3]int {
	never := math.MaxInt
	on := [3]int{never, never, never}
	last, first := 0, -1 // first visit with 10 g/dL, at least 60 days after the last red cells
	given := map[int]bool{}
	for _, day := range transfusions {
		given[day] = true
	}
	final := 0
	if len(transfusions) > 0 {
		final = transfusions[len(transfusions)-1]
	}
	for day := 0; day <= death && day <= 5000; day++ {
		if given[day] {
			last, first = day, -1
			continue
		}
		for k, window := range []int{60, 90} {
			if on[k] == never && day-last == window {
				on[k] = day
			}
		}
		visit := day%30 == 0 && day > final
		switch {
		case visit && first < 0 && day >= last+60:
			first = day
		case visit && first >= 0 && day >= first+365 && on[2] == never:
			on[2] = day
		}
	}
	return on
}
