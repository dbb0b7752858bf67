# Completion of `upgo` for elvish. The program itself says which words are possible; without any, elvish offers files.
use str
set edit:completion:arg-completer[upgo] = {|@words|
    var found = []
    try {
        set found = [((external upgo) completions elvish --word=$words[-1] -- (all $words[1..-1]) 2>/dev/null | from-lines)]
    } catch {
        nop
    }
    if (== (count $found) 0) {
        edit:complete-filename $@words
    }
    for line $found {
        var word @about = (str:split "\t" $line)
        edit:complex-candidate $word &display=(str:join '  ' [$word $@about])
    }
}
