//go:build !windows

package reports

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

const noFollow = unix.O_NOFOLLOW

// tryLock locks an open file for this process, or fails at once.
func tryLock(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EWOULDBLOCK):
			return ErrLocked
		case errors.Is(err, unix.ENOLCK), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOTSUP),
			errors.Is(err, unix.EOPNOTSUPP):
			return errors.Join(errors.ErrUnsupported, err)
		default:
			return err
		}
	}
}

// remedies are what a person can do about a fault of the file system.
func remedies() []remedy {
	return []remedy{
		{unix.ENOSPC, "make room on the disk, or choose another folder by --out"},
		{unix.EDQUOT, "the quota of this user is used up: make room, or choose another folder by --out"},
		{unix.EFBIG, "a file may not grow so large here: raise the limit (ulimit -f), or choose another folder by --out"},
		{unix.EROFS, "the disk is read-only: choose another folder by --out"},
		{unix.EMFILE, "too many files are open: raise the limit (ulimit -n) and run again"},
		{unix.ELOOP, "a link stands where a file belongs: remove it, or choose another folder by --out"},
		{fs.ErrPermission, "this user may not write there: ask for the right, or choose another folder by --out"},
	}
}
