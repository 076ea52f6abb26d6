# bash completion for mirrorguard: the command itself says what may follow.
# shellcheck shell=bash

_mirrorguard() {
    local word=${COMP_LINE:0:COMP_POINT}
    word=${word##*[[:space:]]}
    local IFS=$'\n'
    # shellcheck disable=SC2207 # a word a line
    COMPREPLY=($(compgen -W "$(mirrorguard "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$word"))
}

# "default": where it knows nothing, a file may be meant.
complete -o default -F _mirrorguard mirrorguard
