# The numbers are in attention-majority.tsv.
#   gnuplot attention-majority.gp                      draws attention-majority.svg
#   gnuplot -e "format='pdf'" attention-majority.gp   draws attention-majority.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The most frequent symbol, trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-majority'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.4799886865620407
seeds = 2
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[7]
array row_last[7]
row_first[1] = 105; row_last[1] = 105
row_first[2] = 0; row_last[2] = 41
row_first[3] = 105; row_last[3] = 105
row_first[4] = 42; row_last[4] = 83
row_first[5] = 105; row_last[5] = 105
row_first[6] = 105; row_last[6] = 105
row_first[7] = 84; row_last[7] = 104
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 2; runs[1] = 2; fitted[1] = 1
label[2] = 'rope 16'; tic[2] = 'rope 16'
style[2] = 4; runs[2] = 2; fitted[2] = 2
label[3] = 'rope 16 one layer'; tic[3] = 'rope 16 one layer'
style[3] = 7; runs[3] = 2; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
