# The numbers are in accuracy-regular-language-ac-cbbb-asks-state-at-gaps-wor.tsv.
#   gnuplot accuracy-regular-language-ac-cbbb-asks-state-at-gaps-wor.gp                      draws accuracy-regular-language-ac-cbbb-asks-state-at-gaps-wor.svg
#   gnuplot -e "format='pdf'" accuracy-regular-language-ac-cbbb-asks-state-at-gaps-wor.gp   draws accuracy-regular-language-ac-cbbb-asks-state-at-gaps-wor.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What may come next in a regular language, or its state (language [ac]*cbbb, asks state, at gaps, words whole), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-regular-language-ac-cbbb-asks-state-at-gaps-wor'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [12.0, 24.0, 30.0, 36.0, 48.0, 60.0, 72.0]
borders = '24'
borders_words = ''
array trained[4]
trained[1] = 24
trained[2] = 0
trained[3] = 0
trained[4] = 0
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'place'
guess[2] = 'chance_value'
guess[3] = 'majority'
guess[4] = 'copy'
guesses_words = 'grey, the most frequent token of each position; at 0: chance (dotted), the most frequent token, the input copied'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 1
own_colours = 0
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
array line_first[4]
array line_last[4]
line_first[1] = 0; line_last[1] = 6
line_first[2] = 14; line_last[2] = 14
line_first[3] = 14; line_last[3] = 14
line_first[4] = 14; line_last[4] = 14
array dot_first[4]
array dot_last[4]
dot_first[1] = 7; dot_last[1] = 13
dot_first[2] = 14; dot_last[2] = 14
dot_first[3] = 14; dot_last[3] = 14
dot_first[4] = 14; dot_last[4] = 14
array last_y[series]
last_y[1] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
