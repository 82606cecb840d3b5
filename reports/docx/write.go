package docx

import (
	"archive/zip"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"graftstat/reports/document"
)

// ErrBlock is returned for a document with something other than paragraphs and
// tables: a text to be edited has no place for it.
var ErrBlock = errors.New("only paragraphs and tables can be written")

// The parts of the file that are the same in each.
var (
	//go:embed parts/content_types.xml
	contentTypes string
	//go:embed parts/package.rels
	packageRelations string
	//go:embed parts/document.rels
	documentRelations string
	//go:embed parts/styles.xml
	styles string
	//go:embed parts/settings.xml
	settings string
	//go:embed parts/footer.xml
	footer string
	//go:embed parts/core.xml
	core string
)

// Write writes the pages of d. Its title is the first line; a section of level 1
// that is not the first starts on a new page.
func Write(w io.Writer, d *document.Document) error {
	body, err := body(d)
	if err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	about := strings.NewReplacer("{language}", escaped(d.Language), "{title}", escaped(d.Title), "{subject}",
		escaped(d.Subject),
		"{centre}", escaped(d.Centre), "{created}", created(d.Date))
	z := zip.NewWriter(w)
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", about.Replace(core)},
		{"word/document.xml", body},
		{"word/_rels/document.xml.rels", documentRelations},
		{"word/styles.xml", about.Replace(styles)},
		{"word/settings.xml", about.Replace(settings)},
		{"word/footer1.xml", footer},
	} {
		if err := add(z, part.name, part.content); err != nil {
			return fmt.Errorf("docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

// add has the earliest time that a ZIP can tell.
func add(z *zip.Writer, name, content string) error {
	part, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate,
		Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return err
	}
	_, err = io.WriteString(part, content)
	return err
}

// created is the day of the document as a property; nothing where it has none.
func created(day document.Day) string {
	if day == (document.Day{}) {
		return ""
	}
	return fmt.Sprintf(`<dcterms:created xsi:type="dcterms:W3CDTF">%04d-%02d-%02dT00:00:00Z</dcterms:created>`,
		day.Year, day.Month, day.Day)
}
