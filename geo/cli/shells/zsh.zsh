#compdef geo
_geo() {
    local line
    local -a values meanings
    while IFS= read -r line; do
        values+=("${line%%$'\t'*}")
        meanings+=("${line/$'\t'/  }")
    done < <(_GEO_COMPLETE=1 PYTHONUTF8=1 "${words[1]}" "${(@)words[2,CURRENT]}" 2>/dev/null)
    (( ${#values} )) && compadd -l -d meanings -a values || _files
}
compdef _geo geo
