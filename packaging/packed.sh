#!/bin/sh
# packed.sh FILE...: the files as one source for the assembler, which makes the table packed_files of base/packed.h out of them. Names are relative to the
# current directory.
set -eu
LC_ALL=C
export LC_ALL
echo '.section .rodata'
n=0
for file in $(printf '%s\n' "$@" | sort); do
    n=$((n + 1))
    printf 'name%s: .asciz "%s"\nbegin%s: .incbin "%s"\nend%s: .byte 0\n' $n "$file" $n "$file" $n
done
printf '.section .data.rel.ro,"aw"\n.balign 8\n.global packed_files\npacked_files:\n'
for k in $(seq $n); do printf '.quad name%s, begin%s, end%s\n' "$k" "$k" "$k"; done
printf '.quad 0, 0, 0\n.section .note.GNU-stack,"",@progbits\n'
