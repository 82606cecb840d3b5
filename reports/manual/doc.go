// Package manual is the manual: the pages of templates/manual, each a topic in a
// language, as text for a terminal and as pages of HTML.
//
// A page has its tables of keys and columns from where the program has them: a line
// {{keys data.counts}} stands for the table of these keys, {{columns cases}} for that of
// the columns of a sheet of the data dictionary, {{codes reason no_event}} for what the
// reports say of these codes, so that no second copy can differ from the first. A line that asks for what is not there is an error, as is a
// topic that is not there (fs.ErrNotExist). Pages of HTML need no other file but each
// other. The package writes no file and knows no terminal.
//
// Imports of ours: analysis/codebook, analysis/plan, reports/words, templates.
package manual
