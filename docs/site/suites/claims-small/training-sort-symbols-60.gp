# The numbers are in training-sort-symbols-60.tsv.
#   gnuplot training-sort-symbols-60.gp                      draws training-sort-symbols-60.svg
#   gnuplot -e "format='pdf'" training-sort-symbols-60.gp   draws training-sort-symbols-60.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 60), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-sort-symbols-60'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 2999.0
curves = 32
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 52
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 53; curve_last[2] = 105
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 106; curve_last[3] = 159
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 160; curve_last[4] = 213
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 214; curve_last[5] = 267
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 268; curve_last[6] = 320
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 321; curve_last[7] = 374
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 375; curve_last[8] = 428
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 429; curve_last[9] = 481
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 482; curve_last[10] = 535
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 536; curve_last[11] = 589
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 590; curve_last[12] = 643
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 644; curve_last[13] = 697
curve_fitted[14] = 1; curve_diverged[14] = 0; curve_first[14] = 698; curve_last[14] = 750
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 751; curve_last[15] = 804
curve_fitted[16] = 1; curve_diverged[16] = 0; curve_first[16] = 805; curve_last[16] = 857
curve_fitted[17] = 1; curve_diverged[17] = 0; curve_first[17] = 858; curve_last[17] = 910
curve_fitted[18] = 1; curve_diverged[18] = 0; curve_first[18] = 911; curve_last[18] = 964
curve_fitted[19] = 1; curve_diverged[19] = 0; curve_first[19] = 965; curve_last[19] = 1018
curve_fitted[20] = 1; curve_diverged[20] = 0; curve_first[20] = 1019; curve_last[20] = 1071
curve_fitted[21] = 1; curve_diverged[21] = 0; curve_first[21] = 1072; curve_last[21] = 1125
curve_fitted[22] = 1; curve_diverged[22] = 0; curve_first[22] = 1126; curve_last[22] = 1178
curve_fitted[23] = 1; curve_diverged[23] = 0; curve_first[23] = 1179; curve_last[23] = 1232
curve_fitted[24] = 1; curve_diverged[24] = 0; curve_first[24] = 1233; curve_last[24] = 1286
curve_fitted[25] = 1; curve_diverged[25] = 0; curve_first[25] = 1287; curve_last[25] = 1340
curve_fitted[26] = 1; curve_diverged[26] = 0; curve_first[26] = 1341; curve_last[26] = 1394
curve_fitted[27] = 1; curve_diverged[27] = 0; curve_first[27] = 1395; curve_last[27] = 1448
curve_fitted[28] = 1; curve_diverged[28] = 0; curve_first[28] = 1449; curve_last[28] = 1501
curve_fitted[29] = 1; curve_diverged[29] = 0; curve_first[29] = 1502; curve_last[29] = 1555
curve_fitted[30] = 1; curve_diverged[30] = 0; curve_first[30] = 1556; curve_last[30] = 1608
curve_fitted[31] = 1; curve_diverged[31] = 0; curve_first[31] = 1609; curve_last[31] = 1662
curve_fitted[32] = 1; curve_diverged[32] = 0; curve_first[32] = 1663; curve_last[32] = 1716
array curves_of[13]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ' 1 2 3 4 5 6 7 8'
curves_of[4] = ' 25 26 27 28 29 30 31 32'
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ' 17 18 19 20 21 22 23 24'
curves_of[9] = ' 9 10 11 12 13 14 15 16'
curves_of[10] = ''
curves_of[11] = ''
curves_of[12] = ''
curves_of[13] = ''
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 8; fitted[1] = 8
label[2] = 'sinusoidal'; tic[2] = 'sinusoidal'
style[2] = 9; runs[2] = 8; fitted[2] = 8
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 8; fitted[3] = 8
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 4; runs[4] = 8; fitted[4] = 8

load '../../charts/style.gp'
load '../../charts/training.gp'
