// Package templates holds what the program brings along as data: the presets
// of cohorts, the words of the reports, the files of a blank study, the script
// of a reviewer's bundle and the pages of the manual.
//
// It decodes nothing and computes nothing: package plan reads the presets,
// package words the texts, package reproduce the script. A preset that does not
// exist is fs.ErrNotExist.
//
// Imports of ours: none.
package templates
