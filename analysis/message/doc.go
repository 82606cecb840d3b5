// Package message holds sentences that the program says to whoever runs it, apart
// from the language in which they are said.
//
// A Text is an English sentence in the form of fmt.Sprintf and its arguments. The
// English form is the key of the sentence in the other languages, as in gettext:
// the source is read with its words in place, and no second list of keys can
// differ from it. A test of package words holds that each sentence of the
// source has its form in every other language, with the same arguments.
//
// Sentences of reports are not here: they have codes (package words). Names that
// are the same in every language (keys of the study file, commands, codes, units)
// stand in the form or are arguments as plain strings.
//
// Imports of ours: none.
package message
