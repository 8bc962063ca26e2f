# The numbers are in training-sort-symbols-120-copy-symbols-120-sort-symbols.tsv.
#   gnuplot training-sort-symbols-120-copy-symbols-120-sort-symbols.gp                      draws training-sort-symbols-120-copy-symbols-120-sort-symbols.svg
#   gnuplot -e "format='pdf'" training-sort-symbols-120-copy-symbols-120-sort-symbols.gp   draws training-sort-symbols-120-copy-symbols-120-sort-symbols.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'sort(symbols=120) [copy(symbols=120)+sort(symbols=120)], trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-sort-symbols-120-copy-symbols-120-sort-symbols'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 11999.0
curves = 48
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 62
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 63; curve_last[2] = 125
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 126; curve_last[3] = 187
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 188; curve_last[4] = 250
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 251; curve_last[5] = 313
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 314; curve_last[6] = 376
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 377; curve_last[7] = 439
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 440; curve_last[8] = 502
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 503; curve_last[9] = 564
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 565; curve_last[10] = 627
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 628; curve_last[11] = 690
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 691; curve_last[12] = 753
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 754; curve_last[13] = 816
curve_fitted[14] = 1; curve_diverged[14] = 0; curve_first[14] = 817; curve_last[14] = 879
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 880; curve_last[15] = 942
curve_fitted[16] = 1; curve_diverged[16] = 0; curve_first[16] = 943; curve_last[16] = 1005
curve_fitted[17] = 1; curve_diverged[17] = 0; curve_first[17] = 1006; curve_last[17] = 1068
curve_fitted[18] = 1; curve_diverged[18] = 0; curve_first[18] = 1069; curve_last[18] = 1131
curve_fitted[19] = 1; curve_diverged[19] = 0; curve_first[19] = 1132; curve_last[19] = 1194
curve_fitted[20] = 1; curve_diverged[20] = 0; curve_first[20] = 1195; curve_last[20] = 1257
curve_fitted[21] = 1; curve_diverged[21] = 0; curve_first[21] = 1258; curve_last[21] = 1319
curve_fitted[22] = 1; curve_diverged[22] = 0; curve_first[22] = 1320; curve_last[22] = 1382
curve_fitted[23] = 1; curve_diverged[23] = 0; curve_first[23] = 1383; curve_last[23] = 1445
curve_fitted[24] = 1; curve_diverged[24] = 0; curve_first[24] = 1446; curve_last[24] = 1508
curve_fitted[25] = 1; curve_diverged[25] = 0; curve_first[25] = 1509; curve_last[25] = 1571
curve_fitted[26] = 1; curve_diverged[26] = 0; curve_first[26] = 1572; curve_last[26] = 1633
curve_fitted[27] = 1; curve_diverged[27] = 0; curve_first[27] = 1634; curve_last[27] = 1696
curve_fitted[28] = 1; curve_diverged[28] = 0; curve_first[28] = 1697; curve_last[28] = 1759
curve_fitted[29] = 1; curve_diverged[29] = 0; curve_first[29] = 1760; curve_last[29] = 1822
curve_fitted[30] = 1; curve_diverged[30] = 0; curve_first[30] = 1823; curve_last[30] = 1884
curve_fitted[31] = 1; curve_diverged[31] = 0; curve_first[31] = 1885; curve_last[31] = 1947
curve_fitted[32] = 1; curve_diverged[32] = 0; curve_first[32] = 1948; curve_last[32] = 2009
curve_fitted[33] = 1; curve_diverged[33] = 0; curve_first[33] = 2010; curve_last[33] = 2072
curve_fitted[34] = 1; curve_diverged[34] = 0; curve_first[34] = 2073; curve_last[34] = 2134
curve_fitted[35] = 1; curve_diverged[35] = 0; curve_first[35] = 2135; curve_last[35] = 2197
curve_fitted[36] = 1; curve_diverged[36] = 0; curve_first[36] = 2198; curve_last[36] = 2259
curve_fitted[37] = 1; curve_diverged[37] = 0; curve_first[37] = 2260; curve_last[37] = 2322
curve_fitted[38] = 1; curve_diverged[38] = 0; curve_first[38] = 2323; curve_last[38] = 2385
curve_fitted[39] = 1; curve_diverged[39] = 0; curve_first[39] = 2386; curve_last[39] = 2448
curve_fitted[40] = 1; curve_diverged[40] = 0; curve_first[40] = 2449; curve_last[40] = 2510
curve_fitted[41] = 1; curve_diverged[41] = 0; curve_first[41] = 2511; curve_last[41] = 2573
curve_fitted[42] = 1; curve_diverged[42] = 0; curve_first[42] = 2574; curve_last[42] = 2636
curve_fitted[43] = 1; curve_diverged[43] = 0; curve_first[43] = 2637; curve_last[43] = 2698
curve_fitted[44] = 0; curve_diverged[44] = 0; curve_first[44] = 2699; curve_last[44] = 2761
curve_fitted[45] = 1; curve_diverged[45] = 0; curve_first[45] = 2762; curve_last[45] = 2824
curve_fitted[46] = 1; curve_diverged[46] = 0; curve_first[46] = 2825; curve_last[46] = 2886
curve_fitted[47] = 1; curve_diverged[47] = 0; curve_first[47] = 2887; curve_last[47] = 2949
curve_fitted[48] = 1; curve_diverged[48] = 0; curve_first[48] = 2950; curve_last[48] = 3012
array curves_of[4]
curves_of[1] = ' 1 2 3 4 5 6 7 8 9 10 11 12'
curves_of[2] = ' 13 14 15 16 17 18 19 20 21 22 23 24'
curves_of[3] = ' 25 26 27 28 29 30 31 32 33 34 35 36'
curves_of[4] = ' 37 38 39 40 41 42 43 44 45 46 47 48'
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'mixture per task'; tic[1] = 'mixture per task'
style[1] = 1; runs[1] = 12; fitted[1] = 12
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 2; runs[2] = 12; fitted[2] = 12
label[3] = 't5'; tic[3] = 't5'
style[3] = 3; runs[3] = 12; fitted[3] = 12
label[4] = 'kerple-log'; tic[4] = 'kerple-log'
style[4] = 4; runs[4] = 12; fitted[4] = 11

load '../../charts/style.gp'
load '../../charts/training.gp'
