package casefile

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/analysis/table"
)

// logIssues is how many issues with one code a log gives before the rest is only
// counted.
const logIssues = 100

// Stream reads one log of the plan and yields its entries, ordered by day within
// each case; within a day, and between cases, in the order of the file. A plan
// without that log yields nothing.
//
// The file is read twice: first for the order of day and month and of the rows,
// then for the entries. It needs no more memory than the cases, unless its rows
// are not ordered by day within each case: then they are kept and sorted, with an
// issue. What was read and its issues are added to d.
//
// Left out, with an issue, are rows of unknown cases, without a kind, and without
// a day that can be read; and entries after the closing date, which are unknown on
// that date. A value that cannot be read is NaN, with an issue. Of each kind of
// issue the first hundred are kept, and the others counted.
//
// An error of yield ends the reading and is returned as it is.
func Stream(ctx context.Context, p *plan.Plan, d *registry.Data, log registry.Log, yield func(registry.LogEntry) error) error {
	form, file := formOf(log, p.Data)
	if file == "" {
		return nil
	}
	cases := make(map[string]int32, d.Rows())
	for row, id := range d.CaseID {
		cases[id] = int32(row)
	}
	s, hash, err := surveyLog(ctx, p, d, file, form, cases)
	if err != nil {
		return err
	}
	r, err := openLog(p, d, file, form, cases)
	if err != nil {
		return err
	}
	defer r.table.Close()
	r.order = s.order
	if err := r.stream(ctx, s.unordered, yield); err != nil {
		return err
	}
	if s.unordered.line > 0 {
		r.issues.add(logUnordered, s.unordered)
	}
	r.afterClosing.report(r.issues, logAfterClosing)
	r.table.tellSerials(r.serials)
	r.table.format = append(r.table.format, formatCodes(p, []dateOrder{s.order})...)
	for _, kind := range form.kinds {
		if guard := r.guards[kind]; guard != nil {
			r.table.tellUnit(guard)
		}
	}
	d.Inputs = append(d.Inputs, r.table.input())
	if !bytes.Equal(hash, r.table.Sum()) {
		return table.ChangedError(file)
	}
	d.Issues = append(d.Issues, r.issues.closed()...)
	return nil
}

// stream yields the entries; of a file that is not ordered after sorting them.
func (r *logReader) stream(ctx context.Context, unordered place, yield func(registry.LogEntry) error) error {
	var kept []registry.LogEntry
	err := r.each(ctx, func(cells []string, line int) error {
		e, ok := r.entry(cells, line)
		switch {
		case !ok:
			return nil
		case unordered.line > 0:
			kept = append(kept, e)
			return nil
		}
		return yield(e)
	})
	slices.SortStableFunc(kept, func(a, b registry.LogEntry) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Day, b.Day))
	})
	for i := 0; i < len(kept) && err == nil; i++ {
		err = yield(kept[i])
	}
	return err
}
