# The numbers are in attention-maximum-priority-real.tsv.
#   gnuplot attention-maximum-priority-real.gp                      draws attention-maximum-priority-real.svg
#   gnuplot -e "format='pdf'" attention-maximum-priority-real.gp   draws attention-maximum-priority-real.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The class of the item with the highest priority (priority real), trained to 16: attention at length 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-maximum-priority-real'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 1
array layer[1] = [1.0]
distances = 6
array distance[6] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0]
top = 0.7149041928100619
seeds = 10
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[4]
array row_last[4]
row_first[1] = 0; row_last[1] = 65
row_first[2] = 138; row_last[2] = 138
row_first[3] = 66; row_last[3] = 101
row_first[4] = 102; row_last[4] = 137
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 10; fitted[1] = 10
label[2] = 'stieltjes 4'; tic[2] = 'stieltjes 4'
style[2] = 3; runs[2] = 5; fitted[2] = 5
label[3] = 'stieltjes 2'; tic[3] = 'stieltjes 2'
style[3] = 4; runs[3] = 5; fitted[3] = 5

load '../../charts/style.gp'
load '../../charts/attention.gp'
