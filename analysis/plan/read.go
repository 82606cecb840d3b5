package plan

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"graftstat/templates"
)

// Read reads and decodes the study file at path. A fault of its content is an
// *Error; a file that cannot be read is not.
func Read(path string) (*Plan, error) {
	source, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("study file: %w; name one that exists, or make one with graftstat init", err)
	}
	if err != nil {
		return nil, fmt.Errorf("study file: %w", err)
	}
	p, err := Decode(filepath.Base(path), source)
	if err != nil {
		return nil, err
	}
	p.Dir = filepath.Dir(path)
	return p, nil
}

// Decode decodes a study file: strictly, with the presets of its cohorts
// merged, defaults filled in, and every name and value checked. An error is an
// *Error. File is name and Dir is ".".
func Decode(name string, source []byte) (*Plan, error) {
	d, root, err := parse(name, source)
	if err != nil {
		return nil, err
	}
	if err := d.refuseLater(root); err != nil {
		return nil, err
	}
	p := &Plan{File: name, Dir: ".", Rules: defaultRules()}
	if err := d.decode(root, p, ""); err != nil {
		return nil, err
	}
	c := &checker{decoder: d, milestones: milestonesOf(p)}
	c.plan(p)
	if err := c.earliest(); err != nil {
		return nil, err
	}
	fillDefaults(p)
	r := &resolver{decoder: d, root: root, plan: p, source: templates.Preset}
	if err := r.resolve(); err != nil {
		return nil, err
	}
	fillConventions(p)
	c.cohorts(p)
	if err := c.earliest(); err != nil {
		return nil, err
	}
	return p, nil
}

// refuseLater refuses the keys of the study file that this version does not
// follow, rather than passing over what a study asks for.
func (d *decoder) refuseLater(root *ast.MappingNode) error {
	later := []string{"sensitivity", "monitor", "report", "paper"}
	return d.mapping(root, "", func(e entry) error {
		if slices.Contains(later, e.name) {
			return d.at(e.key, "", fmt.Sprintf("%s is not supported by this version", e.name), "Remove it: nothing of it would be computed.")
		}
		return nil
	})
}
