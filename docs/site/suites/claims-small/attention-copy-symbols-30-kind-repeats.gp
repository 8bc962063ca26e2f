# The numbers are in attention-copy-symbols-30-kind-repeats.tsv.
#   gnuplot attention-copy-symbols-30-kind-repeats.gp                      draws attention-copy-symbols-30-kind-repeats.svg
#   gnuplot -e "format='pdf'" attention-copy-symbols-30-kind-repeats.gp   draws attention-copy-symbols-30-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 30, kind repeats), trained to 32: attention at length 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-copy-symbols-30-kind-repeats'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.5567165694391418
seeds = 15
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[13]
array row_last[13]
row_first[1] = 0; row_last[1] = 111
row_first[2] = 1248; row_last[2] = 1248
row_first[3] = 1248; row_last[3] = 1248
row_first[4] = 368; row_last[4] = 479
row_first[5] = 1248; row_last[5] = 1248
row_first[6] = 1248; row_last[6] = 1248
row_first[7] = 112; row_last[7] = 367
row_first[8] = 1248; row_last[8] = 1248
row_first[9] = 480; row_last[9] = 735
row_first[10] = 992; row_last[10] = 1247
row_first[11] = 736; row_last[11] = 991
row_first[12] = 1248; row_last[12] = 1248
row_first[13] = 1248; row_last[13] = 1248
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'fope'; tic[1] = 'fope'
style[1] = 1; runs[1] = 6; fitted[1] = 0
label[2] = 't5'; tic[2] = 't5'
style[2] = 7; runs[2] = 15; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 4; runs[3] = 6; fitted[3] = 0
label[4] = 'sinusoidal'; tic[4] = 'sinusoidal'
style[4] = 9; runs[4] = 15; fitted[4] = 0
label[5] = 'shaw'; tic[5] = 'shaw'
style[5] = 11; runs[5] = 15; fitted[5] = 0
label[6] = 'alibi'; tic[6] = 'alibi'
style[6] = 10; runs[6] = 15; fitted[6] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
