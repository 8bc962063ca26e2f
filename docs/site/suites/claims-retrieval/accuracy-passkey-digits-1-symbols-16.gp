# The numbers are in accuracy-passkey-digits-1-symbols-16.tsv.
#   gnuplot accuracy-passkey-digits-1-symbols-16.gp                      draws accuracy-passkey-digits-1-symbols-16.svg
#   gnuplot -e "format='pdf'" accuracy-passkey-digits-1-symbols-16.gp   draws accuracy-passkey-digits-1-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 1, symbols 16), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-passkey-digits-1-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 24
trained[7] = 24
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
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 6; runs[1] = 9; fitted[1] = 9
label[2] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)'); tic[2] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)')
style[2] = 7; runs[2] = 9; fitted[2] = 9
array line_first[10]
array line_last[10]
line_first[1] = 100; line_last[1] = 100
line_first[2] = 100; line_last[2] = 100
line_first[3] = 100; line_last[3] = 100
line_first[4] = 100; line_last[4] = 100
line_first[5] = 100; line_last[5] = 100
line_first[6] = 0; line_last[6] = 4
line_first[7] = 5; line_last[7] = 9
line_first[8] = 100; line_last[8] = 100
line_first[9] = 100; line_last[9] = 100
line_first[10] = 100; line_last[10] = 100
array dot_first[10]
array dot_last[10]
dot_first[1] = 100; dot_last[1] = 100
dot_first[2] = 100; dot_last[2] = 100
dot_first[3] = 100; dot_last[3] = 100
dot_first[4] = 100; dot_last[4] = 100
dot_first[5] = 100; dot_last[5] = 100
dot_first[6] = 10; dot_last[6] = 54
dot_first[7] = 55; dot_last[7] = 99
dot_first[8] = 100; dot_last[8] = 100
dot_first[9] = 100; dot_last[9] = 100
dot_first[10] = 100; dot_last[10] = 100
array last_y[series]
last_y[1] = 0.79
last_y[2] = 1

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
