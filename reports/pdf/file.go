package pdf

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// packed is how many objects share a compressed stream.
const packed = 200

var errFile = errors.New("gofpdf wrote a file of another form than expected")

// file is a PDF as gofpdf wrote it, taken apart into objects, to which further
// ones are added.
type file struct {
	objects       []string // by number, whole, from "n 0 obj"; empty: in dictionaries
	dictionaries  map[int]string
	catalog, info int
	fast, small   compressor // of pages, where gofpdf is fast too, and of dictionaries
}

// readFile takes a file of gofpdf apart by its table of objects.
func readFile(content string) (*file, error) {
	var table, size int
	f := &file{dictionaries: map[int]string{}, fast: compressor{level: zlib.BestSpeed},
		small: compressor{level: zlib.DefaultCompression}}
	at := strings.LastIndex(content, "startxref\n")
	if at < 0 {
		return nil, errFile
	}
	if _, err := fmt.Sscanf(content[at:], "startxref\n%d", &table); err != nil || table < 0 || table > at {
		return nil, errFile
	}
	lines, end, _ := strings.Cut(content[table:], "trailer\n")
	if _, err := fmt.Sscanf(end, "<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R", &size, &f.catalog, &f.info); err != nil {
		return nil, errFile
	}
	return f, f.cut(content[:table], strings.Split(lines, "\n"), size)
}

// cut fills the objects from the lines of the table: two of heading, one of a
// free object, one an object. Objects lie in the file in another order than
// their numbers; each ends where the next begins.
func (f *file) cut(content string, lines []string, size int) error {
	type start struct{ number, offset int }
	if size < 1 || len(lines) < 2+size || f.catalog >= size {
		return errFile
	}
	starts := make([]start, 0, size)
	for number := 1; number < size; number++ {
		offset := 0
		if _, err := fmt.Sscanf(lines[2+number], "%d", &offset); err != nil || offset > len(content) {
			return errFile
		}
		starts = append(starts, start{number, offset})
	}
	slices.SortFunc(starts, func(a, b start) int { return cmp.Compare(a.offset, b.offset) })
	f.objects = make([]string, size)
	for i, s := range starts {
		end := len(content)
		if i+1 < len(starts) {
			end = starts[i+1].offset
		}
		f.objects[s.number] = content[s.offset:end]
	}
	return nil
}

// reserve is the number of an object that put fills later.
func (f *file) reserve() int {
	f.objects = append(f.objects, "")
	return len(f.objects) - 1
}

// put gives a reserved object its dictionary.
func (f *file) put(number int, dictionary string) { f.dictionaries[number] = dictionary }

// extend adds entries to one of gofpdf's dictionaries, after how it begins.
func (f *file) extend(number int, beginning, entries string) error {
	head, tail, found := strings.Cut(f.objects[number], beginning)
	if !found {
		return errFile
	}
	f.objects[number] = head + beginning + entries + tail
	return nil
}

func (f *file) addStream(entries, content string) int {
	number := f.reserve()
	f.objects[number] = streamObject(number, entries, content)
	return number
}

func streamObject(number int, entries, content string) string {
	return fmt.Sprintf("%d 0 obj\n<<%s /Length %d>>\nstream\n%s\nendstream\nendobj\n", number, entries, len(content),
		content)
}

// entry of the table of objects (ISO 32000-1, 7.5.8): kind 1 lies at an offset,
// kind 2 in a stream at an index.
type entry struct {
	kind  uint8
	where uint32
	index uint16
}

// bytes is the file, with the added dictionaries compressed. Its identifier is
// made from its content.
func (f *file) bytes() []byte {
	entries := make([]entry, len(f.objects))
	numbers := make([]int, 0, len(f.dictionaries))
	for number := range f.dictionaries {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	for chunk := range slices.Chunk(numbers, packed) {
		stream := f.pack(chunk)
		for i, number := range chunk {
			entries[number] = entry{2, uint32(stream), uint16(i)}
		}
		entries = append(entries, entry{})
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	for number, object := range f.objects {
		if object != "" {
			entries[number] = entry{1, uint32(out.Len()), 0}
			out.WriteString(object)
		}
	}
	f.writeTable(&out, entries)
	return out.Bytes()
}

// pack writes dictionaries into one compressed stream (ISO 32000-1, 7.5.7).
func (f *file) pack(numbers []int) int {
	var index, bodies strings.Builder
	for _, number := range numbers {
		fmt.Fprintf(&index, "%d %d ", number, bodies.Len())
		bodies.WriteString(f.dictionaries[number] + "\n")
	}
	return f.addStream(
		fmt.Sprintf("/Type /ObjStm /N %d /First %d /Filter /FlateDecode", len(numbers), index.Len()),
		f.small.deflate(index.String()+bodies.String()))
}

// writeTable ends the file with its table of objects, itself an object.
func (f *file) writeTable(out *bytes.Buffer, entries []entry) {
	start := out.Len()
	number := len(entries)
	entries = append(entries, entry{1, uint32(start), 0})
	entries[0] = entry{0, 0, 65535}
	var rows bytes.Buffer
	for _, e := range entries {
		_ = binary.Write(&rows, binary.BigEndian, e) // a bytes.Buffer does not fail
	}
	sum := sha256.Sum256(out.Bytes())
	content := f.small.deflate(rows.String())
	fmt.Fprintf(out, "%d 0 obj\n<</Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%x><%x>] /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		number, len(entries), f.catalog, f.info, sum[:16], sum[:16], len(content), content, start)
}
