# The numbers are in accuracy-maximum-priority-real.tsv.
#   gnuplot accuracy-maximum-priority-real.gp                      draws accuracy-maximum-priority-real.svg
#   gnuplot -e "format='pdf'" accuracy-maximum-priority-real.gp   draws accuracy-maximum-priority-real.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The class of the item with the highest priority (priority real), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-maximum-priority-real'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 6
array length[6] = [8.0, 16.0, 64.0, 256.0, 512.0, 1024.0]
borders = '16'
borders_words = ''
array trained[4]
trained[1] = 16
trained[2] = 16
trained[3] = 16
trained[4] = 16
seeds = 10
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'chance_value'
guess[3] = 'majority'
guess[4] = 'place'
guesses_words = 'grey, from the top at the left: the input copied, chance (dotted), the most frequent token, the most frequent token of each position'
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
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 10; fitted[1] = 10
label[2] = (latex ? 'nope \textgreater{} +adaptive-temperature' : 'nope > +adaptive-temperature'); tic[2] = (latex ? 'nope \textgreater{} +adaptive-temperature' : 'nope > +adaptive-temperature')
style[2] = 2; runs[2] = 10; fitted[2] = 10
label[3] = 'stieltjes 4'; tic[3] = 'stieltjes 4'
style[3] = 3; runs[3] = 5; fitted[3] = 5
label[4] = 'stieltjes 2'; tic[4] = 'stieltjes 2'
style[4] = 4; runs[4] = 5; fitted[4] = 5
array line_first[4]
array line_last[4]
line_first[1] = 0; line_last[1] = 5
line_first[2] = 6; line_last[2] = 11
line_first[3] = 12; line_last[3] = 17
line_first[4] = 18; line_last[4] = 23
array dot_first[4]
array dot_last[4]
dot_first[1] = 24; dot_last[1] = 83
dot_first[2] = 84; dot_last[2] = 143
dot_first[3] = 144; dot_last[3] = 173
dot_first[4] = 174; dot_last[4] = 203
array last_y[series]
last_y[1] = 0.287
last_y[2] = 0.44
last_y[3] = 0.236
last_y[4] = 0.15

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
