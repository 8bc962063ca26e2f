# The numbers are in accuracy-reverse-symbols-64.tsv.
#   gnuplot accuracy-reverse-symbols-64.gp                      draws accuracy-reverse-symbols-64.svg
#   gnuplot -e "format='pdf'" accuracy-reverse-symbols-64.gp   draws accuracy-reverse-symbols-64.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Write a string backwards (symbols 64), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-reverse-symbols-64'
others = 105
array grey_style[105]
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
grey_style[16] = 17
grey_style[17] = 18
grey_style[18] = 19
grey_style[19] = 20
grey_style[20] = 21
grey_style[21] = 22
grey_style[22] = 23
grey_style[23] = 24
grey_style[24] = 25
grey_style[25] = 26
grey_style[26] = 27
grey_style[27] = 28
grey_style[28] = 29
grey_style[29] = 30
grey_style[30] = 31
grey_style[31] = 32
grey_style[32] = 33
grey_style[33] = 34
grey_style[34] = 35
grey_style[35] = 36
grey_style[36] = 37
grey_style[37] = 38
grey_style[38] = 39
grey_style[39] = 40
grey_style[40] = 41
grey_style[41] = 42
grey_style[42] = 43
grey_style[43] = 44
grey_style[44] = 45
grey_style[45] = 46
grey_style[46] = 47
grey_style[47] = 48
grey_style[48] = 49
grey_style[49] = 50
grey_style[50] = 51
grey_style[51] = 52
grey_style[52] = 53
grey_style[53] = 54
grey_style[54] = 55
grey_style[55] = 56
grey_style[56] = 57
grey_style[57] = 59
grey_style[58] = 60
grey_style[59] = 61
grey_style[60] = 62
grey_style[61] = 63
grey_style[62] = 64
grey_style[63] = 65
grey_style[64] = 66
grey_style[65] = 67
grey_style[66] = 68
grey_style[67] = 69
grey_style[68] = 70
grey_style[69] = 71
grey_style[70] = 72
grey_style[71] = 73
grey_style[72] = 74
grey_style[73] = 75
grey_style[74] = 76
grey_style[75] = 77
grey_style[76] = 78
grey_style[77] = 79
grey_style[78] = 80
grey_style[79] = 82
grey_style[80] = 83
grey_style[81] = 85
grey_style[82] = 86
grey_style[83] = 88
grey_style[84] = 89
grey_style[85] = 90
grey_style[86] = 91
grey_style[87] = 92
grey_style[88] = 93
grey_style[89] = 95
grey_style[90] = 96
grey_style[91] = 97
grey_style[92] = 98
grey_style[93] = 99
grey_style[94] = 100
grey_style[95] = 101
grey_style[96] = 102
grey_style[97] = 103
grey_style[98] = 104
grey_style[99] = 105
grey_style[100] = 106
grey_style[101] = 107
grey_style[102] = 108
grey_style[103] = 109
grey_style[104] = 110
grey_style[105] = 111
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 6
array length[6] = [16.0, 20.0, 24.0, 32.0, 48.0, 64.0]
borders = '16'
borders_words = ''
array trained[111]
trained[1] = 16
trained[2] = 16
trained[3] = 16
trained[4] = 16
trained[5] = 16
trained[6] = 16
trained[7] = 16
trained[8] = 16
trained[9] = 16
trained[10] = 16
trained[11] = 16
trained[12] = 16
trained[13] = 16
trained[14] = 16
trained[15] = 16
trained[16] = 16
trained[17] = 16
trained[18] = 16
trained[19] = 16
trained[20] = 16
trained[21] = 16
trained[22] = 16
trained[23] = 16
trained[24] = 16
trained[25] = 16
trained[26] = 16
trained[27] = 16
trained[28] = 16
trained[29] = 16
trained[30] = 16
trained[31] = 16
trained[32] = 16
trained[33] = 16
trained[34] = 16
trained[35] = 16
trained[36] = 16
trained[37] = 16
trained[38] = 16
trained[39] = 16
trained[40] = 16
trained[41] = 16
trained[42] = 16
trained[43] = 16
trained[44] = 16
trained[45] = 16
trained[46] = 16
trained[47] = 16
trained[48] = 16
trained[49] = 16
trained[50] = 16
trained[51] = 16
trained[52] = 16
trained[53] = 16
trained[54] = 16
trained[55] = 16
trained[56] = 16
trained[57] = 16
trained[58] = 16
trained[59] = 16
trained[60] = 16
trained[61] = 16
trained[62] = 16
trained[63] = 16
trained[64] = 16
trained[65] = 16
trained[66] = 16
trained[67] = 16
trained[68] = 16
trained[69] = 16
trained[70] = 16
trained[71] = 16
trained[72] = 16
trained[73] = 16
trained[74] = 16
trained[75] = 16
trained[76] = 16
trained[77] = 16
trained[78] = 16
trained[79] = 16
trained[80] = 16
trained[81] = 16
trained[82] = 16
trained[83] = 16
trained[84] = 16
trained[85] = 16
trained[86] = 16
trained[87] = 16
trained[88] = 16
trained[89] = 16
trained[90] = 16
trained[91] = 16
trained[92] = 16
trained[93] = 16
trained[94] = 16
trained[95] = 16
trained[96] = 16
trained[97] = 16
trained[98] = 16
trained[99] = 16
trained[100] = 16
trained[101] = 16
trained[102] = 16
trained[103] = 16
trained[104] = 16
trained[105] = 16
trained[106] = 16
trained[107] = 16
trained[108] = 16
trained[109] = 16
trained[110] = 16
trained[111] = 16
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'majority'
guess[3] = 'place'
guess[4] = 'copy'
guesses_words = 'grey, at 0: chance (dotted), the most frequent token, the most frequent token of each position, the input copied'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = 'under one line: selective-attention, dape-v2, hard-alibi'
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'cpe'; tic[2] = 'cpe'
style[2] = 58; runs[2] = 1; fitted[2] = 1
label[3] = 'selective-attention'; tic[3] = 'selective-attention'
style[3] = 81; runs[3] = 1; fitted[3] = 1
label[4] = 'dape-v2'; tic[4] = 'dape-v2'
style[4] = 84; runs[4] = 1; fitted[4] = 1
label[5] = 'hard-alibi'; tic[5] = 'hard-alibi'
style[5] = 87; runs[5] = 1; fitted[5] = 1
label[6] = 'rope+sigmoid'; tic[6] = 'rope+sigmoid'
style[6] = 94; runs[6] = 1; fitted[6] = 1
array line_first[111]
array line_last[111]
line_first[1] = 0; line_last[1] = 5
line_first[2] = 6; line_last[2] = 11
line_first[3] = 12; line_last[3] = 17
line_first[4] = 18; line_last[4] = 23
line_first[5] = 24; line_last[5] = 29
line_first[6] = 30; line_last[6] = 35
line_first[7] = 36; line_last[7] = 41
line_first[8] = 42; line_last[8] = 47
line_first[9] = 48; line_last[9] = 53
line_first[10] = 54; line_last[10] = 59
line_first[11] = 60; line_last[11] = 65
line_first[12] = 66; line_last[12] = 71
line_first[13] = 72; line_last[13] = 77
line_first[14] = 78; line_last[14] = 83
line_first[15] = 84; line_last[15] = 89
line_first[16] = 90; line_last[16] = 95
line_first[17] = 96; line_last[17] = 101
line_first[18] = 102; line_last[18] = 107
line_first[19] = 108; line_last[19] = 113
line_first[20] = 114; line_last[20] = 119
line_first[21] = 120; line_last[21] = 125
line_first[22] = 126; line_last[22] = 131
line_first[23] = 132; line_last[23] = 137
line_first[24] = 138; line_last[24] = 143
line_first[25] = 144; line_last[25] = 149
line_first[26] = 150; line_last[26] = 155
line_first[27] = 156; line_last[27] = 161
line_first[28] = 162; line_last[28] = 167
line_first[29] = 168; line_last[29] = 173
line_first[30] = 174; line_last[30] = 179
line_first[31] = 180; line_last[31] = 185
line_first[32] = 186; line_last[32] = 191
line_first[33] = 192; line_last[33] = 197
line_first[34] = 198; line_last[34] = 203
line_first[35] = 204; line_last[35] = 209
line_first[36] = 210; line_last[36] = 215
line_first[37] = 216; line_last[37] = 221
line_first[38] = 222; line_last[38] = 227
line_first[39] = 228; line_last[39] = 233
line_first[40] = 234; line_last[40] = 239
line_first[41] = 240; line_last[41] = 245
line_first[42] = 246; line_last[42] = 251
line_first[43] = 252; line_last[43] = 257
line_first[44] = 258; line_last[44] = 263
line_first[45] = 264; line_last[45] = 269
line_first[46] = 270; line_last[46] = 275
line_first[47] = 276; line_last[47] = 281
line_first[48] = 282; line_last[48] = 287
line_first[49] = 288; line_last[49] = 293
line_first[50] = 294; line_last[50] = 299
line_first[51] = 300; line_last[51] = 305
line_first[52] = 306; line_last[52] = 311
line_first[53] = 312; line_last[53] = 317
line_first[54] = 318; line_last[54] = 323
line_first[55] = 324; line_last[55] = 329
line_first[56] = 330; line_last[56] = 335
line_first[57] = 336; line_last[57] = 341
line_first[58] = 342; line_last[58] = 347
line_first[59] = 348; line_last[59] = 353
line_first[60] = 354; line_last[60] = 359
line_first[61] = 360; line_last[61] = 365
line_first[62] = 366; line_last[62] = 371
line_first[63] = 372; line_last[63] = 377
line_first[64] = 378; line_last[64] = 383
line_first[65] = 384; line_last[65] = 389
line_first[66] = 390; line_last[66] = 395
line_first[67] = 396; line_last[67] = 401
line_first[68] = 402; line_last[68] = 407
line_first[69] = 408; line_last[69] = 413
line_first[70] = 414; line_last[70] = 419
line_first[71] = 420; line_last[71] = 425
line_first[72] = 426; line_last[72] = 431
line_first[73] = 432; line_last[73] = 437
line_first[74] = 438; line_last[74] = 443
line_first[75] = 444; line_last[75] = 449
line_first[76] = 450; line_last[76] = 455
line_first[77] = 456; line_last[77] = 461
line_first[78] = 462; line_last[78] = 467
line_first[79] = 468; line_last[79] = 473
line_first[80] = 474; line_last[80] = 479
line_first[81] = 480; line_last[81] = 485
line_first[82] = 486; line_last[82] = 491
line_first[83] = 492; line_last[83] = 497
line_first[84] = 498; line_last[84] = 503
line_first[85] = 504; line_last[85] = 509
line_first[86] = 510; line_last[86] = 515
line_first[87] = 516; line_last[87] = 521
line_first[88] = 522; line_last[88] = 527
line_first[89] = 528; line_last[89] = 533
line_first[90] = 534; line_last[90] = 539
line_first[91] = 540; line_last[91] = 545
line_first[92] = 546; line_last[92] = 551
line_first[93] = 552; line_last[93] = 557
line_first[94] = 558; line_last[94] = 563
line_first[95] = 564; line_last[95] = 569
line_first[96] = 570; line_last[96] = 575
line_first[97] = 576; line_last[97] = 581
line_first[98] = 582; line_last[98] = 587
line_first[99] = 588; line_last[99] = 593
line_first[100] = 594; line_last[100] = 599
line_first[101] = 600; line_last[101] = 605
line_first[102] = 606; line_last[102] = 611
line_first[103] = 612; line_last[103] = 617
line_first[104] = 618; line_last[104] = 623
line_first[105] = 624; line_last[105] = 629
line_first[106] = 630; line_last[106] = 635
line_first[107] = 636; line_last[107] = 641
line_first[108] = 642; line_last[108] = 647
line_first[109] = 648; line_last[109] = 653
line_first[110] = 654; line_last[110] = 659
line_first[111] = 660; line_last[111] = 665
array dot_first[111]
array dot_last[111]
dot_first[1] = 666; dot_last[1] = 671
dot_first[2] = 702; dot_last[2] = 702
dot_first[3] = 702; dot_last[3] = 702
dot_first[4] = 702; dot_last[4] = 702
dot_first[5] = 702; dot_last[5] = 702
dot_first[6] = 702; dot_last[6] = 702
dot_first[7] = 702; dot_last[7] = 702
dot_first[8] = 702; dot_last[8] = 702
dot_first[9] = 702; dot_last[9] = 702
dot_first[10] = 702; dot_last[10] = 702
dot_first[11] = 702; dot_last[11] = 702
dot_first[12] = 702; dot_last[12] = 702
dot_first[13] = 702; dot_last[13] = 702
dot_first[14] = 702; dot_last[14] = 702
dot_first[15] = 702; dot_last[15] = 702
dot_first[16] = 702; dot_last[16] = 702
dot_first[17] = 702; dot_last[17] = 702
dot_first[18] = 702; dot_last[18] = 702
dot_first[19] = 702; dot_last[19] = 702
dot_first[20] = 702; dot_last[20] = 702
dot_first[21] = 702; dot_last[21] = 702
dot_first[22] = 702; dot_last[22] = 702
dot_first[23] = 702; dot_last[23] = 702
dot_first[24] = 702; dot_last[24] = 702
dot_first[25] = 702; dot_last[25] = 702
dot_first[26] = 702; dot_last[26] = 702
dot_first[27] = 702; dot_last[27] = 702
dot_first[28] = 702; dot_last[28] = 702
dot_first[29] = 702; dot_last[29] = 702
dot_first[30] = 702; dot_last[30] = 702
dot_first[31] = 702; dot_last[31] = 702
dot_first[32] = 702; dot_last[32] = 702
dot_first[33] = 702; dot_last[33] = 702
dot_first[34] = 702; dot_last[34] = 702
dot_first[35] = 702; dot_last[35] = 702
dot_first[36] = 702; dot_last[36] = 702
dot_first[37] = 702; dot_last[37] = 702
dot_first[38] = 702; dot_last[38] = 702
dot_first[39] = 702; dot_last[39] = 702
dot_first[40] = 702; dot_last[40] = 702
dot_first[41] = 702; dot_last[41] = 702
dot_first[42] = 702; dot_last[42] = 702
dot_first[43] = 702; dot_last[43] = 702
dot_first[44] = 702; dot_last[44] = 702
dot_first[45] = 702; dot_last[45] = 702
dot_first[46] = 702; dot_last[46] = 702
dot_first[47] = 702; dot_last[47] = 702
dot_first[48] = 702; dot_last[48] = 702
dot_first[49] = 702; dot_last[49] = 702
dot_first[50] = 702; dot_last[50] = 702
dot_first[51] = 702; dot_last[51] = 702
dot_first[52] = 702; dot_last[52] = 702
dot_first[53] = 702; dot_last[53] = 702
dot_first[54] = 702; dot_last[54] = 702
dot_first[55] = 702; dot_last[55] = 702
dot_first[56] = 702; dot_last[56] = 702
dot_first[57] = 702; dot_last[57] = 702
dot_first[58] = 672; dot_last[58] = 677
dot_first[59] = 702; dot_last[59] = 702
dot_first[60] = 702; dot_last[60] = 702
dot_first[61] = 702; dot_last[61] = 702
dot_first[62] = 702; dot_last[62] = 702
dot_first[63] = 702; dot_last[63] = 702
dot_first[64] = 702; dot_last[64] = 702
dot_first[65] = 702; dot_last[65] = 702
dot_first[66] = 702; dot_last[66] = 702
dot_first[67] = 702; dot_last[67] = 702
dot_first[68] = 702; dot_last[68] = 702
dot_first[69] = 702; dot_last[69] = 702
dot_first[70] = 702; dot_last[70] = 702
dot_first[71] = 702; dot_last[71] = 702
dot_first[72] = 702; dot_last[72] = 702
dot_first[73] = 702; dot_last[73] = 702
dot_first[74] = 702; dot_last[74] = 702
dot_first[75] = 702; dot_last[75] = 702
dot_first[76] = 702; dot_last[76] = 702
dot_first[77] = 702; dot_last[77] = 702
dot_first[78] = 702; dot_last[78] = 702
dot_first[79] = 702; dot_last[79] = 702
dot_first[80] = 702; dot_last[80] = 702
dot_first[81] = 678; dot_last[81] = 683
dot_first[82] = 702; dot_last[82] = 702
dot_first[83] = 702; dot_last[83] = 702
dot_first[84] = 684; dot_last[84] = 689
dot_first[85] = 702; dot_last[85] = 702
dot_first[86] = 702; dot_last[86] = 702
dot_first[87] = 690; dot_last[87] = 695
dot_first[88] = 702; dot_last[88] = 702
dot_first[89] = 702; dot_last[89] = 702
dot_first[90] = 702; dot_last[90] = 702
dot_first[91] = 702; dot_last[91] = 702
dot_first[92] = 702; dot_last[92] = 702
dot_first[93] = 702; dot_last[93] = 702
dot_first[94] = 696; dot_last[94] = 701
dot_first[95] = 702; dot_last[95] = 702
dot_first[96] = 702; dot_last[96] = 702
dot_first[97] = 702; dot_last[97] = 702
dot_first[98] = 702; dot_last[98] = 702
dot_first[99] = 702; dot_last[99] = 702
dot_first[100] = 702; dot_last[100] = 702
dot_first[101] = 702; dot_last[101] = 702
dot_first[102] = 702; dot_last[102] = 702
dot_first[103] = 702; dot_last[103] = 702
dot_first[104] = 702; dot_last[104] = 702
dot_first[105] = 702; dot_last[105] = 702
dot_first[106] = 702; dot_last[106] = 702
dot_first[107] = 702; dot_last[107] = 702
dot_first[108] = 702; dot_last[108] = 702
dot_first[109] = 702; dot_last[109] = 702
dot_first[110] = 702; dot_last[110] = 702
dot_first[111] = 702; dot_last[111] = 702
array last_y[series]
last_y[1] = 0
last_y[2] = 1
last_y[3] = 1
last_y[4] = 1
last_y[5] = 1
last_y[6] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
