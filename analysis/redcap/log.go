package redcap

import (
	"slices"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/table"
)

// LogRows are the entries of a log of an export, one a row, as they stand in it. A row
// with several fields of a log is an entry for each that is not blank.
type LogRows struct {
	*export
	log      string
	header   []string
	variants []variant
	of       map[*use][]int // variants of a use

	cells   []string // of the row at hand, with its line and group
	line    int
	group   *group
	waiting []int // variants of the row at hand that are still to be given
	variant int   // of the entry that was given last
	out     []string
}

// A variant is one way in which a row is an entry.
type variant struct {
	id      *cellReader // of case_id; nil: by the record
	sources []source
	set     map[int]string
	value   int               // the source of its value where the row has several; -1: none
	shown   map[string]string // our header: that of the export
}

// Log opens the rows of a log.
func Log(o Options, log string) (*LogRows, error) {
	e, err := open(o)
	if err != nil {
		return nil, err
	}
	l := &LogRows{export: e, log: log, header: []string{caseID}, of: map[*use][]int{}}
	for _, u := range e.uses {
		if u.As != log {
			continue
		}
		if err := l.addUse(u); err != nil {
			e.Close()
			return nil, err
		}
	}
	return l, nil
}

// addUse adds the variants of a use: one, or one for each of its fields.
func (l *LogRows) addUse(u *use) error {
	v, err := l.common(u)
	if err != nil {
		return err
	}
	if len(u.Fields) == 0 {
		l.of[u] = []int{len(l.variants)}
		l.variants = append(l.variants, v)
		return nil
	}
	for _, kind := range sortedKeys(u.Fields) {
		one := v
		one.sources, one.set, one.shown = slices.Clone(v.sources), map[int]string{}, map[string]string{}
		for i, text := range v.set {
			one.set[i] = text
		}
		for name, header := range v.shown {
			one.shown[name] = header
		}
		one.set[l.target(l.options.Kind)] = kind
		if one.value, err = len(one.sources), l.addSource(&one, l.options.Value, u.Fields[kind]); err != nil {
			return err
		}
		l.of[u] = append(l.of[u], len(l.variants))
		l.variants = append(l.variants, one)
	}
	return nil
}

// common has what the variants of a use share.
func (l *LogRows) common(u *use) (variant, error) {
	v := variant{set: map[int]string{}, value: -1, shown: map[string]string{caseID: l.layout.header[l.layout.record]}}
	if err := l.checkNames(u); err != nil {
		return v, err
	}
	if field, ok := u.Columns[caseID]; ok {
		at, err := l.layout.find(caseID, field)
		if err != nil {
			return v, err
		}
		r, err := l.reader(at, caseID)
		if err != nil {
			return v, err
		}
		v.id, v.shown[caseID] = &r, l.layout.header[at]
	}
	for _, name := range l.options.LogColumns {
		if text, ok := u.Set[name]; ok {
			v.set[l.target(name)] = string(text)
			continue
		}
		if len(u.Fields) > 0 && (name == l.options.Kind || name == l.options.Value) {
			continue
		}
		field, named := u.Columns[name]
		if !named {
			field = table.HeaderText(l.options.Plan.Data.Columns[name])
			if _, ok := l.layout.field[field]; !ok {
				field = name
			}
			if _, ok := l.layout.field[field]; !ok {
				continue
			}
		}
		if err := l.addSource(&v, name, field); err != nil {
			return v, err
		}
	}
	return v, nil
}

// checkNames refuses a name of ours that the log has not.
func (l *LogRows) checkNames(u *use) error {
	known := append([]string{caseID}, l.options.LogColumns...)
	for _, name := range append(sortedKeys(u.Columns), sortedKeys(u.Set)...) {
		if !slices.Contains(known, name) {
			return &table.Error{File: l.layout.file, Line: l.layout.line, Column: name,
				Message: message.Of("the study file names this column of %s, which has no such column", l.log),
				Next:    message.Of("correct it under data: redcap: in the study file; it has: %s", listed(name, known))}
		}
	}
	return nil
}

// addSource reads one of our columns from a field.
func (l *LogRows) addSource(v *variant, name, field string) error {
	at, err := l.layout.find(name, field)
	if err != nil {
		return err
	}
	r, err := l.reader(at, name)
	v.sources = append(v.sources, source{l.target(name), r})
	v.shown[name] = l.layout.header[at]
	return err
}

// target is the place of one of our columns.
func (l *LogRows) target(name string) int {
	at := slices.Index(l.header, name)
	if at < 0 {
		at = len(l.header)
		l.header = append(l.header, name)
	}
	return at
}

// Header are our headers.
func (l *LogRows) Header() []string { return l.header }

// Name is the log of the export, as plan.Sources name it.
func (l *LogRows) Name() string { return l.redcap.Export + " (" + l.log + ")" }

// Variants is in how many ways a row may be an entry, Variant that of the entry which
// was given last.
func (l *LogRows) Variants() int { return len(l.variants) }
func (l *LogRows) Variant() int  { return l.variant }

// Shown are the headers of the export of our columns in a variant.
func (l *LogRows) Shown(variant int) map[string]string { return l.variants[variant].shown }

// Next is that of table.Rows.
func (l *LogRows) Next() (cells []string, line int, err error) {
	for {
		for len(l.waiting) > 0 {
			l.variant, l.waiting = l.waiting[0], l.waiting[1:]
			if l.give(&l.variants[l.variant]) {
				return l.out, l.line, nil
			}
		}
		if l.cells, l.line, l.group, err = l.next(); err != nil {
			return nil, 0, err
		}
		for _, u := range l.group.uses {
			l.waiting = append(l.waiting, l.of[u]...)
		}
	}
}

// give makes the row at hand an entry; it is none if all its fields are blank, or that
// of its value where it has several.
func (l *LogRows) give(v *variant) bool {
	l.out = append(l.out[:0], make([]string, len(l.header))...)
	some := false
	for i := range v.sources {
		s := &v.sources[i]
		text := s.read(l.cells)
		if i == v.value && text == "" {
			return false
		}
		some = some || text != ""
		l.out[s.target] = text
	}
	if !some {
		return false
	}
	for at, text := range v.set {
		l.out[at] = text
	}
	switch {
	case v.id != nil:
		l.out[0] = v.id.read(l.cells)
	case l.group.has("transplants"):
		l.out[0] = l.transplantID(l.cells, l.group)
	default:
		l.out[0] = strings.Clone(l.record(l.cells))
	}
	return true
}
