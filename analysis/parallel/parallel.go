// Package parallel does independent work side by side: one pool for the analysis,
// the checks and the outputs. An error ends it, and none of its work is then left
// running. It parts no sum and knows no context.
//
// Imports of ours: none.
package parallel

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// InOrder does n independent pieces of work side by side, as many as there are
// processors, and hands each result to take in the order of the pieces: what is
// made of them does not depend on how many processors there were. Only a few
// results wait at a time. The first error in that order ends it, once no piece is
// at work any more; a panic of a piece becomes one of the caller.
func InOrder[T any](n int, do func(i int) (T, error), take func(i int, found T)) error {
	type outcome struct {
		found    T
		err      error
		panicked string
	}
	processors := runtime.GOMAXPROCS(0)
	running, stop := make(chan struct{}, processors), make(chan struct{})
	var working sync.WaitGroup
	defer working.Wait()
	defer close(stop)
	waiting := make(chan chan outcome, processors)
	working.Go(func() {
		defer close(waiting)
		for i := range n {
			done := make(chan outcome, 1)
			select {
			case <-stop:
				return
			case running <- struct{}{}:
			}
			select {
			case <-stop:
				return
			case waiting <- done:
			}
			working.Go(func() {
				var o outcome
				defer func() {
					if p := recover(); p != nil {
						o.panicked = fmt.Sprintf("%v\n\n%s", p, debug.Stack())
					}
					<-running
					done <- o
				}()
				o.found, o.err = do(i)
			})
		}
	})
	i := 0
	for done := range waiting {
		o := <-done
		if o.panicked != "" {
			panic(o.panicked)
		}
		if o.err != nil {
			return o.err
		}
		take(i, o.found)
		i++
	}
	return nil
}

// Each is InOrder of work that gives nothing but an error.
func Each(n int, do func(i int) error) error {
	return InOrder(n, func(i int) (struct{}, error) { return struct{}{}, do(i) }, func(int, struct{}) {})
}
