package parallel

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestInOrderKeepsTheOrder(t *testing.T) {
	var found []int
	err := InOrder(100, func(i int) (int, error) {
		time.Sleep(time.Duration(i%3) * 100 * time.Microsecond) // later pieces are done first
		return i * i, nil
	}, func(i, square int) {
		if square != i*i {
			t.Errorf("piece %d gave %d", i, square)
		}
		found = append(found, i)
	})
	if err != nil || len(found) != 100 || !slices.IsSorted(found) {
		t.Errorf("took %v, error %v", found, err)
	}
}

func TestInOrderStopsAtTheFirstError(t *testing.T) {
	broken := errors.New("broken")
	var done atomic.Int32
	taken := 0
	err := InOrder(1000, func(i int) (int, error) {
		done.Add(1)
		if i >= 5 {
			return 0, broken
		}
		return i, nil
	}, func(int, int) { taken++ })
	if !errors.Is(err, broken) || taken != 5 {
		t.Errorf("%d taken, error %v", taken, err)
	}
	if n := done.Load(); n == 1000 {
		t.Error("work went on after the error")
	}
}

func TestInOrderPassesAPanicOn(t *testing.T) {
	defer func() {
		if text, _ := recover().(string); !strings.Contains(text, "index out of range") ||
			!strings.Contains(text, "parallel_test.go") {
			t.Errorf("recovered %q, want the message and where it came from", text)
		}
	}()
	none := []int{}
	_ = InOrder(3, func(i int) (int, error) { return none[i], nil }, func(int, int) {})
	t.Error("the panic was lost")
}

func TestNothingInOrder(t *testing.T) {
	if err := InOrder(0, func(int) (int, error) { return 0, nil },
		func(int, int) { t.Error("took something") }); err != nil {
		t.Error(err)
	}
}
