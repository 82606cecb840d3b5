// Package studyfile writes a proposed study file as YAML, with its evidence as
// remarks in one language.
//
// What is certain stands with its evidence, what is likely with the word to check
// before it, what is in doubt as a remark with its candidates, and what nothing
// answers as a list with what it costs. The package decides nothing: package proposal
// does.
//
// Update adds what is new to a study file that stands, at the places of its YAML tree:
// no other byte of it changes, and it removes nothing.
//
// Imports of ours: analysis/message, analysis/proposal, reports/words.
package studyfile
