# The numbers are in attention-counting-program.tsv.
#   gnuplot attention-counting-program.gp                      draws attention-counting-program.svg
#   gnuplot -e "format='pdf'" attention-counting-program.gp   draws attention-counting-program.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Run a program of counters, trained to 32: attention at length 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-counting-program'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.32949255054743365
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[8]
array row_last[8]
row_first[1] = 0; row_last[1] = 31
row_first[2] = 64; row_last[2] = 64
row_first[3] = 64; row_last[3] = 64
row_first[4] = 64; row_last[4] = 64
row_first[5] = 64; row_last[5] = 64
row_first[6] = 32; row_last[6] = 63
row_first[7] = 64; row_last[7] = 64
row_first[8] = 64; row_last[8] = 64
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'cope'; tic[1] = 'cope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 6; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
