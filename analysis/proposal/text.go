package proposal

import "strconv"

func count(n int) string { return strconv.Itoa(n) }
