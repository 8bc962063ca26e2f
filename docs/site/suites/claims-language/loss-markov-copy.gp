# The numbers are in loss-markov-copy.tsv.
#   gnuplot loss-markov-copy.gp                      draws loss-markov-copy.svg
#   gnuplot -e "format='pdf'" loss-markov-copy.gp   draws loss-markov-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain with copied segments, trained to 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'loss-markov-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'loss (nats)'
bottom = 1.0616372575824242
top = 3.9101229754990943
lengths = 4
array length[4] = [64.0, 128.0, 256.0, 512.0]
borders = '64'
borders_words = ''
array trained[22]
trained[1] = 64
trained[2] = 64
trained[3] = 64
trained[4] = 0
trained[5] = 0
trained[6] = 64
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 0
trained[18] = 0
trained[19] = 0
trained[20] = 0
trained[21] = 0
trained[22] = 0
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
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'alibi'; tic[1] = 'alibi'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = (latex ? 'alibi \textgreater{} +window(size=64)' : 'alibi > +window(size=64)'); tic[2] = (latex ? 'alibi \textgreater{} +window(size=64)' : 'alibi > +window(size=64)')
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'dape'; tic[3] = 'dape'
style[3] = 3; runs[3] = 1; fitted[3] = 1
label[4] = 'kerple-log'; tic[4] = 'kerple-log'
style[4] = 6; runs[4] = 1; fitted[4] = 1
array line_first[22]
array line_last[22]
line_first[1] = 0; line_last[1] = 3
line_first[2] = 4; line_last[2] = 7
line_first[3] = 8; line_last[3] = 11
line_first[4] = 32; line_last[4] = 32
line_first[5] = 32; line_last[5] = 32
line_first[6] = 12; line_last[6] = 15
line_first[7] = 32; line_last[7] = 32
line_first[8] = 32; line_last[8] = 32
line_first[9] = 32; line_last[9] = 32
line_first[10] = 32; line_last[10] = 32
line_first[11] = 32; line_last[11] = 32
line_first[12] = 32; line_last[12] = 32
line_first[13] = 32; line_last[13] = 32
line_first[14] = 32; line_last[14] = 32
line_first[15] = 32; line_last[15] = 32
line_first[16] = 32; line_last[16] = 32
line_first[17] = 32; line_last[17] = 32
line_first[18] = 32; line_last[18] = 32
line_first[19] = 32; line_last[19] = 32
line_first[20] = 32; line_last[20] = 32
line_first[21] = 32; line_last[21] = 32
line_first[22] = 32; line_last[22] = 32
array dot_first[22]
array dot_last[22]
dot_first[1] = 16; dot_last[1] = 19
dot_first[2] = 20; dot_last[2] = 23
dot_first[3] = 24; dot_last[3] = 27
dot_first[4] = 32; dot_last[4] = 32
dot_first[5] = 32; dot_last[5] = 32
dot_first[6] = 28; dot_last[6] = 31
dot_first[7] = 32; dot_last[7] = 32
dot_first[8] = 32; dot_last[8] = 32
dot_first[9] = 32; dot_last[9] = 32
dot_first[10] = 32; dot_last[10] = 32
dot_first[11] = 32; dot_last[11] = 32
dot_first[12] = 32; dot_last[12] = 32
dot_first[13] = 32; dot_last[13] = 32
dot_first[14] = 32; dot_last[14] = 32
dot_first[15] = 32; dot_last[15] = 32
dot_first[16] = 32; dot_last[16] = 32
dot_first[17] = 32; dot_last[17] = 32
dot_first[18] = 32; dot_last[18] = 32
dot_first[19] = 32; dot_last[19] = 32
dot_first[20] = 32; dot_last[20] = 32
dot_first[21] = 32; dot_last[21] = 32
dot_first[22] = 32; dot_last[22] = 32
array last_y[series]
last_y[1] = 1.597201372406973
last_y[2] = 1.7127666236815258
last_y[3] = 3.9101229754990943
last_y[4] = 1.968048588960863

load '../../charts/style.gp'
load '../../charts/loss.gp'
