# The numbers are in attention-kth-pointers-16-from-end-queries-4.tsv.
#   gnuplot attention-kth-pointers-16-from-end-queries-4.gp                      draws attention-kth-pointers-16-from-end-queries-4.svg
#   gnuplot -e "format='pdf'" attention-kth-pointers-16-from-end-queries-4.gp   draws attention-kth-pointers-16-from-end-queries-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Look up the k-th item (pointers 16, from end, queries 4), trained to 16: attention at length 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-kth-pointers-16-from-end-queries-4'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.5232552673730849
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[18]
array row_last[18]
row_first[1] = 84; row_last[1] = 84
row_first[2] = 84; row_last[2] = 84
row_first[3] = 84; row_last[3] = 84
row_first[4] = 84; row_last[4] = 84
row_first[5] = 84; row_last[5] = 84
row_first[6] = 84; row_last[6] = 84
row_first[7] = 84; row_last[7] = 84
row_first[8] = 0; row_last[8] = 27
row_first[9] = 84; row_last[9] = 84
row_first[10] = 84; row_last[10] = 84
row_first[11] = 84; row_last[11] = 84
row_first[12] = 84; row_last[12] = 84
row_first[13] = 28; row_last[13] = 55
row_first[14] = 84; row_last[14] = 84
row_first[15] = 84; row_last[15] = 84
row_first[16] = 84; row_last[16] = 84
row_first[17] = 84; row_last[17] = 84
row_first[18] = 56; row_last[18] = 83
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 8; runs[1] = 1; fitted[1] = 0
label[2] = 'rope(angles=bf16)'; tic[2] = 'rope(angles=bf16)'
style[2] = 13; runs[2] = 1; fitted[2] = 0
label[3] = 'rope(angles=tables)'; tic[3] = 'rope(angles=tables)'
style[3] = 18; runs[3] = 1; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
