# The numbers are in attention-parity-scratchpad.tsv.
#   gnuplot attention-parity-scratchpad.gp                      draws attention-parity-scratchpad.svg
#   gnuplot -e "format='pdf'" attention-parity-scratchpad.gp   draws attention-parity-scratchpad.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Parity, walking from one to one by index hints, trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-parity-scratchpad'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 9
array distance[9] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0]
top = 0.2463671516561133
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[7]
array row_last[7]
row_first[1] = 36; row_last[1] = 36
row_first[2] = 36; row_last[2] = 36
row_first[3] = 0; row_last[3] = 35
row_first[4] = 36; row_last[4] = 36
row_first[5] = 36; row_last[5] = 36
row_first[6] = 36; row_last[6] = 36
row_first[7] = 36; row_last[7] = 36
series = 1
own_colours = 0
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 1; fitted[1] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
