package figure

import "image/color"

// Colour gives the colour of curve i, for who draws curves by other means.
func Colour(i int) color.NRGBA { return curveColour(i) }
