function __geo_complete
    set -l words (commandline -opc) (commandline -ct)
    _GEO_COMPLETE=1 PYTHONUTF8=1 $words[1] $words[2..-1] 2>/dev/null
end
complete -c geo -a '(__geo_complete)'
