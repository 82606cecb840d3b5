// Package schedule fills in the files by which a computer runs the program every
// month or every night: units of systemd, a line of cron, a task of Windows, and
// README.md, which says in one language how they are installed.
//
// It looks at no computer: paths, account and system are given. Every path stands in
// the quotation of its file. What a file cannot hold is refused: control characters
// and bytes that are not UTF-8 anywhere, percent signs on Windows, whose command
// prompt would take them for a variable.
//
// Imports of ours: analysis/message, templates.
package schedule
