# The numbers are in accuracy-flip-flop-scored-last.tsv.
#   gnuplot accuracy-flip-flop-scored-last.gp                      draws accuracy-flip-flop-scored-last.svg
#   gnuplot -e "format='pdf'" accuracy-flip-flop-scored-last.gp   draws accuracy-flip-flop-scored-last.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Read the bit written last, past distractors (scored last), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-flip-flop-scored-last'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [10.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
seeds = 9
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'majority'
guess[2] = 'place'
guess[3] = 'chance_value'
guess[4] = 'copy'
guesses_words = 'grey, from the top at the left: the most frequent token, the most frequent token of each position, chance (dotted); at 0: the input copied'
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 9; fitted[1] = 9
array line_first[10]
array line_last[10]
line_first[1] = 70; line_last[1] = 70
line_first[2] = 70; line_last[2] = 70
line_first[3] = 0; line_last[3] = 6
line_first[4] = 70; line_last[4] = 70
line_first[5] = 70; line_last[5] = 70
line_first[6] = 70; line_last[6] = 70
line_first[7] = 70; line_last[7] = 70
line_first[8] = 70; line_last[8] = 70
line_first[9] = 70; line_last[9] = 70
line_first[10] = 70; line_last[10] = 70
array dot_first[10]
array dot_last[10]
dot_first[1] = 70; dot_last[1] = 70
dot_first[2] = 70; dot_last[2] = 70
dot_first[3] = 7; dot_last[3] = 69
dot_first[4] = 70; dot_last[4] = 70
dot_first[5] = 70; dot_last[5] = 70
dot_first[6] = 70; dot_last[6] = 70
dot_first[7] = 70; dot_last[7] = 70
dot_first[8] = 70; dot_last[8] = 70
dot_first[9] = 70; dot_last[9] = 70
dot_first[10] = 70; dot_last[10] = 70
array last_y[series]
last_y[1] = 1

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
