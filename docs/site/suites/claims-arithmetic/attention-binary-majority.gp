# The numbers are in attention-binary-majority.tsv.
#   gnuplot attention-binary-majority.gp                      draws attention-binary-majority.svg
#   gnuplot -e "format='pdf'" attention-binary-majority.gp   draws attention-binary-majority.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Are there more zeros or more ones?, trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-binary-majority'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.37828526254792627
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[7]
array row_last[7]
row_first[1] = 56; row_last[1] = 56
row_first[2] = 56; row_last[2] = 56
row_first[3] = 0; row_last[3] = 27
row_first[4] = 28; row_last[4] = 55
row_first[5] = 56; row_last[5] = 56
row_first[6] = 56; row_last[6] = 56
row_first[7] = 56; row_last[7] = 56
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 4; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
