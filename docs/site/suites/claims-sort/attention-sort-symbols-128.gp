# The numbers are in attention-sort-symbols-128.tsv.
#   gnuplot attention-sort-symbols-128.gp                      draws attention-sort-symbols-128.svg
#   gnuplot -e "format='pdf'" attention-sort-symbols-128.gp   draws attention-sort-symbols-128.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 128): attention at length 6'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-sort-symbols-128'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 5
array distance[5] = [0.0, 1.0, 2.0, 4.0, 8.0]
top = 0.4911123308585187
seeds = 2
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[7]
array row_last[7]
row_first[1] = 65; row_last[1] = 65
row_first[2] = 0; row_last[2] = 14
row_first[3] = 65; row_last[3] = 65
row_first[4] = 15; row_last[4] = 34
row_first[5] = 65; row_last[5] = 65
row_first[6] = 35; row_last[6] = 44
row_first[7] = 45; row_last[7] = 64
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'nope one layer 4'; tic[1] = 'nope one layer 4'
style[1] = 2; runs[1] = 2; fitted[1] = 2
label[2] = 'nope two layers 4'; tic[2] = 'nope two layers 4'
style[2] = 4; runs[2] = 1; fitted[2] = 1
label[3] = 'nope one layer 6'; tic[3] = 'nope one layer 6'
style[3] = 6; runs[3] = 1; fitted[3] = 1
label[4] = 'nope two layers 6'; tic[4] = 'nope two layers 6'
style[4] = 7; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
