package reports

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"graftstat/analysis/result"
	"graftstat/reports/figure"
	"graftstat/reports/layout"
	"graftstat/reports/pdf"
	"graftstat/reports/xlsx"
)

// Options say what is written where.
type Options struct {
	Dir       string   // folder that holds the folder of each closing date
	Languages []string // en, vi
	Formats   []string // xlsx, pdf, json, figures
	Figures   []string // svg, png
}

// pngResolution in dots per inch of figures written as PNG.
const pngResolution = 300

// Write makes every output of the results in Dir/CLOSING_DATE and returns the
// names of the files, relative to that folder, in the order in which they were
// written. l may be nil: what shows single patients is then left out.
//
// On an error nothing is written: the folder is as it was.
func Write(ctx context.Context, r *result.Results, l *result.Listing, o Options, progress func(stage string, done int)) (string, []string, error) {
	place, err := newPlace(o.Dir, FolderName(r))
	if err != nil {
		return "", nil, err
	}
	defer place.discard()
	w := &writer{ctx: ctx, folder: place.temporary, progress: progress}
	if err := w.all(r, l, o); err != nil {
		return "", nil, err
	}
	if err := ctx.Err(); err != nil {
		return "", nil, err
	}
	return place.target, w.written, place.exchange()
}

// FolderName is the name of the folder of a run: its closing date.
func FolderName(r *result.Results) string {
	if r.AsOf == "" {
		return "undated"
	}
	return r.AsOf
}

// writer makes files in one folder.
type writer struct {
	ctx      context.Context
	folder   string
	written  []string
	progress func(stage string, done int)
}

func (w *writer) all(r *result.Results, l *result.Listing, o Options) error {
	if has(o.Formats, "json") {
		if err := w.data(r, l); err != nil {
			return err
		}
	}
	issues, err := layout.IssueRows(r, o.Languages)
	if err != nil {
		return err
	}
	if err := w.file("issues.csv", func(out io.Writer) error { return writeCSV(out, issues) }); err != nil {
		return err
	}
	if !has(o.Formats, "pdf") && !has(o.Formats, "xlsx") && !has(o.Formats, "figures") {
		return nil
	}
	for _, language := range o.Languages {
		doc, err := layout.Build(r, l, language)
		if err != nil {
			return err
		}
		if err := w.document(doc, o); err != nil {
			return fmt.Errorf("report in %s: %w", language, err)
		}
	}
	return nil
}

func (w *writer) data(r *result.Results, l *result.Listing) error {
	if err := w.file("results.json", func(out io.Writer) error { return result.Encode(out, r) }); err != nil || l == nil {
		return err
	}
	return w.file("listing.csv", func(out io.Writer) error { return result.EncodeListing(out, l) })
}

func (w *writer) document(doc *layout.Document, o Options) error {
	name := "report." + doc.Language
	if has(o.Formats, "pdf") {
		if err := w.file(name+".pdf", func(out io.Writer) error { return pdf.Write(w.ctx, out, doc) }); err != nil {
			return err
		}
	}
	if has(o.Formats, "xlsx") {
		if err := w.file(name+".xlsx", func(out io.Writer) error { return xlsx.Write(w.ctx, out, doc) }); err != nil {
			return err
		}
	}
	if !has(o.Formats, "figures") {
		return nil
	}
	for _, f := range doc.Figures() {
		for _, format := range o.Figures {
			if err := w.figure(doc.Language, f, format); err != nil {
				return fmt.Errorf("figure %s: %w", f.ID, err)
			}
		}
	}
	return nil
}

func (w *writer) figure(language string, f *layout.Figure, format string) error {
	size := figure.Double(f)
	return w.file(filepath.Join("figures", language, fileName(f.ID)+"."+format), func(out io.Writer) error {
		if format == "png" {
			return figure.PNG(out, f, size, pngResolution)
		}
		return figure.SVG(out, f, size)
	})
}

// fileName is an ID as the name of a file: it may hold the header of a column,
// and thus what separates folders.
func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, id)
}

// file makes one file whole on the disk.
func (w *writer) file(name string, write func(io.Writer) error) (err error) {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	path := filepath.Join(w.folder, name)
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := os.Chmod(path, fileMode); err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(f, 1<<16)
	if err := write(buffer); err != nil {
		return err
	}
	if err := buffer.Flush(); err != nil {
		return err
	}
	w.written = append(w.written, filepath.ToSlash(name))
	w.progress(filepath.ToSlash(name), len(w.written))
	return f.Sync()
}

func has(list []string, name string) bool {
	for _, s := range list {
		if s == name {
			return true
		}
	}
	return false
}
