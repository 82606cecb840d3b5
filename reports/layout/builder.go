package layout

import "graftstat/reports/layout/page"

// builder makes the parts of a report that are of no one subject.
type builder struct{ *page.Page }
