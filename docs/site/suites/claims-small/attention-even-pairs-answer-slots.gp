# The numbers are in attention-even-pairs-answer-slots.tsv.
#   gnuplot attention-even-pairs-answer-slots.gp                      draws attention-even-pairs-answer-slots.svg
#   gnuplot -e "format='pdf'" attention-even-pairs-answer-slots.gp   draws attention-even-pairs-answer-slots.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of unequal neighbours even? (regular) (answer slots), trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-even-pairs-answer-slots'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.9999978090522992
seeds = 18
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[13]
array row_last[13]
row_first[1] = 728; row_last[1] = 728
row_first[2] = 728; row_last[2] = 728
row_first[3] = 728; row_last[3] = 728
row_first[4] = 0; row_last[4] = 265
row_first[5] = 266; row_last[5] = 461
row_first[6] = 728; row_last[6] = 728
row_first[7] = 728; row_last[7] = 728
row_first[8] = 462; row_last[8] = 727
row_first[9] = 728; row_last[9] = 728
row_first[10] = 728; row_last[10] = 728
row_first[11] = 728; row_last[11] = 728
row_first[12] = 728; row_last[12] = 728
row_first[13] = 728; row_last[13] = 728
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 4; runs[1] = 18; fitted[1] = 13
label[2] = 'rope+random(max=256)'; tic[2] = 'rope+random(max=256)'
style[2] = 5; runs[2] = 13; fitted[2] = 9
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 18; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
