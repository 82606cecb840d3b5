package casefile

import (
	"fmt"
	"testing"
)

func TestDictionaryNumbersTextsInOrder(t *testing.T) {
	d := newDictionary()
	const n = 10_000
	for i := range n {
		text := fmt.Sprint(i)
		if _, known := d.of(text); known {
			t.Fatalf("%s is known before it was added", text)
		}
		if code := d.add(text); code != int32(i) {
			t.Fatalf("%s is number %d", text, code)
		}
	}
	for i := range n {
		if code, known := d.of(fmt.Sprint(i)); !known || code != int32(i) || d.text[code] != fmt.Sprint(i) {
			t.Fatalf("%d is found as %d", i, code)
		}
	}
	if _, known := d.of(""); known {
		t.Error("the empty text was never added")
	}
	if code := d.add(""); code != n {
		t.Errorf("the empty text is number %d", code)
	}
}
