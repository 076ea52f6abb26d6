# fish completion for mirrorguard: the command itself says what may follow.

function __mirrorguard_words
    set -l line (commandline --cut-at-cursor)
    mirrorguard "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end

complete --command mirrorguard --arguments "(__mirrorguard_words)"
