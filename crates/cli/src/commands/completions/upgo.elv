# Completion of `upgo` for elvish. The program itself says which words are possible.
set edit:completion:arg-completer[upgo] = {|@words|
    try {
        (external upgo) completions elvish --word=$words[-1] -- (all $words[1..-1]) 2>/dev/null | from-lines
    } catch {
        nop
    }
}
