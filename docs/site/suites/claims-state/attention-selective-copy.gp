# The numbers are in attention-selective-copy.tsv.
#   gnuplot attention-selective-copy.gp                      draws attention-selective-copy.svg
#   gnuplot -e "format='pdf'" attention-selective-copy.gp   draws attention-selective-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy what is not blank, trained to 32: attention at length 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-selective-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.4715632663843497
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[8]
array row_last[8]
row_first[1] = 0; row_last[1] = 31
row_first[2] = 92; row_last[2] = 92
row_first[3] = 92; row_last[3] = 92
row_first[4] = 92; row_last[4] = 92
row_first[5] = 32; row_last[5] = 59
row_first[6] = 92; row_last[6] = 92
row_first[7] = 60; row_last[7] = 91
row_first[8] = 92; row_last[8] = 92
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'cope'; tic[1] = 'cope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'stick-breaking'; tic[2] = 'stick-breaking'
style[2] = 5; runs[2] = 1; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 7; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
