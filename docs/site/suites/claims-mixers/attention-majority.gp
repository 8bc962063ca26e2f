# The numbers are in attention-majority.tsv.
#   gnuplot attention-majority.gp                      draws attention-majority.svg
#   gnuplot -e "format='pdf'" attention-majority.gp   draws attention-majority.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The most frequent symbol, trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-majority'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 22.999941606903345
seeds = 10
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 308; row_last[1] = 308
row_first[2] = 308; row_last[2] = 308
row_first[3] = 0; row_last[3] = 153
row_first[4] = 308; row_last[4] = 308
row_first[5] = 308; row_last[5] = 308
row_first[6] = 154; row_last[6] = 307
row_first[7] = 308; row_last[7] = 308
row_first[8] = 308; row_last[8] = 308
row_first[9] = 308; row_last[9] = 308
row_first[10] = 308; row_last[10] = 308
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 10; fitted[1] = 10
label[2] = 'gdn 2 + nope'; tic[2] = 'gdn 2 + nope'
style[2] = 6; runs[2] = 10; fitted[2] = 10

load '../../charts/style.gp'
load '../../charts/attention.gp'
