# The numbers are in loss-markov.tsv.
#   gnuplot loss-markov.gp                      draws loss-markov.svg
#   gnuplot -e "format='pdf'" loss-markov.gp   draws loss-markov.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain, trained to 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'loss-markov'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'loss (nats)'
bottom = 1.9867165678515502
top = 3.0817074117379173
lengths = 5
array length[5] = [64.0, 128.0, 256.0, 512.0, 1024.0]
borders = '64'
borders_words = ''
array trained[6]
trained[1] = 0
trained[2] = 0
trained[3] = 64
trained[4] = 0
trained[5] = 0
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
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'rope + qk-norm'; tic[1] = 'rope + qk-norm'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 6; runs[2] = 1; fitted[2] = 1
array line_first[6]
array line_last[6]
line_first[1] = 20; line_last[1] = 20
line_first[2] = 20; line_last[2] = 20
line_first[3] = 0; line_last[3] = 4
line_first[4] = 20; line_last[4] = 20
line_first[5] = 20; line_last[5] = 20
line_first[6] = 5; line_last[6] = 9
array dot_first[6]
array dot_last[6]
dot_first[1] = 20; dot_last[1] = 20
dot_first[2] = 20; dot_last[2] = 20
dot_first[3] = 10; dot_last[3] = 14
dot_first[4] = 20; dot_last[4] = 20
dot_first[5] = 20; dot_last[5] = 20
dot_first[6] = 15; dot_last[6] = 19
array last_y[series]
last_y[1] = 2.6293138116605603
last_y[2] = 3.0817074117379173

load '../../charts/style.gp'
load '../../charts/loss.gp'
