package manual

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// parser reads Markdown with tables, and nothing else beside the standard.
func parser() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.Table))
}

func parse(source []byte) ast.Node { return parser().Parser().Parse(text.NewReader(source)) }

// otherTopic is the topic that a link leads to: its target is the file of the page.
func otherTopic(target string) (string, bool) {
	topic, isPage := strings.CutSuffix(target, ".md")
	return topic, isPage && !strings.Contains(topic, "/")
}
