package plan

import (
	"math"
	"slices"
	"testing"
)

func TestScalarMatch(t *testing.T) {
	for _, c := range []struct {
		scalar Scalar
		cell   string
		want   bool
	}{
		{"M", "M", true}, {"M", "m", false}, {"1", "1", true}, {"1", "1.0", true}, {"01", "1", true}, {"1", "+1", true},
		{"1e2", "100", true}, {"1", "1,0", false}, {"1", "1 ", false}, {"0x1", "1", false}, {"1_000", "1000", false},
		{"NaN", "NaN", true}, {"", "", true}, {"", "0", false}, {"1", "", false}, {"Inf", "1e999", false},
		{"-0", "0", true},
	} {
		if got := c.scalar.Match(c.cell); got != c.want {
			t.Errorf("%q matches %q: %v, want %v", string(c.scalar), c.cell, got, c.want)
		}
	}
}

func TestConditionMatch(t *testing.T) {
	for _, c := range []struct {
		name      string
		condition Condition
		text      map[string]bool
		number    map[float64]bool
	}{
		{
			"in", Condition{In: []string{"A", "2"}},
			map[string]bool{"A": true, "2": true, "2.0": true, "a": false, "3": false, "": false},
			map[float64]bool{2: true, 3: false, math.NaN(): false},
		},
		{
			"not", Condition{Not: []string{"A", "2"}},
			map[string]bool{"A": false, "2.0": false, "B": true, "": false},
			map[float64]bool{2: false, 3: true, math.NaN(): false},
		},
		{
			"not, with bounds", Condition{Not: []string{"5"}, GE: number(2), LT: number(7)},
			map[string]bool{"2": true, "5.0": false, "6.9": true, "7": false, "x": false, "": false},
			map[float64]bool{2: true, 5: false, 6.9: true, 7: false, 1.9: false, math.NaN(): false},
		},
		{
			"strict below and inclusive above", Condition{GT: number(2), LE: number(7)},
			map[string]bool{"2": false, "2.1": true, "7": true, "7.1": false, "inf": false},
			map[float64]bool{2: false, 7: true, math.Inf(-1): false, math.Inf(1): false},
		},
	} {
		for cell, want := range c.text {
			if got := c.condition.MatchText(cell); got != want {
				t.Errorf("%s: %q matches: %v, want %v", c.name, cell, got, want)
			}
		}
		for x, want := range c.number {
			if got := c.condition.MatchNumber(x); got != want {
				t.Errorf("%s: %v matches: %v, want %v", c.name, x, got, want)
			}
		}
	}
}

func TestDate(t *testing.T) {
	for text, days := range map[string]int{
		"1970-01-01": 0, "1969-12-31": -1, "2000-02-29": 11016, "2026-10-31": 20757, "1899-12-30": -25569,
	} {
		d, err := ParseDate(text)
		if err != nil || d != (Date{Set: true, Days: days}) {
			t.Errorf("%s is %+v (%v), want day %d", text, d, err, days)
		}
		if d.String() != text {
			t.Errorf("%s reads %s", text, d)
		}
	}
	for _, text := range []string{"", "2026-10-32", "2025-02-29", "2026-1-1", "31/10/2026", "2026-10-31 ",
		"2026-10-31T00:00:00Z", "20261031"} {
		if d, err := ParseDate(text); err == nil || d.Set {
			t.Errorf("%q is read as %s", text, d)
		}
	}
	if s := (Date{}).String(); s != "" {
		t.Errorf("a date that is not set reads %q", s)
	}
}

func TestToTimeUnit(t *testing.T) {
	days := &Plan{TimeUnit: Days}
	for _, c := range []struct {
		plan *Plan
		x    float64
		unit TimeUnit
		want float64
	}{
		{days, 100, Days, 100}, {days, 100, "", 100}, {days, 12, Months, 365.25}, {days, 2, Years, 730.5},
		{&Plan{TimeUnit: Months}, 12, Months, 12}, {&Plan{TimeUnit: Years}, 0.1, Years, 0.1},
	} {
		if got := c.plan.ToTimeUnit(c.x, c.unit); got != c.want {
			t.Errorf("%v %s in %s are %v, want %v", c.x, c.unit, c.plan.TimeUnit, got, c.want)
		}
	}
}

func TestColumns(t *testing.T) {
	var names []string
	kinds := map[string]ColumnKind{}
	for _, c := range append(Columns(), derivedColumns()...) {
		if !snakeCase(c.Name) {
			t.Errorf("%q is not in snake_case", c.Name)
		}
		if slices.Contains(names, c.Name) {
			t.Errorf("column %s stands twice", c.Name)
		}
		names = append(names, c.Name)
		kinds[c.Name] = c.Kind
	}
	for name, want := range map[string]ColumnKind{
		"case_id": ID, "age_years": Number, "birth_date": Day, "recipient_abo": Category, "abo_match": Category,
		"abo_major":  Category,
		"death_date": Day, "death_day": Number, "death_status": Category, "chronic_gvhd_severity": Category,
		"platelet_engraftment_20_day": Number, "transfusions_complete_to_date": Day,
	} {
		if kinds[name] != want {
			t.Errorf("%s is %q, want %q", name, kinds[name], want)
		}
	}
	if got := len(Milestones()); got != 31 {
		t.Errorf("%d milestones, want 31", got)
	}
	for _, threshold := range []float64{20, 50} {
		if !slices.Contains(Milestones(), PlateletMilestone(threshold)) {
			t.Errorf("%s is no milestone", PlateletMilestone(threshold))
		}
	}
}

func TestSnakeAndKebabCase(t *testing.T) {
	for name, want := range map[string]bool{
		"os": true, "acute-gvhd-2-4": true, "a1": true, "": false, "-a": false, "a-": false, "a--b": false, "A": false,
		"a_b": false, "đ": false, "a b": false,
	} {
		if got := kebabCase(name); got != want {
			t.Errorf("kebab-case %q: %v, want %v", name, got, want)
		}
	}
	if !snakeCase("disease_stage") || snakeCase("disease-stage") {
		t.Error("snake_case takes hyphens for underscores")
	}
}

// derivedColumns are made from other columns, never typed: abo_match (match,
// minor, major, bidirectional) and abo_major (none, present).
func derivedColumns() []Column {
	return []Column{{"abo_match", Category}, {"abo_major", Category}}
}
