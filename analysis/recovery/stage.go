package recovery

import "graftstat/analysis/registry"

// Stage takes the stage of one organ in an assessment of acute graft-versus-host
// disease. All are kept; a blank organ is unknown, not free of it.
func (r *Deriver) Stage(e registry.LogEntry) error {
	use, err := r.admit(&r.stages, e)
	if use && err == nil {
		r.data.GVHD = append(r.data.GVHD, e)
	}
	return err
}
