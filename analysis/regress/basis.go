package regress

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// orthogonalise replaces the columns of the rows by orthogonal ones of norm 1
// and gives the factor of the change: old = new · factor, upper triangular.
// Sums over nearly collinear columns lose as many digits as the columns share;
// over orthogonal ones they lose none.
func (r *rows) orthogonalise() *mat.Dense {
	n, p := len(r.index), r.columns
	columns := make([][]float64, p)
	for j := range columns {
		columns[j] = make([]float64, n)
		for i := range n {
			columns[j][i] = r.x[i*p+j]
		}
	}
	factor := orthonormal(columns)
	for j, column := range columns {
		for i, x := range column {
			r.x[i*p+j] = x
		}
	}
	return factor
}

// orthonormal makes columns orthogonal and of norm 1, by Gram and Schmidt's
// way, twice for each. A column of zeros stays.
func orthonormal(columns [][]float64) *mat.Dense {
	factor := mat.NewDense(len(columns), len(columns), nil)
	for j, column := range columns {
		for range 2 {
			for k, other := range columns[:j] {
				share := dot(column, other)
				factor.Set(k, j, factor.At(k, j)+share)
				for i := range column {
					column[i] -= share * other[i]
				}
			}
		}
		norm := math.Sqrt(dot(column, column))
		factor.Set(j, j, norm)
		for i := range column {
			if norm > 0 {
				column[i] /= norm
			}
		}
	}
	return factor
}

// span is an orthonormal basis of the given columns of a matrix.
func span(m *mat.Dense, columns []int) *mat.Dense {
	n, _ := m.Dims()
	picked := make([][]float64, len(columns))
	for a, j := range columns {
		picked[a] = mat.Col(nil, j, m)
	}
	orthonormal(picked)
	basis := mat.NewDense(n, len(columns), nil)
	for a := range picked {
		basis.SetCol(a, picked[a])
	}
	return basis
}
