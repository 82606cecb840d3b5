package result

// times are a column of times, in four bytes each while that loses nothing, as
// of whole days it does not.
type times struct {
	short []float32
	long  []float64
}

func (c *times) add(time float64) {
	short := float32(time)
	if c.long == nil && float64(short) != time && time == time {
		c.long = make([]float64, len(c.short), cap(c.short))
		for i, t := range c.short {
			c.long[i] = float64(t)
		}
		c.short = nil
	}
	if c.long != nil {
		c.long = append(c.long, time)
	} else {
		c.short = append(c.short, short)
	}
}

func (c *times) at(i int) float64 {
	if c.long != nil {
		return c.long[i]
	}
	return float64(c.short[i])
}

// numbers are a column of indices, in two bytes each while they are small.
type numbers struct {
	short []uint16
	long  []int32
}

func (c *numbers) add(n int32) {
	if c.long == nil && n > maxShort {
		c.long = make([]int32, len(c.short), max(cap(c.short), len(c.short)+1))
		for i, m := range c.short {
			c.long[i] = int32(m)
		}
		c.short = nil
	}
	if c.long != nil {
		c.long = append(c.long, n)
	} else {
		c.short = append(c.short, uint16(n))
	}
}

const maxShort = 1<<16 - 1

func (c *numbers) at(i int) int32 {
	if c.long != nil {
		return c.long[i]
	}
	return int32(c.short[i])
}
