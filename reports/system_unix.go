//go:build !windows

package reports

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"

	"graftstat/analysis/message"
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
		{unix.ENOSPC, message.Of("make room on the disk, or choose another folder by --out")},
		{unix.EDQUOT, message.Of("the quota of this user is used up: make room, or choose another folder by --out")},
		{unix.EFBIG, message.Of("a file may not grow so large here: raise the limit (ulimit -f), or choose another folder by --out")},
		{unix.EROFS, message.Of("the disk is read-only: choose another folder by --out")},
		{unix.EMFILE, message.Of("too many files are open: raise the limit (ulimit -n) and run again")},
		{unix.ELOOP, message.Of("a link stands where a file belongs: remove it, or choose another folder by --out")},
		{fs.ErrPermission, message.Of("this user may not write there: ask for the right, or choose another folder by --out")},
	}
}
