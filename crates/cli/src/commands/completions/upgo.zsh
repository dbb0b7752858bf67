#compdef upgo
# Completion of `upgo` for zsh. The program itself says which words are possible; without any, zsh offers files.
_upgo() {
    local line
    local -a values lines
    for line in "${(@f)$(command upgo completions zsh --word="${(Q)PREFIX}" -- "${(Q@)words[2,CURRENT-1]}" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        values+=("${line%%$'\t'*}")
        lines+=("${line/$'\t'/  -- }")
    done
    if (( $#values )); then
        compadd -l -V upgo -d lines -a values
    else
        _files
    fi
}
if [[ $funcstack[1] == _upgo ]]; then
    _upgo "$@"
else
    compdef _upgo upgo
fi
