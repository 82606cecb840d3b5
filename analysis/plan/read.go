package plan

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"

	"github.com/goccy/go-yaml/ast"

	"graftstat/analysis/message"
	"graftstat/templates"
)

// Read reads and decodes the study file at path, and the logo that it names. A
// fault of its content is an *Error; a file that cannot be read is not.
func Read(path string) (*Plan, error) {
	source, err := readUpTo(path, largestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &missingFileError{path}
	}
	if err != nil {
		return nil, message.Errorf("study file: %w", err)
	}
	p, d, err := decodeStudy(filepath.Base(path), source)
	if err != nil {
		return nil, err
	}
	p.setDir(filepath.Dir(path))
	if err := d.logo(p); err != nil {
		return nil, err
	}
	return p, nil
}

// missingFileError is a study file that is not there.
type missingFileError struct{ path string }

func (e *missingFileError) Error() string { return e.In(message.English) }

// In is Error in the language of a catalogue.
func (e *missingFileError) In(c message.Catalogue) string {
	return say("there is no file %s; name one that exists, or make one with graftstat init", e.path).In(c)
}

// Unwrap is fs.ErrNotExist.
func (e *missingFileError) Unwrap() error { return fs.ErrNotExist }

// readUpTo reads a file of at most limit bytes; of a larger one it reads one
// byte more.
func readUpTo(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() { // opening a pipe would wait for whoever writes to it
		return nil, message.Errorf("%s: %w", path, errNotRegular)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit+1))
}

// errNotRegular is a pipe or a device in the place of a file.
var errNotRegular = message.New("not a regular file but a pipe or a device; write it to a file first")

// setDir sets the folder to which files are relative.
func (p *Plan) setDir(dir string) {
	p.Dir = dir
	for i := range p.Sensitivity {
		p.Sensitivity[i].Plan.Dir = dir
	}
}

// SetAsOf sets the closing date in place of the study file's, also for the
// variants that do not choose one themselves.
func (p *Plan) SetAsOf(day Date) {
	p.AsOf = day
	for _, v := range p.Sensitivity {
		if !v.Set.AsOf.Set {
			v.Plan.AsOf = day
		}
	}
}

// Decode decodes a study file: strictly, with the presets of its cohorts
// merged, defaults filled in, and every name and value checked. An error is an
// *Error. File is name and Dir is "."; the logo is not read.
func Decode(name string, source []byte) (*Plan, error) {
	p, _, err := decodeStudy(name, source)
	return p, err
}

func decodeStudy(name string, source []byte) (*Plan, *decoder, error) {
	d, root, err := parse(name, source)
	if err != nil {
		return nil, nil, err
	}
	p, err := d.study(root, nil)
	if err != nil {
		return nil, nil, err
	}
	p.Unprintable, p.Renamed = d.unprintable, d.renamed // of the study itself: a variant repeats them
	p.FigureLines = d.figureLines(p.Figures)
	if err := d.variants(p, root); err != nil {
		return nil, nil, err
	}
	return p, d, nil
}

// study decodes the study, with what a variant sets if there is one.
func (d *decoder) study(root ast.Node, o *override) (*Plan, error) {
	p := &Plan{File: d.file, Dir: "."}
	setDefaults(reflect.ValueOf(p).Elem())
	if err := d.decode(root, p, ""); err != nil {
		return nil, err
	}
	d.renameValues(p)
	p.Data.readRedcap()
	if err := o.apply(d, p); err != nil {
		return nil, err
	}
	c := &checker{decoder: d, milestones: milestonesOf(p)}
	c.plan(p)
	o.check(c, p)
	if err := c.earliest(); err != nil {
		return nil, err
	}
	d.fillDefaults(p)
	r := &resolver{decoder: d, root: root, plan: p, override: o, source: templates.Preset}
	if err := r.resolve(); err != nil {
		return nil, err
	}
	fillConventions(p)
	c.cohorts(p)
	c.cohortStates(p)
	c.monitored(p, r.presets)
	c.paper(p)
	if o == nil { // a variant compares nothing
		c.outside(p)
		c.figures(p)
	}
	c.leftOut(p, r.presets)
	if err := c.earliest(); err != nil {
		return nil, err
	}
	p.resolveMonitor(r.presets)
	p.leaveOut(r.presets)
	return p, nil
}
