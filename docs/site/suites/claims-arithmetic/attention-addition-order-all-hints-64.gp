# The numbers are in attention-addition-order-all-hints-64.tsv.
#   gnuplot attention-addition-order-all-hints-64.gp                      draws attention-addition-order-all-hints-64.svg
#   gnuplot -e "format='pdf'" attention-addition-order-all-hints-64.gp   draws attention-addition-order-all-hints-64.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Add two decimal numbers (order all, hints 64), trained to 10: attention at length 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-addition-order-all-hints-64'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.5758298945626997
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[7]
array row_last[7]
row_first[1] = 64; row_last[1] = 64
row_first[2] = 0; row_last[2] = 31
row_first[3] = 64; row_last[3] = 64
row_first[4] = 64; row_last[4] = 64
row_first[5] = 32; row_last[5] = 63
row_first[6] = 64; row_last[6] = 64
row_first[7] = 64; row_last[7] = 64
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'fire'; tic[1] = 'fire'
style[1] = 2; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 5; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
