package casefile

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// logIssues is how many issues with one code a log gives before the rest is only
// counted.
const logIssues = 100

// Stream reads one log of the plan and yields its entries, ordered by day within
// each case; within a day, and between cases, in the order of the files. A plan
// without that log yields nothing.
//
// Each file is read twice: first for the order of day and month and of the rows,
// then for the entries. It needs no more memory than the cases, unless the rows
// are not ordered by day within each case: then they are kept and sorted, with an
// issue. What was read and its issues are added to d. The line of an entry is that
// of the whole where the log is several files (see registry.Part).
//
// Left out, with an issue, are rows of unknown cases, without a kind, and without
// a day that can be read; and entries after the closing date, which are unknown on
// that date. A value that cannot be read is NaN, with an issue. Of each kind of
// issue the first hundred of a file are kept, and the others counted.
//
// An error of yield ends the reading and is returned as it is.
func Stream(ctx context.Context, p *plan.Plan, d *registry.Data, log registry.Log,
	yield func(registry.LogEntry) error) error {
	form, files := formOf(log, p.Data)
	if len(files) == 0 {
		return nil
	}
	l := logFiles{plan: p, data: d, form: form, name: files.Name(), cases: make(map[string]int32, d.Rows())}
	for row, id := range d.CaseID {
		l.cases[id] = int32(row)
	}
	l.addRecords()
	sources := files.Expand(p.Dir)
	l.form.severalFiles = len(sources) > 1
	if err := l.survey(ctx, sources); err != nil {
		return err
	}
	return l.stream(ctx, yield)
}

// logFiles are the files of one log.
type logFiles struct {
	plan  *plan.Plan
	data  *registry.Data
	form  logForm
	name  string
	cases map[string]int32

	files     []surveyed
	unordered bool // the rows of all files have to be kept and sorted
}

// A surveyed file has been read once.
type surveyed struct {
	logSurvey
	source plan.Source
	from   int // lines of the files before it
}

// mostLines are the lines of a log up to which each cell of a wide one has its own.
const mostLines = 1 << 30

// survey reads each file for its order.
func (l *logFiles) survey(ctx context.Context, sources plan.Sources) error {
	last := newSequence(l.data).last // over all files so far
	from := 0
	for _, source := range sources {
		s, err := surveyLog(ctx, l.plan, l.data, source, l.form, l.cases)
		if err != nil {
			return err
		}
		if s.unordered.line == 0 && s.begins.before(last) {
			s.unordered = s.begins.at
		}
		l.unordered = l.unordered || s.unordered.line > 0
		for row, day := range s.begins.last {
			last[row] = max(last[row], day)
		}
		s.begins = sequence{} // its memory
		if cells := s.lines * (1 + len(s.heads)); from+cells <= mostLines {
			s.lines = cells
		} else {
			s.heads = nil
		}
		l.files = append(l.files, surveyed{s, source, from})
		from += s.lines
	}
	return lackedByAll(l.files)
}

// stream yields the entries of all files; of files that are not ordered after
// sorting them.
func (l *logFiles) stream(ctx context.Context, yield func(registry.LogEntry) error) error {
	var kept []registry.LogEntry
	take := yield
	if l.unordered {
		take = func(e registry.LogEntry) error {
			kept = append(kept, e)
			return nil
		}
	}
	for i := range l.files {
		if err := l.streamFile(ctx, &l.files[i], take); err != nil {
			return err
		}
	}
	slices.SortStableFunc(kept, func(a, b registry.LogEntry) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Day, b.Day))
	})
	for _, e := range kept {
		if err := yield(e); err != nil {
			return err
		}
	}
	return nil
}

// streamFile yields the entries of one file and adds it to the data.
func (l *logFiles) streamFile(ctx context.Context, f *surveyed, yield func(registry.LogEntry) error) error {
	r, err := openLog(l.plan, l.data, f.source, l.form, l.cases)
	if err != nil {
		return err
	}
	defer r.table.Close()
	r.order = f.order
	one := l.part(r, f)
	kept := func(e registry.LogEntry, column int) error {
		if len(one.Heads) == 0 {
			column = 0
		}
		e.Line = int32(one.LineOf(int(e.Line), column))
		return yield(e)
	}
	err = r.each(ctx, func(cells []string, line int) error {
		if len(l.form.row) > 0 {
			return r.rowEntries(cells, line, kept)
		}
		e, ok := r.entry(cells, line)
		if !ok {
			return nil
		}
		head := 0
		if len(one.Heads) > 0 {
			head = r.table.wide.at + 1
		}
		e.Line = int32(r.table.ownLine(one.LineOf(line, head), f.lines))
		return yield(e)
	})
	if err != nil {
		return err
	}
	if f.unordered.line > 0 {
		r.issues.add(logUnordered, f.unordered)
	}
	r.afterClosing.report(r.issues, logAfterClosing)
	r.tellNotes()
	r.slips.tell(r, f.unordered.line > 0)
	for i := range r.testSlips {
		r.testSlips[i].tellValue(r, r.rowFields[i], f.unordered.line > 0)
	}
	r.table.tellSerials(r.serials)
	for _, kind := range l.form.kinds {
		if guard := r.guards[kind]; guard != nil {
			r.table.tellUnit(guard)
		}
	}
	told := len(l.data.Issues)
	r.table.finish(l.plan, l.data, formatCodes(l.plan, []dateOrder{f.order}))
	l.data.Readings = append(l.data.Readings, r.reading())
	if !bytes.Equal(f.hash, r.table.Sum()) {
		return table.ChangedError(f.source.File)
	}
	if r.table.redcapLog != nil {
		addRedcapParts(l.plan, l.data, l.name, r.table, f.source, f.lines)
		return nil
	}
	if len(l.files) == 1 && l.name == f.source.File && len(f.source.Set)+len(r.table.columns) == 0 &&
		!l.form.wide.IsGiven() && l.form.tests == nil {
		return nil
	}
	for i := told; i < len(l.data.Issues) && len(one.Heads) > 0; i++ {
		if issue := &l.data.Issues[i]; issue.File == l.name && issue.Line > 0 {
			issue.Line = one.LineOf(issue.Line, 0)
		}
	}
	l.data.AddPart(l.name, one)
	return nil
}

// part is where the lines of a file stand in the log.
func (l *logFiles) part(r *logReader, f *surveyed) registry.Part {
	one := newPart(l.plan, r.table, f.source, f.from)
	one.Heads, one.Value = f.heads, headerOf(l.plan, l.form.value)
	if wide := l.form.wide; len(f.heads) == 0 && wide.Day != "" {
		one.Header[one.Value] = wide.Day
	}
	if l.form.tests != nil && len(f.heads) == 0 {
		one.Header[one.Value] = strings.Join(r.heads(), ", ")
	}
	return one
}
