# The numbers are in attention-flip-flop.tsv.
#   gnuplot attention-flip-flop.gp                      draws attention-flip-flop.svg
#   gnuplot -e "format='pdf'" attention-flip-flop.gp   draws attention-flip-flop.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Read the bit written last, past distractors, trained to 32: attention at length 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-flip-flop'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.4623366287300516
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[8]
array row_last[8]
row_first[1] = 112; row_last[1] = 112
row_first[2] = 0; row_last[2] = 31
row_first[3] = 32; row_last[3] = 63
row_first[4] = 64; row_last[4] = 79
row_first[5] = 112; row_last[5] = 112
row_first[6] = 112; row_last[6] = 112
row_first[7] = 112; row_last[7] = 112
row_first[8] = 80; row_last[8] = 111
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'cope, heads=4, layers=2'; tic[1] = 'cope, heads=4, layers=2'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'fox, heads=4, layers=2'; tic[2] = 'fox, heads=4, layers=2'
style[2] = 3; runs[2] = 1; fitted[2] = 1
label[3] = 'path, heads=2, layers=1'; tic[3] = 'path, heads=2, layers=1'
style[3] = 4; runs[3] = 1; fitted[3] = 1
label[4] = 'rope, heads=4, layers=2'; tic[4] = 'rope, heads=4, layers=2'
style[4] = 8; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
