# The numbers are in accuracy-sort-symbols-120-copy-symbols-120-sort-symbols.tsv.
#   gnuplot accuracy-sort-symbols-120-copy-symbols-120-sort-symbols.gp                      draws accuracy-sort-symbols-120-copy-symbols-120-sort-symbols.svg
#   gnuplot -e "format='pdf'" accuracy-sort-symbols-120-copy-symbols-120-sort-symbols.gp   draws accuracy-sort-symbols-120-copy-symbols-120-sort-symbols.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'sort(symbols=120) [copy(symbols=120)+sort(symbols=120)], trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-sort-symbols-120-copy-symbols-120-sort-symbols'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 6
array length[6] = [10.0, 20.0, 30.0, 40.0, 60.0, 80.0]
borders = '20'
borders_words = ''
array trained[4]
trained[1] = 20
trained[2] = 20
trained[3] = 20
trained[4] = 20
seeds = 12
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'majority'
guess[3] = 'place'
guess[4] = 'copy'
guesses_words = 'grey, at 0: chance (dotted), the most frequent token, the most frequent token of each position, the input copied'
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'mixture per task'; tic[1] = 'mixture per task'
style[1] = 1; runs[1] = 12; fitted[1] = 12
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 2; runs[2] = 12; fitted[2] = 12
label[3] = 't5'; tic[3] = 't5'
style[3] = 3; runs[3] = 12; fitted[3] = 12
label[4] = 'kerple-log'; tic[4] = 'kerple-log'
style[4] = 4; runs[4] = 12; fitted[4] = 11
array line_first[4]
array line_last[4]
line_first[1] = 0; line_last[1] = 5
line_first[2] = 6; line_last[2] = 11
line_first[3] = 12; line_last[3] = 17
line_first[4] = 18; line_last[4] = 23
array dot_first[4]
array dot_last[4]
dot_first[1] = 24; dot_last[1] = 95
dot_first[2] = 96; dot_last[2] = 167
dot_first[3] = 168; dot_last[3] = 239
dot_first[4] = 240; dot_last[4] = 311
array last_y[series]
last_y[1] = 0
last_y[2] = 0
last_y[3] = 0.14
last_y[4] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
