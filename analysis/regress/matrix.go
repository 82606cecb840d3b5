package regress

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// unpack is the n × n matrix of a packed lower triangle.
func unpack(triangle []float64, n int) *mat.SymDense {
	m := mat.NewSymDense(n, nil)
	at := 0
	for j := range n {
		for k := range j + 1 {
			m.SetSym(j, k, triangle[at])
			at++
		}
	}
	return m
}

// factorise is the Cholesky factor of m, false if m is not positive definite.
func factorise(m mat.Symmetric) (*mat.Cholesky, bool) {
	for j := range m.SymmetricDim() {
		if !(m.At(j, j) > 0) || math.IsInf(m.At(j, j), 1) {
			return nil, false
		}
	}
	var c mat.Cholesky
	return &c, c.Factorize(m)
}

// solve is m⁻¹ x.
func solve(m mat.Symmetric, x []float64) ([]float64, bool) {
	nan := make([]float64, len(x))
	for i := range nan {
		nan[i] = math.NaN()
	}
	c, ok := factorise(m)
	if !ok {
		return nan, false
	}
	v := mat.NewVecDense(len(x), nil)
	if err := c.SolveVecTo(v, mat.NewVecDense(len(x), x)); err != nil {
		return nan, false
	}
	return v.RawVector().Data, true
}

// inverse is m⁻¹.
func inverse(m mat.Symmetric) (*mat.SymDense, bool) {
	c, ok := factorise(m)
	if !ok {
		return nil, false
	}
	var inverse mat.SymDense
	return &inverse, c.InverseTo(&inverse) == nil
}

// quadraticForm is x' m⁻¹ x.
func quadraticForm(x []float64, m mat.Symmetric) (float64, bool) {
	y, ok := solve(m, x)
	return dot(x, y), ok
}

// sandwich is a m a.
func sandwich(a, m *mat.SymDense) *mat.SymDense {
	var left, product mat.Dense
	left.Mul(a, m)
	product.Mul(&left, a)
	return symmetric(&product)
}

// symmetric is the mean of m and its transpose.
func symmetric(m *mat.Dense) *mat.SymDense {
	n, _ := m.Dims()
	s := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			s.SetSym(i, j, (m.At(i, j)+m.At(j, i))/2)
		}
	}
	return s
}

// withoutRow is m without row and column i.
func withoutRow(m *mat.SymDense, i int) *mat.SymDense {
	if m == nil {
		return nil
	}
	n := m.SymmetricDim() - 1
	rest := mat.NewSymDense(n, nil)
	place := func(k int) int {
		if k >= i {
			return k + 1
		}
		return k
	}
	for a := range n {
		for b := range a + 1 {
			rest.SetSym(a, b, m.At(place(a), place(b)))
		}
	}
	return rest
}

// dependent are the columns that are a sum of columns before them, or nothing,
// in a matrix of second moments: those of which elimination leaves less than a
// share least of what they were, or less than floor.
func dependent(m *mat.SymDense, least, floor float64) []int {
	n := m.SymmetricDim()
	rest := mat.NewSymDense(n, nil)
	rest.CopySym(m)
	var columns []int
	for j := range n {
		pivot := rest.At(j, j)
		if !(pivot > least*m.At(j, j)) || !(pivot > floor) {
			columns = append(columns, j)
			continue
		}
		for a := j + 1; a < n; a++ {
			share := rest.At(a, j) / pivot
			for b := j + 1; b <= a; b++ {
				rest.SetSym(a, b, rest.At(a, b)-share*rest.At(b, j))
			}
		}
	}
	return columns
}
