// Package templates holds what the program brings along as data: the presets
// of cohorts, the words of the reports and the files of a blank study.
//
// It decodes nothing: package plan reads the presets, package words the texts.
package templates
