package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"slices"

	"github.com/xuri/excelize/v2"
)

// sortedZip writes the parts of a workbook in the order of their names, where
// excelize writes some of them in the order of a map.
type sortedZip struct {
	zip   *zip.Writer
	parts map[string]*bytes.Buffer
}

func newSortedZip(w io.Writer) excelize.ZipWriter {
	return &sortedZip{zip: zip.NewWriter(w), parts: make(map[string]*bytes.Buffer)}
}

// Create gives a part that is written when the workbook is closed.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	part := &bytes.Buffer{}
	z.parts[name] = part
	return part, nil
}

// AddFS is of excelize's interface; a workbook of ours has no such files.
func (z *sortedZip) AddFS(files fs.FS) error { return z.zip.AddFS(files) }

// Close writes all parts. Their times stay zero, so that the same parts give
// the same bytes.
func (z *sortedZip) Close() error {
	names := make([]string, 0, len(z.parts))
	for name := range z.parts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		w, err := z.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := z.parts[name].WriteTo(w); err != nil {
			return err
		}
	}
	return z.zip.Close()
}
