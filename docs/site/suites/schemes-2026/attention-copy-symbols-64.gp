# The numbers are in attention-copy-symbols-64.tsv.
#   gnuplot attention-copy-symbols-64.gp                      draws attention-copy-symbols-64.svg
#   gnuplot -e "format='pdf'" attention-copy-symbols-64.gp   draws attention-copy-symbols-64.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 64), trained to 16: attention at length 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-copy-symbols-64'
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
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 3.144610443672905
seeds = 2
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[36]
array row_last[36]
row_first[1] = 0; row_last[1] = 47
row_first[2] = 48; row_last[2] = 63
row_first[3] = 688; row_last[3] = 688
row_first[4] = 688; row_last[4] = 688
row_first[5] = 688; row_last[5] = 688
row_first[6] = 688; row_last[6] = 688
row_first[7] = 688; row_last[7] = 688
row_first[8] = 64; row_last[8] = 79
row_first[9] = 80; row_last[9] = 95
row_first[10] = 96; row_last[10] = 111
row_first[11] = 112; row_last[11] = 127
row_first[12] = 128; row_last[12] = 143
row_first[13] = 144; row_last[13] = 159
row_first[14] = 160; row_last[14] = 175
row_first[15] = 176; row_last[15] = 191
row_first[16] = 192; row_last[16] = 207
row_first[17] = 208; row_last[17] = 255
row_first[18] = 256; row_last[18] = 271
row_first[19] = 272; row_last[19] = 287
row_first[20] = 288; row_last[20] = 303
row_first[21] = 304; row_last[21] = 319
row_first[22] = 320; row_last[22] = 335
row_first[23] = 336; row_last[23] = 351
row_first[24] = 352; row_last[24] = 367
row_first[25] = 368; row_last[25] = 383
row_first[26] = 384; row_last[26] = 399
row_first[27] = 400; row_last[27] = 415
row_first[28] = 416; row_last[28] = 431
row_first[29] = 432; row_last[29] = 479
row_first[30] = 480; row_last[30] = 527
row_first[31] = 528; row_last[31] = 575
row_first[32] = 576; row_last[32] = 591
row_first[33] = 592; row_last[33] = 607
row_first[34] = 608; row_last[34] = 655
row_first[35] = 656; row_last[35] = 671
row_first[36] = 672; row_last[36] = 687
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 2; fitted[1] = 0
label[2] = 'rope+pose'; tic[2] = 'rope+pose'
style[2] = 17; runs[2] = 2; fitted[2] = 2
label[3] = 'retnet'; tic[3] = 'retnet'
style[3] = 29; runs[3] = 2; fitted[3] = 1
label[4] = 'deltanet'; tic[4] = 'deltanet'
style[4] = 30; runs[4] = 2; fitted[4] = 2
label[5] = 'deltanet to 2'; tic[5] = 'deltanet to 2'
style[5] = 31; runs[5] = 2; fitted[5] = 2
label[6] = 'kda'; tic[6] = 'kda'
style[6] = 34; runs[6] = 2; fitted[6] = 2

load '../../charts/style.gp'
load '../../charts/attention.gp'
