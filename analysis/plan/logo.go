package plan

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // formats of a logo
	_ "image/png"
	"io/fs"
	"path/filepath"
)

const (
	largestLogo = 1 << 20 // bytes
	widestLogo  = 4000    // pixels in width and in height
)

// logo reads the image that the report names. Only its head is decoded, so that
// a small file cannot claim much memory.
func (d *decoder) logo(p *Plan) error {
	if p.Report.Logo == "" {
		return nil
	}
	path := p.Report.Logo
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.Dir, path)
	}
	content, err := readUpTo(path, largestLogo)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return d.fault("report.logo", say("Name a file relative to the study file, or remove the key."),
			"there is no such file")
	case errors.Is(err, errNotRegular):
		return d.fault("report.logo", say("Name an image file, or remove the key."),
			"it is not a regular file but a pipe or a device")
	case err != nil:
		return d.fault("report.logo",
			say("Name a file that can be read, or remove the key."), "the file cannot be read")
	case len(content) > largestLogo:
		return d.fault("report.logo", say("Save the image smaller."), "the file is larger than 1 MiB")
	}
	head, format, err := image.DecodeConfig(bytes.NewReader(content))
	switch {
	case err != nil:
		return d.fault("report.logo", say("Save it as PNG or JPEG."), "the file is no PNG or JPEG image")
	case head.Width > widestLogo || head.Height > widestLogo:
		return d.fault("report.logo", say("Save the image smaller."),
			"the image is %d x %d pixels, more than %d in one direction", head.Width, head.Height, widestLogo)
	case head.Width < 1 || head.Height < 1:
		return d.fault("report.logo", say("Save it again as PNG or JPEG."), "the image is empty")
	}
	p.Report.Image, p.Report.ImageType = content, format
	return nil
}
