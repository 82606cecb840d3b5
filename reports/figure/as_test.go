package figure

import "graftstat/reports/document"

// as is the chart of a figure of that kind.
func as[T document.Chart](f *document.Figure) T { return f.Chart.(T) }
