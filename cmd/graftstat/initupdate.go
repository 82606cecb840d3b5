package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
	"graftstat/analysis/proposal"
	"graftstat/reports/studyfile"
)

// updateFlags are those of init --update.
type updateFlags struct{ asked, write bool }

func (f *updateFlags) register(c *cobra.Command) {
	c.Flags().BoolVar(&f.asked, "update", false, "show what is new in the files of the study as a patch of study.yaml")
	c.Flags().BoolVar(&f.write, "write", false, "with --update: write the patch into study.yaml")
}

// check refuses flags that do not go together.
func (f updateFlags) check(isOther bool) error {
	switch {
	case f.write && !f.asked:
		return usageError{message.New("--write is of init --update")}
	case f.asked && isOther:
		return usageError{message.New("--update takes the folder alone, and --write")}
	}
	return nil
}

// updateStudy shows what is new in the files of a study, and writes it into its study
// file where that is asked for.
func (a *app) updateStudy(ctx context.Context, dir string, f updateFlags) error {
	path := filepath.Join(dir, studyName)
	source, p, err := a.readToUpdate(ctx, path)
	if err != nil {
		return err
	}
	var news *proposal.News
	err = runInterruptible(ctx, func() (err error) {
		news, err = proposal.ReadNews(ctx, p, studyfile.Remarks(source))
		return err
	})
	if err != nil {
		return err
	}
	updated, err := studyfile.Update(source, news, a.language)
	if err != nil {
		return err
	}
	if err := refuseFaulty(updated, news); err != nil {
		return err
	}
	shown := filepath.ToSlash(path)
	a.tellNews(news)
	patch := diff.Diff(shown, source, shown, updated)
	switch {
	case len(patch) == 0 && news.IsEmpty():
		a.println("Nothing new in the files of %s.", shown)
		return nil
	case len(patch) == 0:
		return nil
	}
	if !a.quiet {
		fmt.Fprintf(a.stdout, "%s", patch)
	}
	if !f.write {
		a.println("Nothing was written. To write it: %s", "graftstat init --update "+filepath.ToSlash(dir)+" --write")
		return nil
	}
	if err := replaceUnchanged(path, source, updated); err != nil {
		return err
	}
	a.println("Wrote %s; look at its new lines, then run graftstat check %s", shown, shown)
	return nil
}

// readToUpdate reads a study file, and its text as the same reading has it.
func (a *app) readToUpdate(ctx context.Context, path string) ([]byte, *plan.Plan, error) {
	p, err := a.readPlan(ctx, path, runFlags{})
	if err != nil {
		return nil, nil, err
	}
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, message.Errorf("study file: %w", err)
	}
	return source, p, nil
}

// refuseFaulty is an error if a patched study file is not what was to be written.
func refuseFaulty(updated []byte, news *proposal.News) error {
	p, err := plan.Decode(studyName, updated)
	if err != nil {
		return message.Errorf("the patch would leave a study file with a fault, and nothing was written; "+
			"please report it: %w", err)
	}
	for _, c := range news.Columns {
		if p.Data.Columns[c.Name] != c.Header {
			return message.Errorf("the patch would leave %s out of the study file, and nothing was written; please report it",
				c.Name)
		}
	}
	return nil
}

// tellNews says what is not written.
func (a *app) tellNews(news *proposal.News) {
	for _, c := range news.Aside {
		a.println("%s: the column %q looks like %s, which the study file says is absent or other files call otherwise; "+
			"it is not in the patch", c.File, c.Header, c.Name)
	}
	for _, v := range news.Levels {
		if v.Unknown > 0 {
			a.println("the column %q has %d new spellings that no list knows; write them under values: %s: by hand",
				v.Header, v.Unknown, v.Name)
		}
	}
	for _, m := range news.Gone {
		if m.Nearest == "" {
			a.println("no file has the column %q, from which %s is read", m.Header, m.Name)
			continue
		}
		a.println("no file has the column %q, from which %s is read; is it %q now?", m.Header, m.Name, m.Nearest)
	}
}

// replaceUnchanged writes a file whole in place of what it was read as; one that has
// been changed since is left. Of a link it is the file that it leads to.
func replaceUnchanged(path string, was, now []byte) error {
	if file, err := filepath.EvalSymlinks(path); err == nil {
		path = file
	}
	info, err := os.Stat(path)
	if err != nil {
		return message.Errorf("a file cannot be written: %w", err)
	}
	beside := path + ".new"
	if err := writeNew(beside, now); err != nil {
		return err
	}
	is, err := os.ReadFile(path)
	switch {
	case err != nil:
	case !bytes.Equal(is, was):
		err = message.Errorf("%s was changed while the files were read, and nothing was written; run again",
			filepath.ToSlash(path))
	default:
		if err = os.Chmod(beside, info.Mode().Perm()); err == nil || errors.Is(err, fs.ErrPermission) {
			err = os.Rename(beside, path)
		}
	}
	if err != nil {
		return errors.Join(err, os.Remove(beside))
	}
	return nil
}
