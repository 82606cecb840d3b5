package figure

import (
	"fmt"

	"graftstat/reports/document"
)

// prepare returns f with every text in NFC, or says what cannot be drawn.
func prepare(f *document.Figure) (*document.Figure, error) {
	out := f.Clone()
	var first error
	out.Texts(func(where string, text *string) {
		clean, err := Clean(*text)
		if err != nil && first == nil {
			first = fmt.Errorf("%s: %w", where, err)
		}
		*text = clean
	})
	if first == nil {
		first = out.Check()
	}
	if first != nil {
		return nil, fmt.Errorf("figure %s: %w", f.ID, first)
	}
	return out, nil
}

// Validate says why f cannot be drawn at any size: a text that the font cannot
// write, wherever it stands in f, or a value that has no place on its axis. It
// names the place and quotes no text.
func Validate(f *document.Figure) error {
	_, err := prepare(f)
	return err
}
