package reports

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"

	"graftstat/analysis/message"
)

const noFollow = 0

// tryLock locks an open file for this process, or fails at once. The range that
// is locked lies beyond the content: others can read who holds it.
func tryLock(f *os.File) error {
	beyond := &windows.Overlapped{OffsetHigh: 1}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY,
		0, 1, 0, beyond)
	switch {
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return ErrLocked
	case errors.Is(err, windows.ERROR_NOT_SUPPORTED), errors.Is(err, windows.ERROR_INVALID_FUNCTION):
		return errors.Join(errors.ErrUnsupported, err)
	}
	return err
}

// remedies are what a person can do about a fault of the file system.
func remedies() []remedy {
	open := message.Of("a report is open in another program: close it and run again")
	return []remedy{
		{windows.ERROR_DISK_FULL, message.Of("make room on the disk, or choose another folder by --out")},
		{windows.ERROR_HANDLE_DISK_FULL, message.Of("make room on the disk, or choose another folder by --out")},
		{windows.ERROR_DISK_QUOTA_EXCEEDED,
			message.Of("the quota of this user is used up: make room, or choose another folder by --out")},
		{windows.ERROR_WRITE_PROTECT, message.Of("the disk is read-only: choose another folder by --out")},
		{windows.ERROR_SHARING_VIOLATION, open},
		{windows.ERROR_LOCK_VIOLATION, open},
		{windows.ERROR_USER_MAPPED_FILE, open},
		{fs.ErrPermission, message.Of("a report is open in another program, or this user may not write there: close it, or choose another folder by --out")},
	}
}
