package table

import "io/fs"

// othersMayRead is not known by the mode of a file.
func othersMayRead(fs.FileInfo) bool { return false }
