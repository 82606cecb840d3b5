package reports

import (
	"errors"
	"graftstat/analysis/message"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
)

// ErrForeign is returned where the place of the outputs holds files that this
// program did not write: they would be lost.
var ErrForeign = message.New("the folder holds files that are not ours")

// ourFiles are patterns of what a run may write into its folder. A file of any
// other name keeps the folder from being replaced or removed.
func ourFiles() []string {
	patterns := []string{
		"issues.csv",
		"excelize-*", // a temporary file of a workbook, which a killed run leaves
	}
	for _, f := range formats() {
		patterns = append(patterns, f.patterns...)
	}
	return patterns
}

// ourFolders are those of ourFiles.
func ourFolders() []string {
	var folders []string
	for _, pattern := range ourFiles() {
		for folder := path.Dir(pattern); folder != "."; folder = path.Dir(folder) {
			folders = append(folders, folder)
		}
	}
	return folders
}

// leftBeside are what office programs and file browsers leave beside a file: it
// does not count as a person's.
func leftBeside() []string {
	return []string{"~$*", ".~lock.*", "Thumbs.db", "desktop.ini", ".DS_Store"}
}

// isOurs reports whether a run may have written a file or folder of this name,
// relative to the folder of its closing date.
func isOurs(name string, folder bool) bool {
	if folder {
		return matches(ourFolders(), name)
	}
	return matches(ourFiles(), name) || matches(leftBeside(), path.Base(name))
}

func matches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		matched, err := path.Match(pattern, name)
		return err == nil && matched
	})
}

// refuseForeign keeps a folder from being replaced that holds what a person
// put there. A folder that is not there holds nothing.
func refuseForeign(folder string) error {
	info, err := os.Lstat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode().Type() == fs.ModeSymlink:
		return message.Errorf("%w: %s is a link; remove it, or choose another folder by --out", ErrForeign, folder)
	case !info.IsDir():
		return message.Errorf("%w: %s is a file; move it elsewhere, or choose another folder by --out", ErrForeign, folder)
	}
	return filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil || name == "." || isOurs(filepath.ToSlash(name), e.IsDir()) {
			return err
		}
		return message.Errorf("%w: %s in %s; move it elsewhere, or choose another folder by --out", ErrForeign, name,
			folder)
	})
}

// isRun reports whether a folder is that of a run, and nobody else's files are
// in it. Every run writes issues.csv.
func isRun(folder string) bool {
	info, err := os.Lstat(filepath.Join(folder, "issues.csv"))
	return err == nil && info.Mode().IsRegular() && refuseForeign(folder) == nil
}

// refuseInputs keeps the place of the outputs from being one of the inputs'.
func refuseInputs(folder string, inputs []string) error {
	for _, input := range inputs {
		if lies(input, folder) {
			return message.Errorf("%s is read by the study and lies in %s, which would be replaced; choose another folder by --out", filepath.Base(input), folder)
		}
	}
	return nil
}

// lies reports whether a file lies in a folder, by whatever path it is named.
func lies(file, folder string) bool {
	in, err := os.Stat(folder)
	if err != nil {
		return false
	}
	real, err := filepath.EvalSymlinks(file)
	if err != nil {
		return false
	}
	if real, err = filepath.Abs(real); err != nil {
		return false
	}
	for dir := filepath.Dir(real); ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, in) {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

// dated is the name of the folder of a closing date.
func dated(name string) bool { return regexp.MustCompile(`^\d{4}-\d\d-\d\d$`).MatchString(name) }

// leftover is the name of what a killed run can have left in the folder of the
// outputs: the closing date that it was about, and whether it is a folder of
// earlier reports that waits to be put back.
func leftover(name string) (of string, old, ok bool) {
	parts := regexp.MustCompile(`^\.(\d{4}-\d\d-\d\d|undated|latest)\.(?:(old)|new-\d+)$`).FindStringSubmatch(name)
	if parts == nil {
		return "", false, false
	}
	return parts[1], parts[2] != "", true
}
