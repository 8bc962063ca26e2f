# The numbers are in training-copy-symbols-2-kind-repeats.tsv.
#   gnuplot training-copy-symbols-2-kind-repeats.gp                      draws training-copy-symbols-2-kind-repeats.svg
#   gnuplot -e "format='pdf'" training-copy-symbols-2-kind-repeats.gp   draws training-copy-symbols-2-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 2, kind repeats), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-copy-symbols-2-kind-repeats'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 52
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 58
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 59; curve_last[2] = 117
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 118; curve_last[3] = 176
curve_fitted[4] = 0; curve_diverged[4] = 0; curve_first[4] = 177; curve_last[4] = 235
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 236; curve_last[5] = 294
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 295; curve_last[6] = 353
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 354; curve_last[7] = 412
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 413; curve_last[8] = 471
curve_fitted[9] = 0; curve_diverged[9] = 0; curve_first[9] = 472; curve_last[9] = 530
curve_fitted[10] = 0; curve_diverged[10] = 0; curve_first[10] = 531; curve_last[10] = 589
curve_fitted[11] = 0; curve_diverged[11] = 0; curve_first[11] = 590; curve_last[11] = 648
curve_fitted[12] = 0; curve_diverged[12] = 0; curve_first[12] = 649; curve_last[12] = 707
curve_fitted[13] = 0; curve_diverged[13] = 0; curve_first[13] = 708; curve_last[13] = 766
curve_fitted[14] = 0; curve_diverged[14] = 0; curve_first[14] = 767; curve_last[14] = 825
curve_fitted[15] = 0; curve_diverged[15] = 0; curve_first[15] = 826; curve_last[15] = 884
curve_fitted[16] = 0; curve_diverged[16] = 0; curve_first[16] = 885; curve_last[16] = 943
curve_fitted[17] = 0; curve_diverged[17] = 0; curve_first[17] = 944; curve_last[17] = 1002
curve_fitted[18] = 0; curve_diverged[18] = 0; curve_first[18] = 1003; curve_last[18] = 1060
curve_fitted[19] = 0; curve_diverged[19] = 0; curve_first[19] = 1061; curve_last[19] = 1118
curve_fitted[20] = 0; curve_diverged[20] = 0; curve_first[20] = 1119; curve_last[20] = 1177
curve_fitted[21] = 0; curve_diverged[21] = 0; curve_first[21] = 1178; curve_last[21] = 1236
curve_fitted[22] = 0; curve_diverged[22] = 0; curve_first[22] = 1237; curve_last[22] = 1295
curve_fitted[23] = 0; curve_diverged[23] = 0; curve_first[23] = 1296; curve_last[23] = 1354
curve_fitted[24] = 0; curve_diverged[24] = 0; curve_first[24] = 1355; curve_last[24] = 1413
curve_fitted[25] = 0; curve_diverged[25] = 0; curve_first[25] = 1414; curve_last[25] = 1472
curve_fitted[26] = 1; curve_diverged[26] = 0; curve_first[26] = 1473; curve_last[26] = 1530
curve_fitted[27] = 0; curve_diverged[27] = 0; curve_first[27] = 1531; curve_last[27] = 1589
curve_fitted[28] = 1; curve_diverged[28] = 0; curve_first[28] = 1590; curve_last[28] = 1648
curve_fitted[29] = 1; curve_diverged[29] = 0; curve_first[29] = 1649; curve_last[29] = 1707
curve_fitted[30] = 1; curve_diverged[30] = 0; curve_first[30] = 1708; curve_last[30] = 1766
curve_fitted[31] = 0; curve_diverged[31] = 0; curve_first[31] = 1767; curve_last[31] = 1824
curve_fitted[32] = 1; curve_diverged[32] = 0; curve_first[32] = 1825; curve_last[32] = 1883
curve_fitted[33] = 0; curve_diverged[33] = 0; curve_first[33] = 1884; curve_last[33] = 1941
curve_fitted[34] = 1; curve_diverged[34] = 0; curve_first[34] = 1942; curve_last[34] = 2000
curve_fitted[35] = 0; curve_diverged[35] = 0; curve_first[35] = 2001; curve_last[35] = 2059
curve_fitted[36] = 0; curve_diverged[36] = 0; curve_first[36] = 2060; curve_last[36] = 2117
curve_fitted[37] = 0; curve_diverged[37] = 0; curve_first[37] = 2118; curve_last[37] = 2175
curve_fitted[38] = 0; curve_diverged[38] = 0; curve_first[38] = 2176; curve_last[38] = 2234
curve_fitted[39] = 0; curve_diverged[39] = 0; curve_first[39] = 2235; curve_last[39] = 2293
curve_fitted[40] = 0; curve_diverged[40] = 0; curve_first[40] = 2294; curve_last[40] = 2352
curve_fitted[41] = 0; curve_diverged[41] = 0; curve_first[41] = 2353; curve_last[41] = 2411
curve_fitted[42] = 0; curve_diverged[42] = 0; curve_first[42] = 2412; curve_last[42] = 2470
curve_fitted[43] = 0; curve_diverged[43] = 0; curve_first[43] = 2471; curve_last[43] = 2529
curve_fitted[44] = 0; curve_diverged[44] = 0; curve_first[44] = 2530; curve_last[44] = 2587
curve_fitted[45] = 0; curve_diverged[45] = 0; curve_first[45] = 2588; curve_last[45] = 2645
curve_fitted[46] = 0; curve_diverged[46] = 0; curve_first[46] = 2646; curve_last[46] = 2703
curve_fitted[47] = 0; curve_diverged[47] = 0; curve_first[47] = 2704; curve_last[47] = 2762
curve_fitted[48] = 0; curve_diverged[48] = 0; curve_first[48] = 2763; curve_last[48] = 2821
curve_fitted[49] = 0; curve_diverged[49] = 0; curve_first[49] = 2822; curve_last[49] = 2879
curve_fitted[50] = 0; curve_diverged[50] = 0; curve_first[50] = 2880; curve_last[50] = 2938
curve_fitted[51] = 0; curve_diverged[51] = 0; curve_first[51] = 2939; curve_last[51] = 2997
curve_fitted[52] = 0; curve_diverged[52] = 0; curve_first[52] = 2998; curve_last[52] = 3056
array curves_of[13]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ' 1 2 3 4 17 18 19 20 21 22 23 24 25'
curves_of[4] = ' 5 6 7 8 26 27 28 29 30 31 32 33 34'
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ' 9 10 11 12 35 36 37 38 39 40 41 42 43'
curves_of[9] = ''
curves_of[10] = ' 13 14 15 16 44 45 46 47 48 49 50 51 52'
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
style[1] = 3; runs[1] = 13; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 13; fitted[2] = 10
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 13; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 10; runs[4] = 13; fitted[4] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
