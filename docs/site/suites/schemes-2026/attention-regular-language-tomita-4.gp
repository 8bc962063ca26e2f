# The numbers are in attention-regular-language-tomita-4.tsv.
#   gnuplot attention-regular-language-tomita-4.gp                      draws attention-regular-language-tomita-4.svg
#   gnuplot -e "format='pdf'" attention-regular-language-tomita-4.gp   draws attention-regular-language-tomita-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What may come next in a regular language, or its state (language tomita-4), trained to 24: attention at length 48'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-regular-language-tomita-4'
others = 25
array grey_style[25]
grey_style[1] = 2
grey_style[2] = 8
grey_style[3] = 9
grey_style[4] = 10
grey_style[5] = 11
grey_style[6] = 12
grey_style[7] = 13
grey_style[8] = 14
grey_style[9] = 15
grey_style[10] = 16
grey_style[11] = 18
grey_style[12] = 19
grey_style[13] = 20
grey_style[14] = 21
grey_style[15] = 22
grey_style[16] = 23
grey_style[17] = 24
grey_style[18] = 25
grey_style[19] = 26
grey_style[20] = 27
grey_style[21] = 28
grey_style[22] = 32
grey_style[23] = 33
grey_style[24] = 35
grey_style[25] = 36
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 42.04249005534663
seeds = 2
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[36]
array row_last[36]
row_first[1] = 0; row_last[1] = 41
row_first[2] = 42; row_last[2] = 55
row_first[3] = 602; row_last[3] = 602
row_first[4] = 602; row_last[4] = 602
row_first[5] = 602; row_last[5] = 602
row_first[6] = 602; row_last[6] = 602
row_first[7] = 602; row_last[7] = 602
row_first[8] = 56; row_last[8] = 69
row_first[9] = 70; row_last[9] = 83
row_first[10] = 84; row_last[10] = 97
row_first[11] = 98; row_last[11] = 111
row_first[12] = 112; row_last[12] = 125
row_first[13] = 126; row_last[13] = 139
row_first[14] = 140; row_last[14] = 153
row_first[15] = 154; row_last[15] = 167
row_first[16] = 168; row_last[16] = 181
row_first[17] = 182; row_last[17] = 223
row_first[18] = 224; row_last[18] = 237
row_first[19] = 238; row_last[19] = 251
row_first[20] = 252; row_last[20] = 265
row_first[21] = 266; row_last[21] = 279
row_first[22] = 280; row_last[22] = 293
row_first[23] = 294; row_last[23] = 307
row_first[24] = 308; row_last[24] = 321
row_first[25] = 322; row_last[25] = 335
row_first[26] = 336; row_last[26] = 349
row_first[27] = 350; row_last[27] = 363
row_first[28] = 364; row_last[28] = 377
row_first[29] = 378; row_last[29] = 419
row_first[30] = 420; row_last[30] = 461
row_first[31] = 462; row_last[31] = 503
row_first[32] = 504; row_last[32] = 517
row_first[33] = 518; row_last[33] = 531
row_first[34] = 532; row_last[34] = 573
row_first[35] = 574; row_last[35] = 587
row_first[36] = 588; row_last[36] = 601
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

load '../../charts/style.gp'
load '../../charts/attention.gp'
