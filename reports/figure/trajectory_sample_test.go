package figure

import (
	"fmt"
	"math"

	"graftstat/reports/document"
)

// titres are the trajectories of n antibodies over the days before and after
// the transplant, two to a patient, with a strip of infusions for each patient.
func titres(n int, label string) *document.Figure {
	f := chartFigure(fmt.Sprintf("titres-%d", n), "Hiệu giá kháng thể kháng hồng cầu người cho")
	f.Caption = "Trục log2; mỗi bậc là một lần pha loãng. Sai số của phép đo là một bậc."
	f.XLabel, f.YLabel = "Số ngày so với ngày ghép", "Hiệu giá"
	for day := -30; day <= 30; day += 10 {
		f.XTicks = append(f.XTicks, document.Tick{At: float64(day), Label: fmt.Sprint(day)})
	}
	for titre := 1; titre <= 1024; titre *= 2 {
		f.YTicks = append(f.YTicks, document.Tick{At: float64(titre), Label: fmt.Sprintf("1:%d", titre)})
	}
	t := &document.Trajectories{
		Threshold: 32, ThresholdLabel: "ngưỡng 1:32", Below: "dưới độ pha loãng thấp nhất",
		Above:       "trên độ pha loãng cao nhất",
		VolumeTitle: "Hồng cầu người cho đã truyền (ml)",
		VolumeTicks: []document.Tick{{At: 0, Label: "0"}, {At: 50, Label: "50"}, {At: 100, Label: "100"}},
	}
	for i := range n {
		l := document.Trajectory{Label: fmt.Sprintf(label, i+1)}
		top := 10 - i%5
		for k := range 9 {
			steps := max(0, top-k-(i/5)%3)
			r := document.Reading{At: float64(-28 + 4*k + i%3), Value: math.Pow(2, float64(steps))}
			if steps == 0 {
				r.Bound = document.Below
			}
			if steps == 10 {
				r.Bound = document.Above
			}
			l.Readings = append(l.Readings, r)
		}
		if i%4 == 1 {
			l.Readings = append(l.Readings, document.Reading{At: 8, Value: math.NaN()})
		}
		l.Readings = append(l.Readings, document.Reading{At: float64(12 + 18*i/n),
			Value: math.Pow(2, float64((i*i+i)%4))})
		t.Lines = append(t.Lines, l)
		if i%2 == 0 {
			v := document.VolumeStrip{Label: fmt.Sprintf("TM-%03d", i/2+1)}
			for k := range 5 {
				v.Bars = append(v.Bars, document.Volume{At: float64(-27 + 5*k), Amount: float64(10 * (k + 1))})
			}
			v.Bars = append(v.Bars, document.Volume{At: -27, Amount: 25})
			t.Volumes = append(t.Volumes, v)
		}
	}
	f.Chart = t
	return f
}

// oneTitre is the usual figure of one patient: IgM and IgG, no volumes known.
func oneTitre() *document.Figure {
	f := titres(2, "x%d")
	f.ID = "titres-one"
	t := as[*document.Trajectories](f)
	t.Lines[0].Label, t.Lines[1].Label = "IgM anti-A", "IgG anti-A"
	t.Lines[1].Readings = append([]document.Reading(nil), t.Lines[0].Readings...)
	t.Lines[1].Readings[3].Value *= 2
	t.Lines[1].Readings[4].Value *= 2
	t.Volumes, t.VolumeTicks = nil, nil
	return f
}
