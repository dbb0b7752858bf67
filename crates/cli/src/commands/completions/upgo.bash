# Completion of `upgo` for bash. The program itself says which words are possible; without any, bash offers files.
_upgo() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$(printf '%q' "$line")")
    done < <(command upgo completions bash --word="$2" -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
}
complete -o bashdefault -o default -F _upgo upgo
