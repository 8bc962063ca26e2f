# The numbers are in attention-recall-noisy-keys-16-alphabet-16-values-16-nois.tsv.
#   gnuplot attention-recall-noisy-keys-16-alphabet-16-values-16-nois.gp                      draws attention-recall-noisy-keys-16-alphabet-16-values-16-nois.svg
#   gnuplot -e "format='pdf'" attention-recall-noisy-keys-16-alphabet-16-values-16-nois.gp   draws attention-recall-noisy-keys-16-alphabet-16-values-16-nois.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Recall while pairs come in, noise between them (keys 16, alphabet 16, values 16, noise 0.8), trained to 40: attention at length 80'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-recall-noisy-keys-16-alphabet-16-values-16-nois'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 9
array distance[9] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0]
top = 0.40249328349886504
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[18]
array row_last[18]
row_first[1] = 72; row_last[1] = 72
row_first[2] = 0; row_last[2] = 35
row_first[3] = 72; row_last[3] = 72
row_first[4] = 72; row_last[4] = 72
row_first[5] = 72; row_last[5] = 72
row_first[6] = 72; row_last[6] = 72
row_first[7] = 72; row_last[7] = 72
row_first[8] = 36; row_last[8] = 71
row_first[9] = 72; row_last[9] = 72
row_first[10] = 72; row_last[10] = 72
row_first[11] = 72; row_last[11] = 72
row_first[12] = 72; row_last[12] = 72
row_first[13] = 72; row_last[13] = 72
row_first[14] = 72; row_last[14] = 72
row_first[15] = 72; row_last[15] = 72
row_first[16] = 72; row_last[16] = 72
row_first[17] = 72; row_last[17] = 72
row_first[18] = 72; row_last[18] = 72
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'differential'; tic[1] = 'differential'
style[1] = 2; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 8; runs[2] = 1; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
