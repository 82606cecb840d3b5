package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"golang.org/x/term"

	"graftstat/analysis/message"
	"graftstat/reports/manual"
)

// helpCommand reads the manual, and says how a command is used.
func (a *app) helpCommand() *cobra.Command {
	var pages, man string
	c := &cobra.Command{
		Use:   "help [TOPIC | COMMAND]",
		Short: "Read the manual: its topics, one of them, or how a command is used",
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case pages != "" && man != "" || (pages != "" || man != "") && len(args) > 0 || len(args) > 1:
				return usageError{message.Errorf("expected one topic, or one of --html and --man")}
			case pages != "":
				return a.writeManual(pages)
			case man != "":
				return a.writeManPages(c.Root(), man)
			case len(args) == 1:
				return a.readManual(c.Root(), args[0])
			}
			return a.listTopics(c.Root())
		},
	}
	c.Flags().StringVar(&pages, "html", "", "write the manual into this folder as pages for a browser")
	c.Flags().StringVar(&man, "man", "", "write a man page for each command into this folder")
	return c
}

// listTopics says how the program is used and what the manual has.
func (a *app) listTopics(root *cobra.Command) error {
	topics, err := manual.Pages(a.language)
	if err != nil {
		return err
	}
	a.help(root, nil)
	fmt.Fprintf(a.stdout, "\n%s:\n", a.say("Topics of the manual"))
	for _, p := range topics {
		fmt.Fprintf(a.stdout, "  %-12s %s\n", p.Topic, p.Title)
	}
	fmt.Fprintf(a.stdout, "\n%s\n", a.say("Run '%s help TOPIC' to read one.", root.CommandPath()))
	return nil
}

// readManual prints a topic or, where none has this name, the help of a command.
func (a *app) readManual(root *cobra.Command, name string) error {
	if slices.Contains(manual.Topics(), name) {
		p, err := manual.Read(a.language, name)
		if err != nil {
			return err
		}
		_, err = fmt.Fprint(a.stdout, p.Text(a.columns()))
		return err
	}
	for _, c := range root.Commands() {
		if c.Name() == name {
			a.help(c, nil)
			return nil
		}
	}
	return usageError{message.Errorf("the manual has no topic %s; 'graftstat help' lists its topics", name)}
}

// columns of the terminal that standard output is, within what is good to read.
func (a *app) columns() int {
	const least, usual, most = 40, 80, 100
	if f, ok := terminalOf(a.stdout); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			return min(max(width, least), most)
		}
	}
	return usual
}

// writeManual writes the manual as HTML.
func (a *app) writeManual(dir string) error {
	files, err := manual.HTML()
	if err != nil {
		return err
	}
	return a.writeAllNew(dir, files)
}

// writeManPages writes graftstat.1 and one page for each command, in the language of
// the console. Their date is that of the commit, so that the same program writes the
// same pages.
func (a *app) writeManPages(root *cobra.Command, dir string) error {
	files := map[string][]byte{}
	date := commitTime()
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		if c.Hidden {
			continue
		}
		name := strings.ReplaceAll(c.CommandPath(), " ", "-")
		header := &doc.GenManHeader{Title: strings.ToUpper(name), Section: "1", Date: &date, Source: "graftstat " + version()}
		var b bytes.Buffer
		if err := doc.GenMan(c, header, &b); err != nil {
			return err
		}
		files[name+".1"] = b.Bytes()
	}
	return a.writeAllNew(dir, files)
}

func commitTime() time.Time {
	info, _ := debug.ReadBuildInfo()
	if info != nil {
		for _, s := range info.Settings {
			if at, err := time.Parse(time.RFC3339, s.Value); s.Key == "vcs.time" && err == nil {
				return at.UTC()
			}
		}
	}
	return time.Unix(0, 0).UTC()
}

// writeAllNew writes files into a folder that has none of them yet, all or, where one
// fails, none.
func (a *app) writeAllNew(dir string, files map[string][]byte) error {
	names := slices.Sorted(maps.Keys(files))
	if err := refuseOverwriting(dir, names); err != nil {
		return err
	}
	for i, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(path), newFolder)
		if err == nil {
			err = writeNew(path, files[name])
		}
		if err != nil {
			for _, written := range names[:i] {
				err = errors.Join(err, os.Remove(filepath.Join(dir, filepath.FromSlash(written))))
			}
			return err
		}
	}
	a.println("Wrote %s: %d files", filepath.ToSlash(dir), len(names))
	return nil
}
