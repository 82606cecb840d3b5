package words

import (
	"golang.org/x/text/collate"
	tags "golang.org/x/text/language"
)

// Compare says which of two texts comes first by the alphabet of the language:
// -1, 0 or 1. In Vietnamese Đ follows D, and the tones of one letter come
// in their order.
func (w *Words) Compare(a, b string) int {
	if w.order == nil {
		w.order = collate.New(tags.Make(w.Language))
	}
	return w.order.CompareString(a, b)
}
