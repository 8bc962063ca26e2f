# The numbers are in attention-shift.tsv.
#   gnuplot attention-shift.gp                      draws attention-shift.svg
#   gnuplot -e "format='pdf'" attention-shift.gp   draws attention-shift.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The token k back, trained to 24: attention at length 48'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-shift'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 1
array layer[1] = [1.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.753466528534932
seeds = 8
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 126; row_last[1] = 126
row_first[2] = 126; row_last[2] = 126
row_first[3] = 63; row_last[3] = 125
row_first[4] = 126; row_last[4] = 126
row_first[5] = 126; row_last[5] = 126
row_first[6] = 0; row_last[6] = 62
row_first[7] = 126; row_last[7] = 126
row_first[8] = 126; row_last[8] = 126
row_first[9] = 126; row_last[9] = 126
row_first[10] = 126; row_last[10] = 126
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 6; runs[1] = 8; fitted[1] = 8
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 3; runs[2] = 8; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
