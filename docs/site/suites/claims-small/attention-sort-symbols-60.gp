# The numbers are in attention-sort-symbols-60.tsv.
#   gnuplot attention-sort-symbols-60.gp                      draws attention-sort-symbols-60.svg
#   gnuplot -e "format='pdf'" attention-sort-symbols-60.gp   draws attention-sort-symbols-60.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 60), trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-sort-symbols-60'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.58161230177501
seeds = 8
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[13]
array row_last[13]
row_first[1] = 576; row_last[1] = 576
row_first[2] = 576; row_last[2] = 576
row_first[3] = 0; row_last[3] = 143
row_first[4] = 432; row_last[4] = 575
row_first[5] = 576; row_last[5] = 576
row_first[6] = 576; row_last[6] = 576
row_first[7] = 576; row_last[7] = 576
row_first[8] = 288; row_last[8] = 431
row_first[9] = 144; row_last[9] = 287
row_first[10] = 576; row_last[10] = 576
row_first[11] = 576; row_last[11] = 576
row_first[12] = 576; row_last[12] = 576
row_first[13] = 576; row_last[13] = 576
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 8; fitted[1] = 8
label[2] = 'sinusoidal'; tic[2] = 'sinusoidal'
style[2] = 9; runs[2] = 8; fitted[2] = 8
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 8; fitted[3] = 8
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 4; runs[4] = 8; fitted[4] = 8

load '../../charts/style.gp'
load '../../charts/attention.gp'
