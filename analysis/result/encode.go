package result

import (
	"encoding/json"
	"graftstat/analysis/message"
	"io"
	"time"
)

// ErrSchema is returned for a file that is not results.json of this schema.
var ErrSchema = message.Errorf("not results of schema %s", Schema)

// Encode writes the results as indented JSON, the same bytes for the same
// results. An infinite number is an error.
func Encode(w io.Writer, r *Results) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(r)
}

// Decode reads results of this schema: one JSON value and nothing after it.
// Keys that it does not know are passed over. An error wraps ErrSchema.
func Decode(r io.Reader) (*Results, error) {
	var results Results
	d := json.NewDecoder(r)
	if err := d.Decode(&results); err != nil {
		return nil, message.Errorf("%w: %w", ErrSchema, err)
	}
	if results.Schema != Schema {
		return nil, ErrSchema
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, message.Errorf("%w: something stands after the results", ErrSchema)
	}
	if results.AsOf != "" {
		if _, err := time.Parse(time.DateOnly, results.AsOf); err != nil {
			return nil, message.Errorf("%w: as_of is not a date YYYY-MM-DD", ErrSchema)
		}
	}
	fillOlder(&results)
	return &results, nil
}
