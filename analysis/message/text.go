package message

import "fmt"

// A Text is one sentence or a part of one. The zero Text says nothing.
type Text struct {
	Form string // English, as of fmt.Sprintf; the key of the other languages
	Args []any  // a Text among them is said in the same language
}

// Of is the Text of an English form with its arguments.
func Of(form string, args ...any) Text { return Text{Form: form, Args: args} }

// A Catalogue gives the form of a sentence in one language; it returns what it
// gets where it has none.
type Catalogue func(form string) string

// English says every sentence as the source has it.
func English(form string) string { return form }

// Worded is an error whose sentences can be said in another language.
type Worded interface {
	error
	In(c Catalogue) string
}

// IsEmpty reports whether the Text says nothing.
func (t Text) IsEmpty() bool { return t.Form == "" }

// String is the Text in English.
func (t Text) String() string { return t.In(English) }

// In is the Text in the language of a catalogue; without one it is English.
func (t Text) In(c Catalogue) string {
	if t.IsEmpty() {
		return ""
	}
	if c == nil {
		c = English
	}
	args := make([]any, len(t.Args))
	for i, a := range t.Args {
		switch a := a.(type) {
		case Text:
			args[i] = a.In(c)
		case error:
			args[i] = Say(a, c)
		default:
			args[i] = a
		}
	}
	return fmt.Sprintf(c(t.Form), args...)
}
