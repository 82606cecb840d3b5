package survival_test

import (
	"encoding/binary"
	"math"
	"testing"

	"graftstat/analysis/survival"
)

// decode makes observations of any bytes: 12 for each case.
func decode(data []byte) (o survival.Observations, count []int32) {
	for ; len(data) >= 12; data = data[12:] {
		time := math.Float64frombits(binary.LittleEndian.Uint64(data))
		if data[8]&1 == 0 { // whole and small as often as anything at all
			time = float64(data[0])
		}
		entry := 0.0
		if data[8]&2 != 0 {
			entry = time / float64(1+data[9]&7)
		}
		o.Time, o.Entry = append(o.Time, time), append(o.Entry, entry)
		o.Cause, o.Group = append(o.Cause, data[9]>>3&3), append(o.Group, int32(data[10]&1))
		count = append(count, int32(int8(data[11])))
	}
	return o, count
}

func FuzzNewTable(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{3, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 5, 0, 0, 0, 0, 0, 0, 0, 2, 17,
		0, 1})
	f.Add([]byte{154, 153, 153, 153, 153, 153, 185, 63, 1, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 128, 1, 8, 1, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		o, count := decode(data)
		if table, err := survival.NewTable(o, 2, 2); err == nil {
			checkTable(t, table, len(o.Time))
		}
		table, err := survival.FromCounts(o, count, 2, 2)
		if err != nil {
			return
		}
		sum := 0
		for _, n := range count {
			sum += int(n)
		}
		checkTable(t, table, sum)
	})
}

func checkTable(t *testing.T, table *survival.Table, cases int) {
	t.Helper()
	for i := 1; i < len(table.Times); i++ {
		if !(table.Times[i-1] < table.Times[i]) {
			t.Fatalf("times %g and %g", table.Times[i-1], table.Times[i])
		}
	}
	if table.Cases(0)+table.Cases(1) != cases {
		t.Fatalf("%d + %d cases of %d", table.Cases(0), table.Cases(1), cases)
	}
	for g := range 2 {
		km := curve(t)(survival.KaplanMeier(table, g, survival.Settings{}))
		checkCounts(t, table, g, km)
		for _, p := range km.Points {
			if !(p.Lower <= p.Estimate && p.Estimate <= p.Upper) && !without(p) {
				t.Fatalf("%+v", p)
			}
		}
		for cause := 1; cause <= 2; cause++ {
			for _, p := range curve(t)(survival.CumulativeIncidence(table, g, cause, survival.Settings{})).Points {
				if !(p.Lower <= p.Estimate && p.Estimate <= p.Upper) && !without(p) {
					t.Fatalf("%+v", p)
				}
			}
		}
	}
}
