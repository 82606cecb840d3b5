package result

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrSchema is returned for a file that is not results.json of this schema.
var ErrSchema = errors.New("not results of schema " + Schema)

// Encode writes the results as indented JSON, the same bytes for the same
// results. An infinite number is an error.
func Encode(w io.Writer, r *Results) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(r)
}

// Decode reads results of this schema.
func Decode(r io.Reader) (*Results, error) {
	var results Results
	if err := json.NewDecoder(r).Decode(&results); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSchema, err)
	}
	if results.Schema != Schema {
		return nil, ErrSchema
	}
	return &results, nil
}
