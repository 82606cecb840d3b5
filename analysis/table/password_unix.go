//go:build !windows

package table

import "io/fs"

// othersMayRead says whether the group or everyone may read a file.
func othersMayRead(info fs.FileInfo) bool { return info.Mode().Perm()&0o044 != 0 }
