package reports

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"graftstat/analysis/message"
	"graftstat/analysis/result"
)

// Options say what is written.
type Options struct {
	Languages []string // en, vi
	Formats   []string // xlsx, pdf, html, json, figures, tables, manuscript, reproduce
	Figures   []string // svg, png, pdf, eps
	// FigureSizes are single and double, the columns of a journal; none: double.
	FigureSizes []string
	Resolution  []int    // of PNG, in dots per inch; none: 300
	Keep        int      // how many closing dates to keep; 0: all
	Inputs      []string // paths of what the run read: never replaced or removed

	Tally *result.Tally // nil: not asked for
	// Covariates of the cases, for the bundle that a reviewer re-runs: nil where
	// no format asks for it, or where they are not known.
	Covariates *result.Covariates
	// Rounded stands in place of the cases in that bundle; nil: it has them as they are.
	Rounded *Rounded
}

// Rounded are the results, the cases and their covariates of rounded times.
type Rounded struct {
	Results    *result.Results
	Listing    *result.Listing
	Covariates *result.Covariates
}

// Written is what a run left in its place.
type Written struct {
	Folder  string   // of the closing date
	Files   []File   // the data first, then reports, then what lies in folders, by name
	Removed []string // folders of earlier closing dates, by Options.Keep
	// Unpruned and Unlinked say why an earlier folder is still there, and why the
	// link to the latest is not. The reports are written all the same.
	Unpruned, Unlinked error
}

// A File is one output.
type File struct {
	Name   string // relative to the folder, with slashes
	Size   int64
	SHA256 string
}

// Write makes every output of the results and puts them in their place. l may
// be nil: what shows single patients is then left out.
//
// On an error nothing is written: the folder of the closing date is as it was.
func Write(ctx context.Context, p *Place, r *result.Results, l *result.Listing, o Options,
	progress func(stage string, done int)) (*Written, error) {
	if name := FolderName(r.AsOf); name != p.name {
		return nil, message.Errorf("results of %s are not those of %s", name, p.name)
	}
	if err := refuseInputs(p.target(), o.Inputs); err != nil {
		return nil, err
	}
	files, err := p.fill(ctx, r, l, o, progress)
	if err != nil {
		return nil, explain(err)
	}
	if err := p.exchange(ctx, o.Inputs); err != nil {
		return nil, explain(err)
	}
	w := &Written{Folder: filepath.Join(p.shown, p.name), Files: files}
	w.Removed, w.Unpruned = p.prune(o.Keep, o.Inputs)
	w.Unlinked = p.link()
	return w, nil
}

// fill makes every file in the temporary folder.
func (p *Place) fill(ctx context.Context, r *result.Results, l *result.Listing, o Options,
	progress func(stage string, done int)) (files []File, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := p.begin(); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(p.temporary)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	w := &writer{ctx: ctx, root: root, progress: progress}
	if err := w.all(r, l, o); err != nil {
		return nil, err
	}
	return w.files(), w.check()
}
