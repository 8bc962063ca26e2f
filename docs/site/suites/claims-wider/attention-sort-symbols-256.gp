# The numbers are in attention-sort-symbols-256.tsv.
#   gnuplot attention-sort-symbols-256.gp                      draws attention-sort-symbols-256.svg
#   gnuplot -e "format='pdf'" attention-sort-symbols-256.gp   draws attention-sort-symbols-256.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 256), trained to 16: attention at length 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-sort-symbols-256'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.4947824237690802
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[12]
array row_last[12]
row_first[1] = 32; row_last[1] = 32
row_first[2] = 0; row_last[2] = 31
row_first[3] = 32; row_last[3] = 32
row_first[4] = 32; row_last[4] = 32
row_first[5] = 32; row_last[5] = 32
row_first[6] = 32; row_last[6] = 32
row_first[7] = 32; row_last[7] = 32
row_first[8] = 32; row_last[8] = 32
row_first[9] = 32; row_last[9] = 32
row_first[10] = 32; row_last[10] = 32
row_first[11] = 32; row_last[11] = 32
row_first[12] = 32; row_last[12] = 32
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 2; runs[1] = 1; fitted[1] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
