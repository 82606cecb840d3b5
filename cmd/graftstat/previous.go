package main

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"graftstat/analysis"
	"graftstat/analysis/message"
	"graftstat/analysis/result"
)

// compare compares the results with an earlier report: the one
// named on the command line, else the one of the newest closing date before
// this one among the outputs.
func (a *app) compare(r *result.Results, l *result.Listing, dir, named string) error {
	before, listing, err := a.previous(dir, named, r.AsOf)
	if err != nil {
		return err
	}
	analysis.Compare(before, listing, r, l)
	return nil
}

// previous reads the earlier report; nil where there is none. One that was
// found and cannot be read is passed over with a warning, for a report of this
// month is worth more than a comparison; one that was named must be there.
func (a *app) previous(dir, named, asOf string) (*result.Results, *result.Listing, error) {
	if named != "" {
		r, l, err := readEarlier(named)
		if err != nil {
			return nil, nil, message.Errorf("--previous: %w", err)
		}
		return r, l, nil
	}
	folder, err := newestBefore(dir, asOf)
	if err != nil || folder == "" {
		return nil, nil, err
	}
	r, l, err := readEarlier(filepath.Join(folder, "results.json"))
	if err != nil {
		a.log.warn("the earlier report is not compared with", slog.String("error", err.Error()))
		return nil, nil, nil
	}
	return r, l, nil
}

// newestBefore is the folder of the newest closing date before this one, "" if
// there is none.
func newestBefore(dir, asOf string) (string, error) {
	if asOf == "" {
		return "", nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var days []string
	for _, e := range entries {
		if _, err := time.Parse(time.DateOnly, e.Name()); err == nil && e.IsDir() && e.Name() < asOf {
			if _, err := os.Stat(filepath.Join(dir, e.Name(), "results.json")); err == nil {
				days = append(days, e.Name())
			}
		}
	}
	if len(days) == 0 {
		return "", nil
	}
	return filepath.Join(dir, slices.Max(days)), nil
}

// errNotRegular is a pipe or a device in the place of a file.
var errNotRegular = message.New("not a regular file but a folder, a pipe or a device; name a file")

// openRegular opens a file to read. Opening a pipe would wait for whoever writes to
// it.
func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, message.Errorf("%s: %w", path, errNotRegular)
	}
	return os.Open(path)
}

// readEarlier reads results.json and, if it is there and of this form, the
// listing beside it: without it only counts are compared.
func readEarlier(path string) (*result.Results, *result.Listing, error) {
	f, err := openRegular(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	r, err := result.Decode(f)
	if err != nil {
		return nil, nil, message.Errorf("%s: %w", path, err)
	}
	g, err := openRegular(filepath.Join(filepath.Dir(path), "listing.csv"))
	if err != nil {
		return r, nil, nil
	}
	defer g.Close()
	l, err := result.DecodeListing(g)
	if err != nil {
		return r, nil, nil
	}
	return r, l, nil
}
