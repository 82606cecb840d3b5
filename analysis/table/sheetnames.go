package table

import (
	"archive/zip"
	"path/filepath"
)

// Sheets are the names of the sheets of a workbook in its order; none for a file that
// is no workbook or that names one of them, FILE.xlsx#SHEET.
func Sheets(dir, file string) ([]string, error) {
	name, sheet, isWorkbook := cutSheet(file)
	if !isWorkbook || sheet != "" {
		return nil, nil
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	f, err := openFile(name, file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	is, err := kindOf(f)
	if err != nil {
		return nil, fileError(file, err)
	}
	if is == protected {
		return nil, nil // what opens it says how
	}
	if err := refuseKind(file, is, true); err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, fileError(file, err)
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, workbookError(file, err)
	}
	var names []string
	for _, s := range sheetsOf(archive).Sheets {
		names = append(names, s.Name)
	}
	return names, nil
}
