package redcap

import (
	"errors"
	"io"
	"slices"
	"strconv"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// Options say how an export is read.
type Options struct {
	Plan         *plan.Plan
	DecimalComma bool
	// Used are the columns of the cases that the study reads, by their header.
	Used map[string]bool
	// LogColumns are ours of the log that is read, beside case_id; of all logs where the
	// cases are.
	LogColumns  []string
	Kind, Value string // the columns of the log that fields: fills
	// Choose is that of a code and its label which a cell of one of our columns is.
	Choose func(column, code, label string) string
	// Tell is told what is wrong with a row or a field of the export.
	Tell func(Finding)
}

// A Finding is what is wrong with a row or a field of an export.
type Finding struct {
	Code           string
	Line           int
	Column, Record string // the header; the record's identifier where it is of one
	Args           []string
}

// Codes of findings.
const (
	BadQuote     = "bad_quote"
	RaggedRow    = "ragged_row"             // args: its cells, the header's
	Disagree     = "redcap_disagree"        // args: the other line
	RowsUnused   = "redcap_rows_unused"     // args: event or instrument, how many, the key of the study file
	Elsewhere    = "redcap_field_elsewhere" // args: where the field is filled, with how many rows
	NoTransplant = "redcap_no_transplant"   // args: how many records
)

// An export is an open export with its dictionary.
type export struct {
	options    Options
	redcap     *plan.Redcap
	dictionary *dictionary
	rows       table.Rows
	layout     *layout
	uses       []*use
	valuesAre  int // as of valuesAre; 0: not looked for
	hasLabels  bool
	groups     map[string]*group
	order      []*group // of first appearance
	tells      bool     // of what is wrong with rows
}

// A use is one of the study file.
type use struct {
	plan.RedcapUse
	key, name string // events or instruments, and which; "" for rows of an export without events
	found     bool
}

// A group are the rows of one event and repeating instrument.
type group struct {
	event, instrument string // as the export has them
	name              string // of event or instrument in the study file
	uses              []*use
	line, rows        int
	filled            []int32 // of the columns that are watched, how many rows have something
}

// maxGroups is how many events and instruments an export may have.
const maxGroups = 1000

// open opens the export of a plan and reads its header.
func open(o Options) (*export, error) {
	e := &export{options: o, redcap: o.Plan.Data.Redcap, groups: map[string]*group{}}
	for _, of := range []struct {
		key string
		all map[string]plan.RedcapUses
	}{{"events", e.redcap.Events}, {"instruments", e.redcap.Instruments}} {
		for _, name := range sortedKeys(of.all) {
			for _, u := range of.all[name] {
				e.uses = append(e.uses, &use{RedcapUse: u, key: of.key, name: name})
			}
		}
	}
	var err error
	if e.dictionary, err = readDictionary(o.Plan.Dir, e.redcap.Dictionary); err != nil {
		return nil, err
	}
	if e.rows, e.layout, err = e.openRows(); err != nil {
		return nil, err
	}
	if e.layout.event < 0 {
		e.uses = append(e.uses, &use{RedcapUse: plan.RedcapUse{As: plan.RedcapCases}})
	}
	if err := e.checkKinds(); err != nil {
		e.rows.Close()
		return nil, err
	}
	return e, nil
}

// openRows opens the file and reads its header.
func (e *export) openRows() (table.Rows, *layout, error) {
	p := e.options.Plan
	record := e.dictionary.columns[0]
	rows, err := table.Open(e.redcap.Export, table.Options{Dir: p.Dir, Encoding: p.Data.Encoding,
		Delimiter: p.Data.Delimiter, DecimalComma: e.options.DecimalComma, Wanted: []string{record.name, record.label}})
	if err != nil {
		return nil, nil, err
	}
	cells, line, err := rows.Next()
	for err == nil && isBlank(cells) {
		cells, line, err = rows.Next()
	}
	switch {
	case errors.Is(err, table.ErrBadQuote):
		err = &table.Error{File: e.redcap.Export, Line: line, Message: message.Of("a quotation mark stands where none may"),
			Next: message.Of("export the project again")}
	case err == io.EOF:
		err = table.EmptyError(e.redcap.Export)
	}
	if err != nil {
		rows.Close()
		return nil, nil, err
	}
	l, err := findLayout(e.redcap.Export, cells, line, e.dictionary)
	if err != nil {
		rows.Close()
		return nil, nil, err
	}
	return rows, l, nil
}

func isBlank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return table.Clean(cell) != "" })
}

// checkKinds refuses events or instruments of a study file for an export that has
// none.
func (e *export) checkKinds() error {
	for _, of := range []struct {
		at     int
		key    string
		column string
		given  bool
	}{{e.layout.event, "events", "redcap_event_name", len(e.redcap.Events) > 0},
		{e.layout.instrument, "instruments", "redcap_repeat_instrument", len(e.redcap.Instruments) > 0}} {
		if of.given && of.at < 0 {
			return &table.Error{File: e.redcap.Export, Line: e.layout.line, Column: of.column,
				Message: message.Of("the study file names %s, but the export has no such column", of.key),
				Next: message.Of("remove data: redcap: %s: from the study file, or export the whole project with its "+
					"events and instruments", of.key)}
		}
	}
	return nil
}

// next is the next row with its group. The cells are valid until the next call.
func (e *export) next() (cells []string, line int, g *group, err error) {
	for {
		cells, line, err = e.rows.Next()
		switch {
		case errors.Is(err, table.ErrBadQuote):
			e.tell(Finding{Code: BadQuote, Line: line})
			continue
		case err != nil:
			return nil, 0, nil, err
		case isBlank(cells):
			continue
		}
		n := len(e.layout.header)
		if e.rows.IsSheet() {
			for len(cells) < n {
				cells = append(cells, "")
			}
			cells = cells[:n]
		}
		if len(cells) != n {
			e.tell(Finding{Code: RaggedRow, Line: line, Args: []string{strconv.Itoa(len(cells)), strconv.Itoa(n)}})
			continue
		}
		if g, err = e.group(cells, line); err != nil {
			return nil, 0, nil, err
		}
		return cells, line, g, nil
	}
}

func (e *export) tell(f Finding) {
	if e.tells {
		e.options.Tell(f)
	}
}

// group is the group of a row.
func (e *export) group(cells []string, line int) (*group, error) {
	cell := func(at int) string {
		if at < 0 {
			return ""
		}
		return cells[at]
	}
	key := cell(e.layout.event) + "\x00" + cell(e.layout.instrument)
	g, ok := e.groups[key]
	if ok {
		return g, nil
	}
	if len(e.groups) >= maxGroups {
		return nil, &table.Error{File: e.redcap.Export, Line: line,
			Message: message.Of("the export has more than %d events and instruments", maxGroups),
			Next:    message.Of("check that it is an export of REDCap, with its events in redcap_event_name")}
	}
	g = &group{event: table.Clean(cell(e.layout.event)), instrument: table.Clean(cell(e.layout.instrument)), line: line}
	kind, written, is := "events", g.event, isEvent
	switch {
	case g.instrument != "":
		kind, written, is = "instruments", g.instrument, isInstrument
	case e.layout.event < 0:
		kind = ""
	}
	name, err := e.declared(kind, written, is, line)
	if err != nil {
		return nil, err
	}
	g.name = name
	for _, u := range e.uses {
		if u.key == kind && u.name == name && (kind == "" || name != "") {
			u.found = true
			g.uses = append(g.uses, u)
		}
	}
	e.groups[key], e.order = g, append(e.order, g)
	return g, nil
}

// declared is the name that the study file has for an event or instrument; "" where it
// has none.
func (e *export) declared(kind, written string, is func(name, written string) bool, line int) (string, error) {
	var names []string
	for _, u := range e.uses {
		if u.key != kind || slices.Contains(names, u.name) || !is(u.name, written) {
			continue
		}
		if table.Clean(u.name) == written {
			return u.name, nil
		}
		names = append(names, u.name)
	}
	if len(names) > 1 {
		return "", &table.Error{File: e.redcap.Export, Line: line,
			Message: message.Of("the rows are of one that the study file names twice under data: redcap: %s: %s and %s",
				kind, names[0], names[1]),
			Next: message.Of("write its name there as the export has it")}
	}
	if len(names) == 0 {
		return "", nil
	}
	return names[0], nil
}

// has reports whether one of the uses of a group is of a kind.
func (g *group) has(as string) bool {
	return slices.ContainsFunc(g.uses, func(u *use) bool { return u.As == as })
}

// record is the identifier of the record of a row.
func (e *export) record(cells []string) string { return table.Clean(cells[e.layout.record]) }

// transplantID is the identifier of a transplant that has none of its own: that of the
// record, the event where transplants are events, and the instance.
func (e *export) transplantID(cells []string, g *group) string {
	id := e.record(cells)
	if g.instrument == "" && g.name != "" {
		id += "-" + g.name
	}
	if e.layout.instance >= 0 {
		if instance := table.Clean(cells[e.layout.instance]); instance != "" {
			id += "-" + instance
		}
	}
	return id
}

// findValues finds out whether the cells of an export are codes or labels: by the first
// that can be one of the two alone. An export in which none can is refused, for a field
// of which a text can be both.
func (e *export) findValues(field string) error {
	if e.valuesAre == 0 {
		rows, l, err := e.openRows()
		if err != nil {
			return err
		}
		defer rows.Close()
		for e.valuesAre == 0 {
			cells, _, err := rows.Next()
			if errors.Is(err, table.ErrBadQuote) {
				continue
			}
			if err != nil {
				break
			}
			for i := 0; i < min(len(cells), len(l.at)) && e.valuesAre == 0; i++ {
				if l.at[i] >= 0 {
					e.valuesAre = e.dictionary.columns[l.at[i]].valuesAre(cells[i])
				}
			}
		}
	}
	e.hasLabels = e.valuesAre < 0
	if e.valuesAre == 0 {
		return &table.Error{File: e.redcap.Export, Line: e.layout.line, Column: field,
			Message: message.Of("a text of this field is the code of one choice and the label of another, and no cell of " +
				"the export tells whether it has codes or labels"),
			Next: message.Of("export the state of the forms too (Complete?), which tells")}
	}
	return nil
}

// Form, like the methods below, is that of table.Rows.
func (e *export) Form() []string {
	form := "redcap-raw"
	if e.layout.labels {
		form = "redcap-labels"
	}
	return append(slices.Clone(e.rows.Form()), form)
}

func (e *export) Assumed() string { return e.rows.Assumed() }
func (e *export) IsSheet() bool   { return false }
func (e *export) From1904() bool  { return e.rows.From1904() }
func (e *export) Sum() []byte     { return e.rows.Sum() }
func (e *export) Close()          { e.rows.Close() }

// HeaderLine is the line of the header.
func (e *export) HeaderLine() int { return e.layout.line }
