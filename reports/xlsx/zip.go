package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"

	"github.com/xuri/excelize/v2"
)

// sortedZip writes the parts of a workbook in the order of their names, where
// excelize writes some of them in the order of a map. It keeps them packed, and
// puts our charts in the place of those that excelize drew.
type sortedZip struct {
	zip    *zip.Writer
	parts  []*part
	pack   *flate.Writer     // of the last part: as in archive/zip, one is written at a time
	charts map[string][]byte // by name of the part
}

// part is a packed part of a workbook.
type part struct {
	header zip.FileHeader
	packed bytes.Buffer
	sum    hash.Hash32
	pack   *flate.Writer
}

// packing is a level of compression at which a workbook is written faster than
// at the usual one, and is a little larger.
const packing = 2

func newSortedZip(charts map[string][]byte) func(io.Writer) excelize.ZipWriter {
	return func(w io.Writer) excelize.ZipWriter { return &sortedZip{zip: zip.NewWriter(w), charts: charts} }
}

// Create gives a part that is written when the workbook is closed.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	p, err := z.create(name)
	if content, ok := z.charts[name]; ok && err == nil {
		_, err = p.Write(content)
		return io.Discard, err
	}
	return p, err
}

func (z *sortedZip) create(name string) (*part, error) {
	if err := z.finish(); err != nil {
		return nil, err
	}
	p := &part{header: zip.FileHeader{Name: name, Method: zip.Deflate}, sum: crc32.NewIEEE()}
	if z.pack == nil {
		pack, err := flate.NewWriter(&p.packed, packing)
		if err != nil {
			return nil, err
		}
		z.pack = pack
	} else {
		z.pack.Reset(&p.packed)
	}
	p.pack = z.pack
	z.parts = append(z.parts, p)
	return p, nil
}

// finish ends the last part.
func (z *sortedZip) finish() error {
	if len(z.parts) == 0 {
		return nil
	}
	p := z.parts[len(z.parts)-1]
	if err := z.pack.Close(); err != nil {
		return err
	}
	p.header.CRC32, p.header.CompressedSize64 = p.sum.Sum32(), uint64(p.packed.Len())
	return nil
}

// Write packs the next bytes of a part.
func (p *part) Write(b []byte) (int, error) {
	p.sum.Write(b)
	p.header.UncompressedSize64 += uint64(len(b))
	return p.pack.Write(b)
}

// AddFS is of excelize's interface; a workbook of ours has no such files.
func (z *sortedZip) AddFS(files fs.FS) error { return z.zip.AddFS(files) }

// Close writes all parts. Their times stay zero, so that the same parts give
// the same bytes.
func (z *sortedZip) Close() error {
	if err := z.finish(); err != nil {
		return err
	}
	slices.SortFunc(z.parts, func(a, b *part) int { return cmp.Compare(a.header.Name, b.header.Name) })
	for _, p := range z.parts {
		w, err := z.zip.CreateRaw(&p.header)
		if err != nil {
			return err
		}
		if _, err := p.packed.WriteTo(w); err != nil {
			return err
		}
	}
	return z.zip.Close()
}
