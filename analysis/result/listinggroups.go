package result

import (
	"graftstat/analysis/message"
	"strings"
)

var errListingGroups = message.New("its groups are not of the form by=group")

func joinGroups(groups []GroupValue) string {
	parts := make([]string, len(groups))
	for i, g := range groups {
		parts[i] = escape(g.By) + "=" + escape(g.Group)
	}
	return strings.Join(parts, "|")
}

// escape keeps the separators of groups out of the names of a column and of
// its groups.
func escape(s string) string {
	if !strings.ContainsAny(s, "%|=") {
		return s
	}
	return strings.NewReplacer("%", "%25", "|", "%7C", "=", "%3D").Replace(s)
}

func unescape(s string) string {
	return strings.NewReplacer("%7C", "|", "%3D", "=", "%25", "%").Replace(s)
}

func splitGroups(s string) ([]GroupValue, error) {
	if s == "" {
		return nil, nil
	}
	var groups []GroupValue
	for part := range strings.SplitSeq(strings.Clone(s), "|") {
		by, group, found := strings.Cut(part, "=")
		if !found {
			return nil, errListingGroups
		}
		groups = append(groups, GroupValue{unescape(by), unescape(group)})
	}
	return groups, nil
}
