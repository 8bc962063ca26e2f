# The numbers are in training-passkey-digits-1-symbols-16.tsv.
#   gnuplot training-passkey-digits-1-symbols-16.gp                      draws training-passkey-digits-1-symbols-16.svg
#   gnuplot -e "format='pdf'" training-passkey-digits-1-symbols-16.gp   draws training-passkey-digits-1-symbols-16.pdf; so do png, eps, cairolatex and tikz
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
name = 'training-passkey-digits-1-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 2999.0
curves = 36
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 53
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 54; curve_last[2] = 107
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 108; curve_last[3] = 161
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 162; curve_last[4] = 215
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 216; curve_last[5] = 269
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 270; curve_last[6] = 322
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 323; curve_last[7] = 376
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 377; curve_last[8] = 430
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 431; curve_last[9] = 484
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 485; curve_last[10] = 538
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 539; curve_last[11] = 592
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 593; curve_last[12] = 646
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 647; curve_last[13] = 699
curve_fitted[14] = 1; curve_diverged[14] = 0; curve_first[14] = 700; curve_last[14] = 752
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 753; curve_last[15] = 805
curve_fitted[16] = 1; curve_diverged[16] = 0; curve_first[16] = 806; curve_last[16] = 858
curve_fitted[17] = 1; curve_diverged[17] = 0; curve_first[17] = 859; curve_last[17] = 912
curve_fitted[18] = 1; curve_diverged[18] = 0; curve_first[18] = 913; curve_last[18] = 966
curve_fitted[19] = 1; curve_diverged[19] = 0; curve_first[19] = 967; curve_last[19] = 1020
curve_fitted[20] = 1; curve_diverged[20] = 0; curve_first[20] = 1021; curve_last[20] = 1074
curve_fitted[21] = 1; curve_diverged[21] = 0; curve_first[21] = 1075; curve_last[21] = 1128
curve_fitted[22] = 1; curve_diverged[22] = 0; curve_first[22] = 1129; curve_last[22] = 1181
curve_fitted[23] = 1; curve_diverged[23] = 0; curve_first[23] = 1182; curve_last[23] = 1235
curve_fitted[24] = 1; curve_diverged[24] = 0; curve_first[24] = 1236; curve_last[24] = 1288
curve_fitted[25] = 1; curve_diverged[25] = 0; curve_first[25] = 1289; curve_last[25] = 1341
curve_fitted[26] = 1; curve_diverged[26] = 0; curve_first[26] = 1342; curve_last[26] = 1395
curve_fitted[27] = 1; curve_diverged[27] = 0; curve_first[27] = 1396; curve_last[27] = 1448
curve_fitted[28] = 1; curve_diverged[28] = 0; curve_first[28] = 1449; curve_last[28] = 1502
curve_fitted[29] = 1; curve_diverged[29] = 0; curve_first[29] = 1503; curve_last[29] = 1556
curve_fitted[30] = 1; curve_diverged[30] = 0; curve_first[30] = 1557; curve_last[30] = 1610
curve_fitted[31] = 1; curve_diverged[31] = 0; curve_first[31] = 1611; curve_last[31] = 1663
curve_fitted[32] = 1; curve_diverged[32] = 0; curve_first[32] = 1664; curve_last[32] = 1717
curve_fitted[33] = 1; curve_diverged[33] = 0; curve_first[33] = 1718; curve_last[33] = 1770
curve_fitted[34] = 1; curve_diverged[34] = 0; curve_first[34] = 1771; curve_last[34] = 1823
curve_fitted[35] = 1; curve_diverged[35] = 0; curve_first[35] = 1824; curve_last[35] = 1877
curve_fitted[36] = 1; curve_diverged[36] = 0; curve_first[36] = 1878; curve_last[36] = 1931
array curves_of[13]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ' 1 2 3 4 5 6 7 8 9'
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ' 28 29 30 31 32 33 34 35 36'
curves_of[8] = ' 19 20 21 22 23 24 25 26 27'
curves_of[9] = ''
curves_of[10] = ' 10 11 12 13 14 15 16 17 18'
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
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 4; runs[1] = 9; fitted[1] = 9
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 10; runs[2] = 9; fitted[2] = 9
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 9; fitted[3] = 9
label[4] = 't5'; tic[4] = 't5'
style[4] = 7; runs[4] = 9; fitted[4] = 9

load '../../charts/style.gp'
load '../../charts/training.gp'
