# The numbers are in accuracy-copy-symbols-90.tsv.
#   gnuplot accuracy-copy-symbols-90.gp                      draws accuracy-copy-symbols-90.svg
#   gnuplot -e "format='pdf'" accuracy-copy-symbols-90.gp   draws accuracy-copy-symbols-90.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 90), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-copy-symbols-90'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 5
array length[5] = [10.0, 20.0, 30.0, 40.0, 60.0]
borders = '20'
borders_words = ''
array trained[3]
trained[1] = 0
trained[2] = 20
trained[3] = 20
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'chance_value'
guess[3] = 'majority'
guess[4] = 'place'
guesses_words = 'grey, the input copied; at 0: chance (dotted), the most frequent token, the most frequent token of each position'
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
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset 4 layers'; tic[2] = 'learned + offset 4 layers'
style[2] = 3; runs[2] = 1; fitted[2] = 1
array line_first[3]
array line_last[3]
line_first[1] = 20; line_last[1] = 20
line_first[2] = 0; line_last[2] = 4
line_first[3] = 5; line_last[3] = 9
array dot_first[3]
array dot_last[3]
dot_first[1] = 20; dot_last[1] = 20
dot_first[2] = 10; dot_last[2] = 14
dot_first[3] = 15; dot_last[3] = 19
array last_y[series]
last_y[1] = 0.964
last_y[2] = 0.308

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
