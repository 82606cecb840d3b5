package templates

import "embed"

// Manual are the pages for those who use the program or change it:
// manual/LANGUAGE/TOPIC.md.
//
//go:embed manual
var Manual embed.FS
