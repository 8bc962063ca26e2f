# The numbers are in mixture-copy-symbols-120-copy-symbols-120-sort-symbols.tsv.
#   gnuplot mixture-copy-symbols-120-copy-symbols-120-sort-symbols.gp                      draws mixture-copy-symbols-120-copy-symbols-120-sort-symbols.svg
#   gnuplot -e "format='pdf'" mixture-copy-symbols-120-copy-symbols-120-sort-symbols.gp   draws mixture-copy-symbols-120-copy-symbols-120-sort-symbols.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'copy(symbols=120) [copy(symbols=120)+sort(symbols=120)], trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'mixture-copy-symbols-120-copy-symbols-120-sort-symbols'
shares = 4
array share[4]
share[1] = 'mixture per task: alibi'
share[2] = 'mixture per task: kerple-log'
share[3] = 'mixture per task: nope'
share[4] = 'mixture per task: t5'
longest_share = 28.0
head_numbers = 8
array head_number[8] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
series = 1
own_colours = 0
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'mixture per task'; tic[1] = 'mixture per task'
style[1] = 1; runs[1] = 1; fitted[1] = 1

load '../../charts/style.gp'
load '../../charts/mixture.gp'
