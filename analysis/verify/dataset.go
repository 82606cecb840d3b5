package verify

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"graftstat/analysis/regress"
	"graftstat/analysis/survival"
)

// Every set has two causes at most.
const causes = 2

// A dataset is a data set as the estimators take it.
type dataset struct {
	layout
	columns map[string][]string
	cases   survival.Observations // with the groups numbered in the order of groups
	groups  []string
	strata  []string
}

func newDataset(l layout) (*dataset, error) {
	columns, err := Columns(l.dataset)
	if err != nil {
		return nil, err
	}
	d := &dataset{layout: l, columns: columns}
	if l.time == "" {
		return d, nil
	}
	if d.cases.Time, err = d.numbers(l.time); err != nil {
		return nil, err
	}
	status, err := d.numbers(l.status)
	if err != nil {
		return nil, err
	}
	for _, s := range status {
		d.cases.Cause = append(d.cases.Cause, uint8(s))
	}
	if l.start != "" {
		if d.cases.Entry, err = d.numbers(l.start); err != nil {
			return nil, err
		}
	}
	d.groups, d.cases.Group = codes(columns[l.group])
	d.strata = slices.Compact(slices.Sorted(slices.Values(columns[l.stratum])))
	return d, nil
}

// codes are the distinct texts in order, and the index of each text among them.
func codes(texts []string) (levels []string, code []int32) {
	levels = slices.Compact(slices.Sorted(slices.Values(texts)))
	for _, text := range texts {
		at, _ := slices.BinarySearch(levels, text)
		code = append(code, int32(at))
	}
	return levels, code
}

func (d *dataset) numbers(column string) ([]float64, error) {
	texts, found := d.columns[column]
	if !found {
		return nil, fmt.Errorf("reference set %s has no column %s (it has %v)", d.dataset, column,
			slices.Sorted(maps.Keys(d.columns)))
	}
	numbers := make([]float64, len(texts))
	for i, text := range texts {
		var err error
		if numbers[i], err = strconv.ParseFloat(text, 64); err != nil {
			return nil, fmt.Errorf("reference set %s, column %s, line %d: not a number", d.dataset, column, i+2)
		}
	}
	return numbers, nil
}

// where are the cases whose column holds a text.
func (d *dataset) where(column, text string) survival.Observations {
	var o survival.Observations
	for i, cell := range d.columns[column] {
		if cell != text {
			continue
		}
		o.Time = append(o.Time, d.cases.Time[i])
		o.Cause = append(o.Cause, d.cases.Cause[i])
		o.Group = append(o.Group, d.cases.Group[i])
		if d.cases.Entry != nil {
			o.Entry = append(o.Entry, d.cases.Entry[i])
		}
	}
	return o
}

// incidence is the table of one group, or of "all", with its causes.
func (d *dataset) incidence(group string) (*survival.Table, error) {
	o := d.cases
	if group != "all" {
		o = d.where(d.group, group)
	}
	o.Group = nil
	if len(o.Time) == 0 {
		return nil, errNotRecomputed
	}
	return survival.NewTable(o, 1, causes)
}

// survival is incidence with that as the event which is one in survival.
func (d *dataset) survival(group string) (*survival.Table, error) {
	t, err := d.incidence(group)
	if err != nil || d.anyCause {
		return t, err
	}
	return t.OneCause(1), nil
}

// tables are those of all groups, one for each stratum or a single one.
func (d *dataset) tables(stratified bool) ([]*survival.Table, error) {
	parts := []survival.Observations{d.cases}
	if stratified {
		parts = nil
		for _, s := range d.strata {
			parts = append(parts, d.where(d.stratum, s))
		}
	}
	var tables []*survival.Table
	for _, o := range parts {
		t, err := survival.NewTable(o, len(d.groups), causes)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// survivalTables is tables with that as the event which is one in survival.
func (d *dataset) survivalTables(stratified bool) ([]*survival.Table, error) {
	tables, err := d.tables(stratified)
	if err == nil && !d.anyCause {
		for i, t := range tables {
			tables[i] = t.OneCause(1)
		}
	}
	return tables, err
}

// rows are the data of the models. With indicators each level of the group
// is a numeric term of its own, named as R does.
func (d *dataset) rows(indicators bool) (regress.Data, error) {
	rows := regress.Data{Start: d.cases.Entry, Time: d.cases.Time, Cause: d.cases.Cause}
	for _, name := range d.terms {
		if name == d.group && d.reference != "" {
			term := d.category()
			if indicators {
				rows.Terms = append(rows.Terms, indicatorTerms(term)...)
			} else {
				rows.Terms = append(rows.Terms, term)
			}
			continue
		}
		number, err := d.numbers(name)
		if err != nil {
			return regress.Data{}, err
		}
		rows.Terms = append(rows.Terms, regress.Term{Name: name, Number: number})
	}
	return rows, nil
}

// survivalRows are rows with that as the event which is one in survival.
func (d *dataset) survivalRows(indicators bool) (regress.Data, error) {
	rows, err := d.rows(indicators)
	if err == nil && d.anyCause {
		rows.Cause = slices.Clone(rows.Cause)
		for i, cause := range rows.Cause {
			rows.Cause[i] = min(cause, 1)
		}
	}
	return rows, err
}

// category is the group as a term, its reference first.
func (d *dataset) category() regress.Term {
	levels := slices.DeleteFunc(slices.Clone(d.groups), func(g string) bool { return g == d.reference })
	term := regress.Term{Name: d.group, Levels: append([]string{d.reference}, levels...)}
	for _, text := range d.columns[d.group] {
		term.Code = append(term.Code, int32(slices.Index(term.Levels, text)))
	}
	return term
}

func indicatorTerms(category regress.Term) []regress.Term {
	var terms []regress.Term
	for level, name := range category.Levels[1:] {
		term := regress.Term{Name: category.Name + name, Number: make([]float64, len(category.Code))}
		for i, code := range category.Code {
			if int(code) == level+1 {
				term.Number[i] = 1
			}
		}
		terms = append(terms, term)
	}
	return terms
}
