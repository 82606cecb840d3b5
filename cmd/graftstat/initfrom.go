package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"graftstat/analysis/message"
	"graftstat/analysis/proposal"
	"graftstat/reports/studyfile"
)

// initFlags are those of init.
type initFlags struct {
	from       []string
	dictionary string
	language   string // of the remarks; "" is that of the files
	ask        bool
}

// initFrom writes a study file that is proposed from files, where none stands yet.
func (a *app) initFrom(ctx context.Context, dir string, f initFlags) error {
	if err := refuseOverwriting(dir, []string{studyName, schemaFile}); err != nil {
		return err
	}
	p, err := a.propose(ctx, dir, f)
	if err != nil {
		return err
	}
	a.speak(p.Language)
	text, err := studyfile.Write(p)
	if err != nil {
		return err
	}
	files, err := withSchema([]newStudyFile{{studyName, text}})
	if err != nil {
		return err
	}
	if err := writeAllNew(dir, files); err != nil {
		return err
	}
	if a.quiet {
		return nil
	}
	study := filepath.ToSlash(filepath.Join(dir, studyName))
	said, err := studyfile.Summary(p, study)
	if err != nil {
		return err
	}
	for _, line := range said {
		fmt.Fprintln(a.stdout, line)
	}
	fmt.Fprintf(a.stdout, "  graftstat check %s\n  graftstat run %s\n", study, study)
	return nil
}

const studyName = "study.yaml"

// propose reads the files and proposes a study file in dir, with the answers of whoever
// is asked.
func (a *app) propose(ctx context.Context, dir string, f initFlags) (*proposal.Proposal, error) {
	var files []string
	for _, file := range f.from {
		files = append(files, besideStudy(dir, file))
	}
	var dictionary proposal.Dictionary
	if f.dictionary != "" {
		var err error
		if dictionary, err = proposal.ReadDictionary("", f.dictionary); err != nil {
			return nil, err
		}
	}
	tables, unread, err := proposal.Read(ctx, dir, files, dictionary)
	if err != nil {
		return nil, err
	}
	if !f.ask {
		return proposal.Propose(ctx, tables, unread, dictionary, f.language)
	}
	i, err := proposal.NewInterview(ctx, tables, unread, dictionary, f.language)
	if err != nil {
		return nil, err
	}
	a.speak(i.Proposal().Language)
	err = runInterruptible(ctx, func() error {
		return a.ask(ctx, i, os.Stdin, filepath.ToSlash(filepath.Join(dir, studyName)))
	})
	return i.Proposal(), err
}

// besideStudy is a file as the study file in dir names it: relative where it can be.
func besideStudy(dir, file string) string {
	from, err := filepath.Abs(dir)
	if err != nil {
		return file
	}
	to, err := filepath.Abs(file)
	if err != nil {
		return file
	}
	if relative, err := filepath.Rel(from, to); err == nil {
		return filepath.ToSlash(relative)
	}
	return filepath.ToSlash(to)
}

// writeNew writes a file that is not there yet, whole or not at all.
func writeNew(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, newFile)
	if err != nil {
		return message.Errorf("a file cannot be written: %w", err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(message.Errorf("a file cannot be written: %w", err), os.Remove(path))
	}
	return nil
}
