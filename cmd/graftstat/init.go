package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"graftstat/analysis/codebook"
	"graftstat/analysis/message"
	"graftstat/reports/entry"
	"graftstat/templates"
)

const (
	newFile   = 0o640
	newFolder = 0o750
	entryFile = "cases.xlsx"
)

func (a *app) initCommand() *cobra.Command {
	var f initFlags
	var asCSV bool
	var s scheduleFlags
	var u updateFlags
	c := &cobra.Command{
		Use: "init DIR [--from FILE[#SHEET] ... | --update [--write] | --schedule --study STUDY.yaml]",
		Short: "Write a study file: a blank one with a workbook to fill in, or one proposed from files; " +
			"or what runs a study every month",
		Args: func(c *cobra.Command, args []string) error {
			if len(f.from) > 0 && len(args) > 1 {
				return nil // files that a shell put behind --from
			}
			return exactly(1, message.Of("one folder"))(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := s.check(len(f.from) > 0 || asCSV); err != nil {
				return err
			}
			if err := u.check(len(f.from) > 0 || asCSV || f.ask || s.asked || f.dictionary != ""); err != nil {
				return err
			}
			if u.asked {
				return a.updateStudy(c.Context(), args[0], u)
			}
			if s.asked {
				return a.initSchedule(c.Context(), args[0], s)
			}
			if asCSV && len(f.from) > 0 {
				return usageError{message.New("--csv is of a blank study; leave --from or --csv out")}
			}
			if f.ask && len(f.from) == 0 {
				return usageError{message.New("--ask is about files; name them after --from")}
			}
			if f.ask {
				if err := a.refuseWithoutTerminal(); err != nil {
					return err
				}
			}
			if len(f.from) == 0 {
				return a.initStudy(args[0], asCSV)
			}
			f.from, f.language = append(f.from, args[1:]...), a.languageAsked
			return a.initFrom(c.Context(), args[0], f)
		},
	}
	c.Flags().StringArrayVar(&f.from, "from", nil, "propose the study file from these files, where they lie")
	c.Flags().StringVar(&f.dictionary, "dictionary", "", "data dictionary of REDCap (CSV)")
	c.Flags().BoolVar(&f.ask, "ask", false, "ask on the terminal about what is likely or in doubt")
	c.Flags().BoolVar(&asCSV, "csv", false, "write blank CSV files in place of the workbook")
	s.register(c)
	u.register(c)
	return c
}

// A newStudyFile is a file of a blank study.
type newStudyFile struct {
	name    string
	content []byte
}

// initStudy writes the files of a blank study into a folder, which is made if there
// is none. It writes all of them or, where one stands already, none.
func (a *app) initStudy(dir string, asCSV bool) error {
	files, err := blankFiles(a.language, asCSV)
	if err != nil {
		return err
	}
	if err := writeAllNew(dir, files); err != nil {
		return err
	}
	if !a.quiet {
		a.tellNew(dir, namesOf(files), asCSV)
	}
	return nil
}

func namesOf(files []newStudyFile) []string {
	var names []string
	for _, f := range files {
		names = append(names, f.name)
	}
	return names
}

// writeAllNew writes all files into a folder or, where one stands already, none.
func writeAllNew(dir string, files []newStudyFile) error {
	names := namesOf(files)
	if err := refuseOverwriting(dir, names); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, newFolder); err != nil {
		return message.Errorf("the folder cannot be made: %w", err)
	}
	for i, f := range files {
		if err := writeNew(filepath.Join(dir, f.name), f.content); err != nil {
			for _, written := range names[:i] {
				err = errors.Join(err, os.Remove(filepath.Join(dir, written)))
			}
			return err
		}
	}
	return nil
}

func (a *app) tellNew(dir string, names []string, asCSV bool) {
	study, cases := filepath.ToSlash(filepath.Join(dir, studyName)), entryFile
	if asCSV {
		cases = "cases.csv"
	}
	a.println("Wrote %s: %s", filepath.ToSlash(dir), strings.Join(names, ", "))
	a.println("Enter a row for each transplant in %s and the closing date, as_of, in study.yaml; "+
		"README.md explains the columns. Then:", cases)
	fmt.Fprintf(a.stdout, "  graftstat check %[1]s\n  graftstat run %[1]s\n", study)
}

// blankFiles are the files of a blank study: with CSV files, or with a workbook in a
// language, whose sheets its study file then names.
func blankFiles(language string, asCSV bool) ([]newStudyFile, error) {
	blank, err := templates.Blank()
	if err != nil {
		return nil, err
	}
	listed, err := fs.ReadDir(blank, ".")
	if err != nil {
		return nil, err
	}
	var files []newStudyFile
	for _, f := range listed {
		if !asCSV && strings.HasSuffix(f.Name(), ".csv") {
			continue
		}
		content, err := fs.ReadFile(blank, f.Name())
		if err != nil {
			return nil, err
		}
		files = append(files, newStudyFile{f.Name(), content})
	}
	if asCSV {
		return withSchema(files)
	}
	c, err := codebook.Read(language)
	if err != nil {
		return nil, err
	}
	var book bytes.Buffer
	if err := entry.Write(&book, c); err != nil {
		return nil, err
	}
	for i := range files {
		if files[i].name == studyName {
			files[i].content = inLanguage(withSheets(files[i].content, c), language)
		}
	}
	return withSchema(slices.Insert(files, 1, newStudyFile{entryFile, book.Bytes()}))
}

// withSheets puts the sheets of the workbook in place of the CSV files of a study file.
func withSheets(study []byte, c *codebook.Codebook) []byte {
	for _, s := range c.Sheets {
		key := "\n  " + s.ID + ": "
		study = bytes.Replace(study, []byte(key+s.ID+".csv"), []byte(key+`"`+entryFile+"#"+s.Name+`"`), 1)
	}
	return study
}

// inLanguage puts a language first in a study file: the console then speaks it.
func inLanguage(study []byte, language string) []byte {
	if language != "vi" {
		return study
	}
	return bytes.Replace(study, []byte("\nlanguages: [en, vi]"), []byte("\nlanguages: [vi, en]"), 1)
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
			return message.Errorf("the folder cannot be looked into: %w", err)
		}
	}
	if len(present) > 0 {
		return message.Errorf("%s has %s already, and nothing was written; name another folder, or move these files away",
			dir, strings.Join(present, ", "))
	}
	return nil
}
