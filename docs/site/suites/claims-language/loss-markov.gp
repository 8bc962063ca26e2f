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
bottom = 1.9872848022790413
top = 2.991527507618232
lengths = 4
array length[4] = [64.0, 128.0, 256.0, 512.0]
borders = '64'
borders_words = ''
array trained[22]
trained[1] = 64
trained[2] = 0
trained[3] = 0
trained[4] = 64
trained[5] = 64
trained[6] = 64
trained[7] = 64
trained[8] = 64
trained[9] = 64
trained[10] = 64
trained[11] = 64
trained[12] = 64
trained[13] = 64
trained[14] = 64
trained[15] = 64
trained[16] = 64
trained[17] = 64
trained[18] = 64
trained[19] = 64
trained[20] = 64
trained[21] = 64
trained[22] = 64
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
ties_words = 'under one line: fox, xpos, cable; kerple-log, sandwich'
series = 20
own_colours = 0
array label[20]
array tic[20]
array style[20]
array runs[20]
array fitted[20]
label[1] = 'fox'; tic[1] = 'fox'
style[1] = 4; runs[1] = 1; fitted[1] = 1
label[2] = 'hope'; tic[2] = 'hope'
style[2] = 5; runs[2] = 1; fitted[2] = 1
label[3] = 'kerple-log'; tic[3] = 'kerple-log'
style[3] = 6; runs[3] = 1; fitted[3] = 1
label[4] = 'mobius'; tic[4] = 'mobius'
style[4] = 7; runs[4] = 1; fitted[4] = 1
label[5] = 'nope'; tic[5] = 'nope'
style[5] = 8; runs[5] = 1; fitted[5] = 1
label[6] = 'window'; tic[6] = 'window'
style[6] = 9; runs[6] = 1; fitted[6] = 1
label[7] = (latex ? 'window \textgreater{} (size=16,sinks=4)' : 'window > (size=16,sinks=4)'); tic[7] = (latex ? 'window \textgreater{} (size=16,sinks=4)' : 'window > (size=16,sinks=4)')
style[7] = 10; runs[7] = 1; fitted[7] = 1
label[8] = 'fire'; tic[8] = 'fire'
style[8] = 11; runs[8] = 1; fitted[8] = 1
label[9] = 'learned + offset'; tic[9] = 'learned + offset'
style[9] = 12; runs[9] = 1; fitted[9] = 1
label[10] = 'rope'; tic[10] = 'rope'
style[10] = 13; runs[10] = 1; fitted[10] = 1
label[11] = (latex ? 'rope \textgreater{} +ntk(scale=4)' : 'rope > +ntk(scale=4)'); tic[11] = (latex ? 'rope \textgreater{} +ntk(scale=4)' : 'rope > +ntk(scale=4)')
style[11] = 14; runs[11] = 1; fitted[11] = 1
label[12] = (latex ? 'rope \textgreater{} +pi(scale=4)' : 'rope > +pi(scale=4)'); tic[12] = (latex ? 'rope \textgreater{} +pi(scale=4)' : 'rope > +pi(scale=4)')
style[12] = 15; runs[12] = 1; fitted[12] = 1
label[13] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)'); tic[13] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)')
style[13] = 16; runs[13] = 1; fitted[13] = 1
label[14] = 'sinusoidal'; tic[14] = 'sinusoidal'
style[14] = 17; runs[14] = 1; fitted[14] = 1
label[15] = 't5'; tic[15] = 't5'
style[15] = 18; runs[15] = 1; fitted[15] = 1
label[16] = 'xpos'; tic[16] = 'xpos'
style[16] = 19; runs[16] = 1; fitted[16] = 1
label[17] = 'alibi'; tic[17] = 'alibi'
style[17] = 1; runs[17] = 1; fitted[17] = 1
label[18] = 'sandwich'; tic[18] = 'sandwich'
style[18] = 20; runs[18] = 1; fitted[18] = 1
label[19] = 'cable'; tic[19] = 'cable'
style[19] = 21; runs[19] = 1; fitted[19] = 1
label[20] = 'fope'; tic[20] = 'fope'
style[20] = 22; runs[20] = 1; fitted[20] = 1
array line_first[22]
array line_last[22]
line_first[1] = 64; line_last[1] = 67
line_first[2] = 160; line_last[2] = 160
line_first[3] = 160; line_last[3] = 160
line_first[4] = 0; line_last[4] = 3
line_first[5] = 4; line_last[5] = 7
line_first[6] = 8; line_last[6] = 11
line_first[7] = 12; line_last[7] = 15
line_first[8] = 16; line_last[8] = 19
line_first[9] = 20; line_last[9] = 23
line_first[10] = 24; line_last[10] = 27
line_first[11] = 28; line_last[11] = 31
line_first[12] = 32; line_last[12] = 35
line_first[13] = 36; line_last[13] = 39
line_first[14] = 40; line_last[14] = 43
line_first[15] = 44; line_last[15] = 47
line_first[16] = 48; line_last[16] = 51
line_first[17] = 52; line_last[17] = 55
line_first[18] = 56; line_last[18] = 59
line_first[19] = 60; line_last[19] = 63
line_first[20] = 68; line_last[20] = 71
line_first[21] = 72; line_last[21] = 75
line_first[22] = 76; line_last[22] = 79
array dot_first[22]
array dot_last[22]
dot_first[1] = 144; dot_last[1] = 147
dot_first[2] = 160; dot_last[2] = 160
dot_first[3] = 160; dot_last[3] = 160
dot_first[4] = 80; dot_last[4] = 83
dot_first[5] = 84; dot_last[5] = 87
dot_first[6] = 88; dot_last[6] = 91
dot_first[7] = 92; dot_last[7] = 95
dot_first[8] = 96; dot_last[8] = 99
dot_first[9] = 100; dot_last[9] = 103
dot_first[10] = 104; dot_last[10] = 107
dot_first[11] = 108; dot_last[11] = 111
dot_first[12] = 112; dot_last[12] = 115
dot_first[13] = 116; dot_last[13] = 119
dot_first[14] = 120; dot_last[14] = 123
dot_first[15] = 124; dot_last[15] = 127
dot_first[16] = 128; dot_last[16] = 131
dot_first[17] = 132; dot_last[17] = 135
dot_first[18] = 136; dot_last[18] = 139
dot_first[19] = 140; dot_last[19] = 143
dot_first[20] = 148; dot_last[20] = 151
dot_first[21] = 152; dot_last[21] = 155
dot_first[22] = 156; dot_last[22] = 159
array last_y[series]
last_y[1] = 1.9874914065064495
last_y[2] = 2.147773794874674
last_y[3] = 1.9923917624263965
last_y[4] = 2.622170453173253
last_y[5] = 2.8880869355231638
last_y[6] = 2.1132249158991727
last_y[7] = 2.1665578361241673
last_y[8] = 2.0957686291490667
last_y[9] = 2.991527507618232
last_y[10] = 2.3778548956192322
last_y[11] = 2.1819045465061424
last_y[12] = 2.954308974190523
last_y[13] = 2.1518437813616114
last_y[14] = 2.986610815337042
last_y[15] = 2.4166028876007823
last_y[16] = 1.9875532648975027
last_y[17] = 2.0077598545180955
last_y[18] = 1.9948605610033048
last_y[19] = 1.9872848022790413
last_y[20] = 2.3135560984744625

load '../../charts/style.gp'
load '../../charts/loss.gp'
