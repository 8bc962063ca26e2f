# The numbers are in attention-even-pairs.tsv.
#   gnuplot attention-even-pairs.gp                      draws attention-even-pairs.svg
#   gnuplot -e "format='pdf'" attention-even-pairs.gp   draws attention-even-pairs.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of unequal neighbours even? (regular), trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-even-pairs'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.601339268478924
seeds = 9
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[13]
array row_last[13]
row_first[1] = 140; row_last[1] = 140
row_first[2] = 140; row_last[2] = 140
row_first[3] = 140; row_last[3] = 140
row_first[4] = 140; row_last[4] = 140
row_first[5] = 140; row_last[5] = 140
row_first[6] = 140; row_last[6] = 140
row_first[7] = 140; row_last[7] = 140
row_first[8] = 0; row_last[8] = 139
row_first[9] = 140; row_last[9] = 140
row_first[10] = 140; row_last[10] = 140
row_first[11] = 140; row_last[11] = 140
row_first[12] = 140; row_last[12] = 140
row_first[13] = 140; row_last[13] = 140
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 8; runs[1] = 9; fitted[1] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
