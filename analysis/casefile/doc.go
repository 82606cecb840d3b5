// Package casefile brings the rows of a centre's files, which package table reads
// as text, into registry.Data: those of the cases file (Read) and, as streams,
// those of the logs beside it (Stream).
//
// It is tolerant of form and strict of meaning. Encodings, delimiters, quoting,
// letters written with combining marks, ISO dates, dates with the month as a word
// and serial numbers of a spreadsheet are taken as they are and noted in
// registry.Input. What could mean two things is not guessed: an order of day and
// month that no date decides, a comma that may be a decimal mark, a year of two
// digits, a time in UTC.
//
// What the study declares about cells is followed and no more: data: missing: and
// never:, values: and checkboxes:, and units:, which bring a quantity to its
// canonical unit. A value that only makes sense in another unit is an issue and
// stays as it is.
//
// A sheet of the data-entry workbook that init writes is known by the official head
// of its identifier, in Vietnamese or English, where the study file maps none: its
// heads are then our columns and the words of its lists our codes (package codebook).
// Its example row, EXAMPLE or VÍ DỤ, is no case.
//
// A cell that cannot be read becomes a registry.Issue with its place, never
// with its content. A row that cannot be told apart as a case is left out, with
// an issue; every data row is a case or an issue. What leaves nothing to compute
// is a table.Error.
//
// More than 100,000 columns are an Error at once. A time over 150 years from the
// transplant, an age over 150 years, a number over 1e12 and a text over 200
// characters are issues.
// Of issues with one code 20,000 are kept of the cases file and 100 of a log; the
// rest is counted.
//
// Cells pass through a gota frame of text, some thousand rows at a time, and are
// kept by column as codes into their distinct texts; each distinct text is then
// read once as a date, a number or a level. gota's own reading of types is not
// used: it turns what it cannot read into a missing value in silence.
//
// The package derives only what follows from a single row: times since the
// transplant, the age at it, and the ABO match. It does not judge whether a
// case is plausible (package check) and derives nothing from the logs (package
// recovery).
//
// Imports of ours: analysis/code, analysis/codebook, analysis/message, analysis/plan,
// analysis/printable, analysis/redcap, analysis/registry, analysis/table.
package casefile
