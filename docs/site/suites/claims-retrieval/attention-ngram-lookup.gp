# The numbers are in attention-ngram-lookup.tsv.
#   gnuplot attention-ngram-lookup.gp                      draws attention-ngram-lookup.svg
#   gnuplot -e "format='pdf'" attention-ngram-lookup.gp   draws attention-ngram-lookup.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What follows the n-gram?, trained to 24: attention at length 48'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-ngram-lookup'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.5771026902522794
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 56; row_last[1] = 56
row_first[2] = 56; row_last[2] = 56
row_first[3] = 0; row_last[3] = 27
row_first[4] = 56; row_last[4] = 56
row_first[5] = 56; row_last[5] = 56
row_first[6] = 56; row_last[6] = 56
row_first[7] = 56; row_last[7] = 56
row_first[8] = 56; row_last[8] = 56
row_first[9] = 28; row_last[9] = 55
row_first[10] = 56; row_last[10] = 56
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 3; runs[1] = 1; fitted[1] = 0
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 9; runs[2] = 1; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
