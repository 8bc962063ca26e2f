# The numbers are in mixture-kth-symbols-16-pointers-16-queries-4.tsv.
#   gnuplot mixture-kth-symbols-16-pointers-16-queries-4.gp                      draws mixture-kth-symbols-16-pointers-16-queries-4.svg
#   gnuplot -e "format='pdf'" mixture-kth-symbols-16-pointers-16-queries-4.gp   draws mixture-kth-symbols-16-pointers-16-queries-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Look up the k-th item (symbols 16, pointers 16, queries 4), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'mixture-kth-symbols-16-pointers-16-queries-4'
shares = 4
array share[4]
share[1] = 'mixture: alibi'
share[2] = 'mixture: kerple-log'
share[3] = 'mixture: nope'
share[4] = 'mixture: t5'
longest_share = 19.0
head_numbers = 8
array head_number[8] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'mixture'; tic[1] = 'mixture'
style[1] = 22; runs[1] = 1; fitted[1] = 1

load '../../charts/style.gp'
load '../../charts/mixture.gp'
