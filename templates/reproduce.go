package templates

import _ "embed"

//go:embed reproduce/reproduce.R
var reproduceScript []byte

//go:embed reproduce/README.md
var reproduceReadme string

// Reproduce is the script in R that computes a study's numbers again, and the
// README of the folder in which it lies, with {{tool}}, {{version}} and {{data}}
// to be filled in.
func Reproduce() (script []byte, readme string) { return reproduceScript, reproduceReadme }
