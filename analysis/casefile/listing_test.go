package casefile

import (
	"context"
	"errors"
	"strings"
	"testing"

	"graftstat/analysis/plan"
	"graftstat/analysis/table"
)

// A header that is not found is told with those that the file has and the nearest;
// a file without a header prints no cell.
func TestHeadersInstead(t *testing.T) {
	for name, c := range map[string]struct {
		rows []string
		edit func(*plan.Plan)
		want string
		line int
	}{
		"the identifier": {[]string{"Danh sách ca ghép,,", "Mã ca ,Ngày ghép,Giới", "C1,2025-01-02,M"},
			func(p *plan.Plan) { p.Data.Columns = map[string]string{"case_id": "Mã số ca"} },
			"; the header has: Mã ca, Ngày ghép, Giới (nearest: Mã ca)", 2},
		"a mapping": {[]string{"case_id,Ngày ghép,Giới", "C1,2025-01-02,M"},
			func(p *plan.Plan) { p.Data.Columns = map[string]string{"transplant_date": "Ngày gép"} },
			"; the header has: case_id, Ngày ghép, Giới (nearest: Ngày ghép)", 0},
		"a milestone": {[]string{"case_id,transplant_date,Mất", "C1,2025-01-02,"},
			func(p *plan.Plan) { p.Milestones = map[string]plan.MilestoneSource{"death": {Date: "Ngày mất"}} },
			"; the header has: case_id, transplant_date, Mất", 1},
		"no header":   {[]string{"C1,2025-01-02,Nguyễn Văn An", "C2,2025-01-03,Trần Thị Bình"}, func(*plan.Plan) {}, "under data: columns: in the study file", 1},
		"many of one": {[]string{"case-id" + strings.Repeat(",x", listedHeaders), "C1"}, func(*plan.Plan) {}, ", 1 more (nearest: case-id)", 1},
	} {
		p := study(t, lines(c.rows...))
		c.edit(p)
		_, err := Read(context.Background(), p, nil)
		var fault *table.Error
		if !errors.As(err, &fault) || !strings.HasSuffix(fault.Next.String(), c.want) || fault.Line != c.line {
			t.Errorf("%s: %v", name, err)
		}
	}
}
