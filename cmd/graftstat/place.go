package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"graftstat/analysis/plan"
	"graftstat/analysis/registry"
	"graftstat/reports"
)

// reserve takes the folder of the outputs, before the data is read: a second
// run ends at once.
func (a *app) reserve(dir, asOf string) (*reports.Place, error) {
	place, err := reports.Reserve(dir, asOf, holder())
	if err != nil {
		return nil, err
	}
	for _, name := range place.Recovered {
		a.log.info("recovered", slog.String("name", name), slog.String("reason", "a run was killed"))
	}
	if place.Unlocked != nil {
		a.log.warn("other runs are not held off: the file system has no locks",
			slog.String("error", place.Unlocked.Error()))
	}
	return place, nil
}

// holder says who holds a folder of outputs.
func holder() string {
	host, err := os.Hostname()
	if err != nil {
		host = "this computer"
	}
	return fmt.Sprintf("process %d on %s since %s", os.Getpid(), host, time.Now().Format(time.RFC3339))
}

// inputPaths are the files of a study that were read. A sheet is named after
// its workbook, outcomes.xlsx#Ca ghép.
func inputPaths(p *plan.Plan, d *registry.Data) []string {
	var paths []string
	for _, in := range d.Inputs {
		workbook, _, _ := strings.Cut(in.File, "#")
		for _, name := range []string{in.File, workbook} {
			if !filepath.IsAbs(name) {
				name = filepath.Join(p.Dir, name)
			}
			paths = append(paths, name)
		}
	}
	return append(paths, filepath.Join(p.Dir, filepath.Base(p.File)))
}
