package main

import (
	"io"
	"runtime"
	"runtime/debug"
	"strings"
)

// release is the version of the program. It stands in every output.
const release = "0.1.0"

// version is the release and, in a program that was built from a commit, that
// commit: 0.1.0+6e10248a3c1f, with .modified where files differed from it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	return release + commit(info.Settings)
}

// commit is the suffix of a version for a commit, "" where none is known.
func commit(settings []debug.BuildSetting) string {
	const shown = 12
	values := make(map[string]string)
	for _, s := range settings {
		values[s.Key] = s.Value
	}
	revision := values["vcs.revision"]
	if revision == "" {
		return ""
	}
	suffix := "+" + revision[:min(shown, len(revision))]
	if values["vcs.modified"] == "true" {
		suffix += ".modified"
	}
	return strings.ToLower(suffix)
}

// printVersion prints the version as it stands in every output, the commit and what
// built the program.
func (a *app) printVersion() error {
	revision := a.say("commit not known")
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = a.say("commit %s", s.Value)
			}
		}
	}
	_, err := io.WriteString(a.stdout, "graftstat "+version()+"\n"+revision+"\n"+runtime.Version()+" "+runtime.GOOS+"/"+
		runtime.GOARCH+"\n")
	return err
}
