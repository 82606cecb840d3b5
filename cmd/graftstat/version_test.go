package main

import (
	"runtime/debug"
	"testing"
)

func TestVersionNamesTheCommit(t *testing.T) {
	revision := debug.BuildSetting{Key: "vcs.revision", Value: "6E10248a3c1f0123456789abcdef0123456789ab"}
	for want, settings := range map[string][]debug.BuildSetting{
		"":                       {{Key: "GOOS", Value: "linux"}},
		"+6e10248a3c1f":          {revision, {Key: "vcs.modified", Value: "false"}},
		"+6e10248a3c1f.modified": {revision, {Key: "vcs.modified", Value: "true"}},
		"+6e1":                   {{Key: "vcs.revision", Value: "6e1"}},
	} {
		if got := commit(settings); got != want {
			t.Errorf("%v give %q, want %q", settings, got, want)
		}
	}
}
