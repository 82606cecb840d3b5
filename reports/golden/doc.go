// Package golden holds what the program writes against what it wrote before,
// so that code can be rebuilt without changing a report. Only tests import it.
//
// Goldens are files that can be read in a diff. They lie in testdata/golden of
// the package whose test makes them:
//
//   - cmd/graftstat: whole runs of the program. For each study there are the
//     console output, the list of output files, a summary of results.json and
//     listing.csv, the text of every page of the PDF, the cells of the workbook,
//     the HTML tables, the text of the manuscript and the figures.
//   - reports/figure: figures of every shape of every chart, many of which no
//     study of the goldens has.
//
// # Renew
//
// There is one way:
//
//	go test ./cmd/graftstat ./reports/figure -run Golden -update
//
// Read the diff before it is committed, and commit it together with the change
// that it belongs to. A golden that is renewed in a step that was to change
// nothing is a fault of that step: mend the step, not the golden.
//
// (The keys of results.json, in analysis/result/testdata/keys.txt, are a promise
// to readers of the file and have an -update of their own.)
//
// # Figures
//
// A figure is kept as a line of pictures.txt: its size, a hash of its pixels,
// and a short hash of each tile of 32 by 32 pixels, from the top left corner,
// row by row. Pixels see the order of painting, which a list of elements does
// not. Some figures also have a small grey picture of half the size.
// Where a figure has changed, the failure names a folder with the new picture
// and with one that shows the old beside the new, changed tiles framed in red.
// To see an old picture in full, run at the old commit
//
//	go test ./cmd/graftstat ./reports/figure -run Golden -pictures DIR
//
// Drawing, text with it, is Go and asks no library of the system for anything, so
// all machines of one architecture give the same pixels. An architecture (or GOAMD64=v3) that fuses multiplication and
// addition may round the last digit of a number otherwise. The goldens are those
// of amd64. Elsewhere hashes are not compared, small pictures are, within two
// of their sixteen levels, and nothing can be renewed.
//
// # What is not held
//
// The bytes of PDF and workbook depend on the compression of Go's version: their
// content is compared instead. Of a sheet of more than 40 rows the first 30 are
// shown and a hash holds the others.
//
// Imports of ours: none.
package golden
