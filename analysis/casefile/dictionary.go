package casefile

import (
	"hash/maphash"
	"strings"
)

// A dictionary numbers distinct texts in the order in which they were added. It
// takes some twelve bytes a text beside the texts themselves, without pointers:
// a registry has millions of identifiers.
type dictionary struct {
	text  []string
	slots []int32 // number + 1 of a text, 0: none; a power of two of them
	seed  maphash.Seed
	block *strings.Builder // see keep
}

func newDictionary() *dictionary {
	return &dictionary{slots: make([]int32, 16), seed: maphash.MakeSeed(), block: new(strings.Builder)}
}

// Sizes of the blocks of memory in which texts lie.
const (
	firstBlock   = 1 << 8
	largestBlock = 1 << 16
)

// keep is a copy of a text that lies beside others in a block: a million small
// pieces of memory would each cost the garbage collector a visit.
func (d *dictionary) keep(text string) string {
	if len(text) > largestBlock/4 {
		return strings.Clone(text)
	}
	if d.block.Len()+len(text) > d.block.Cap() {
		size := max(firstBlock, min(2*d.block.Cap(), largestBlock), len(text))
		d.block = new(strings.Builder)
		d.block.Grow(size)
	}
	from := d.block.Len()
	d.block.WriteString(text)
	return d.block.String()[from:]
}

// of is the number of a text.
func (d *dictionary) of(text string) (int32, bool) {
	slot := d.slots[d.slot(text)]
	return slot - 1, slot > 0
}

// add numbers a text that is not in the dictionary yet.
func (d *dictionary) add(text string) int32 {
	if 2*len(d.text) >= len(d.slots) {
		d.grow()
	}
	d.text = append(d.text, text)
	d.slots[d.slot(text)] = int32(len(d.text))
	return int32(len(d.text) - 1)
}

// slot is where a text is, or where it would be.
func (d *dictionary) slot(text string) uint64 {
	mask := uint64(len(d.slots) - 1)
	at := maphash.String(d.seed, text) & mask
	for d.slots[at] > 0 && d.text[d.slots[at]-1] != text {
		at = (at + 1) & mask
	}
	return at
}

func (d *dictionary) grow() {
	d.slots = make([]int32, 2*len(d.slots))
	for i, text := range d.text {
		d.slots[d.slot(text)] = int32(i + 1)
	}
}
