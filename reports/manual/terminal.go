package manual

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	tables "github.com/yuin/goldmark/extension/ast"
)

// Text is the page for a terminal of so many columns: paragraphs wrapped, codes and
// lines of code as they are, however long.
func (p Page) Text(width int) string {
	t := &terminal{source: []byte(p.Markdown), width: width}
	t.blocks(parse(t.source), "")
	return strings.TrimLeft(t.out.String(), "\n")
}

type terminal struct {
	out    strings.Builder
	source []byte
	width  int
}

// blocks writes what stands in a node, each block after a blank line.
func (t *terminal) blocks(parent ast.Node, indent string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if _, isTight := n.(*ast.TextBlock); !isTight {
			t.out.WriteString("\n")
		}
		t.block(n, indent)
	}
}

func (t *terminal) block(n ast.Node, indent string) {
	switch n := n.(type) {
	case *ast.Heading:
		t.heading(n)
	case *ast.List:
		t.list(n, indent)
	case *tables.Table:
		t.table(n, indent)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			t.line(indent+"    ", strings.TrimRight(string(line.Value(t.source)), "\n"))
		}
	case *ast.ThematicBreak:
	default:
		t.wrap(indent, indent, t.inline(n))
	}
}

// heading is underlined where it is of the page or of a part of it.
func (t *terminal) heading(n *ast.Heading) {
	title := t.inline(n)
	t.line("", title)
	if signs := []string{"=", "-"}; n.Level <= len(signs) {
		t.line("", strings.Repeat(signs[n.Level-1], utf8.RuneCountInString(title)))
	}
}

func (t *terminal) list(n *ast.List, indent string) {
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		if n.IsOrdered() {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		first := item.FirstChild()
		if first == nil {
			continue
		}
		below := indent + strings.Repeat(" ", len(mark))
		t.wrap(indent+mark, below, t.inline(first))
		for more := first.NextSibling(); more != nil; more = more.NextSibling() {
			t.block(more, below)
		}
	}
}

// inline is the text of a block in one line.
func (t *terminal) inline(parent ast.Node) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Value(t.source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteString(" ")
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.Link:
			b.WriteString(t.link(n))
		case *ast.AutoLink:
			b.Write(n.URL(t.source))
		default:
			b.WriteString(t.inline(n))
		}
	}
	return b.String()
}

func (t *terminal) link(n *ast.Link) string {
	target := string(n.Destination)
	if topic, isPage := otherTopic(target); isPage {
		target = "graftstat help " + topic
	}
	return t.inline(n) + " (" + target + ")"
}

// wrap writes words in lines, the first with a mark before it. A word that is wider
// than a line has one of its own.
func (t *terminal) wrap(first, indent, text string) {
	line, words := first, 0
	for _, word := range strings.Fields(text) {
		if words > 0 && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > t.width {
			t.line("", line)
			line, words = indent, 0
		}
		if words > 0 {
			line += " "
		}
		line += word
		words++
	}
	t.line("", line)
}

func (t *terminal) line(indent, text string) {
	t.out.WriteString(strings.TrimRight(indent+text, " ") + "\n")
}
