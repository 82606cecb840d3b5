package result

import (
	"bytes"
	"encoding/json"
	"math"
)

// Number is a float64 whose NaN is written as null: a number that is missing,
// for a reason that stands beside it.
type Number float64

// Missing is the number that is not there.
func Missing() Number { return Number(math.NaN()) }

// IsMissing reports whether there is no number.
func (n Number) IsMissing() bool { return math.IsNaN(float64(n)) }

// MarshalJSON writes null for a missing number. An infinite number is an error.
func (n Number) MarshalJSON() ([]byte, error) {
	if n.IsMissing() {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// UnmarshalJSON reads null as a missing number.
func (n *Number) UnmarshalJSON(b []byte) error {
	if bytes.Equal(b, []byte("null")) {
		*n = Missing()
		return nil
	}
	return json.Unmarshal(b, (*float64)(n))
}
