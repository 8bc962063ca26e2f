# The numbers are in attention-induction.tsv.
#   gnuplot attention-induction.gp                      draws attention-induction.svg
#   gnuplot -e "format='pdf'" attention-induction.gp   draws attention-induction.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What followed this symbol last time?, trained to 24: attention at length 48'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-induction'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.9367154409442593
seeds = 8
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 0; row_last[1] = 62
row_first[2] = 252; row_last[2] = 252
row_first[3] = 252; row_last[3] = 252
row_first[4] = 252; row_last[4] = 252
row_first[5] = 252; row_last[5] = 252
row_first[6] = 63; row_last[6] = 188
row_first[7] = 252; row_last[7] = 252
row_first[8] = 189; row_last[8] = 251
row_first[9] = 252; row_last[9] = 252
row_first[10] = 252; row_last[10] = 252
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'cpe one layer'; tic[1] = 'cpe one layer'
style[1] = 1; runs[1] = 8; fitted[1] = 8
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 6; runs[2] = 8; fitted[2] = 0
label[3] = 'rope one layer'; tic[3] = 'rope one layer'
style[3] = 8; runs[3] = 8; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
