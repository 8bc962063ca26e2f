# The numbers are in training-even-pairs-answer-slots.tsv.
#   gnuplot training-even-pairs-answer-slots.gp                      draws training-even-pairs-answer-slots.svg
#   gnuplot -e "format='pdf'" training-even-pairs-answer-slots.gp   draws training-even-pairs-answer-slots.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of unequal neighbours even? (regular) (answer slots), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-even-pairs-answer-slots'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 49
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 8
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 9; curve_last[2] = 17
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 18; curve_last[3] = 26
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 27; curve_last[4] = 35
curve_fitted[5] = 0; curve_diverged[5] = 0; curve_first[5] = 36; curve_last[5] = 44
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 45; curve_last[6] = 53
curve_fitted[7] = 0; curve_diverged[7] = 0; curve_first[7] = 54; curve_last[7] = 62
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 63; curve_last[8] = 71
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 72; curve_last[9] = 80
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 81; curve_last[10] = 89
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 90; curve_last[11] = 98
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 99; curve_last[12] = 107
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 108; curve_last[13] = 116
curve_fitted[14] = 1; curve_diverged[14] = 0; curve_first[14] = 117; curve_last[14] = 125
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 126; curve_last[15] = 134
curve_fitted[16] = 0; curve_diverged[16] = 0; curve_first[16] = 135; curve_last[16] = 143
curve_fitted[17] = 1; curve_diverged[17] = 0; curve_first[17] = 144; curve_last[17] = 152
curve_fitted[18] = 0; curve_diverged[18] = 0; curve_first[18] = 153; curve_last[18] = 161
curve_fitted[19] = 0; curve_diverged[19] = 0; curve_first[19] = 162; curve_last[19] = 170
curve_fitted[20] = 0; curve_diverged[20] = 0; curve_first[20] = 171; curve_last[20] = 179
curve_fitted[21] = 0; curve_diverged[21] = 0; curve_first[21] = 180; curve_last[21] = 188
curve_fitted[22] = 0; curve_diverged[22] = 0; curve_first[22] = 189; curve_last[22] = 197
curve_fitted[23] = 0; curve_diverged[23] = 0; curve_first[23] = 198; curve_last[23] = 206
curve_fitted[24] = 0; curve_diverged[24] = 0; curve_first[24] = 207; curve_last[24] = 215
curve_fitted[25] = 0; curve_diverged[25] = 0; curve_first[25] = 216; curve_last[25] = 224
curve_fitted[26] = 0; curve_diverged[26] = 0; curve_first[26] = 225; curve_last[26] = 233
curve_fitted[27] = 0; curve_diverged[27] = 0; curve_first[27] = 234; curve_last[27] = 242
curve_fitted[28] = 0; curve_diverged[28] = 0; curve_first[28] = 243; curve_last[28] = 251
curve_fitted[29] = 0; curve_diverged[29] = 0; curve_first[29] = 252; curve_last[29] = 260
curve_fitted[30] = 0; curve_diverged[30] = 0; curve_first[30] = 261; curve_last[30] = 269
curve_fitted[31] = 0; curve_diverged[31] = 0; curve_first[31] = 270; curve_last[31] = 278
curve_fitted[32] = 0; curve_diverged[32] = 0; curve_first[32] = 279; curve_last[32] = 287
curve_fitted[33] = 0; curve_diverged[33] = 0; curve_first[33] = 288; curve_last[33] = 296
curve_fitted[34] = 0; curve_diverged[34] = 0; curve_first[34] = 297; curve_last[34] = 305
curve_fitted[35] = 0; curve_diverged[35] = 0; curve_first[35] = 306; curve_last[35] = 314
curve_fitted[36] = 0; curve_diverged[36] = 0; curve_first[36] = 315; curve_last[36] = 323
curve_fitted[37] = 1; curve_diverged[37] = 0; curve_first[37] = 324; curve_last[37] = 332
curve_fitted[38] = 1; curve_diverged[38] = 0; curve_first[38] = 333; curve_last[38] = 341
curve_fitted[39] = 0; curve_diverged[39] = 0; curve_first[39] = 342; curve_last[39] = 350
curve_fitted[40] = 1; curve_diverged[40] = 0; curve_first[40] = 351; curve_last[40] = 359
curve_fitted[41] = 1; curve_diverged[41] = 0; curve_first[41] = 360; curve_last[41] = 368
curve_fitted[42] = 0; curve_diverged[42] = 0; curve_first[42] = 369; curve_last[42] = 377
curve_fitted[43] = 1; curve_diverged[43] = 0; curve_first[43] = 378; curve_last[43] = 386
curve_fitted[44] = 1; curve_diverged[44] = 0; curve_first[44] = 387; curve_last[44] = 395
curve_fitted[45] = 1; curve_diverged[45] = 0; curve_first[45] = 396; curve_last[45] = 404
curve_fitted[46] = 0; curve_diverged[46] = 0; curve_first[46] = 405; curve_last[46] = 413
curve_fitted[47] = 1; curve_diverged[47] = 0; curve_first[47] = 414; curve_last[47] = 422
curve_fitted[48] = 1; curve_diverged[48] = 0; curve_first[48] = 423; curve_last[48] = 431
curve_fitted[49] = 1; curve_diverged[49] = 0; curve_first[49] = 432; curve_last[49] = 440
array curves_of[13]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ' 4 6 7 10 11 12 13 14 15 16 17 36 37 38 39 40 41 42'
curves_of[5] = ' 1 2 3 5 8 9 43 44 45 46 47 48 49'
curves_of[6] = ''
curves_of[7] = ''
curves_of[8] = ' 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35'
curves_of[9] = ''
curves_of[10] = ''
curves_of[11] = ''
curves_of[12] = ''
curves_of[13] = ''
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope+random(max=256)'; tic[1] = 'rope+random(max=256)'
style[1] = 5; runs[1] = 13; fitted[1] = 9
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 18; fitted[2] = 13
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 18; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
