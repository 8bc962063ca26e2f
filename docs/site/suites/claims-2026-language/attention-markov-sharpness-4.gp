# The numbers are in attention-markov-sharpness-4.tsv.
#   gnuplot attention-markov-sharpness-4.gp                      draws attention-markov-sharpness-4.svg
#   gnuplot -e "format='pdf'" attention-markov-sharpness-4.gp   draws attention-markov-sharpness-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain (sharpness 4), trained to 64: attention at length 128'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-markov-sharpness-4'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.5617284954576746
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[6]
array row_last[6]
row_first[1] = 0; row_last[1] = 31
row_first[2] = 32; row_last[2] = 63
row_first[3] = 128; row_last[3] = 128
row_first[4] = 64; row_last[4] = 95
row_first[5] = 128; row_last[5] = 128
row_first[6] = 96; row_last[6] = 127
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'carope'; tic[1] = 'carope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'pose'; tic[2] = 'pose'
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'random positions'; tic[3] = 'random positions'
style[3] = 4; runs[3] = 1; fitted[3] = 1
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 6; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
