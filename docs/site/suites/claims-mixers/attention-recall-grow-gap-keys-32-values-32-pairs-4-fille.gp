# The numbers are in attention-recall-grow-gap-keys-32-values-32-pairs-4-fille.tsv.
#   gnuplot attention-recall-grow-gap-keys-32-values-32-pairs-4-fille.gp                      draws attention-recall-grow-gap-keys-32-values-32-pairs-4-fille.svg
#   gnuplot -e "format='pdf'" attention-recall-grow-gap-keys-32-values-32-pairs-4-fille.gp   draws attention-recall-grow-gap-keys-32-values-32-pairs-4-fille.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Associative recall with a query for every key (grow gap, keys 32, values 32, pairs 4, fillers 16), trained to 24: attention at length 48'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-recall-grow-gap-keys-32-values-32-pairs-4-fille'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 4
array layer[4] = [1.0, 2.0, 3.0, 4.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 2.6577298576467467
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 112; row_last[1] = 112
row_first[2] = 112; row_last[2] = 112
row_first[3] = 112; row_last[3] = 112
row_first[4] = 0; row_last[4] = 55
row_first[5] = 112; row_last[5] = 112
row_first[6] = 112; row_last[6] = 112
row_first[7] = 56; row_last[7] = 111
row_first[8] = 112; row_last[8] = 112
row_first[9] = 112; row_last[9] = 112
row_first[10] = 112; row_last[10] = 112
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'kda + nope'; tic[1] = 'kda + nope'
style[1] = 4; runs[1] = 1; fitted[1] = 1
label[2] = 'kda + rope'; tic[2] = 'kda + rope'
style[2] = 7; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
