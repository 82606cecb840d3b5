package golden

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

var (
	htmlBody  = regexp.MustCompile(`(?s)<body>(.*)</body>`)
	htmlStyle = regexp.MustCompile(` style="[^"]*"`)
	htmlCells = regexp.MustCompile(`</t[dh]><t[dh][^>]*>`)
	htmlOther = regexp.MustCompile(`</?(?:table|caption|thead|tbody|tr|td|th|p)\b[^>]*>`)
)

// HTMLTable shows a file of one table: a row a line, with what is bold and what
// heads, and a hash of the whole, which sees the styles.
func HTMLTable(name, file string) string {
	body := htmlBody.FindStringSubmatch(file)
	if body == nil {
		return name + " has no body\n"
	}
	text := htmlStyle.ReplaceAllString(body[1], "")
	text = htmlOther.ReplaceAllString(htmlCells.ReplaceAllString(text, " | "), "")
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", name, Sum([]byte(file)))
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\n"); line != "" {
			b.WriteString("  " + oneLine(html.UnescapeString(line)) + "\n")
		}
	}
	return b.String()
}
