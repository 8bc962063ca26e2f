# The numbers are in accuracy-regular-language-tomita-4.tsv.
#   gnuplot accuracy-regular-language-tomita-4.gp                      draws accuracy-regular-language-tomita-4.svg
#   gnuplot -e "format='pdf'" accuracy-regular-language-tomita-4.gp   draws accuracy-regular-language-tomita-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What may come next in a regular language, or its state (language tomita-4), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-regular-language-tomita-4'
others = 30
array grey_style[30]
grey_style[1] = 2
grey_style[2] = 3
grey_style[3] = 4
grey_style[4] = 5
grey_style[5] = 6
grey_style[6] = 7
grey_style[7] = 8
grey_style[8] = 9
grey_style[9] = 10
grey_style[10] = 11
grey_style[11] = 12
grey_style[12] = 13
grey_style[13] = 14
grey_style[14] = 15
grey_style[15] = 16
grey_style[16] = 18
grey_style[17] = 19
grey_style[18] = 20
grey_style[19] = 21
grey_style[20] = 22
grey_style[21] = 23
grey_style[22] = 24
grey_style[23] = 25
grey_style[24] = 26
grey_style[25] = 27
grey_style[26] = 28
grey_style[27] = 32
grey_style[28] = 33
grey_style[29] = 35
grey_style[30] = 36
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [12.0, 24.0, 30.0, 36.0, 48.0, 72.0, 96.0]
borders = '24'
borders_words = ''
array trained[36]
trained[1] = 24
trained[2] = 24
trained[3] = 24
trained[4] = 24
trained[5] = 24
trained[6] = 24
trained[7] = 24
trained[8] = 24
trained[9] = 24
trained[10] = 24
trained[11] = 24
trained[12] = 24
trained[13] = 24
trained[14] = 24
trained[15] = 24
trained[16] = 24
trained[17] = 24
trained[18] = 24
trained[19] = 24
trained[20] = 24
trained[21] = 24
trained[22] = 24
trained[23] = 24
trained[24] = 24
trained[25] = 24
trained[26] = 24
trained[27] = 24
trained[28] = 24
trained[29] = 24
trained[30] = 24
trained[31] = 24
trained[32] = 24
trained[33] = 24
trained[34] = 24
trained[35] = 24
trained[36] = 24
seeds = 2
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'majority'
guess[2] = 'place'
guess[3] = 'chance_value'
guess[4] = 'copy'
guesses_words = 'grey, from the top: the most frequent token, the most frequent token of each position; at 0: chance (dotted), the input copied'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = 'under one line: rope+pose, deltanet, deltanet to 2, kda'
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 2; fitted[1] = 2
label[2] = 'rope+pose'; tic[2] = 'rope+pose'
style[2] = 17; runs[2] = 2; fitted[2] = 2
label[3] = 'retnet'; tic[3] = 'retnet'
style[3] = 29; runs[3] = 2; fitted[3] = 2
label[4] = 'deltanet'; tic[4] = 'deltanet'
style[4] = 30; runs[4] = 2; fitted[4] = 2
label[5] = 'deltanet to 2'; tic[5] = 'deltanet to 2'
style[5] = 31; runs[5] = 2; fitted[5] = 2
label[6] = 'kda'; tic[6] = 'kda'
style[6] = 34; runs[6] = 2; fitted[6] = 2
array line_first[36]
array line_last[36]
line_first[1] = 0; line_last[1] = 6
line_first[2] = 7; line_last[2] = 13
line_first[3] = 14; line_last[3] = 20
line_first[4] = 21; line_last[4] = 27
line_first[5] = 28; line_last[5] = 34
line_first[6] = 35; line_last[6] = 41
line_first[7] = 42; line_last[7] = 48
line_first[8] = 49; line_last[8] = 55
line_first[9] = 56; line_last[9] = 62
line_first[10] = 63; line_last[10] = 69
line_first[11] = 70; line_last[11] = 76
line_first[12] = 77; line_last[12] = 83
line_first[13] = 84; line_last[13] = 90
line_first[14] = 91; line_last[14] = 97
line_first[15] = 98; line_last[15] = 104
line_first[16] = 105; line_last[16] = 111
line_first[17] = 112; line_last[17] = 118
line_first[18] = 119; line_last[18] = 125
line_first[19] = 126; line_last[19] = 132
line_first[20] = 133; line_last[20] = 139
line_first[21] = 140; line_last[21] = 146
line_first[22] = 147; line_last[22] = 153
line_first[23] = 154; line_last[23] = 160
line_first[24] = 161; line_last[24] = 167
line_first[25] = 168; line_last[25] = 174
line_first[26] = 175; line_last[26] = 181
line_first[27] = 182; line_last[27] = 188
line_first[28] = 189; line_last[28] = 195
line_first[29] = 196; line_last[29] = 202
line_first[30] = 203; line_last[30] = 209
line_first[31] = 210; line_last[31] = 216
line_first[32] = 217; line_last[32] = 223
line_first[33] = 224; line_last[33] = 230
line_first[34] = 231; line_last[34] = 237
line_first[35] = 238; line_last[35] = 244
line_first[36] = 245; line_last[36] = 251
array dot_first[36]
array dot_last[36]
dot_first[1] = 252; dot_last[1] = 265
dot_first[2] = 336; dot_last[2] = 336
dot_first[3] = 336; dot_last[3] = 336
dot_first[4] = 336; dot_last[4] = 336
dot_first[5] = 336; dot_last[5] = 336
dot_first[6] = 336; dot_last[6] = 336
dot_first[7] = 336; dot_last[7] = 336
dot_first[8] = 336; dot_last[8] = 336
dot_first[9] = 336; dot_last[9] = 336
dot_first[10] = 336; dot_last[10] = 336
dot_first[11] = 336; dot_last[11] = 336
dot_first[12] = 336; dot_last[12] = 336
dot_first[13] = 336; dot_last[13] = 336
dot_first[14] = 336; dot_last[14] = 336
dot_first[15] = 336; dot_last[15] = 336
dot_first[16] = 336; dot_last[16] = 336
dot_first[17] = 266; dot_last[17] = 279
dot_first[18] = 336; dot_last[18] = 336
dot_first[19] = 336; dot_last[19] = 336
dot_first[20] = 336; dot_last[20] = 336
dot_first[21] = 336; dot_last[21] = 336
dot_first[22] = 336; dot_last[22] = 336
dot_first[23] = 336; dot_last[23] = 336
dot_first[24] = 336; dot_last[24] = 336
dot_first[25] = 336; dot_last[25] = 336
dot_first[26] = 336; dot_last[26] = 336
dot_first[27] = 336; dot_last[27] = 336
dot_first[28] = 336; dot_last[28] = 336
dot_first[29] = 280; dot_last[29] = 293
dot_first[30] = 294; dot_last[30] = 307
dot_first[31] = 308; dot_last[31] = 321
dot_first[32] = 336; dot_last[32] = 336
dot_first[33] = 336; dot_last[33] = 336
dot_first[34] = 322; dot_last[34] = 335
dot_first[35] = 336; dot_last[35] = 336
dot_first[36] = 336; dot_last[36] = 336
array last_y[series]
last_y[1] = 0
last_y[2] = 1
last_y[3] = 0
last_y[4] = 1
last_y[5] = 1
last_y[6] = 1

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
