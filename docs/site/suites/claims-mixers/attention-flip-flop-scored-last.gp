# The numbers are in attention-flip-flop-scored-last.tsv.
#   gnuplot attention-flip-flop-scored-last.gp                      draws attention-flip-flop-scored-last.svg
#   gnuplot -e "format='pdf'" attention-flip-flop-scored-last.gp   draws attention-flip-flop-scored-last.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Read the bit written last, past distractors (scored last), trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-flip-flop-scored-last'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 22.747038355809558
seeds = 9
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 144; row_last[1] = 144
row_first[2] = 144; row_last[2] = 144
row_first[3] = 0; row_last[3] = 143
row_first[4] = 144; row_last[4] = 144
row_first[5] = 144; row_last[5] = 144
row_first[6] = 144; row_last[6] = 144
row_first[7] = 144; row_last[7] = 144
row_first[8] = 144; row_last[8] = 144
row_first[9] = 144; row_last[9] = 144
row_first[10] = 144; row_last[10] = 144
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 9; fitted[1] = 9

load '../../charts/style.gp'
load '../../charts/attention.gp'
