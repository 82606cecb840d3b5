package templates

import _ "embed"

//go:embed red-cells.yaml
var redCells []byte

// RedCells are published figures of the recovery of red cells, to read beside a centre's.
func RedCells() []byte { return redCells }
