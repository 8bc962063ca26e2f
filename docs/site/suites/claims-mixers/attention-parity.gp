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
top = 26.23693807141704
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 72; row_last[1] = 72
row_first[2] = 72; row_last[2] = 72
row_first[3] = 0; row_last[3] = 15
row_first[4] = 72; row_last[4] = 72
row_first[5] = 72; row_last[5] = 72
row_first[6] = 72; row_last[6] = 72
row_first[7] = 72; row_last[7] = 72
row_first[8] = 72; row_last[8] = 72
row_first[9] = 16; row_last[9] = 43
row_first[10] = 44; row_last[10] = 71
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 9; runs[2] = 1; fitted[2] = 1
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 10; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
