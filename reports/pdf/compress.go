package pdf

import (
	"compress/zlib"
	"fmt"
	"io"
	"strings"
)

// compressor compresses one stream after the other with the memory of the
// first: to get it anew would take longer than to compress a page.
type compressor struct {
	level  int
	writer *zlib.Writer
}

func (c *compressor) deflate(content string) string {
	var b strings.Builder
	if c.writer == nil {
		c.writer, _ = zlib.NewWriterLevel(&b, c.level) // the levels of a file are known ones
	}
	c.writer.Reset(&b)
	_, _ = io.WriteString(c.writer, content) // a strings.Builder does not fail
	_ = c.writer.Close()
	return b.String()
}

// compress the stream of one of gofpdf's objects.
func (f *file) compress(number int) error {
	const begins, ends = "stream\n", "\nendstream\nendobj\n"
	dictionary, rest, found := strings.Cut(f.objects[number], begins)
	content, whole := strings.CutSuffix(rest, ends)
	if length := fmt.Sprintf("%d 0 obj\n<</Length %d>>\n", number, len(content)); !found || !whole ||
		dictionary != length {
		return errFile
	}
	packed := f.fast.deflate(content)
	f.objects[number] = fmt.Sprintf("%d 0 obj\n<</Filter /FlateDecode /Length %d>>\n%s%s%s", number, len(packed),
		begins, packed, ends)
	return nil
}
