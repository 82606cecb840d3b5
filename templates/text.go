package templates

import "embed"

// Texts are the words of the reports: text/LANGUAGE/*.yaml, nested keys whose
// path joined by dots is the code of a text. A test holds them to the terms of
// text/glossary.yaml.
//
//go:embed text
var Texts embed.FS

// Messages are the sentences of the console in each language but English, in which
// the source has them.
//
//go:embed messages
var Messages embed.FS
