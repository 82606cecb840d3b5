package main

import (
	"context"
	"time"
)

// grace is how long work that was interrupted may take to end by itself.
const grace = 250 * time.Millisecond

// runInterruptible does a part of the work until it is done or, when the context ends,
// little longer: an estimator over a million cases looks at no context. Work
// that does not end by itself is left behind, which is safe because the program
// then ends and a released reports.Place takes nothing more. A panic becomes an
// error.
func runInterruptible(ctx context.Context, work func() error) error {
	done := make(chan error, 1)
	go func() {
		err := errPanicked
		defer func() {
			if value := recover(); value != nil {
				err = newPanicError(value)
			}
			done <- err
		}()
		err = work()
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(grace):
		return ctx.Err()
	}
}
