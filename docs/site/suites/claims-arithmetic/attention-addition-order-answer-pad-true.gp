# The numbers are in attention-addition-order-answer-pad-true.tsv.
#   gnuplot attention-addition-order-answer-pad-true.gp                      draws attention-addition-order-answer-pad-true.svg
#   gnuplot -e "format='pdf'" attention-addition-order-answer-pad-true.gp   draws attention-addition-order-answer-pad-true.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Add two decimal numbers (order answer, pad true), trained to 10: attention at length 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-addition-order-answer-pad-true'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.40845862601427213
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[7]
array row_last[7]
row_first[1] = 0; row_last[1] = 27
row_first[2] = 84; row_last[2] = 84
row_first[3] = 28; row_last[3] = 55
row_first[4] = 84; row_last[4] = 84
row_first[5] = 84; row_last[5] = 84
row_first[6] = 56; row_last[6] = 83
row_first[7] = 84; row_last[7] = 84
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'coupling(max=128)'; tic[1] = 'coupling(max=128)'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 3; runs[2] = 1; fitted[2] = 0
label[3] = 'abacus'; tic[3] = 'abacus'
style[3] = 6; runs[3] = 1; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
