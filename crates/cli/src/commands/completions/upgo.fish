# Completion of `upgo` for fish. The program itself says which words are possible; without any, fish offers files.
function __upgo_complete
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -l word (commandline --current-token --cut-at-cursor)
    set -l found (command upgo completions fish --word="$word" -- $words[2..-1] 2>/dev/null)
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path "$word"
    end
end
complete --command upgo --no-files --keep-order --arguments '(__upgo_complete)'
