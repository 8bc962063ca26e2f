# The numbers are in attention-parity.tsv.
#   gnuplot attention-parity.gp                      draws attention-parity.svg
#   gnuplot -e "format='pdf'" attention-parity.gp   draws attention-parity.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of ones even?, trained to 12: attention at length 24'
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
layers = 1
array layer[1] = [1.0]
distances = 1
array distance[1] = [16.0]
top = 0.9999999999999998
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[2]
array row_last[2]
row_first[1] = 0; row_last[1] = 1
row_first[2] = 2; row_last[2] = 3
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'looped size'; tic[1] = 'looped size'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'looped fixed'; tic[2] = 'looped fixed'
style[2] = 2; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
