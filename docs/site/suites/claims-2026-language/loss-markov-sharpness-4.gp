# The numbers are in loss-markov-sharpness-4.tsv.
#   gnuplot loss-markov-sharpness-4.gp                      draws loss-markov-sharpness-4.svg
#   gnuplot -e "format='pdf'" loss-markov-sharpness-4.gp   draws loss-markov-sharpness-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain (sharpness 4), trained to 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'loss-markov-sharpness-4'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'loss (nats)'
bottom = 0.9012821539400975
top = 3.7473391198389097
lengths = 5
array length[5] = [64.0, 128.0, 256.0, 512.0, 1024.0]
borders = '64'
borders_words = ''
array trained[6]
trained[1] = 64
trained[2] = 64
trained[3] = 0
trained[4] = 64
trained[5] = 64
trained[6] = 64
seeds = 1
crossed = 0
guesses = 3
array guess[3]
guess[1] = 'chance_value'
guess[2] = 'majority'
guess[3] = 'optimum'
guesses_words = 'grey, from the top: chance (dotted), the most frequent token, the least possible loss'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 5
own_colours = 0
array label[5]
array tic[5]
array style[5]
array runs[5]
array fitted[5]
label[1] = 'carope'; tic[1] = 'carope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'pose'; tic[2] = 'pose'
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'random positions'; tic[3] = 'random positions'
style[3] = 4; runs[3] = 1; fitted[3] = 1
label[4] = (latex ? 'random positions \textgreater{} rope' : 'random positions > rope'); tic[4] = (latex ? 'random positions \textgreater{} rope' : 'random positions > rope')
style[4] = 5; runs[4] = 1; fitted[4] = 1
label[5] = 'rope'; tic[5] = 'rope'
style[5] = 6; runs[5] = 1; fitted[5] = 1
array line_first[6]
array line_last[6]
line_first[1] = 0; line_last[1] = 4
line_first[2] = 5; line_last[2] = 9
line_first[3] = 50; line_last[3] = 50
line_first[4] = 10; line_last[4] = 14
line_first[5] = 15; line_last[5] = 19
line_first[6] = 20; line_last[6] = 24
array dot_first[6]
array dot_last[6]
dot_first[1] = 25; dot_last[1] = 29
dot_first[2] = 30; dot_last[2] = 34
dot_first[3] = 50; dot_last[3] = 50
dot_first[4] = 35; dot_last[4] = 39
dot_first[5] = 40; dot_last[5] = 44
dot_first[6] = 45; dot_last[6] = 49
array last_y[series]
last_y[1] = 3.7473391198389097
last_y[2] = 1.1837837942023781
last_y[3] = 2.3041281850260953
last_y[4] = 2.3041281850260953
last_y[5] = 3.7318189968323843

load '../../charts/style.gp'
load '../../charts/loss.gp'
