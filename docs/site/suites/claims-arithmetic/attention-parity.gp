# The numbers are in attention-parity.tsv.
#   gnuplot attention-parity.gp                      draws attention-parity.svg
#   gnuplot -e "format='pdf'" attention-parity.gp   draws attention-parity.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of ones even?, trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-parity'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.9984525582337387
seeds = 10
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[7]
array row_last[7]
row_first[1] = 238; row_last[1] = 238
row_first[2] = 238; row_last[2] = 238
row_first[3] = 0; row_last[3] = 153
row_first[4] = 154; row_last[4] = 181
row_first[5] = 182; row_last[5] = 209
row_first[6] = 238; row_last[6] = 238
row_first[7] = 210; row_last[7] = 237
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 10; fitted[1] = 3
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 4; runs[2] = 1; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 5; runs[3] = 1; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 7; runs[4] = 1; fitted[4] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
