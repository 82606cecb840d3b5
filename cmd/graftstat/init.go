package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/templates"
)

const (
	newFile   = 0o640
	newFolder = 0o750
)

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Write a commented study file and blank CSV files to fill in",
		Args:  exactly(1, "one folder"),
		RunE:  func(_ *cobra.Command, args []string) error { return a.initStudy(args[0]) },
	}
}

// initStudy writes the files of a blank study into a folder, which is made if there
// is none. It writes all of them or, where one stands already, none.
func (a *app) initStudy(dir string) error {
	blank, err := templates.Blank()
	if err != nil {
		return err
	}
	files, err := fs.ReadDir(blank, ".")
	if err != nil {
		return err
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	if err := refuseOverwriting(dir, names); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, newFolder); err != nil {
		return fmt.Errorf("the folder cannot be made: %w", err)
	}
	for i, name := range names {
		if err := copyNew(blank, name, dir); err != nil {
			for _, written := range names[:i] {
				err = errors.Join(err, os.Remove(filepath.Join(dir, written)))
			}
			return err
		}
	}
	if !a.quiet {
		study := filepath.ToSlash(filepath.Join(dir, "study.yaml"))
		fmt.Fprintf(a.stdout, "Wrote %s: %s\n", filepath.ToSlash(dir), strings.Join(names, ", "))
		fmt.Fprintf(a.stdout,
			"Enter a row for each transplant in cases.csv and the closing date, as_of, in study.yaml; README.md explains the columns. Then:\n")
		fmt.Fprintf(a.stdout, "  graftstat check %s\n  graftstat run %s\n", study, study)
	}
	return nil
}

// refuseOverwriting is an error if the folder has one of the files.
func refuseOverwriting(dir string, names []string) error {
	var present []string
	for _, name := range names {
		_, err := os.Lstat(filepath.Join(dir, name))
		switch {
		case err == nil:
			present = append(present, name)
		case !errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("the folder cannot be looked into: %w", err)
		}
	}
	if len(present) > 0 {
		return fmt.Errorf("%s has %s already, and nothing was written; name another folder, or move these files away",
			dir, strings.Join(present, ", "))
	}
	return nil
}

// copyNew writes one file that is not there yet.
func copyNew(blank fs.FS, name, dir string) error {
	content, err := fs.ReadFile(blank, name)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, name)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, newFile)
	if err != nil {
		return fmt.Errorf("a file cannot be written: %w", err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("a file cannot be written: %w", err), os.Remove(path))
	}
	return nil
}
