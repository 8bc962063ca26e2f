# The numbers are in accuracy-dyck-types-1-depth-3.tsv.
#   gnuplot accuracy-dyck-types-1-depth-3.gp                      draws accuracy-dyck-types-1-depth-3.svg
#   gnuplot -e "format='pdf'" accuracy-dyck-types-1-depth-3.gp   draws accuracy-dyck-types-1-depth-3.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Balanced brackets: which one must close? (types 1, depth 3), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-dyck-types-1-depth-3'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 9
array length[9] = [20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0, 120.0]
borders = '40'
borders_words = ''
array trained[2]
trained[1] = 40
trained[2] = 40
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'majority'
guess[3] = 'place'
guess[4] = 'copy'
guesses_words = 'grey, at 0: chance (dotted), the most frequent token, the most frequent token of each position, the input copied'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 1; fitted[2] = 1
array line_first[2]
array line_last[2]
line_first[1] = 0; line_last[1] = 8
line_first[2] = 9; line_last[2] = 17
array dot_first[2]
array dot_last[2]
dot_first[1] = 18; dot_last[1] = 26
dot_first[2] = 27; dot_last[2] = 35
array last_y[series]
last_y[1] = 0
last_y[2] = 0.998

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
