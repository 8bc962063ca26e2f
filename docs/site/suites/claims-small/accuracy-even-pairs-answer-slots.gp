# The numbers are in accuracy-even-pairs-answer-slots.tsv.
#   gnuplot accuracy-even-pairs-answer-slots.gp                      draws accuracy-even-pairs-answer-slots.svg
#   gnuplot -e "format='pdf'" accuracy-even-pairs-answer-slots.gp   draws accuracy-even-pairs-answer-slots.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of unequal neighbours even? (regular) (answer slots), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-even-pairs-answer-slots'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 8
array length[8] = [10.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[13]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 20
trained[5] = 20
trained[6] = 0
trained[7] = 0
trained[8] = 20
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
seeds = 18
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'majority'
guess[2] = 'place'
guess[3] = 'copy'
guess[4] = 'chance_value'
guesses_words = 'grey, from the top at the left: the most frequent token, the most frequent token of each position, the input copied, chance (dotted)'
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
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
array line_first[13]
array line_last[13]
line_first[1] = 416; line_last[1] = 416
line_first[2] = 416; line_last[2] = 416
line_first[3] = 416; line_last[3] = 416
line_first[4] = 0; line_last[4] = 7
line_first[5] = 8; line_last[5] = 15
line_first[6] = 416; line_last[6] = 416
line_first[7] = 416; line_last[7] = 416
line_first[8] = 16; line_last[8] = 23
line_first[9] = 416; line_last[9] = 416
line_first[10] = 416; line_last[10] = 416
line_first[11] = 416; line_last[11] = 416
line_first[12] = 416; line_last[12] = 416
line_first[13] = 416; line_last[13] = 416
array dot_first[13]
array dot_last[13]
dot_first[1] = 416; dot_last[1] = 416
dot_first[2] = 416; dot_last[2] = 416
dot_first[3] = 416; dot_last[3] = 416
dot_first[4] = 24; dot_last[4] = 167
dot_first[5] = 168; dot_last[5] = 271
dot_first[6] = 416; dot_last[6] = 416
dot_first[7] = 416; dot_last[7] = 416
dot_first[8] = 272; dot_last[8] = 415
dot_first[9] = 416; dot_last[9] = 416
dot_first[10] = 416; dot_last[10] = 416
dot_first[11] = 416; dot_last[11] = 416
dot_first[12] = 416; dot_last[12] = 416
dot_first[13] = 416; dot_last[13] = 416
array last_y[series]
last_y[1] = 0.496
last_y[2] = 0.966
last_y[3] = 0.513

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
