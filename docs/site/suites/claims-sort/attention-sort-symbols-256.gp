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
top = 0.47110024170441234
seeds = 2
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[7]
array row_last[7]
row_first[1] = 0; row_last[1] = 47
row_first[2] = 144; row_last[2] = 144
row_first[3] = 48; row_last[3] = 95
row_first[4] = 144; row_last[4] = 144
row_first[5] = 96; row_last[5] = 143
row_first[6] = 144; row_last[6] = 144
row_first[7] = 144; row_last[7] = 144
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 1; runs[1] = 2; fitted[1] = 2
label[2] = 'nape'; tic[2] = 'nape'
style[2] = 3; runs[2] = 2; fitted[2] = 2
label[3] = 'nape + entmax'; tic[3] = 'nape + entmax'
style[3] = 5; runs[3] = 2; fitted[3] = 2

load '../../charts/style.gp'
load '../../charts/attention.gp'
