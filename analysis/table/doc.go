// Package table reads a file to rows of text: a CSV file, or a sheet of a
// workbook that is named FILE.xlsx#SHEET.
//
// Of a CSV file it takes the encoding (UTF-8, UTF-16, Windows-1258), the line
// ends, the delimiter and a line sep=; as they are. Of a sheet each cell is read as
// it is typed (see sheetRows), whatever format shows it; a formula without the
// value that a spreadsheet stores beside it reads as blank. Form says what was
// decided. The package knows no column and judges no cell; it reads numbers only
// because a workbook keeps them without a decimal mark (see ParseNumber).
//
// A file is what its content says, whatever its name is (see kindOf): one that is no
// table, or is named as another kind of one, is an Error with what to do. A workbook
// under a password is decrypted in memory, with each of the passwords given in turn, and
// held to the same limits; it may have 64 MB and 500,000 rounds of hashing.
//
// What would take the memory or the time of the machine is an Error at once: a row
// of more than 16 MB (a quotation mark never closed), a workbook of more than
// 200 MB, or whose sheet in use and shared texts unpack to more than 200 MB (32 MB
// of texts) or to more than they say, and a folder, a pipe or a device in place of
// a file. So is a file that changes while it is read. No Error names a folder or
// prints a cell.
//
// Imports of ours: analysis/message.
package table
