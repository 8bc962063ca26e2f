# The numbers are in attention-recall-grow-gap-keys-16-values-16-pairs-4.tsv.
#   gnuplot attention-recall-grow-gap-keys-16-values-16-pairs-4.gp                      draws attention-recall-grow-gap-keys-16-values-16-pairs-4.svg
#   gnuplot -e "format='pdf'" attention-recall-grow-gap-keys-16-values-16-pairs-4.gp   draws attention-recall-grow-gap-keys-16-values-16-pairs-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Associative recall with a query for every key (grow gap, keys 16, values 16, pairs 4), trained to 24: attention at length 48'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-recall-grow-gap-keys-16-values-16-pairs-4'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.9961145029000987
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 140; row_last[1] = 140
row_first[2] = 0; row_last[2] = 27
row_first[3] = 56; row_last[3] = 83
row_first[4] = 28; row_last[4] = 55
row_first[5] = 140; row_last[5] = 140
row_first[6] = 84; row_last[6] = 111
row_first[7] = 140; row_last[7] = 140
row_first[8] = 140; row_last[8] = 140
row_first[9] = 140; row_last[9] = 140
row_first[10] = 112; row_last[10] = 139
series = 5
own_colours = 1
array label[5]
array tic[5]
array style[5]
array runs[5]
array fitted[5]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'nope + ssmax'; tic[2] = 'nope + ssmax'
style[2] = 4; runs[2] = 1; fitted[2] = 0
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 3; runs[3] = 1; fitted[3] = 0
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 6; runs[4] = 1; fitted[4] = 1
label[5] = 'rope + ssmax'; tic[5] = 'rope + ssmax'
style[5] = 10; runs[5] = 1; fitted[5] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
