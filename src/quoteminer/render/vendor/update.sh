#!/usr/bin/env bash
# Fetches the chart library that the report page carries, unchanged, from the npm registry.
# To update: set the versions here, run this script, run the tests, look at a report, and commit what changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

D3=7.9.2
PLOT=0.6.17

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # package, version, file within it, name here
  archive=$(cd "$work" && npm pack --silent "$1@$2")
  tar -xzf "$work/$archive" -C "$work"
  cp "$work/package/$3" "$4.js"
  cp "$work/package/LICENSE" "$4.LICENSE"
  rm -r "$work/package"
}

fetch d3 "$D3" dist/d3.min.js d3
fetch @observablehq/plot "$PLOT" dist/plot.umd.min.js plot
# What Plot's file holds of others, by its package.json: their licences go with it.
for package in isoformat interval-tree-1d binary-search-bounds; do
  archive=$(cd "$work" && npm pack --silent "$package")
  printf '\n%s\n\n' "$package" >> plot.LICENSE
  tar -xzOf "$work/$archive" package/LICENSE >> plot.LICENSE
done
cat > README.md <<EOF
Made by \`update.sh\`; not to be edited here. Both are under the ISC licence; Plot holds two small packages
under the MIT licence. The licences stand beside each file, and in every page that carries it.

| file | package on the npm registry | version |
|---|---|---|
| \`d3.js\` | \`d3\`, \`dist/d3.min.js\` | $D3 |
| \`plot.js\` | \`@observablehq/plot\`, \`dist/plot.umd.min.js\` | $PLOT |
EOF
