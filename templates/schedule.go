package templates

import "embed"

// Schedule are the files by which systemd, cron or the Task Scheduler of Windows runs
// the program, and README.LANGUAGE.md, which says how they are installed:
// schedule/NAME, in the form of text/template.
//
//go:embed schedule
var Schedule embed.FS
