# The lab's shell library; every script that the host sends begins with it.
# shellcheck shell=bash
