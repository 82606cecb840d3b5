//go:build !linux && !darwin

package reports

import "errors"

// exchange cannot swap two folders in one step here; the caller renames twice.
func exchange(a, b string) error { return errors.ErrUnsupported }
