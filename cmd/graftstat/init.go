package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/analysis/message"
	"graftstat/templates"
)

const (
	newFile   = 0o640
	newFolder = 0o750
)

func (a *app) initCommand() *cobra.Command {
	var f initFlags
	c := &cobra.Command{
		Use:   "init DIR [--from FILE[#SHEET] ...]",
		Short: "Write a study file: a blank one with CSV files to fill in, or one proposed from files",
		Args: func(c *cobra.Command, args []string) error {
			if len(f.from) > 0 && len(args) > 1 {
				return nil // files that a shell put behind --from
			}
			return exactly(1, message.Of("one folder"))(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if len(f.from) == 0 {
				return a.initStudy(args[0])
			}
			f.from, f.language = append(f.from, args[1:]...), a.languageAsked
			return a.initFrom(c.Context(), args[0], f)
		},
	}
	c.Flags().StringArrayVar(&f.from, "from", nil, "propose the study file from these files, where they lie")
	c.Flags().StringVar(&f.dictionary, "dictionary", "", "data dictionary of REDCap (CSV)")
	return c
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
	return writeNew(filepath.Join(dir, name), content)
}
