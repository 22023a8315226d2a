_geo_complete() {
    local IFS=$'\n' word="${COMP_WORDS[COMP_CWORD]}" line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("${line%%$'\t'*}")
    done < <(_GEO_COMPLETE=1 PYTHONUTF8=1 "$1" "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$word" 2>/dev/null)
}
complete -o default -F _geo_complete geo
