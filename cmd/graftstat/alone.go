package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"graftstat/analysis/message"
	"graftstat/analysis/plan"
)

// runAlone runs the only study file of the folder in which the command is called by its
// name alone, as by a double-click.
func (a *app) runAlone(ctx context.Context) error {
	studies, others, err := studyFilesIn(".")
	if err != nil {
		return err
	}
	switch {
	case len(studies) == 1:
		a.println("Study file: %s", studies[0])
		return a.runStudy(ctx, studies[0], runFlags{})
	case len(studies) > 1:
		return usageError{message.Errorf("this folder has %d study files (%s); name one: graftstat run %s", len(studies),
			strings.Join(studies, ", "), studies[0])}
	case len(others) == 1: // what is wrong with it is the answer
		_, err := plan.Read(others[0])
		return err
	case len(others) > 1:
		return usageError{message.Errorf("this folder has no study file without a fault (%s); 'graftstat check %s' says what is wrong",
			strings.Join(others, ", "), others[0])}
	}
	return usageError{message.New("this folder has no study file (*.yaml); go to its folder, " +
		"name one: graftstat run FILE, or make one: graftstat init DIR")}
}

// studyFilesIn are the YAML files of a folder that are studies, and the others.
func studyFilesIn(dir string) (studies, others []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		name := e.Name()
		extension := strings.ToLower(filepath.Ext(name))
		if e.IsDir() || strings.HasPrefix(name, ".") || extension != ".yaml" && extension != ".yml" {
			continue
		}
		if _, err := plan.Read(filepath.Join(dir, name)); err != nil {
			others = append(others, name)
		} else {
			studies = append(studies, name)
		}
	}
	return studies, others, nil
}

// holdWindow waits for a key where the window would close at the end, before anything
// in it is read.
func (a *app) holdWindow(in io.Reader) {
	if ownsWindow() {
		a.quiet = false
		a.println("Press Enter to close this window.")
		_, _ = bufio.NewReader(in).ReadString('\n') // a closed input has no key
	}
}
