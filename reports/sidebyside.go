package reports

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// sideBySide does independent pieces of work, as many at a time as there are
// processors. Once one has failed no further one is begun. Of several errors
// that of the first piece is given; a panic becomes one of the caller.
func sideBySide(pieces []func() error) error {
	errs := make([]error, len(pieces))
	panics := make([]string, len(pieces))
	var mutex sync.Mutex
	next, failed := 0, false
	take := func() (int, bool) {
		mutex.Lock()
		defer mutex.Unlock()
		if failed || next == len(pieces) {
			return 0, false
		}
		next++
		return next - 1, true
	}
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(pieces)) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			i, working := take()
			defer func() {
				if p := recover(); p != nil {
					panics[i] = fmt.Sprintf("%v\n\n%s", p, debug.Stack())
				}
			}()
			for ; working; i, working = take() {
				if errs[i] = pieces[i](); errs[i] != nil {
					mutex.Lock()
					failed = true
					mutex.Unlock()
				}
			}
		}()
	}
	workers.Wait()
	for i := range pieces {
		if panics[i] != "" {
			panic(panics[i])
		}
		if errs[i] != nil {
			return errs[i]
		}
	}
	return nil
}
