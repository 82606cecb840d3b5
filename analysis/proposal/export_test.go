package proposal

import "testing"

// An Export is one of the invented exports, written to a folder.
type Export struct {
	Name, Dir  string
	From       []string
	Dictionary string
}

// Exports writes the ten invented exports, for tests that stand beside this package.
func Exports(t *testing.T) []Export {
	var all []Export
	for _, e := range exports() {
		all = append(all, Export{e.name, e.write(t), e.from, e.dictionary})
	}
	return all
}
