# The numbers are in accuracy-shift.tsv.
#   gnuplot accuracy-shift.gp                      draws accuracy-shift.svg
#   gnuplot -e "format='pdf'" accuracy-shift.gp   draws accuracy-shift.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The token k back, trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-shift'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 24
trained[4] = 0
trained[5] = 0
trained[6] = 24
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
seeds = 8
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'place'
guess[3] = 'chance_value'
guess[4] = 'majority'
guesses_words = 'grey, from the top at the left: the input copied, the most frequent token of each position, chance (dotted), the most frequent token'
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 6; runs[1] = 8; fitted[1] = 8
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 3; runs[2] = 8; fitted[2] = 0
array line_first[10]
array line_last[10]
line_first[1] = 90; line_last[1] = 90
line_first[2] = 90; line_last[2] = 90
line_first[3] = 5; line_last[3] = 9
line_first[4] = 90; line_last[4] = 90
line_first[5] = 90; line_last[5] = 90
line_first[6] = 0; line_last[6] = 4
line_first[7] = 90; line_last[7] = 90
line_first[8] = 90; line_last[8] = 90
line_first[9] = 90; line_last[9] = 90
line_first[10] = 90; line_last[10] = 90
array dot_first[10]
array dot_last[10]
dot_first[1] = 90; dot_last[1] = 90
dot_first[2] = 90; dot_last[2] = 90
dot_first[3] = 50; dot_last[3] = 89
dot_first[4] = 90; dot_last[4] = 90
dot_first[5] = 90; dot_last[5] = 90
dot_first[6] = 10; dot_last[6] = 49
dot_first[7] = 90; dot_last[7] = 90
dot_first[8] = 90; dot_last[8] = 90
dot_first[9] = 90; dot_last[9] = 90
dot_first[10] = 90; dot_last[10] = 90
array last_y[series]
last_y[1] = 0.7071832460732985
last_y[2] = 0.08089005235602094

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
