package recovery

import "graftstat/analysis/registry"

// Typing takes an entry of the log of blood typing after the transplant. All are
// kept, as typings are few; one without a finding too, which says that it was
// looked for.
func (r *Deriver) Typing(e registry.LogEntry) error {
	use, err := r.admit(&r.typing, e)
	if use && err == nil {
		r.data.Typing = append(r.data.Typing, e)
	}
	return err
}
