#compdef mirrorguard
# zsh completion for mirrorguard: the command itself says what may follow.

local -a words_that_fit
words_that_fit=("${(@f)$(mirrorguard "[suggest:${#LBUFFER}]" "$BUFFER" 2>/dev/null)}")
compadd -a words_that_fit || _files
