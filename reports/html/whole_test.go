package html

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// A text without any of the letters of wholeHas has nothing that stays on one line,
// so that to look no further passes nothing over.
func TestWholeNeedsItsLetters(t *testing.T) {
	random, letters := rand.New(rand.NewPCG(1, 1)), []rune("12,.%\u00a0 IVXCInp−∞/L⁹⁻ạ()-0")
	if strings.ContainsAny(string(letters), wholeHas) {
		t.Fatal("the letters are to be others")
	}
	matched := 0
	for range 20_000 {
		text := make([]rune, 2+random.IntN(12))
		for i := range text {
			text[i] = letters[random.IntN(len(letters))]
		}
		if whole.MatchString(string(text)) {
			t.Errorf("%q has what stays on one line", string(text))
		}
		text[random.IntN(len(text))] = []rune(wholeHas)[random.IntN(6)]
		if whole.MatchString(string(text)) {
			matched++
		}
	}
	if matched < 1000 {
		t.Errorf("with one of the letters %d texts have it", matched)
	}
}
